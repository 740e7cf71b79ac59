"""Many questions asked of one page: how many of the findings may be chance."""

import numpy as np
from numpy.typing import ArrayLike

from penstock.foundation.statistics.estimates import Floats


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Adjusted p-values in the order given: those at or below q are found with a false discovery rate of q.

    Benjamini and Hochberg 1995: p(i) becomes the least m p(j) / j over j >= i, at most 1. ValueError unless all
    lie in 0 to 1.
    """
    given = np.asarray(p, dtype=np.float64)
    if given.ndim != 1 or not ((given >= 0) & (given <= 1)).all():
        raise ValueError("p-values lie between 0 and 1")
    order = np.argsort(given, kind="stable")
    scaled = given[order] * given.size / np.arange(1, given.size + 1)
    adjusted = np.empty_like(given)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return adjusted
