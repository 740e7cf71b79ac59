"""What the page of an upload shows: each file with its columns and first rows, every doubt with the rows that cause it, and
what would happen with the first thousand rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from penstock.exchange.imports.files import FileOptions, ImportOptions, plan_files
from penstock.exchange.imports.mappings import kept_mapping
from penstock.exchange.imports.preparing.mapping import WrongMapping
from penstock.exchange.imports.preparing.values import FilePlan
from penstock.exchange.imports.reading.values import Doubt, FileUnreadable, Row
from penstock.exchange.imports.recognition.fields import CUSTOM, FIELDS, IGNORED, STAGE_ENTERED
from penstock.exchange.imports.recognition.presets.all import SYSTEMS
from penstock.exchange.imports.recognition.recognize import Column
from penstock.exchange.imports.runs import Outcome, import_files, said_by
from penstock.faces.ui.imports.doubts import in_words
from penstock.faces.ui.imports.stages import LookedStage, looked_stages
from penstock.foundation.base.errors import Refused
from penstock.records.team.acting import Acting

ROWS_SHOWN = 3
SYSTEM_NAMES = {
    "hubspot": "HubSpot",
    "espocrm": "EspoCRM",
    "suitecrm": "SuiteCRM",
    "dynamics": "Dynamics 365",
}
DOUBTFUL_SHOWN = 5
FIRST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class LookedColumn:
    """A column: what it fills, what it may fill, its first values; `label` is the name of a custom field."""

    number: int
    header: str
    target: str
    choices: list[tuple[str, str]]
    label: str
    values: list[str]


@dataclass(frozen=True, slots=True)
class LookedFile:
    """One file: what it is, its columns, whether its mapping is one that was kept."""

    number: int
    name: str
    kind: str
    system: str
    said: FileOptions
    columns: list[LookedColumn]
    kept_from: str
    sheets: tuple[str, ...]

    @property
    def key_choices(self) -> list[tuple[str, str]]:
        """By which column a row is known again."""
        return [
            ("", _("the id, where there is one")),
            *((column.header, column.header) for column in self.columns),
        ]

    @property
    def sheet_choices(self) -> list[tuple[str, str]]:
        """The sheets of a workbook."""
        return [("", _("the first one")), *((sheet, sheet) for sheet in self.sheets)]


# The fields of the whole set, by the option of the command that settles the same.
SET_FIELDS = {
    "--dates": "dates", "--decimal": "decimal", "--currency": "currency", "--header": "header", "--encoding": "encoding",
    "--delimiter": "delimiter",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LookedDoubt:
    """A doubt in words, the flag of the command that settles it, and the rows that cause it."""

    message: str
    flag: str
    rows: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Looked:
    """The whole set. `fault`: why it can't be read; `doubts`: what must be said before it may run; `outcome`: what would
    happen with the first rows, `is_all` if there are no more."""

    options: ImportOptions
    files: list[LookedFile] = field(default_factory=list)
    doubts: list[LookedDoubt] = field(default_factory=list)
    remarks: list[LookedDoubt] = field(default_factory=list)
    stages: list[LookedStage] = field(default_factory=list)
    outcome: Outcome | None = None
    refused: list[tuple[str, int, str]] = field(default_factory=list)
    is_all: bool = True
    fault: str = ""

    @property
    def systems(self) -> list[tuple[str, str]]:
        """Those that are known, for the choice of one."""
        return [(name, SYSTEM_NAMES.get(name, name.capitalize())) for name in SYSTEMS]

    @property
    def questions(self) -> list[tuple[str, list[LookedDoubt]]]:
        """The doubts by the field of the set that settles them; what a file's own fields settle stands alone."""
        found: dict[str, list[LookedDoubt]] = {}
        for number, doubt in enumerate(self.doubts):
            found.setdefault(SET_FIELDS.get(doubt.flag, f"#{number}"), []).append(doubt)
        return [("" if field.startswith("#") else field, doubts) for field, doubts in found.items()]

    @property
    def asked(self) -> set[str]:
        """The fields that stand with their question."""
        return {field for field, _ in self.questions}

    @property
    def may_run(self) -> bool:
        """Nothing is open."""
        return not self.fault and not self.doubts


def preview(
    actor: Acting,
    paths: Sequence[Path],
    options: ImportOptions,
    now: datetime,
    forgotten: Collection[int] = (),
) -> Looked:
    """Read and plan the beginnings of the files; if nothing is doubtful, count what would happen, and write nothing.

    forgotten: files whose kept mapping is not to be taken."""
    try:
        said = said_by(options)
        plans = plan_files(paths, options, said, FIRST_ROWS)
        kept = [
            None if number in forgotten else kept_mapping(plan.table.header)
            for number, plan in enumerate(plans)
        ]
        options = with_kept(options, [one.mapping if one else {} for one in kept])
        if any(kept):
            plans = plan_files(paths, options, said, FIRST_ROWS)
    except (FileUnreadable, WrongMapping, ValueError) as error:
        return Looked(options, fault=in_words(str(error)))
    names = [
        one.name if one and not options.files.get(n, FileOptions()).kind else "" for n, one in enumerate(kept)
    ]
    doubts = [(plan, doubt) for plan in plans for doubt in plan.doubts]
    looked = Looked(
        options,
        [looked_file(n, plan, options, names[n]) for n, plan in enumerate(plans)],
        [looked_doubt(plan, doubt) for plan, doubt in doubts if doubt.flag],
        [looked_doubt(plan, doubt) for plan, doubt in doubts if not doubt.flag],
        looked_stages(plans, options.stages),
        is_all=all(sum(1 for _ in islice(plan.table.rows(), FIRST_ROWS)) < FIRST_ROWS for plan in plans),
    )
    return counted(actor, paths, looked, now) if looked.may_run else looked


def with_kept(options: ImportOptions, kept: list[dict[str, str]]) -> ImportOptions:
    """What was said about such a file before holds where nothing is said now."""
    files = dict(options.files)
    for number, mapping in enumerate(kept):
        own = files.get(number, FileOptions())
        if mapping and not own.mapping:
            files[number] = replace(own, mapping=mapping)
    return replace(options, files=files)


def counted(actor: Acting, paths: Sequence[Path], looked: Looked, now: datetime) -> Looked:
    """With what would happen."""
    refused: list[tuple[str, int, str]] = []
    try:
        outcome = import_files(
            actor=actor,
            paths=paths,
            options=looked.options,
            now=now,
            dry_run=True,
            first_rows=FIRST_ROWS,
            told_refusals=refused,
        )
    except (FileUnreadable, WrongMapping, ValueError, Refused) as error:
        return replace(looked, fault=in_words(str(error)))
    return replace(looked, outcome=outcome, refused=refused)


def looked_doubt(plan: FilePlan, doubt: Doubt) -> LookedDoubt:
    """With the text of its first rows."""
    wanted = set(doubt.lines[:DOUBTFUL_SHOWN])
    rows: list[tuple[int, str]] = []
    for record in plan.table.rows():
        if len(rows) == len(wanted):
            break
        if record.line_number in wanted:
            text = " · ".join(record.cells) if isinstance(record, Row) else record.text
            rows.append((record.line_number, text))
    return LookedDoubt(in_words(doubt.message, doubt.flag), doubt.flag, rows)


def looked_file(number: int, plan: FilePlan, options: ImportOptions, kept_from: str) -> LookedFile:
    """One file for the page."""
    rows = list(islice((record for record in plan.table.rows() if isinstance(record, Row)), ROWS_SHOWN))
    fields = [(key, _(field.label)) for key, field in FIELDS[plan.kind].items()]
    columns = [looked_column(column, fields, rows) for column in plan.columns]
    sheets = plan.table.sheets if len(plan.table.sheets) > 1 else ()
    return LookedFile(
        number, plan.table.name, plan.kind, plan.system, options.of_file(number), columns, kept_from, sheets
    )


def looked_column(column: Column, fields: list[tuple[str, str]], rows: list[Row]) -> LookedColumn:
    """One column with all that it may become."""
    target, label = column.target, ""
    if target.startswith(f"{CUSTOM}:"):
        target, label = CUSTOM, target.split(":", 1)[1]
    choices = [(IGNORED, _("not brought in")), (CUSTOM, _("a field of your own")), *fields]
    if target.startswith(STAGE_ENTERED):
        since = _("since when in stage %(stage)s") % {"stage": target.removeprefix(STAGE_ENTERED)}
        choices.append((target, since))
    values = [row.cells[column.number - 1] for row in rows]
    return LookedColumn(column.number, column.header, target, choices, label, values)
