"""Chance that gives the same on every machine and every Python: only `Random.random()`, sums and products.

`choice`, `gauss` and logarithms are left out: the first two change between versions of Python, the last between
mathematical libraries."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")
Quantiles = tuple[tuple[float, float], ...]


class Dice:
    """A stream of chance of its own, named by its seed and what it is for."""

    def __init__(self, seed: int, purpose: str) -> None:
        self.random = Random(f"{seed}/{purpose}").random

    def happens(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self.random() < share

    def below(self, end: int) -> int:
        """A whole number from 0 to end - 1, each as likely."""
        return int(self.random() * end)

    def between(self, low: float, high: float) -> float:
        """A number in [low, high)."""
        return low + (high - low) * self.random()

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things, each as likely."""
        return things[int(self.random() * len(things))]

    def weighted(self, weights: Sequence[float]) -> int:
        """The number of one of the weights, as likely as it is heavy."""
        return self.cumulated(tuple(accumulate(weights)))

    def cumulated(self, sums: Sequence[float]) -> int:
        """As `weighted`, for weights already summed up."""
        return min(bisect_right(sums, self.random() * sums[-1]), len(sums) - 1)

    def quantile(self, table: Quantiles) -> float:
        """A draw from the distribution whose quantiles the table gives as (share, value), straight in between."""
        share = self.random()
        for (low_share, low), (high_share, high) in pairwise(table):
            if share < high_share:
                return low + (high - low) * (share - low_share) / (high_share - low_share)
        return table[-1][1]


def mean_of(table: Quantiles) -> float:
    """The mean of the distribution that a table of quantiles describes."""
    return sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(table))
