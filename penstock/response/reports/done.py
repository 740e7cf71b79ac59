"""What people did about a leak, a stage or a metric, as reports take it. No Django."""

from dataclasses import dataclass
from datetime import date

from penstock.insight.metrics.catalogue import Metric
from penstock.insight.metrics.query import Scope


@dataclass(frozen=True, slots=True)
class Done:
    """about: leak, stage or metric; subject: the name of the leak or metric, or the stage's id; own: the metric itself where it is
    one of the company's own. where: FIELD=VALUE; scope: whose records it is about, `of` in words ("" everybody's). ended_on: None
    while nobody has said what came of it."""

    id: int
    about: str
    subject: str
    where: tuple[str, ...]
    scope: Scope
    of: str
    day: date
    text: str
    expected: str
    by: str
    ended_on: date | None = None
    judgement: str = ""
    judged_by: str = ""
    own: Metric | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def target(self) -> str:
        """As addresses and commands have it: leak:stalled, stage:12, metric:win_rate."""
        return f"{self.about}:{self.subject}"
