"""What goes with winning: each thing that was known at the opening, raw and adjusted for the others and the month. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray

from penstock.foundation.statistics.effects import Effect, Factor, adjusted_effects
from penstock.foundation.statistics.multiple import benjamini_hochberg
from penstock.foundation.statistics.proportions import Difference, Proportion, difference, wilson
from penstock.insight.metrics.columns import narrowed

ENOUGH = 30  # decided in each group (METRICS, 5)
ENOUGH_IN_MONTH = 10  # decided; else it joins its neighbour (METRICS, 4)
MOST_LEVELS = 12  # the smaller ones are one: "other"
OTHER = "other"
FOUND = 0.05


@dataclass(frozen=True, slots=True)
class Driver:
    """A level against its factor's most frequent one.

    raw: the difference of win rates as they are; adjusted: with the other factors and the month of opening held, None
    where the data can't tell it from these (`verdict` "not separable"). q: adjusted p over the page (Benjamini-Hochberg).
    verdict: "found", "no evidence", "not separable" (there is a raw difference, or the data can't tell), or "too few".
    """

    factor: str
    level: str
    base: str
    own: Proportion
    other: Proportion
    raw: Difference | None
    adjusted: Effect | None
    q: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Levels:
    """The level of each case: its place among the words, which are all different."""

    words: NDArray[Any]
    codes: NDArray[Any]

    @classmethod
    def of(cls, words: Sequence[str] | NDArray[Any]) -> "Levels":
        """Of a word for each case."""
        return cls.coded(pyarrow.array(words, pyarrow.string()))

    @classmethod
    def coded(cls, words: pyarrow.Array) -> "Levels":
        """The same of Arrow's: to sort texts is slow."""
        coded = words.dictionary_encode()
        return cls(np.array(coded.dictionary.to_pylist(), dtype=str), coded.indices.to_numpy())

    def of_cases(self, order: NDArray[Any]) -> "Levels":
        """Of these cases, in this order."""
        return Levels(self.words, self.codes[order])

    def __getitem__(self, case: int) -> str:
        return str(self.words[self.codes[case]])


class Coding:
    """Codes for words that come a piece at a time: each new word has the next one."""

    def __init__(self) -> None:
        self._place: dict[str, int] = {}

    @property
    def words(self) -> NDArray[Any]:
        """All so far, by code."""
        return np.array(list(self._place), dtype=str)

    def of(self, words: pyarrow.ChunkedArray) -> NDArray[Any]:
        """The code of each."""
        piece = Levels.coded(words.combine_chunks())
        places = np.array(
            [self._place.setdefault(word, len(self._place)) for word in piece.words.tolist()], np.int64
        )
        codes: NDArray[Any] = narrowed(places)[piece.codes]
        return codes


def drivers(won: NDArray[Any], months: NDArray[Any], known: Mapping[str, Levels]) -> tuple[Driver, ...]:
    """One for each level but the most frequent, of each factor that has two with 30 decided; the found first. `months`:
    of the opening, as consecutive whole numbers."""
    factors = [factor for name, levels in known.items() if (factor := _factor(name, levels)) is not None]
    if not factors:
        return ()
    effects = adjusted_effects(factors, won, strata=joined_months(months))
    by_level = {(effect.factor, effect.level): effect for effect in effects}
    told = [
        _driver(factor, i, counts, by_level.get((factor.name, level)))
        for factor in factors
        for counts in [_counts(factor, won)]
        for i, level in enumerate(factor.levels)
        if i != factor.base
    ]
    return tuple(sorted(_judged(told), key=_order))


def joined_months(months: NDArray[Any]) -> NDArray[Any]:
    """Codes from 0 of months in which at least ten were decided: a smaller one joins the next, the last the one before."""
    names, counts = np.unique(months, return_counts=True)
    code, held, codes = 0, 0, []
    for n in counts.tolist():
        codes.append(code)
        held += n
        if held >= ENOUGH_IN_MONTH:
            code, held = code + 1, 0
    if held and code:
        codes = [min(one, code - 1) for one in codes]
    return np.asarray(codes, dtype=np.int64)[np.searchsorted(names, months)]


def _factor(name: str, levels: Levels) -> Factor | None:
    """The factor with its rare levels as one; None where there are not two to compare."""
    names, codes, counts = _counted(levels)
    order = np.argsort(-counts, kind="stable")
    kept = [i for i in order[:MOST_LEVELS] if counts[i] >= ENOUGH]
    if len(kept) < 2 and not (kept and counts.sum() - counts[kept].sum() >= ENOUGH):
        return None
    place = np.full(names.size, len(kept))
    place[kept] = np.arange(len(kept))
    told = tuple(str(names[i]) for i in kept)
    rest = counts.sum() - counts[kept].sum()
    return Factor(name, (*told, OTHER) if rest else told, place[codes])


def _counted(levels: Levels) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The different levels in order, which one each case has, and how many have it."""
    words = levels.words
    order = np.argsort(words, kind="stable")
    place = np.empty(words.size, dtype=np.int64)
    place[order] = np.arange(words.size)
    codes = place[levels.codes]
    return words[order], codes, np.bincount(codes, minlength=words.size)


def _counts(factor: Factor, won: NDArray[Any]) -> list[Proportion]:
    """Of each level, how many of its decided were won."""
    n, k = (np.bincount(codes, minlength=len(factor.levels)) for codes in (factor.codes, factor.codes[won]))
    return [wilson(hits, size) for hits, size in zip(k.tolist(), n.tolist(), strict=True)]


def _driver(factor: Factor, i: int, counts: list[Proportion], effect: Effect | None) -> Driver:
    one, other = counts[i], counts[factor.base]
    raw = difference(one.k, one.n, other.k, other.n) if min(one.n, other.n) >= ENOUGH else None
    verdict = "too few" if raw is None else ""
    return Driver(
        factor.name, factor.levels[i], factor.levels[factor.base], one, other, raw, effect, None, verdict
    )


def _judged(told: list[Driver]) -> list[Driver]:
    """Over the page: which are found, which are not, and which can't be told from the date or the others."""
    asked = [i for i, one in enumerate(told) if not one.verdict]
    ps = [one.adjusted.p if (one := told[i]).adjusted and one.adjusted.p is not None else 1.0 for i in asked]
    raws = [told[i].raw.p for i in asked]  # type: ignore[union-attr]
    for i, q, raw in zip(asked, benjamini_hochberg(ps), benjamini_hochberg(raws), strict=True):
        one = told[i]
        if one.adjusted is None or one.adjusted.p is None:
            verdict = "not separable"
        elif q <= FOUND:
            verdict = "found"
        else:
            verdict = "not separable" if raw <= FOUND else "no evidence"
        told[i] = replace(one, q=float(q), verdict=verdict)
    return told


def _order(one: Driver) -> tuple[bool, float, str, str]:
    return one.verdict != "found", 1.0 if one.q is None else one.q, one.factor, one.level
