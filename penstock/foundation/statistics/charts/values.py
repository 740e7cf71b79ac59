"""The chart of single values (XmR): limits from how much neighbours differ, so that a drift does not widen them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from penstock.foundation.statistics.charts.chart import BASELINE, Chart, Limits, Phase, draw
from penstock.foundation.statistics.charts.following import carried
from penstock.foundation.statistics.charts.rules import LIMIT
from penstock.foundation.statistics.estimates import Floats

REACH = 2.66  # 3 / d2 for pairs: mean moving ranges from the centre to a limit
MOST = 3.268  # D4 for pairs: the most that a moving range may be, in mean moving ranges


def xmr(
    values: ArrayLike,
    *,
    rebased: Sequence[int] = (),
    baseline: int = BASELINE,
    log: bool = False,
    follows: bool = False,
) -> Chart:
    """Wheeler's chart of values and moving ranges: centre ± 2.66 mean moving ranges, from each phase's baseline.

    In the values' unit; a limit is not clipped where a value can't be negative. `rebased`: the index of each point with
    which an accepted change begins. A baseline whose points are all equal says nothing of chance: no limits. NaN is a
    point without a value: it signals nothing, and its neighbours become neighbours.

    `log`: the chart is made of the logarithms and drawn in the values' unit again (its centre is the geometric mean,
    `spreads` are of logarithms). For amounts and durations, which are skewed: the plain chart of a skewed quiet series
    cries wolf in one series of four. ValueError where a value is not positive.

    `follows`: each point follows the one before, as a stock does, so neighbours differ by less than points do. The limits are wider
    by that, and runs on one side are no news.
    """
    data = np.asarray(values, dtype=np.float64)
    if log:
        return _unlogged(data, xmr(_logs(data), rebased=rebased, baseline=baseline, follows=follows))

    def limits(part: Phase) -> Limits:
        points, base = data[part.points], _held(data[part.baseline])
        spread = float(np.abs(np.diff(base)).mean())
        if not spread:
            return Limits.none(points.size)
        centre = np.full(points.size, base.mean())
        reach = REACH * spread
        if follows:
            reach /= np.sqrt(1 - carried(base))
        return Limits(centre, centre - reach, centre + reach, LIMIT * (points - centre) / reach, spread)

    return draw(data, rebased, baseline, limits, has_runs=not follows)


def _logs(values: Floats) -> Floats:
    if (values <= 0).any():
        raise ValueError("only positive values have a logarithm")
    return np.asarray(np.log(values), dtype=np.float64)


def _unlogged(values: Floats, chart: Chart) -> Chart:
    back = {name: np.exp(getattr(chart, name)) for name in ("centre", "low", "high")}
    return replace(chart, values=values, **back)


def moving_ranges(chart: Chart) -> tuple[Floats, Floats]:
    """How far each point is from the one before it in its phase (NaN at the first), and the most it may be; of a chart
    made without `log`.
    """
    moves, most = np.full(chart.values.size, np.nan), np.full(chart.values.size, np.nan)
    for part, spread in zip(chart.phases, chart.spreads, strict=True):
        held = part.points.start + np.flatnonzero(np.isfinite(chart.values[part.points]))
        moves[held[1:]] = np.abs(np.diff(chart.values[held]))
        most[part.points] = MOST * spread
    return moves, most


def _held(values: Floats) -> Floats:
    return values[np.isfinite(values)]
