"""Shares of many small groups, drawn towards what they have in common as far as each knows little of its own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaln, expit, logit

from penstock.foundation.statistics.estimates import LEVEL, Estimate, Floats, Ints, floats

STEPS, ROUNDS = 11, 4  # of the grid, each way
LIGHT = 1e-3  # of the heaviest grid point: lighter ones are left out
POINTS, WIDTHS = 61, 5  # of the scale on which an interval is read off, and how many deviations it reaches


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Each group's share as far as is known (0 to 1, with an interval that holds it with the chance asked for).

    `common` is the mean of the groups' shares. `strength` is how many cases of its own a group needs before they weigh
    as much as what is common to all. `below`: per group the chance that its share lies under the common one.
    """

    common: float
    strength: float
    groups: tuple[Estimate, ...]
    below: tuple[float, ...]


def shrink(k: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Shrunk:
    """Groups' shares k/n under a beta-binomial with the hyperprior of Gelman et al. (Bayesian Data Analysis, 5.3):
    density of (mean, a + b) as (a + b)^(-5/2) in a and b.

    The uncertainty of mean and strength is in the intervals, as plugging in the likeliest ones (empirical Bayes proper)
    leaves them too narrow for few groups. A group of n 0 gets what is common to all. ValueError for fewer than two
    groups with cases.
    """
    hits, sizes = floats(k), floats(n)
    if hits.shape != sizes.shape or not ((hits >= 0) & (hits <= sizes)).all():
        raise ValueError("a share needs 0 <= k <= n")
    if (sizes > 0).sum() < 2:
        raise ValueError("two groups with cases are needed to know what is common to them")
    means, strengths, weights = _posterior(hits, sizes)
    common = float(means @ weights)
    a, b = means * strengths + hits[:, None], (1 - means) * strengths + (sizes - hits)[:, None]
    return Shrunk(
        common,
        float(np.exp(np.log(strengths) @ weights)),
        _estimates(a, b, weights, sizes, level),
        tuple((betainc(a, b, means) @ weights).tolist()),
    )


def _posterior(hits: Floats, sizes: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, strength and weight at the points of a grid, which is drawn in three rounds around where the weight lies."""
    pooled = float(logit((hits.sum() + 0.5) / (sizes.sum() + 1)))
    box = (pooled - 4, pooled + 4, float(np.log(0.5)), float(np.log(20 * sizes.max() + 100)))
    for _ in range(ROUNDS):
        middles, strengths = np.linspace(*box[:2], STEPS), np.linspace(*box[2:], STEPS)
        x, y = (grid.ravel() for grid in np.meshgrid(middles, strengths))
        weight = _weight(expit(x), np.exp(y), hits, sizes)
        heavy = weight > LIGHT * weight.max()
        dx, dy = middles[1] - middles[0], strengths[1] - strengths[0]
        box = (
            float(x[heavy].min() - dx),
            float(x[heavy].max() + dx),
            float(max(y[heavy].min() - dy, strengths[0])),
            float(min(y[heavy].max() + dy, strengths[-1])),
        )
    return expit(x[heavy]), np.exp(y[heavy]), weight[heavy] / weight[heavy].sum()


def _weight(mean: Floats, strength: Floats, hits: Floats, sizes: Floats) -> Floats:
    a, b, held = mean * strength, (1 - mean) * strength, sizes > 0
    likelihood = betaln(a[:, None] + hits[held], b[:, None] + (sizes - hits)[held]) - betaln(a, b)[:, None]
    # (a + b)^(-5/2) in a and b is strength^(-3/2) in mean and strength; times both derivatives on this grid's scales.
    logs = likelihood.sum(axis=1) - 0.5 * np.log(strength) + np.log(mean * (1 - mean))
    return np.asarray(np.exp(logs - logs.max()), dtype=np.float64)


def _estimates(a: Floats, b: Floats, weights: Floats, sizes: Floats, level: float) -> tuple[Estimate, ...]:
    """Of each group (a row), the mean and the interval of its mixture of beta distributions."""
    own = a / (a + b)
    values = own @ weights
    reach = WIDTHS * np.sqrt((own * (1 - own) / (a + b + 1) + (own - values[:, None]) ** 2) @ weights)
    scales = np.linspace(np.maximum(values - reach, 0), np.minimum(values + reach, 1), POINTS, axis=1)
    low, high = (_reached(share, scales, a, b, weights) for share in ((1 - level) / 2, (1 + level) / 2))
    rows = zip(values.tolist(), low.tolist(), high.tolist(), sizes.tolist(), strict=True)
    return tuple(Estimate(value, below, above, int(size)) for value, below, above, size in rows)


def _reached(share: float, scales: Floats, a: Floats, b: Floats, weights: Floats) -> Floats:
    """Where on its scale each mixture reaches a share, between the two points next to it: found by halving, since each look
    costs the incomplete beta function at every point of the posterior."""

    def mixed(places: Ints) -> Floats:
        return np.asarray(betainc(a, b, scales[rows, places][:, None]) @ weights, dtype=np.float64)

    rows = np.arange(len(scales))
    under, over = np.zeros(rows.size, dtype=np.int64), np.full(rows.size, scales.shape[1] - 1)
    while (over - under > 1).any():
        middle = (under + over) // 2
        is_under = mixed(middle) <= share
        under, over = np.where(is_under, middle, under), np.where(is_under, over, middle)
    start, end, low, high = scales[rows, under], scales[rows, over], mixed(under), mixed(over)
    part = np.divide(share - low, high - low, out=np.zeros_like(low), where=high > low)
    return np.asarray(start + (end - start) * np.clip(part, 0, 1), dtype=np.float64)
