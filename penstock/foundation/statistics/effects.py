"""What goes with an outcome: each level of each factor against its base, with the other factors and the date held."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, ndtr

from penstock.foundation.statistics.estimates import LEVEL, Estimate, Flags, Floats, Ints, critical
from penstock.foundation.statistics.logistic import Cells, Fit, Group, count_cells, fit, groups_of, sums_of

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
    codes = np.stack([*(factor.codes[held] for factor in factors), months], axis=1)
    sizes = (*(len(factor.levels) for factor in factors), int(months.max(initial=0)) + 1)
    cells = count_cells(codes, sizes, came[held])
    model = fit(cells, (*(factor.base for factor in factors), 0)) if cells.n.size else None
    groups = groups_of(cells)
    out, offset = [], 1
    for which, factor in enumerate(factors):
        counts = np.bincount(factor.codes, minlength=len(factor.levels))
        at_base = _all_at(cells, groups, model, (which, offset), factor.base) if model else None
        for i, name in enumerate(factor.levels):
            if i == factor.base or not counts[i]:
                continue
            why = flat.get((which, i)) or flat.get((which, factor.base), "")
            if why or model is None or at_base is None or not model.known[offset + i]:
                out.append(Effect(factor.name, name, int(counts[i]), None, None, None, why or TIED))
            else:
                at_level = _all_at(cells, groups, model, (which, offset), i)
                out.append(
                    _effect(
                        factor, i, int(counts[i]), model, offset, at_level, at_base, level, int(cells.n.sum())
                    )
                )
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
class _Share:
    """The outcome's share if all cases had one level, and how it moves with each coefficient."""

    value: float
    slope: Floats


def _effect(
    factor: Factor,
    i: int,
    n: int,
    model: Fit,
    offset: int,
    own: _Share,
    base: _Share,
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


def _all_at(cells: Cells, groups: list[Group], model: Fit, where: tuple[int, int], i: int) -> _Share:
    """If all cases had level i of this factor."""
    which, offset = where
    own, n = model.coefficients[offset : offset + cells.sizes[which]], float(cells.n.sum())
    chance = expit(model.logits + (own[i] - own)[cells.codes[:, which]])
    weight = cells.n * chance * (1 - chance) / n
    slope = sums_of(groups, weight)
    slope[offset : offset + own.size] = 0.0
    slope[offset + i] = weight.sum()
    return _Share(float((cells.n * chance).sum() / n), slope)
