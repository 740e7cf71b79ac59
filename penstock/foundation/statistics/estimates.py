"""What the functions of this room hand back: a number with its interval, never one without the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

LEVEL = 0.95  # of every interval that does not say otherwise

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number between the ends of its interval, in the unit of what was measured; `n` is what it rests on."""

    value: float
    low: float
    high: float
    n: int

    def excludes(self, value: float) -> bool:
        """True where the interval does not hold `value` (say, 0 for a difference)."""
        return not self.low <= value <= self.high


def critical(level: float) -> float:
    """The standard normal's two-sided bound: 1.96 at 0.95. ValueError outside (0, 1)."""
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not at {level}")
    return float(ndtri(0.5 + level / 2))


def floats(values: ArrayLike) -> Floats:
    """One axis of finite floats; ValueError for anything else."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or not np.isfinite(array).all():
        raise ValueError("one axis of finite numbers is needed")
    return array
