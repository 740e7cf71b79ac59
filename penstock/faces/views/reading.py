"""Who reads a list, when, and what the read needs beside the records: the workspace, rates, names to choose from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from penstock.faces.views.periods import Calendar
from penstock.foundation.base.values.period import end_of_day
from penstock.records.team.models import User
from penstock.records.workspace.models import Workspace
from penstock.records.workspace.queries import rates_on

Choice = tuple[str, str]


@dataclass(slots=True)
class Reader:
    """One read by one user at `now`. Names to choose from are fetched once for the whole of it."""

    user: User
    workspace: Workspace
    now: datetime
    _known: dict[Callable[["Reader"], list[Choice]], list[Choice]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Today in the workspace's zone."""
        return self.now.astimezone(self.workspace.tzinfo).date()

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.today, self.workspace.week_start, self.workspace.fiscal_start_month)

    def instants(self, at: date | None, known_then: bool) -> tuple[datetime | None, datetime | None]:
        """(valid, known) for a page's date: the end of that day; (None, None) is now."""
        if at is None:
            return None, None
        valid = end_of_day(at, self.workspace.tzinfo)
        return valid, valid if known_then else None

    def rates(self, at: date | None) -> dict[str, Fraction]:
        """Major units of the home currency for one of another, on the page's date."""
        return rates_on(at or self.today)

    def choices(self, source: Callable[["Reader"], list[Choice]]) -> list[Choice]:
        """What a field offers, as rows of (value in the address, name)."""
        if source not in self._known:
            self._known[source] = source(self)
        return self._known[source]
