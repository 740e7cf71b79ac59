"""Were the probabilities right? What was foretold against what happened."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from penstock.foundation.statistics.estimates import LEVEL, Floats, floats
from penstock.foundation.statistics.proportions import Proportion, wilson


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases foretold between `low` (held) and `high` (held only in the last bin): their mean, and what happened."""

    low: float
    high: float
    foretold: float
    happened: Proportion

    @property
    def fits(self) -> bool:
        """Whether the interval of what happened holds what was foretold."""
        return self.happened.low <= self.foretold <= self.happened.high


def calibrate(
    foretold: ArrayLike, happened: ArrayLike, *, bins: int = 10, level: float = LEVEL
) -> tuple[Bin, ...]:
    """The cases in `bins` bins of equal width, without the empty ones. ValueError for a probability outside 0 to 1."""
    p, came = _pairs(foretold, happened)
    place = np.minimum((p * bins).astype(np.int64), bins - 1)
    n = np.bincount(place, minlength=bins)
    sums, hits = np.bincount(place, p, minlength=bins), np.bincount(place, came, minlength=bins)
    return tuple(
        Bin(i / bins, (i + 1) / bins, float(sums[i] / n[i]), wilson(int(hits[i]), int(n[i]), level))
        for i in range(bins)
        if n[i]
    )


def brier(foretold: ArrayLike, happened: ArrayLike) -> float:
    """The mean square of foretold less happened (Brier 1950): 0 is perfect, 0.25 is what saying 1/2 always gets.

    ValueError for no cases.
    """
    p, came = _pairs(foretold, happened)
    if not p.size:
        raise ValueError("no cases, no score")
    return float(((p - came) ** 2).mean())


def skill(foretold: ArrayLike, happened: ArrayLike) -> float | None:
    """How much of the Brier score of always saying the overall share is saved: 1 perfect, 0 no better, below 0 worse.

    None where all or none happened: there is nothing to foretell.
    """
    _, came = _pairs(foretold, happened)
    share = float(came.mean())
    reference = share * (1 - share)
    return 1 - brier(foretold, happened) / reference if reference else None


def _pairs(foretold: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    p, came = floats(foretold), np.asarray(happened, dtype=np.float64)
    if p.shape != came.shape or not ((p >= 0) & (p <= 1)).all() or not np.isin(came, (0, 1)).all():
        raise ValueError("probabilities lie between 0 and 1, and a case happened or did not")
    return p, came
