"""Intervals for whatever can be computed, by drawing the sample anew from itself."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from penstock.foundation.statistics.estimates import LEVEL, Estimate, floats

REPEATS = 2_000
ROOM = 2_000_000  # numbers in memory at a time
LARGE = 5_000  # values from which leaving each out once costs more than it corrects
Statistic = Callable[..., NDArray[Any]]


def bootstrap(
    statistic: Statistic,
    *samples: ArrayLike,
    seed: int,
    repeats: int = REPEATS,
    paired: bool = False,
    level: float = LEVEL,
) -> Estimate:
    """The statistic with its bias-corrected and accelerated interval (Efron 1987), of samples of 5,000 and more with the
    plain percentiles, as by scipy.

    `statistic` takes the samples and `axis`, and answers one number per row. `paired` samples are drawn by the same
    indices. The same seed gives the same interval. ValueError for a sample of fewer than two.
    """
    from scipy.stats import bootstrap as resample

    data = [floats(sample) for sample in samples]
    n = sum(part.size for part in data)
    if min(part.size for part in data) < 2:
        raise ValueError("a bootstrap needs two values in each sample")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sample without variation: told by NaN as well, and answered below
        drawn = resample(
            data,
            statistic,
            n_resamples=repeats,
            batch=max(ROOM // n, 1),
            paired=paired,
            vectorized=True,
            confidence_level=level,
            method="BCa" if n < LARGE else "percentile",
            rng=np.random.default_rng(seed),
        )
    ends = np.array([drawn.confidence_interval.low, drawn.confidence_interval.high])
    if np.isnan(ends).any():
        ends = np.quantile(drawn.bootstrap_distribution, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(statistic(*data, axis=-1)), float(ends[0]), float(ends[1]), n)
