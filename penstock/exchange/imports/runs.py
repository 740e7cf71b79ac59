"""The actions of an import: run a set of files, take a run back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from penstock.exchange.imports.files import ImportOptions, open_doubts, plan_files, remarks
from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.preparing.rows import prepared_rows
from penstock.exchange.imports.preparing.values import FilePlan, Prepared, Refused, Said
from penstock.exchange.imports.reading.values import Doubt
from penstock.exchange.imports.refused import write_refused
from penstock.exchange.imports.writing.companies import write_companies
from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.custom import define_custom_fields
from penstock.exchange.imports.writing.dating import date_opportunities
from penstock.exchange.imports.writing.leads import convert_leads_of_opportunities, write_leads
from penstock.exchange.imports.writing.opportunities import write_opportunities
from penstock.exchange.imports.writing.people import write_people
from penstock.exchange.imports.writing.reach import reach_back
from penstock.exchange.imports.writing.sql import fetch, scalar
from penstock.exchange.imports.writing.staging import clear, make_staging, settle, stage_rows
from penstock.exchange.imports.writing.users import write_users
from penstock.records.team.acting import Acting
from penstock.records.team.rules import may_import, require
from penstock.records.workspace.queries import current

WRITTEN_KINDS = ("users", "companies", "people", "leads", "opportunities")


class DoubtsOpen(Exception):
    """Nothing was written: these doubts must be settled first."""

    def __init__(self, doubts: list[Doubt]) -> None:
        super().__init__("; ".join(doubt.message for doubt in doubts))
        self.doubts = doubts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did (or, dry, would do)."""

    run_id: int | None
    kinds: tuple[str, ...]
    read: int
    created: dict[str, int]
    updated: dict[str, int]
    unchanged: dict[str, int]
    refused: int
    refused_file: str
    warnings: tuple[str, ...]


def import_files(
    *,
    actor: Acting,
    paths: Sequence[Path],
    options: ImportOptions,
    now: datetime,
    dry_run: bool = False,
    run: ImportRun | None = None,
) -> Outcome:
    """Bring the files in as one set. All or nothing, but for refused rows, which come back as a file.

    Raises FileUnreadable, WrongMapping, ValueError, DoubtsOpen, NotAllowed: then nothing was written."""
    said = said_by(options)
    plans = plan_files(paths, options, said)
    for plan in plans:
        require(may_import(actor, plan.kind), _("Your role may not import this."))
    doubts = open_doubts(plans)
    if doubts:
        raise DoubtsOpen(doubts)
    run = run or ImportRun(user_id=actor.user_id)
    run.files = [described(path, plan) for path, plan in zip(paths, plans, strict=True)]
    with transaction.atomic():
        run.save()
        context = RunContext(
            run.id, actor.ledger, namespace(plans), now, said.zone, said.currency, frozenset()
        )
        context.pipeline, context.pipeline_hint = options.pipeline, hint(paths, plans)
        context.warnings = remarks(plans)
        refused, read = write_all(plans, context)
        if dry_run:
            transaction.set_rollback(True)
    path = write_refused_files(paths, plans, refused, None if dry_run else run.id)
    outcome = outcome_of(None if dry_run else run.id, plans, context, refused, read, path)
    if not dry_run:
        finish(run, outcome, now)
    return outcome


def said_by(options: ImportOptions) -> Said:
    """What was said about values, and for the rest the workspace's currency and zone. Raises ValueError."""
    workspace = current()
    currency = options.currency or workspace.home_currency
    if currency not in list_currencies():
        raise ValueError(f"there is no currency {currency!r} (--currency)")
    try:
        zone = ZoneInfo(options.zone or workspace.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"there is no zone {options.zone!r} (--zone)") from error
    return Said(currency, zone, options.dates, options.decimal)


def namespace(plans: Sequence[FilePlan]) -> str:
    """The system whose ids these are."""
    return next((plan.system for plan in plans if plan.system), "spreadsheet")


def hint(paths: Sequence[Path], plans: Sequence[FilePlan]) -> str:
    """A name for a pipeline that has none: from the file of the opportunities."""
    for path, plan in zip(paths, plans, strict=True):
        if plan.kind == "opportunities":
            words = path.name.split(".")[0].replace("_", " ").replace("-", " ").split()
            return " ".join(words).capitalize()[:60]
    return ""


def described(path: Path, plan: FilePlan) -> dict[str, object]:
    """A file as the run remembers it."""
    mapping = {column.header: column.target for column in plan.columns}
    return {"name": path.name, "kind": plan.kind, "system": plan.system, "mapping": mapping}


def write_all(plans: Sequence[FilePlan], context: RunContext) -> tuple[list[dict[int, str]], int]:
    """Stage every file, then write kind by kind; gives the refused lines of each file and the number of rows read."""
    clear()
    refused, read = stage_all(plans, context)
    if "opportunities" in context.kinds:
        date_opportunities(context)
    context.earliest = earliest(context)
    compare_products(plans, context)
    define_custom_fields(list(plans), context)
    write_users(context)
    write_companies(context)
    write_people(context)
    write_leads(context)
    write_opportunities(context)
    if "opportunities" in context.kinds:
        convert_leads_of_opportunities(context)
        reach_back(context)
    if context.implied:
        made = ", ".join(f"{count} {what}" for what, count in context.implied.items())
        context.warn(f"made because rows name them: {made}")
    for kind in sorted(context.kinds):
        for file, line, reason in fetch(
            f"SELECT file, line, reason FROM staged_{kind} WHERE reason IS NOT NULL"
        ):
            refused[file][line] = reason
    return refused, read


def compare_products(plans: Sequence[FilePlan], context: RunContext) -> None:
    """Products that opportunities name and that the set's own list of products does not have."""
    listed = {
        str(row.values.get("name"))
        for plan in plans
        if plan.kind == "products"
        for row in prepared_rows(plan)
        if isinstance(row, Prepared)
    }
    if not listed or "opportunities" not in context.kinds:
        return
    named = fetch(
        "SELECT product, count(*) FROM staged_opportunities WHERE product IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    for product, count in named:
        if product not in listed:
            context.warn(
                f"{count} opportunities name the product “{product}”, which the list of products does not have"
            )


def stage_all(plans: Sequence[FilePlan], context: RunContext) -> tuple[list[dict[int, str]], int]:
    """COPY the prepared rows of every file whose kind is written."""
    refused: list[dict[int, str]] = [{} for _ in plans]
    kinds = {plan.kind for plan in plans}
    for kind in kinds.intersection(WRITTEN_KINDS):
        make_staging(kind)
    read = 0
    for number, plan in enumerate(plans):
        if plan.kind not in WRITTEN_KINDS:
            context.warn(f"{plan.table.name}: {plan.kind} are read but not kept")
            continue
        read += stage_rows(plan.kind, number, taken(plan, refused[number]))
    context.kinds = frozenset(kinds.intersection(WRITTEN_KINDS))
    for kind in context.kinds:
        settle(kind)
    return refused, read + sum(map(len, refused))


def taken(plan: FilePlan, refused: dict[int, str]) -> Iterator[Prepared]:
    """The prepared rows; the refused ones go into the dictionary."""
    for row in prepared_rows(plan):
        if isinstance(row, Refused):
            refused[row.line_number] = row.reason
        else:
            yield row


def earliest(context: RunContext) -> datetime:
    """The first instant that any row tells of: what they point to is valid since then."""
    columns = {
        "opportunities": "first_at",
        "leads": "created_at",
        "companies": "created_at",
        "people": "created_at",
    }
    found = [
        scalar(
            f"SELECT min({column}) FROM staged_{kind} WHERE reason IS NULL AND {column} <= %s", [context.now]
        )
        for kind, column in columns.items()
        if kind in context.kinds
    ]
    return min([moment for moment in found if moment is not None], default=context.now)


def write_refused_files(
    paths: Sequence[Path], plans: Sequence[FilePlan], refused: list[dict[int, str]], run_id: int | None
) -> str:
    """One file for each that had refused rows; gives the file, or the folder if there are several."""
    folder = Path(settings.MEDIA_ROOT) / "imports" / (f"run-{run_id}" if run_id else "dry-run")
    written = []
    for path, plan, reasons in zip(paths, plans, refused, strict=True):
        if reasons:
            target = folder / f"{path.name.split('.')[0]}.refused.csv"
            write_refused(plan, reasons, target)
            written.append(target)
    if not written:
        return ""
    return str(written[0] if len(written) == 1 else folder)


def outcome_of(
    run_id: int | None,
    plans: Sequence[FilePlan],
    context: RunContext,
    refused: list[dict[int, str]],
    read: int,
    path: str,
) -> Outcome:
    """The numbers of the run."""
    kinds = tuple(dict.fromkeys(plan.kind for plan in plans))
    return Outcome(
        run_id, kinds, read, context.created, context.updated, context.unchanged, sum(map(len, refused)), path,
        tuple(context.warnings),
    )  # fmt: skip


def finish(run: ImportRun, outcome: Outcome, now: datetime) -> None:
    """Write the numbers down."""
    run.finished_at, run.state = now, ImportRun.State.DONE
    run.read_count, run.refused_count = outcome.read, outcome.refused
    run.created_count = sum(outcome.created.values())
    run.updated_count = sum(outcome.updated.values())
    run.unchanged_count = sum(outcome.unchanged.values())
    run.refused_file, run.warnings = outcome.refused_file, list(outcome.warnings)
    run.save()
