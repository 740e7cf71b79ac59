"""Columns of an answer as arrays, for what is worked out in numpy. No Django."""

from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray


def numbers(table: pyarrow.Table, name: str, nothing: int = 0) -> NDArray[Any]:
    """A column of whole numbers; `nothing` where there is none. Copied once: there may be millions."""
    column = table[name]
    if not pyarrow.types.is_integer(column.type):
        column = column.cast("int64")
    if column.null_count:
        column = column.fill_null(nothing)
    return np.asarray(column.to_numpy(), dtype=np.int64)


def narrowed(values: NDArray[Any]) -> NDArray[Any]:
    """The same whole numbers in as few bytes as hold them. Pieces that are put together take what the widest needs."""
    edges = (values.min(), values.max()) if values.size else (0, 0)
    least = np.result_type(*map(np.min_scalar_type, edges))
    # Never without a sign in eight bytes: beside one with a sign that would become a fraction.
    return values if least.itemsize == values.itemsize else values.astype(least)


def coded(values: NDArray[Any]) -> NDArray[Any]:
    """Whole numbers as codes from 0, in their order: what agrees has one code. Ids of few things lie close together, and are looked up."""
    if not values.size:
        return values.astype(np.int64)
    values = values.astype(np.int64, copy=False)
    least, most = int(values.min()), int(values.max())
    if most - least > 4 * values.size:
        return np.unique(values, return_inverse=True)[1]
    there = np.zeros(most - least + 1, dtype=np.bool_)
    there[values - least] = True
    codes: NDArray[Any] = (np.cumsum(there) - 1)[values - least]
    return codes


def different(values: NDArray[Any]) -> NDArray[Any]:
    """Each of the whole numbers once, in order; sorted, as numpy's own way through a table of them is slow."""
    ordered = np.sort(values)
    is_new = np.ones(ordered.size, dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return np.asarray(ordered[is_new])
