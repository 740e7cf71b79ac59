"""A set of files, read and planned: what each one is, how its columns are read, what is doubtful."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from penstock.exchange.imports.preparing.mapping import column_index, mapped_columns
from penstock.exchange.imports.preparing.plan import plan_file
from penstock.exchange.imports.preparing.values import FilePlan, Said
from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import Doubt, ReadOptions
from penstock.exchange.imports.recognition.recognize import Recognition, is_known_header, recognize


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

    def as_json(self) -> dict[str, Any]:
        """For a job, which takes it up again by `ImportOptions(**...)`."""
        return {**asdict(self), "mapping": dict(self.mapping)}


def plan_files(paths: Sequence[Path], options: ImportOptions, said: Said) -> list[FilePlan]:
    """One plan for each file. Raises FileUnreadable, WrongMapping, ValueError (unknown kind or system)."""
    reading = ReadOptions(
        encoding=options.encoding,
        delimiter=options.delimiter,
        header=options.header,
        sheet=options.sheet,
        is_known_header=is_known_header,
    )
    plans = []
    for path in paths:
        table = read_table(path, reading)
        recognition = recognize(table.header, path.name, options.kind, options.system)
        columns = mapped_columns(recognition, mapping_for(recognition, options))
        plan = plan_file(table, recognition.system, recognition.kind, columns, said)
        doubts = table.doubts + recognition.doubts + plan.doubts
        plans.append(
            FilePlan(
                table,
                plan.system,
                plan.kind,
                columns,
                plan.planned,
                plan.customs,
                plan.currency,
                about(path, doubts),
            )
        )
    return plans


def mapping_for(recognition: Recognition, options: ImportOptions) -> dict[str, str]:
    """What was said about columns, the key being the id."""
    mapping = dict(options.mapping)
    if options.key:
        column_index(recognition.columns, options.key)
        mapping[options.key] = "external_id"
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
