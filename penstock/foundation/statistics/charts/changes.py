"""When did it change? The one point of a series from which on its level is another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from penstock.foundation.statistics.charts.following import step_in
from penstock.foundation.statistics.estimates import Floats, Ints, floats

LEAST = 4  # points on each side
REPEATS = 999


@dataclass(frozen=True, slots=True)
class Change:
    """From point `index` on the level is `after`, up to there `before` (weighted means, in the values' unit).

    `earliest` and `latest` hold the true point in nine of ten cases; `p` is how often points in random order would
    show as large a change.
    """

    index: int
    earliest: int
    latest: int
    before: float
    after: float
    p: float


def find_change(
    values: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    seed: int,
    repeats: int = REPEATS,
    follows: bool = False,
) -> Change | None:
    """The split with the greatest sum of squares between its sides (Hinkley 1970), tested by permutation and located by
    bootstrap within the sides (Taylor 2000). None where a series is too short for two sides of 4 points.

    `weights` are the sizes behind each point (1 when not given). A slow drift is found too, as a change in its middle.
    `follows`: each point follows the one before, so it is tested against series that do, and `p` is of those.
    ValueError for a weight that is not positive.
    """
    data = floats(values)
    sizes = np.ones_like(data) if weights is None else floats(weights)
    if data.shape != sizes.shape or (sizes <= 0).any():
        raise ValueError("each point needs a positive weight")
    if data.size < 2 * LEAST:
        return None
    dice = np.random.default_rng(seed)
    gains = _gains(data, sizes)
    split = int(np.argmax(gains)) + LEAST
    if follows:
        split, p = step_in(data, LEAST, dice, repeats)
    else:
        p = _chance(data, sizes, gains.max(), dice, repeats)
    again = _resampled(data.size, split, dice, repeats)
    places = np.argmax(_gains(data[again], sizes[again]), axis=1) + LEAST
    earliest, latest = np.quantile(places, [0.05, 0.95], method="nearest")
    return Change(
        split,
        min(int(earliest), split),
        max(int(latest), split),
        float(np.average(data[:split], weights=sizes[:split])),
        float(np.average(data[split:], weights=sizes[split:])),
        p,
    )


def _chance(data: Floats, sizes: Floats, most: float, dice: np.random.Generator, repeats: int) -> float:
    """How often points in random order would show as much."""
    drawn = dice.permuted(np.broadcast_to(np.arange(data.size), (repeats, data.size)), axis=1)
    found = _gains(data[drawn], sizes[drawn]).max(axis=1)
    return float((1 + (found >= most - 1e-12).sum()) / (1 + repeats))


def _gains(data: Floats, sizes: Floats) -> Floats:
    """Per split with LEAST points on each side: the sum of squares between the sides."""
    weight, total = sizes.cumsum(axis=-1), (sizes * data).cumsum(axis=-1)
    left, sums = weight[..., LEAST - 1 : -LEAST], total[..., LEAST - 1 : -LEAST]
    right, rest = weight[..., -1:] - left, total[..., -1:] - sums
    return np.asarray(left * right / (left + right) * (sums / left - rest / right) ** 2, dtype=np.float64)


def _resampled(n: int, split: int, dice: np.random.Generator, repeats: int) -> Ints:
    left = dice.integers(0, split, (repeats, split))
    right = dice.integers(split, n, (repeats, n - split))
    return np.concatenate((left, right), axis=1)
