"""What goes with winning and is known only afterwards: raw splits, never offered as predictors (METRICS, 4). No Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow
from numpy.typing import NDArray

from penstock.foundation.statistics.proportions import Difference, Proportion, difference, wilson
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.calendar import DAY
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.plans import gathered
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.metrics.staleness import HUMAN
from penstock.insight.mirror.state import State
from penstock.insight.winloss.decided import Decided
from penstock.insight.winloss.drivers import ENOUGH

SPLIT_DAYS = 30
FIRST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Split:
    """Win rates of two groups, and who they are. limit: what parts them, where a number does."""

    name: str
    limit: int
    one: Proportion
    other: Proportion
    difference: Difference | None
    one_ids: NDArray[Any]
    other_ids: NDArray[Any]


def split(
    name: str, limit: int, found: Decided, has: NDArray[Any], held: NDArray[Any] | None = None
) -> Split:
    """Those who have it against those who have not, among the `held`."""
    held = np.ones(has.size, dtype=np.bool_) if held is None else held
    groups = (has & held, ~has & held)
    one, other = (wilson(int(found.won[group].sum()), int(group.sum())) for group in groups)
    gap = difference(one.k, one.n, other.k, other.n) if min(one.n, other.n) >= ENOUGH else None
    return Split(name, limit, one, other, gap, *(found.id[group] for group in groups))


def afterwards(state: State, query: Query, found: Decided) -> tuple[Split, ...]:
    """Closed within 30 days; closed in the last month of a quarter; and as it stood on day 30, among those that were
    decided later: exchanges and contacts above the median, a first exchange within a week."""
    asked = asked_as_one(state, query, "win_rate")
    last = (found.closed_month - asked.settings.fiscal_start + 1) % 3 == 2
    return (
        split("within 30 days", SPLIT_DAYS, found, found.days <= SPLIT_DAYS),
        split("last month of a quarter", 0, found, last),
        *_on_day_30(asked, found),
    )


def _on_day_30(asked: Ask, found: Decided) -> Iterator[Split]:
    until = found.opened + SPLIT_DAYS * DAY
    still = found.closed > until
    count, first = _exchanges(asked, found, until)
    yield _above_median("exchanges", found, count, still)
    yield split("first exchange", FIRST_DAYS, found, first <= FIRST_DAYS * DAY, still)
    yield _above_median("contacts", found, _contacts(asked, found, until), still)


def _above_median(name: str, found: Decided, count: NDArray[Any], held: NDArray[Any]) -> Split:
    limit = int(np.median(count[held])) if held.any() else 0
    return split(name, limit, found, count > limit, held)


def _exchanges(asked: Ask, found: Decided, until: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """How many each had from the opening until the instant, and how long the first one took (far too long: none)."""

    def take(rows: pyarrow.Table) -> tuple[NDArray[Any], ...]:
        held, place = _placed(found, numbers(rows, "opportunity_id"))
        at = numbers(rows, "at")[held]
        inside = (at >= found.opened[place]) & (at <= until[place])
        return place[inside], (at - found.opened[place])[inside]

    place, wait = gathered(asked, "exchanges", lambda: _done(asked), take)
    first = np.full(found.id.size, 2**62, dtype=np.int64)
    np.minimum.at(first, place, wait)
    return np.bincount(place, minlength=found.id.size), first


def _done(asked: Ask) -> Any:
    done = asked.at("activity")
    done = done.filter(done.type.isin(HUMAN), done.opportunity_id.notnull(), done["at"].notnull())
    return done.select("opportunity_id", "at")


def _contacts(asked: Ask, found: Decided, until: NDArray[Any]) -> NDArray[Any]:
    """How many people of theirs took part at the instant."""

    def take(rows: pyarrow.Table) -> tuple[NDArray[Any], ...]:
        held, place = _placed(found, numbers(rows, "opportunity_id"))
        since, to = (numbers(rows, name)[held] for name in ("valid_from", "valid_to"))
        return (place[(since <= until[place]) & (to > until[place])],)

    (place,) = gathered(asked, "contacts", lambda: _parts(asked), take)
    return np.bincount(place, minlength=found.id.size)


def _parts(asked: Ask) -> Any:
    parts = asked.history("opportunity_person").filter(ibis._.opportunity_id.notnull())
    return parts.select("opportunity_id", "valid_from", "valid_to")


def _placed(found: Decided, of: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Which of these are decided ones, and the place of each of those."""
    place = np.searchsorted(found.id, of)
    held = np.append(found.id, -1)[place] == of
    return held, place[held]
