"""The plain logistic model when everything that is known is a level of a factor.

Cases that agree in all factors are counted together first, and the normal equations are counts of pairs of levels: a
million cases fit in a second and in little memory. Held against statsmodels by test; not made with it, since importing
it costs 200 MB in every process that shows a report.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from penstock.foundation.statistics.estimates import Flags, Floats, Ints

STEPS = 50
STILL = 1e-9  # a step that moves no coefficient further has arrived
FAR = 12.0  # log-odds that are reached only where nothing speaks against going on for ever
FLAT = 1e-9  # of the greatest eigenvalue: a direction in which the data say nothing
ROOM = 2**62
MANY = 20_000  # cells, from which a tenth of them says where to begin
TOGETHER = 400  # combinations of levels that are counted at once with as many others


@dataclass(frozen=True, slots=True)
class Cells:
    """Cases that agree in every factor: `codes` (cells, factors) from 0, how many cases, how many with the outcome."""

    codes: Ints
    sizes: tuple[int, ...]
    n: Floats
    k: Floats


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients as log-odds, one for each level of each factor in order, after the intercept; those of bases are 0.

    `known` is false where the data do not determine a coefficient: its level always goes with others, or always (or
    never) with the outcome. `logits` has the linear predictor of each cell.
    """

    coefficients: Floats
    covariance: Floats
    known: Flags
    logits: Floats


def count_cells(codes: ArrayLike, sizes: tuple[int, ...], outcome: ArrayLike) -> Cells:
    """Count cases: `codes` is (cases, factors), each from 0 to its factor's size; `outcome` true or false per case.

    ValueError where the shapes do not match.
    """
    # A byte or two for each: there may be a million cases of a dozen factors.
    levels = np.asarray(codes, dtype=np.min_scalar_type(max(sizes, default=1)))
    came = np.asarray(outcome, dtype=np.bool_)
    if levels.ndim != 2 or levels.shape != (came.size, len(sizes)):
        raise ValueError("each case needs a level of each factor")
    place, span = np.zeros(came.size, dtype=np.int64), 1
    for column, size in zip(levels.T, sizes, strict=True):
        if span * size > ROOM:
            place = np.unique(place, return_inverse=True)[1]
            span = came.size
        place, span = place * size + column, span * size
    _, first, back = np.unique(place, return_index=True, return_inverse=True)
    n = np.bincount(back, minlength=first.size).astype(np.float64)
    k = np.bincount(back, came, minlength=first.size).astype(np.float64)
    return Cells(levels[first], sizes, n, k)


def fit(cells: Cells, bases: tuple[int, ...]) -> Fit:
    """Maximum likelihood by Newton's method (McCullagh and Nelder 1989, 4.4); `bases` is each factor's level that the
    others are measured from. What is not determined is left where the data stop to speak, and marked.
    """
    groups, free = groups_of(cells), _free(cells.sizes, bases)
    beta, information = _climbed(cells, groups, free, _begun(cells, free))
    covariance = np.zeros((free.size, free.size))
    covariance[np.ix_(free, free)] = np.linalg.pinv(information, rcond=FLAT, hermitian=True)
    known = (np.abs(beta) < FAR) & _determined(groups, cells, free)
    return Fit(beta, covariance, known, _logits(groups, beta))


def _begun(cells: Cells, free: Flags) -> Floats:
    """Where to begin: of many cells, at what every tenth says, from where two or three steps are left."""
    nowhere = np.zeros(free.size)
    if cells.n.size < MANY:
        return nowhere
    few = Cells(cells.codes[::10], cells.sizes, cells.n[::10], cells.k[::10])
    return np.clip(_climbed(few, groups_of(few), free, nowhere)[0], -FAR / 4, FAR / 4)


def _climbed(cells: Cells, groups: "list[Group]", free: Flags, start: Floats) -> tuple[Floats, Floats]:
    """The coefficients at the top, and the information there."""
    beta = start.copy()
    for _ in range(STEPS):
        chance = expit(_logits(groups, beta))
        information = _information(groups, cells.n * chance * (1 - chance))[np.ix_(free, free)]
        score = sums_of(groups, cells.k - cells.n * chance)[free]
        step = np.linalg.pinv(information, rcond=FLAT, hermitian=True) @ score
        step *= min(1.0, 2 / max(float(np.abs(step).max(initial=0.0)), 1e-300))
        beta[free] += step
        if np.abs(step).max(initial=0.0) < STILL or np.abs(beta).max(initial=0.0) > 2 * FAR:
            break
    return beta, information


@dataclass(frozen=True, slots=True)
class Group:
    """Factors counted together: the offsets of their coefficients, how many levels each has, and each cell's place among all
    combinations of their levels."""

    offsets: tuple[int, ...]
    shape: tuple[int, ...]
    codes: Ints

    @property
    def size(self) -> int:
        return int(np.prod(self.shape))


def groups_of(cells: Cells) -> list[Group]:
    """All factors, the intercept before them, in as few groups: one pass over the cells counts two groups, however many factors
    they have."""
    groups = [Group((0,), (1,), np.zeros(cells.n.size, dtype=np.int64))]
    offset = 1
    for codes, size in zip(np.ascontiguousarray(cells.codes.T), cells.sizes, strict=True):
        last = groups[-1]
        if last.size * size > TOGETHER:
            groups.append(Group((offset,), (size,), codes.astype(np.int64)))
        else:
            groups[-1] = Group((*last.offsets, offset), (*last.shape, size), last.codes * size + codes)
        offset += size
    return groups


def sums_of(groups: list[Group], weight: Floats) -> Floats:
    """Sums of the cells' weights by coefficient."""
    counts = np.concatenate([np.bincount(one.codes, weight, one.size) for one in groups])
    return np.asarray(counts @ combinations(groups), dtype=np.float64)


def combinations(groups: list[Group]) -> Floats:
    """Which coefficients each combination of levels has, as 0 and 1: a row for each one of the first group, then of the next."""
    told = np.zeros((sum(one.size for one in groups), _count(groups)))
    row = 0
    for one in groups:
        rows = np.arange(row, row + one.size)
        for offset, place in zip(one.offsets, np.unravel_index(rows - row, one.shape), strict=True):
            told[rows, offset + place] = 1.0
        row += one.size
    return told


def _counted(codes: Ints, weight: Floats, shape: tuple[int, ...]) -> Floats:
    return np.bincount(codes, weight, int(np.prod(shape))).astype(np.float64).reshape(shape)


def _logits(groups: list[Group], beta: Floats) -> Floats:
    """The linear predictor of each cell."""
    total = np.zeros(groups[0].codes.size)
    for one in groups:
        parts = [beta[offset : offset + size] for offset, size in zip(one.offsets, one.shape, strict=True)]
        total += sum(np.ix_(*parts), np.zeros(one.shape)).ravel()[one.codes]
    return total


def _count(groups: list[Group]) -> int:
    return groups[-1].offsets[-1] + groups[-1].shape[-1]


def _free(sizes: tuple[int, ...], bases: tuple[int, ...]) -> Flags:
    free = np.ones(1 + sum(sizes), dtype=np.bool_)
    offset = 1
    for size, base in zip(sizes, bases, strict=True):
        free[offset + base] = False
        offset += size
    return free


def _information(groups: list[Group], weight: Floats) -> Floats:
    """Sums of weights over the cells in which two levels meet."""
    total = np.zeros((_count(groups), _count(groups)))
    for i, one in enumerate(groups):
        _meet(total, _counted(one.codes, weight, one.shape), one.offsets)
        for other in groups[:i]:
            met = _counted(one.codes * other.size + other.codes, weight, (one.size, other.size))
            for mine, rows in _margins(met, one):
                for theirs, both in _margins(rows.T, other):
                    total[theirs, mine], total[mine, theirs] = both, both.T
    return total


def _margins(counts: Floats, of: Group) -> Iterator[tuple[slice, Floats]]:
    """Counts by the combinations of a group and by something else, as counts by the levels of each of its factors and by that;
    and which coefficients these are."""
    shaped = counts.reshape(*of.shape, -1)
    for i, (offset, size) in enumerate(zip(of.offsets, of.shape, strict=True)):
        others = tuple(k for k in range(len(of.shape)) if k != i)
        yield slice(offset, offset + size), shaped.sum(axis=others)


def _meet(total: Floats, sums: Floats, offsets: tuple[int, ...]) -> None:
    """Put sums by the levels of several factors where each two of them meet."""
    ends = [offset + size for offset, size in zip(offsets, sums.shape, strict=True)]
    for i, here in enumerate(offsets):
        mine = slice(here, ends[i])
        total[mine, mine] = np.diag(sums.sum(axis=tuple(k for k in range(sums.ndim) if k != i)))
        for j in range(i):
            theirs = slice(offsets[j], ends[j])
            both = sums.sum(axis=tuple(k for k in range(sums.ndim) if k not in (i, j)))
            total[theirs, mine], total[mine, theirs] = both, both.T


def _determined(groups: list[Group], cells: Cells, free: Flags) -> Flags:
    """Which coefficients the counts alone can tell apart: those without part in a direction that changes no cell."""
    information = _information(groups, cells.n)[np.ix_(free, free)]
    scale = 1 / np.sqrt(np.maximum(np.diag(information), 1e-300))
    values, vectors = np.linalg.eigh(information * scale[:, None] * scale[None, :])
    flat = vectors[:, values < FLAT * max(float(values.max(initial=0.0)), 1.0)]
    known = np.ones(free.size, dtype=np.bool_)
    known[free] = (np.abs(flat) < 1e-6).all(axis=1) & (np.diag(information) > 0)
    return known
