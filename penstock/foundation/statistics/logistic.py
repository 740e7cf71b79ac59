"""The plain logistic model when everything that is known is a level of a factor.

Cases that agree in all factors are counted together first, and the normal equations are counts of pairs of levels: a
million cases fit in a second and in little memory. Held against statsmodels by test; not made with it, since importing
it costs 200 MB in every process that shows a report.
"""

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
    levels, came = np.asarray(codes, dtype=np.int64), np.asarray(outcome, dtype=np.bool_)
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
    places = places_of(cells)
    free = _free(cells.sizes, bases)
    beta = np.zeros(free.size)
    for _ in range(STEPS):
        chance = expit(beta[places].sum(axis=0))
        information = _information(cells, cells.n * chance * (1 - chance))[np.ix_(free, free)]
        score = sums_at(places, cells.k - cells.n * chance, free.size)[free]
        step = np.linalg.pinv(information, rcond=FLAT, hermitian=True) @ score
        step *= min(1.0, 2 / max(float(np.abs(step).max(initial=0.0)), 1e-300))
        beta[free] += step
        if np.abs(step).max(initial=0.0) < STILL or np.abs(beta).max(initial=0.0) > 2 * FAR:
            break
    covariance = np.zeros((free.size, free.size))
    covariance[np.ix_(free, free)] = np.linalg.pinv(information, rcond=FLAT, hermitian=True)
    known = (np.abs(beta) < FAR) & _determined(cells, free)
    return Fit(beta, covariance, known, beta[places].sum(axis=0))


def places_of(cells: Cells) -> Ints:
    """Each cell's coefficients (1 + factors, cells): the intercept, then that of its level of each factor."""
    offsets = 1 + np.concatenate(([0], np.cumsum(cells.sizes)[:-1])).astype(np.int64)
    intercept = np.zeros((1, cells.n.size), dtype=np.int64)
    return np.concatenate((intercept, cells.codes.T + offsets[:, None]))


def sums_at(places: Ints, weight: Floats, size: int) -> Floats:
    """Sums of the cells' weights for each of `size` coefficients."""
    total = np.zeros(size)
    for row in places:
        total += np.bincount(row, weight, size)
    return total


def _free(sizes: tuple[int, ...], bases: tuple[int, ...]) -> Flags:
    free = np.ones(1 + sum(sizes), dtype=np.bool_)
    offset = 1
    for size, base in zip(sizes, bases, strict=True):
        free[offset + base] = False
        offset += size
    return free


def _information(cells: Cells, weight: Floats) -> Floats:
    """Sums of weights over the cells in which two levels meet."""
    sizes = (1, *cells.sizes)
    codes = [np.zeros(cells.n.size, dtype=np.int64), *cells.codes.T]
    edges = np.concatenate(([0], np.cumsum(sizes)))
    total = np.zeros((edges[-1], edges[-1]))
    for i, (here, mine) in enumerate(zip(codes, sizes, strict=True)):
        for j in range(i + 1):
            met = np.bincount(here * sizes[j] + codes[j], weight, mine * sizes[j]).reshape(mine, sizes[j])
            rows, columns = slice(edges[i], edges[i + 1]), slice(edges[j], edges[j + 1])
            total[rows, columns] = met
            total[columns, rows] = met.T
    return total


def _determined(cells: Cells, free: Flags) -> Flags:
    """Which coefficients the counts alone can tell apart: those without part in a direction that changes no cell."""
    information = _information(cells, cells.n)[np.ix_(free, free)]
    scale = 1 / np.sqrt(np.maximum(np.diag(information), 1e-300))
    values, vectors = np.linalg.eigh(information * scale[:, None] * scale[None, :])
    flat = vectors[:, values < FLAT * max(float(values.max(initial=0.0)), 1.0)]
    known = np.ones(free.size, dtype=np.bool_)
    known[free] = (np.abs(flat) < 1e-6).all(axis=1) & (np.diag(information) > 0)
    return known
