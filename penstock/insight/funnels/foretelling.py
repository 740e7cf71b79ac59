"""What a funnel's cohort will come to, learned from those before it. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from penstock.insight.funnels.lives import cohort_of, leads_before
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.cohort import foretold, lengths, lives_before, months_before

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Cell = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Foretold:
    """Wins in the end as a share of the cohort, with the interval of the future count (METRICS, 3). older: so many of the open
    are older than anything learned from, and counted as no win. why_not: what is missing to say it."""

    share: float | None
    low: float | None = None
    high: float | None = None
    learned_from: int = 0
    older: int = 0
    why_not: str | None = None


def foretold_of(asked: Ask, cell: "Cell", chosen: int, unit: Literal["lead", "opportunity"]) -> Foretold:
    """Leads learn from leads, opportunities from opportunities, each from the 24 months before."""
    if asked.query.period is None:
        return Foretold(None, why_not="asked without a period")
    training = partial(_leads_before, chosen=chosen) if unit == "lead" else lives_before
    told = foretold(asked, cell, training)
    if "will_come_to" not in told:
        return Foretold(None, why_not=told.get("why_no_projection", "0 in the cohort"))
    ends = (told["will_come_to_low"], told["will_come_to_high"])
    return Foretold(told["will_come_to"], *ends, told["learned_from"], told["older_than_learned"])


def _leads_before(asked: Ask, *, chosen: int) -> "Cell":
    before = months_before(asked)
    lives = cohort_of(leads_before(before, chosen), chosen)
    return {**lives, "length": lengths(before, lives)}
