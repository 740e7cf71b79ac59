"""A table as Parquet: exact types, written in groups of rows."""

import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from penstock.faces.views.files.tables import Column, Row

GROUP = 20_000
PIECE = 1 << 16


def parquet_file(columns: list[Column], rows: Iterator[Row]) -> Iterator[bytes]:
    """The file in pieces. Money is decimal in major units, moments are in UTC; headings that repeat get a number."""
    import pyarrow
    from pyarrow import parquet

    types: dict[str, pyarrow.DataType] = {
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "money": pyarrow.decimal128(24, 4),
        "texts": pyarrow.list_(pyarrow.string()),
        "day": pyarrow.date32(),
        "moment": pyarrow.timestamp("us", tz="UTC"),
        "yes_no": pyarrow.bool_(),
        "text": pyarrow.string(),
    }
    schema = pyarrow.schema(
        [(name, types[column.type]) for name, column in zip(_names(columns), columns, strict=True)]
    )
    with tempfile.TemporaryFile() as target:
        with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
            while group := list(islice(rows, GROUP)):
                arrays = [
                    pyarrow.array([_value(column, row[place]) for row in group], type=types[column.type])
                    for place, column in enumerate(columns)
                ]
                writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
        # What the groups took goes back to the machine: a web process exports seldom and serves pages always.
        pyarrow.default_memory_pool().release_unused()
        target.seek(0)
        while piece := target.read(PIECE):
            yield piece


def _names(columns: list[Column]) -> list[str]:
    names: list[str] = []
    for column in columns:
        same = sum(name.split(" (", 1)[0] == column.label for name in names)
        names.append(f"{column.label} ({same + 1})" if column.label in names else column.label)
    return names


def _value(column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    match column.type:
        case "number":
            return float(value)
        case "money":
            return Decimal(value)
        case "day":
            return date.fromisoformat(value) if isinstance(value, str) else value
        case "texts":
            return [str(one) for one in value]
        case "yes_no":
            return bool(value)
        case _:
            return value
