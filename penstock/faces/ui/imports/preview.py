"""What the page of an upload shows: each file with its columns, its first rows and its doubts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from penstock.exchange.imports.files import ImportOptions, open_doubts, plan_files, remarks
from penstock.exchange.imports.preparing.mapping import WrongMapping
from penstock.exchange.imports.preparing.values import FilePlan
from penstock.exchange.imports.reading.values import FileUnreadable, Row
from penstock.exchange.imports.recognition.fields import FIELDS, IGNORED, STAGE_ENTERED
from penstock.exchange.imports.recognition.recognize import Column
from penstock.exchange.imports.runs import said_by

SAYABLE = (
    "kind",
    "system",
    "dates",
    "decimal",
    "header",
    "sheet",
    "encoding",
    "delimiter",
    "currency",
    "pipeline",
)
ROWS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class LookedFile:
    """One file: what it is, and for each column its name, its field and its first values."""

    name: str
    kind: str
    system: str
    columns: list[tuple[str, str, list[str]]]


@dataclass(frozen=True, slots=True)
class Looked:
    """The whole set. `fault`: why it can't be read; `doubts`: what must be said before it may run."""

    options: ImportOptions
    files: list[LookedFile] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    flags: frozenset[str] = frozenset()
    remarks: list[str] = field(default_factory=list)
    fault: str = ""

    @property
    def may_run(self) -> bool:
        """Nothing is open."""
        return not self.fault and not self.doubts


def options_said(form: Mapping[str, str]) -> dict[str, str]:
    """What was said, by name; what was left open is not in it."""
    return {name: form[name].strip() for name in SAYABLE if form.get(name, "").strip()}


def preview(paths: Sequence[Path], said: Mapping[str, str]) -> Looked:
    """Read and plan the files."""
    options = ImportOptions(
        kind=said.get("kind"),
        system=said.get("system"),
        dates=said.get("dates"),
        decimal=said.get("decimal"),
        header={"yes": True, "no": False}.get(said.get("header", "")),
        sheet=said.get("sheet"),
        encoding=said.get("encoding"),
        delimiter=said.get("delimiter"),
        currency=said.get("currency"),
        pipeline=said.get("pipeline"),
    )
    try:
        plans = plan_files(paths, options, said_by(options))
    except (FileUnreadable, WrongMapping, ValueError) as error:
        return Looked(options, fault=str(error))
    doubts = open_doubts(plans)
    return Looked(
        options,
        [looked(plan) for plan in plans],
        [doubt.message for doubt in doubts],
        frozenset(doubt.flag for doubt in doubts),
        remarks(plans),
    )


def looked(plan: FilePlan) -> LookedFile:
    """One file for the page."""
    rows = list(islice((record for record in plan.table.rows() if isinstance(record, Row)), ROWS_SHOWN))
    columns = [
        (column.header, field_name(plan.kind, column), [row.cells[column.number - 1] for row in rows])
        for column in plan.columns
    ]
    return LookedFile(plan.table.name, plan.kind, plan.system, columns)


def field_name(kind: str, column: Column) -> str:
    """What the column fills, in words."""
    if column.target == IGNORED:
        return _("not brought in")
    if column.target.startswith(STAGE_ENTERED):
        return _("since when in stage %(stage)s") % {"stage": column.target.removeprefix(STAGE_ENTERED)}
    known = FIELDS[kind].get(column.target)
    return known.label if known else _("a field of your own")
