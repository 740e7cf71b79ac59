"""The cells of a table of numbers: by period of the grain and by group, from one pass over the rows. No Django."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from penstock.insight.metrics.answer import Value
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.calendar import Bucket
from penstock.insight.metrics.compile import BUCKETS, compiled
from penstock.insight.metrics.measures import Sample, Sums
from penstock.insight.metrics.plans import fetched

if TYPE_CHECKING:
    import pyarrow

# Keys of the dimensions asked by, in their order.
GroupKey = tuple[str, ...]


class Cells(Protocol):
    """Values of groups and periods; None stands for all of them."""

    @property
    def left_out(self) -> list[tuple[str, int]]: ...

    def value(self, group: GroupKey | None = None, bucket: int | None = None) -> Value: ...

    def groups(self, by: tuple[str, ...]) -> "Iterator[tuple[GroupKey, dict[str, str], dict[str, str]]]":
        """Each group with its keys and names by dimension; the largest first."""
        ...


def cells_of(ask: Ask, measure: Sums | Sample, buckets: list[Bucket]) -> Cells:
    """One query for the numbers and for what is left out; `buckets` of the grain, where the metric is asked by one."""
    ask.kept[BUCKETS] = buckets
    kind = SumCells if isinstance(measure, Sums) else SampleCells
    return kind(ask, measure, fetched(ask, "cells", lambda: _asked(ask, measure, buckets)))  # type: ignore[arg-type]


def _asked(ask: Ask, measure: Sums | Sample, buckets: list[Bucket]) -> Any:
    """Sums by group, period and why they are left out; of samples the rows themselves, with these beside them."""
    rows = compiled(ask, buckets)
    marks = {f"{part}:{name}": rows[f"{part}:{name}"] for name in ask.query.by for part in ("key", "name")}
    if buckets:
        marks["bucket"] = rows.bucket
    marks["left_out"] = rows.left_out
    if isinstance(measure, Sample):
        return rows.select(**{f"value:{name}": part(rows) for name, part in measure.columns.items()}, **marks)
    sums = {f"sum:{name}": part(rows).sum() for name, part in measure.parts.items()}
    return rows.group_by(list(marks)).aggregate(**sums, rows=rows.id.count())


class _Named:
    """Groups and their names, however their values are kept."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.lacking: Counter[str] = Counter()
        self.names: dict[GroupKey, dict[str, str]] = {}
        self.sizes: Counter[GroupKey] = Counter()

    def seen(self, row: dict[str, Any], n: int) -> GroupKey:
        by = self.ask.query.by
        group = tuple(str(row[f"key:{name}"]) for name in by)
        self.names.setdefault(group, {name: str(row[f"name:{name}"]) for name in by})
        self.sizes[group] += n
        return group

    @property
    def left_out(self) -> list[tuple[str, int]]:
        """Why rows are not in the numbers, and how many; the most first."""
        return sorted(self.lacking.items(), key=lambda why: (-why[1], why[0]))

    def groups(self, by: tuple[str, ...]) -> Iterator[tuple[GroupKey, dict[str, str], dict[str, str]]]:
        if not by:
            return
        for group in sorted(
            self.sizes, key=lambda one: (-self.sizes[one], tuple(self.names[one].values()), one)
        ):
            yield group, dict(zip(by, group, strict=True)), self.names[group]


class SumCells(_Named):
    """Sums add up, so each coarser cell is the sum of finer ones."""

    def __init__(self, ask: Ask, measure: Sums, told: "pyarrow.Table") -> None:
        super().__init__(ask)
        self.measure = measure
        self.sums: dict[tuple[GroupKey | None, int | None], Counter[str]] = defaultdict(Counter)
        for row in told.to_pylist():
            if row["left_out"] is None:
                self._add(row)
            else:
                self.lacking[row["left_out"]] += row["rows"]

    def _add(self, row: dict[str, Any]) -> None:
        sums = {name: int(row[f"sum:{name}"] or 0) for name in self.measure.parts}
        group, bucket = self.seen(row, sums.get("n", 0)), row.get("bucket")
        for one in {group, None}:
            for period in {bucket, None}:
                self.sums[one, period].update(sums)

    def value(self, group: GroupKey | None = None, bucket: int | None = None) -> Value:
        sums = self.sums.get((group, bucket), Counter())
        return self.measure.finish({name: sums.get(name, 0) for name in self.measure.parts})


class SampleCells(_Named):
    """Values one by one, in arrays, with the group and period of each beside them."""

    def __init__(self, ask: Ask, measure: Sample, told: "pyarrow.Table") -> None:
        import numpy
        import pyarrow.compute

        super().__init__(ask)
        self.measure = measure
        for why in told["left_out"].value_counts().to_pylist():
            if why["values"] is not None:
                self.lacking[why["values"]] = why["counts"]
        told = told.filter(pyarrow.compute.is_null(told["left_out"]))
        self.columns = {name: told[f"value:{name}"].to_numpy() for name in measure.columns}
        self.buckets = told["bucket"].fill_null(-1).to_numpy() if "bucket" in told.column_names else None
        self.of_group: Any = numpy.zeros(told.num_rows, dtype="int64")
        self.places: dict[GroupKey, int] = {}
        if ask.query.by:
            self._group(
                told.select([name for name in told.column_names if name.startswith(("key:", "name:"))])
            )

    def _group(self, marks: Any) -> None:
        import numpy
        import pyarrow

        marks = marks.append_column("place", pyarrow.array(numpy.arange(marks.num_rows)))
        names = [name for name in marks.column_names if name != "place"]
        for row in marks.group_by(names).aggregate([("place", "list")]).to_pylist():
            group = self.seen(row, len(row["place_list"]))
            place = self.places.setdefault(group, len(self.places))
            self.of_group[row["place_list"]] = place

    def value(self, group: GroupKey | None = None, bucket: int | None = None) -> Value:
        import numpy

        kept = numpy.ones(self.of_group.size, dtype=bool)
        if group is not None:
            kept &= self.of_group == self.places.get(group, -1)
        if bucket is not None and self.buckets is not None:
            kept &= self.buckets == bucket
        return self.measure.finish(self.ask, {name: column[kept] for name, column in self.columns.items()})
