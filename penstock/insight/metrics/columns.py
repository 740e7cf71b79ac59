"""Columns of an answer as arrays, for what is worked out in numpy. No Django."""

from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray


def numbers(table: pyarrow.Table, name: str, nothing: int = 0) -> NDArray[Any]:
    """A column of whole numbers; `nothing` where there is none."""
    return np.asarray(table[name].cast("int64").fill_null(nothing).to_numpy(), dtype=np.int64)
