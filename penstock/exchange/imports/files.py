"""A set of files, read and planned: what each one is, how its columns are read, what is doubtful."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from penstock.exchange.imports.preparing.content import by_content, cut_ids, web_signs
from penstock.exchange.imports.preparing.mapping import column_index, mapped_columns
from penstock.exchange.imports.preparing.plan import plan_file
from penstock.exchange.imports.preparing.values import FilePlan, Said
from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import Doubt, ReadOptions, Record
from penstock.exchange.imports.recognition.headers import folded
from penstock.exchange.imports.recognition.recognize import Recognition, is_known_header, recognize


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What can be said about one file of a set."""

    kind: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Everything that can be said about an import; None leaves it to what the files show."""

    kind: str | None = None
    system: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    dates: str | None = None
    decimal: str | None = None
    currency: str | None = None
    zone: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header: bool | None = None
    sheet: str | None = None
    pipeline: str | None = None
    # Name of a stage to won, lost, open, ignored, or to another name of a stage.
    stages: Mapping[str, str] = field(default_factory=dict)
    # Since when the history of the workspace is complete, where the person says so.
    complete_from: date | None = None
    # What is said about single files, by their place in the set from 0; it goes before what is said about all.
    files: Mapping[int, FileOptions] = field(default_factory=dict)

    def of_file(self, number: int) -> FileOptions:
        """What was said about one file."""
        own = self.files.get(number, FileOptions())
        return FileOptions(
            own.kind or self.kind,
            {**self.mapping, **own.mapping},
            own.key or self.key,
            own.sheet or self.sheet,
        )

    def as_json(self) -> dict[str, Any]:
        """For a job, which takes it up again by `from_json`."""
        files = {str(number): asdict(said) for number, said in self.files.items()}
        since = self.complete_from.isoformat() if self.complete_from else None
        return {
            **asdict(self),
            "mapping": dict(self.mapping),
            "stages": dict(self.stages),
            "complete_from": since,
            "files": files,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "ImportOptions":
        """The way back."""
        files = {int(number): FileOptions(**said) for number, said in kept.get("files", {}).items()}
        since = date.fromisoformat(kept["complete_from"]) if kept.get("complete_from") else None
        return cls(**{**kept, "files": files, "complete_from": since})


def plan_files(
    paths: Sequence[Path], options: ImportOptions, said: Said, first_rows: int | None = None
) -> list[FilePlan]:
    """One plan for each file. first_rows: as if the files had no more rows than that.

    Raises FileUnreadable, WrongMapping, ValueError (unknown kind or system)."""
    plans = []
    unused = dict(options.mapping)
    for number, path in enumerate(paths):
        plan = plan_one(path, options.of_file(number), options, said, first_rows)
        plans.append(plan)
        headers = {folded(column.header) for column in plan.columns}
        for name in [name for name in unused if folded(name) in headers or name.isdigit()]:
            del unused[name]
    for name in unused:
        columns = [column for plan in plans for column in plan.columns]
        column_index(columns, name)
    return plans


def plan_one(
    path: Path, own: FileOptions, options: ImportOptions, said: Said, first_rows: int | None
) -> FilePlan:
    """The plan of a file."""
    reading = ReadOptions(
        encoding=options.encoding,
        delimiter=options.delimiter,
        header=options.header,
        sheet=own.sheet,
        is_known_header=is_known_header,
    )
    table = read_table(path, reading)
    if first_rows is not None:
        table = replace(table, rows=beginning(table.rows, first_rows))
    recognition = recognize(table.header, path.name, own.kind, options.system)
    recognition = replace(recognition, columns=by_content(table, recognition.columns, recognition.kind))
    columns = mapped_columns(recognition, mapping_for(recognition, own))
    said = replace(said, is_currency_said=said.is_currency_said or options.currency is not None)
    plan = plan_file(table, recognition.system, recognition.kind, columns, said)
    told = (*web_signs(table), *cut_ids(table, columns, recognition.kind))
    return replace(plan, doubts=about(path, table.doubts + recognition.doubts + plan.doubts + told))


def beginning(rows: Callable[[], Iterator[Record]], count: int) -> Callable[[], Iterator[Record]]:
    """The first of the rows."""
    return lambda: islice(rows(), count)


def mapping_for(recognition: Recognition, said: FileOptions) -> dict[str, str]:
    """What was said about columns that the file has, the key being the id."""
    headers = {folded(column.header) for column in recognition.columns}
    mapping = {
        name: target for name, target in said.mapping.items() if folded(name) in headers or name.isdigit()
    }
    if said.key:
        column_index(recognition.columns, said.key)
        mapping[said.key] = "external_id"
    return mapping


def about(path: Path, doubts: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    """Doubts with the name of their file."""
    return tuple(
        Doubt(doubt.kind, doubt.flag, f"{path.name}: {doubt.message}", doubt.lines) for doubt in doubts
    )


def open_doubts(plans: Sequence[FilePlan]) -> list[Doubt]:
    """What must be settled before anything is written."""
    return [doubt for plan in plans for doubt in plan.doubts if doubt.flag]


def remarks(plans: Sequence[FilePlan]) -> list[str]:
    """What is only told."""
    return [doubt.message for plan in plans for doubt in plan.doubts if not doubt.flag]
