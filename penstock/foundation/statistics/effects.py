"""What goes with an outcome: each level of each factor against its base, with the other factors and the date held."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import ndtr

from penstock.foundation.statistics.estimates import LEVEL, Estimate, Flags, Floats, Ints, critical
from penstock.foundation.statistics.logistic import (
    Cells,
    Fit,
    Group,
    combinations,
    count_cells,
    fit,
    groups_of,
)

BLOCK = 2**13  # cells that are looked at together
ALWAYS, NEVER, TIED = "every one of them", "not one of them", "not separable from the others"


@dataclass(frozen=True, slots=True)
class Factor:
    """Something known of each case: `codes` says which of `levels`, as an index from 0; all are measured from `base`."""

    name: str
    levels: tuple[str, ...]
    codes: Ints
    base: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """A level against its factor's base, the other factors held.

    `difference` is of shares (-1 to 1): the outcome's share if all cases had this level, less that if all had the base.
    `log_odds` is the model's coefficient, `p` its Wald test. All are None where the data can't tell; `why_not` says
    which: every (or not one) of the level's cases has the outcome, or the level always goes with some others.
    """

    factor: str
    level: str
    n: int
    difference: Estimate | None
    log_odds: Estimate | None
    p: float | None
    why_not: str = ""


def adjusted_effects(
    factors: Sequence[Factor], outcome: ArrayLike, *, strata: ArrayLike | None = None, level: float = LEVEL
) -> tuple[Effect, ...]:
    """Effects of all levels but the bases, from one logistic model of all factors, with an indicator for each stratum
    (the month, coded from 0). Strata in which all or none have the outcome say nothing and are left out.

    Differences are averages over the cases (Lane and Nelder 1982) with the delta method's interval.
    """
    came = np.asarray(outcome, dtype=np.bool_)
    months = np.zeros(came.size, dtype=np.int64) if strata is None else np.asarray(strata, dtype=np.int64)
    held, flat = _usable(factors, months, came)
    months = np.unique(months[held], return_inverse=True)[1]
    sizes = (*(len(factor.levels) for factor in factors), int(months.max(initial=0)) + 1)
    small = np.min_scalar_type(max(sizes))
    codes = np.stack(
        [*(factor.codes[held].astype(small) for factor in factors), months.astype(small)], axis=1
    )
    cells = count_cells(codes, sizes, came[held])
    model = fit(cells, (*(factor.base for factor in factors), 0)) if cells.n.size else None
    told = shares_of_all(cells, model, len(factors)) if model else None
    out, offset = [], 1
    for which, factor in enumerate(factors):
        counts = np.bincount(factor.codes, minlength=len(factor.levels))
        shares = told[which] if told else []
        for i, name in enumerate(factor.levels):
            if i == factor.base or not counts[i]:
                continue
            why = flat.get((which, i)) or flat.get((which, factor.base), "")
            if why or model is None or not model.known[offset + i]:
                out.append(Effect(factor.name, name, int(counts[i]), None, None, None, why or TIED))
            else:
                two = shares[i], shares[factor.base]
                out.append(_effect(factor, i, int(counts[i]), model, offset, *two, level, int(cells.n.sum())))
        offset += len(factor.levels)
    return tuple(out)


def _usable(factors: Sequence[Factor], months: Ints, came: Flags) -> tuple[Flags, dict[tuple[int, int], str]]:
    """The cases that can tell anything, and the levels that are flat: in which all or none have the outcome."""
    held = np.ones(came.size, dtype=np.bool_)
    flat: dict[tuple[int, int], str] = {}
    before = -1
    while before != int(held.sum()):
        whole, before, seen = bool(held.all()), int(held.sum()), held.copy()
        for which, factor in enumerate(factors):
            one, always = _one_sided(factor.codes, came, seen)
            for i in np.flatnonzero(one):
                # Once others are left out it is only in what remains that the level has no exception.
                flat.setdefault((which, int(i)), (ALWAYS if always[i] else NEVER) if whole else TIED)
            held &= ~one[factor.codes]
        held &= ~_one_sided(months, came, seen)[0][months]
    return held, flat


def _one_sided(codes: Ints, came: Flags, held: Flags) -> tuple[Flags, Flags]:
    n = np.bincount(codes[held], minlength=int(codes.max(initial=0)) + 1)
    k = np.bincount(codes[held & came], minlength=n.size)
    return (n > 0) & ((k == 0) | (k == n)), k == n


@dataclass(frozen=True, slots=True)
class Share:
    """The outcome's share if all cases had one level, and how it moves with each coefficient."""

    value: float
    slope: Floats


def _effect(
    factor: Factor,
    i: int,
    n: int,
    model: Fit,
    offset: int,
    own: Share,
    base: Share,
    level: float,
    cases: int,
) -> Effect:
    z = critical(level)
    coefficient, error = (
        float(model.coefficients[offset + i]),
        sqrt(float(model.covariance[offset + i, offset + i])),
    )
    gradient = own.slope - base.slope
    reach = z * sqrt(max(float(gradient @ model.covariance @ gradient), 0.0))
    gap = own.value - base.value
    return Effect(
        factor.name,
        factor.levels[i],
        n,
        Estimate(gap, max(gap - reach, -1.0), min(gap + reach, 1.0), cases),
        Estimate(coefficient, coefficient - z * error, coefficient + z * error, cases),
        float(2 * ndtr(-abs(coefficient) / error)) if error else 1.0,
    )


def shares_of_all(cells: Cells, model: Fit, n_factors: int) -> list[list[Share]]:
    """Of each level of the first factors: the outcome's share if all cases had it. In blocks that the processor holds, of all
    levels at once."""
    groups, offsets = groups_of(cells), np.cumsum([1, *cells.sizes])
    combos, places = combinations(groups), _places(groups)
    levels = [slice(*offsets[which : which + 2]) for which in range(n_factors)]
    own = [np.exp(model.coefficients[one]) for one in levels]
    values = [np.zeros(one.size) for one in own]
    weights = [np.zeros((len(combos), one.size)) for one in own]
    for start in range(0, cells.n.size, BLOCK):
        block = slice(start, start + BLOCK)
        n, against = cells.n[block], np.exp(-model.logits[block])
        cases = _cases(places[block], n, len(combos)).T
        for which, odds in enumerate(own):
            without = against * odds[cells.codes[block, which]]
            chance = np.reciprocal(1 + np.multiply.outer(without, 1 / odds))
            values[which] += n @ chance
            weights[which] += cases @ (chance - np.square(chance))
    total = float(cells.n.sum())
    return [
        _shares(one, value / total, weight.T @ combos / total)
        for one, value, weight in zip(levels, values, weights, strict=True)
    ]


def _shares(levels: slice, values: Floats, slopes: Floats) -> list[Share]:
    """With each level's own coefficient in its slope, in place of those that its cases have."""
    slopes[:, levels] = np.diag(slopes[:, 0].copy())
    return [Share(float(value), slope) for value, slope in zip(values, slopes, strict=True)]


def _places(groups: list[Group]) -> Ints:
    """Which combinations each cell has, one of each group."""
    starts = np.cumsum([0, *(one.size for one in groups[:-1])])
    return np.stack([one.codes + start for one, start in zip(groups, starts, strict=True)], axis=1).astype(
        np.int32
    )


def _cases(places: Ints, n: Floats, size: int) -> csr_array:
    """How many cases of each cell have each combination."""
    ends = np.arange(0, places.size + 1, places.shape[1])
    return csr_array((np.repeat(n, places.shape[1]), places.ravel(), ends), shape=(len(places), size))
