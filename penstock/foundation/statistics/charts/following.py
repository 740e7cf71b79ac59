"""Series of which each point follows the one before, as a stock does from week to week: what is open today was mostly open a week
ago. Points in random order say nothing about such a series."""

import numpy as np

from penstock.foundation.statistics.estimates import Floats

MOST = 0.98  # of what a point is may come from the one before: beyond, nothing would ever be news
WARM_UP = 60  # points drawn before the series begins, so that it does not begin in the middle


def carried(values: Floats) -> float:
    """How much of a point's distance from the centre the next one still has, 0 to 0.98: the first-order autoregression, its bias in
    short series corrected (Marriott and Pope 1954). 0 for fewer than three points or equal ones."""
    if values.size < 3:
        return 0.0
    after, before = values[1:] - values[1:].mean(), values[:-1] - values[:-1].mean()
    square = float((before * before).sum())
    if not square:
        return 0.0
    slope = float((before * after).sum()) / square
    return float(np.clip(slope + (1 + 3 * slope) / values.size, 0, MOST))


def step_in(values: Floats, least: int, dice: np.random.Generator, repeats: int) -> tuple[int, float]:
    """The point from which on a step explains most of what following does not, `least` points on each side; and how often a
    series that follows itself as this one does, without any step, would show as large a one."""
    gains = _gains(values, least)
    size = carried(values)
    rest = values[1:] - values[1:].mean() - size * (values[:-1] - values[:-1].mean())
    drawn = dice.choice(rest - rest.mean(), (repeats, values.size + WARM_UP))
    for at in range(1, drawn.shape[1]):
        drawn[:, at] += size * drawn[:, at - 1]
    chance = _gains(drawn[:, WARM_UP:], least).max(axis=1)
    return int(np.argmax(gains)) + least, float((1 + (chance >= gains.max() - 1e-12).sum()) / (1 + repeats))


def _gains(values: Floats, least: int) -> Floats:
    """Per step: of what is left when each point is foretold from the one before, the part that the step explains besides (as the
    ratio of the explained to the unexplained)."""
    after, before = _centred(values[..., 1:]), _centred(values[..., :-1])
    n = after.shape[-1]
    square = np.maximum((before * before).sum(axis=-1, keepdims=True), 1e-12)
    slope = (before * after).sum(axis=-1, keepdims=True) / square
    left = (after * after).sum(axis=-1, keepdims=True) - slope**2 * square
    at = np.arange(least - 1, n - least + 1)
    since, had = (-np.cumsum(one, axis=-1)[..., at - 1] for one in (after, before))
    room = np.maximum((n - at) * at / n - had**2 / square, 1e-9)
    gained = (since - had * slope) ** 2 / room
    return np.asarray(gained / np.maximum(left - gained, 1e-12), dtype=np.float64)


def _centred(values: Floats) -> Floats:
    return np.asarray(values - values.mean(axis=-1, keepdims=True), dtype=np.float64)
