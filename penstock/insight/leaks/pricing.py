"""What a leak is worth: how much worse its records do than comparable ones, times what they are worth. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from penstock.foundation.statistics.estimates import Estimate
from penstock.foundation.statistics.stratified import risk_difference, strata

ENOUGH = 20  # affected and comparable decided (METRICS, 5)
Side = Literal["open", "past"]
SIDES: tuple[Side, ...] = ("open", "past")


@dataclass(frozen=True, slots=True)
class Records:
    """Opportunities side by side: `ended` 0 open, 1 won, 2 lost; `value`: weighted in minor units while open, the amount
    once closed (0 where there is none); `stratum`: which are comparable, as codes from 0."""

    id: NDArray[Any]
    ended: NDArray[Any]
    value: NDArray[Any]
    stratum: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Trait:
    """A leak to be priced: which records have it. is_priced: it is ours to change, and no mere fault of the data. about:
    what its words name (a stage, a limit). measured: its gap, or why there is none, where it is not that between those
    decided in the same period."""

    name: str
    has: NDArray[Any]
    is_priced: bool = True
    about: str = ""
    measured: tuple[Estimate | None, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Leak:
    """One leak on one side. gap: win rate of the comparable less that of the affected, stratified (-1 to 1); worth: in
    minor units, with its interval; `those`: the ids of the affected; `counted`: of those that it is counted for, none of which
    counts in another leak.

    verdict: "leak", "no evidence" (the interval holds zero, or they do better), "too few", or "not priced".
    """

    name: str
    side: Side
    those: NDArray[Any]
    gap: Estimate | None
    worth: Estimate | None
    counted: NDArray[Any]
    verdict: str
    why_not: str | None
    about: str = ""
    kind: Literal["opportunity", "lead"] = "opportunity"

    @property
    def affected(self) -> int:
        return int(self.those.size)

    @property
    def affected_ids(self) -> tuple[int, ...]:
        return tuple(self.those.tolist())

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(self.counted.tolist())


def priced_leaks(records: Records, traits: Sequence[Trait]) -> tuple[Leak, ...]:
    """Each trait on both sides, the worthiest first. Open leaks share the open weighted value, past ones the value lost;
    the two are never added. A record in several counts in the one with the highest lower bound."""
    gaps = {trait.name: _gap(records, trait) for trait in traits}
    leaks = []
    for side in SIDES:
        mine = records.ended == (0 if side == "open" else 2)
        taken = np.zeros(records.id.size, dtype=np.bool_)
        for trait in sorted(traits, key=lambda one: -_lower(gaps[one.name][0])):
            gap, why_not = gaps[trait.name]
            affected = mine & trait.has
            counts = gap is not None and gap.low > 0
            held = affected & ~taken if counts else affected
            taken |= held if counts else False
            leaks.append(_leak(records, trait, side, affected, held, gap, why_not))
    return worthiest(leaks)


def worthiest(leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    """In the order of what mending is worth."""
    return tuple(sorted(leaks, key=lambda one: (-one.worth.value if one.worth else 0.0, one.side, one.name)))


def _gap(records: Records, trait: Trait) -> tuple[Estimate | None, str | None]:
    """How much more of the comparable were won than of the affected; or why it is not said."""
    if not trait.is_priced:
        return None, None
    if trait.measured is not None:
        return trait.measured
    decided = records.ended > 0
    own, other = decided & trait.has, decided & ~trait.has
    if min(own.sum(), other.sum()) < ENOUGH:
        return None, f"{own.sum()} affected and {other.sum()} comparable of {ENOUGH} decided each"
    size = int(records.stratum.max(initial=0)) + 1
    won = records.ended == 1

    def count(held: NDArray[Any]) -> NDArray[Any]:
        return np.bincount(records.stratum[held], minlength=size)

    found = risk_difference(strata(count(other & won), count(other), count(own & won), count(own)))
    return found, None if found else "none of the affected has a comparable one"


def _lower(gap: Estimate | None) -> float:
    return gap.low if gap else -1.0


def _leak(
    records: Records,
    trait: Trait,
    side: Side,
    affected: NDArray[Any],
    held: NDArray[Any],
    gap: Estimate | None,
    why_not: str | None,
) -> Leak:
    those, counted = records.id[affected], records.id[held]
    leak = Leak(trait.name, side, those, gap, None, counted, "not priced", why_not, trait.about)
    if not trait.is_priced:
        return leak
    if gap is None:
        return replace(leak, verdict="too few")
    if gap.low <= 0:
        return replace(leak, verdict="no evidence")
    value = float(records.value[held].sum())
    worth = Estimate(value * gap.value, value * gap.low, value * gap.high, counted.size)
    return replace(leak, worth=worth, verdict="leak")
