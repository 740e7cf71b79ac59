"""What became of a measure after something was done: before and after, against the rest where there is one. Plain Python.

Before and after is no proof. What is said here is only whether there is a difference to be explained, and whether the rest
has it too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from penstock.foundation.statistics.differences import difference_of
from penstock.foundation.statistics.estimates import Estimate
from penstock.foundation.statistics.proportions import (
    Difference,
    Proportion,
    difference,
    wilson,
)
from penstock.insight.leaks.outcomes import Outcomes

ENOUGH = 30  # decided in each group (METRICS, 5)
DAY = 86_400_000_000
BEFORE = 182 * DAY  # half a year tells what was usual
SPELL = 28 * DAY  # a bad month just before the day makes a better one after it likely
Verdict = Literal["too early", "too few before", "no evidence", "better", "worse", "changed"]
Part = Literal["before", "after", "rest_before", "rest_after"]
PARTS: tuple[Part, ...] = ("before", "after", "rest_before", "rest_after")


@dataclass(frozen=True, slots=True)
class Mending:
    """difference: after less before (-1 to 1), from 30 in each; beyond: how much more than the rest it changed, from 30 in each
    of the four. The verdict follows `beyond`, and the difference where there is no rest. why_not: what is missing.
    follows_spell: it began after an unusually bad month, so that a part of what came is regression to the mean."""

    before: Proportion
    after: Proportion
    rest_before: Proportion | None
    rest_after: Proportion | None
    difference: Difference | None
    beyond: Estimate | None
    verdict: Verdict
    why_not: str | None
    follows_spell: bool


def mended(outcomes: Outcomes, day: int, until: int, *, up_is_good: bool | None) -> Mending:
    """Of a measure whose better side is up or down (None: neither): the half year before an instant against what followed up to another, all in
    microseconds."""
    counts = {part: _counted(outcomes, part_of(outcomes, part, day, until)) for part in PARTS}
    before, after = counts["before"], counts["after"]
    rest = (counts["rest_before"], counts["rest_after"]) if outcomes.is_rest.any() else (None, None)
    why_not = missing(before.n, after.n, ENOUGH)
    gap = difference(after.k, after.n, before.k, before.n) if why_not is None else None
    beyond = _beyond(gap, *rest)
    return Mending(
        before=before,
        after=after,
        rest_before=rest[0],
        rest_after=rest[1],
        difference=gap,
        beyond=beyond,
        verdict=verdict_of(beyond or gap, after.n < ENOUGH, up_is_good),
        why_not=why_not,
        follows_spell=_follows_spell(outcomes, day, up_is_good),
    )


def part_of(outcomes: Outcomes, part: Part, day: int, until: int) -> NDArray[Any]:
    """Which cases a part counts."""
    at = outcomes.at
    within = (at >= day) & (at <= until) if part.endswith("after") else (at >= day - BEFORE) & (at < day)
    found: NDArray[Any] = within & (outcomes.is_rest == part.startswith("rest"))
    return found


def by_period(outcomes: Outcomes, edges: Sequence[int]) -> list[tuple[int, int]]:
    """k of n between each edge and the next, of what is measured."""
    mine = outcomes.held(~outcomes.is_rest)
    place = np.searchsorted(np.array(edges, dtype=np.int64), mine.at, "right") - 1
    inside = (place >= 0) & (place < len(edges) - 1)
    n = np.bincount(place[inside], minlength=len(edges) - 1)
    k = np.bincount(place[inside & mine.hit], minlength=len(edges) - 1)
    return list(zip(k.tolist(), n.tolist(), strict=True))


def _counted(outcomes: Outcomes, held: NDArray[Any]) -> Proportion:
    return wilson(int((held & outcomes.hit).sum()), int(held.sum()))


def missing(before: int, after: int, enough: int) -> str | None:
    """What a comparison lacks, of what came after first: “12 of 30”; None where there is enough on both sides."""
    short = after if after < enough else before
    return f"{short} of {enough}" if short < enough else None


def _beyond(gap: Difference | None, one: Proportion | None, other: Proportion | None) -> Estimate | None:
    if gap is None or one is None or other is None or min(one.n, other.n) < ENOUGH:
        return None
    return difference_of(gap, difference(other.k, other.n, one.k, one.n))


def verdict_of(found: Estimate | None, is_early: bool, up_is_good: bool | None) -> Verdict:
    """What a difference says; found None: there is not enough to tell one, after the day (is_early) or before it."""
    if found is None:
        return "too early" if is_early else "too few before"
    if not found.excludes(0):
        return "no evidence"
    if up_is_good is None:
        return "changed"
    return "better" if (found.value > 0) == up_is_good else "worse"


def _follows_spell(outcomes: Outcomes, day: int, up_is_good: bool | None) -> bool:
    """Whether the four weeks before the day were worse than the half year before those."""
    mine = outcomes.held(~outcomes.is_rest)
    spell = _counted(mine, (mine.at >= day - SPELL) & (mine.at < day))
    usual = _counted(mine, (mine.at >= day - SPELL - BEFORE) & (mine.at < day - SPELL))
    if up_is_good is None or not spell.n or usual.n < ENOUGH:
        return False
    gap = difference(spell.k, spell.n, usual.k, usual.n)
    return gap.high < 0 if up_is_good else gap.low > 0
