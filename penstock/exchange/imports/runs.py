"""The action of an import: bring a set of files in, or go on with one that was interrupted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.digests import digest_of, named_paths
from penstock.exchange.imports.files import ImportOptions, open_doubts, plan_files, remarks
from penstock.exchange.imports.mappings import keep_mappings
from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.naming import pipeline_hint
from penstock.exchange.imports.preparing.values import FilePlan, Said
from penstock.exchange.imports.reading.values import Doubt
from penstock.exchange.imports.refused import write_refused_files
from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.sessions import leave_the_background, require_no_second, step_back
from penstock.exchange.imports.writing.sql import run as execute
from penstock.exchange.imports.writing.sql import scalar
from penstock.exchange.imports.writing.staging import clear
from penstock.exchange.imports.writing.write import write_all
from penstock.foundation.base.errors import Refused
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role
from penstock.records.team.rules import may_administer, may_import, require, users_below
from penstock.records.workspace.actions import update_workspace
from penstock.records.workspace.queries import current

# Numbers of PostgreSQL's advisory locks: one import writes at a time; a run is not taken up while it is running.
REFUSALS_TOLD = 50
WRITING_LOCK, RUN_LOCK = 5_340_001, 5_340_002


class DoubtsOpen(Exception):
    """Nothing was written: these doubts must be settled first."""

    def __init__(self, doubts: list[Doubt]) -> None:
        super().__init__("; ".join(doubt.message for doubt in doubts))
        self.doubts = doubts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did (or, dry, would do). implied: records that rows name; findings: warnings with their rows."""

    run_id: int | None
    kinds: tuple[str, ...]
    read: int
    created: dict[str, int]
    updated: dict[str, int]
    unchanged: dict[str, int]
    implied: dict[str, int]
    refused: int
    refused_file: str
    warnings: tuple[str, ...]
    findings: tuple[dict[str, object], ...]


def import_files(
    *,
    actor: Acting,
    paths: Sequence[Path],
    options: ImportOptions,
    now: datetime,
    dry_run: bool = False,
    run: ImportRun | None = None,
    first_rows: int | None = None,
    told_refusals: list[tuple[str, int, str]] | None = None,
) -> Outcome:
    """Bring the files in as one set, batch by batch; refused rows come back as a file. dry_run: only say what would happen;
    first_rows: look at so many rows of each file only; told_refusals: takes file, line and reason of the first refused rows.

    Raises FileUnreadable, WrongMapping, ValueError, DoubtsOpen, NotAllowed: then nothing was written."""
    said = said_by(options)
    plans = plan_files(paths, options, said, first_rows)
    for plan in plans:
        require(may_import(actor, plan.kind), _("Your role may not import this."))
    doubts = open_doubts(plans)
    if doubts:
        raise DoubtsOpen(doubts)
    if dry_run:
        with transaction.atomic():
            last = run or new_run(actor, options)
            outcome = carry_out(actor, paths, plans, options, said, last, now, is_dry=True)
            if told_refusals is not None:
                told_refusals += [
                    (paths[refusal.file].name, refusal.line, refusal.reason)
                    for refusal in last.refusals.all()[:REFUSALS_TOLD]
                ]
            transaction.set_rollback(True)
        return replace(outcome, run_id=None)
    run = run or new_run(actor, options)
    run.files = [described(path, plan) for path, plan in zip(paths, plans, strict=True)]
    run.options = options.as_json()
    run.save()
    if options.complete_from and may_administer(actor):
        update_workspace(actor=actor.ledger, changes={"history_complete_from": options.complete_from})
    keep_mappings(plans, options, actor.user_id, now)
    with writing_alone(run.id):
        return carry_out(actor, paths, plans, options, said, run, now)


def resume_run(*, actor: Acting, run_id: int, now: datetime) -> Outcome:
    """Go on with a run that was interrupted, with the same files. A run that is done says again what it did.

    Raises Refused when it is still running, was taken back, or its files are not what they were; ImportRun.DoesNotExist."""
    run = ImportRun.objects.get(id=run_id)
    require(
        actor.user_id is None or run.user_id == actor.user_id or actor.role == Role.ADMINISTRATOR,
        _("This is not your import."),
    )
    if run.state == ImportRun.State.DONE:
        return kept_outcome(run)
    if run.state == ImportRun.State.UNDONE:
        raise Refused(_("This import was taken back; import its files again."))
    paths = named_paths(run)
    options = ImportOptions.from_json(run.options)
    said = said_by(options)
    plans = plan_files(paths, options, said)
    if open_doubts(plans):
        raise DoubtsOpen(open_doubts(plans))
    with writing_alone(run.id):
        # What a killed process still wrote before it let the run go is done.
        run.refresh_from_db()
        return carry_out(actor, paths, plans, options, said, run, run.started_at)


@contextmanager
def writing_alone(run_id: int) -> Iterator[None]:
    """Nobody else takes up this run, and no other import writes meanwhile. Raises Refused."""
    if not scalar("SELECT pg_try_advisory_lock(%s, %s)", [RUN_LOCK, run_id]):
        raise Refused(_("This import is still running."))
    try:
        require_no_second(run_id)
        execute("SELECT pg_advisory_lock(%s)", [WRITING_LOCK])
        step_back()
        try:
            yield
        finally:
            execute("SELECT pg_advisory_unlock(%s)", [WRITING_LOCK])
    finally:
        execute("SELECT pg_advisory_unlock(%s, %s)", [RUN_LOCK, run_id])
        leave_the_background()


def new_run(actor: Acting, options: ImportOptions) -> ImportRun:
    """A run of this person, saved, so that it has a number."""
    return ImportRun.objects.create(user_id=actor.user_id, options=options.as_json())


def carry_out(
    actor: Acting,
    paths: Sequence[Path],
    plans: list[FilePlan],
    options: ImportOptions,
    said: Said,
    run: ImportRun,
    now: datetime,
    is_dry: bool = False,
) -> Outcome:
    """Write what is not written yet, from the run's progress on."""
    context = context_of(actor, paths, plans, options, said, run, now)
    context.is_dry = is_dry
    context.save_progress = partial(save_progress, run, context)
    context.warnings = list(dict.fromkeys(remarks(plans) + context.warnings))
    read = write_all(plans, context)
    path = write_refused_files(paths, plans, run.id, is_dry)
    clear()
    refused = run.refusals.count()
    finish(run, context, read, refused, path)
    return replace(kept_outcome(run), kinds=tuple(dict.fromkeys(plan.kind for plan in plans)))


def context_of(
    actor: Acting,
    paths: Sequence[Path],
    plans: list[FilePlan],
    options: ImportOptions,
    said: Said,
    run: ImportRun,
    now: datetime,
) -> RunContext:
    """What is known before the first row; of an interrupted run also how far it is."""
    is_manager = actor.role == Role.MANAGER and actor.user is not None
    context = RunContext(run.id, actor.ledger, namespace(plans), now, said.zone, said.currency)
    context.pipeline, context.pipeline_hint = options.pipeline, pipeline_hint(paths, plans)
    context.stages = {fold(name): meaning for name, meaning in options.stages.items()}
    context.files = tuple(path.name for path in paths)
    context.said = said.dates, said.decimal
    if is_manager and actor.user is not None:
        context.owners, context.team = users_below(actor.user), actor.user.team_id
    kept = run.progress
    context.cursor, context.counts = kept.get("cursor", {}), kept.get("counts", {})
    context.same = kept.get("same", {})
    context.warnings, context.findings = kept.get("warnings", []), kept.get("findings", [])
    return context


def save_progress(run: ImportRun, context: RunContext, step: str, done: int, total: int) -> None:
    """Called within the transaction of a batch, or between two of them."""
    run.progress = {
        "step": step,
        "done": done,
        "total": total,
        "cursor": context.cursor,
        "counts": context.counts,
        "warnings": context.warnings,
        "findings": context.findings,
        "same": context.same,
    }
    run.state = ImportRun.State.RUNNING
    run.save(update_fields=["progress", "state"])


def said_by(options: ImportOptions) -> Said:
    """What was said about values, and for the rest the workspace's currency and zone. Raises ValueError."""
    workspace = current()
    currency = (options.currency or workspace.home_currency).upper()
    if currency not in list_currencies():
        raise ValueError(f"there is no currency {currency!r} (--currency)")
    try:
        zone = ZoneInfo(options.zone or workspace.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"there is no zone {options.zone!r} (--zone)") from error
    return Said(currency, zone, options.dates, options.decimal, is_currency_said=options.currency is not None)


def namespace(plans: Sequence[FilePlan]) -> str:
    """The system whose ids these are."""
    return next((plan.system for plan in plans if plan.system), "spreadsheet")


def described(path: Path, plan: FilePlan) -> dict[str, object]:
    """A file as the run remembers it."""
    mapping = {column.header: column.target for column in plan.columns}
    return {
        "name": path.name,
        "path": str(path.absolute()),
        "digest": digest_of(path),
        "kind": plan.kind,
        "system": plan.system,
        "mapping": mapping,
    }


def finish(run: ImportRun, context: RunContext, read: int, refused: int, path: str) -> None:
    """Write the numbers down."""
    run.finished_at, run.state = timezone.now(), ImportRun.State.DONE
    run.read_count, run.refused_count, run.refused_file = read, refused, path
    run.created_count = sum(context.counted("created").values())
    run.updated_count = sum(context.counted("updated").values())
    run.unchanged_count = sum(context.counted("unchanged").values())
    told = list(islice((in_words(finding, context.files) for finding in context.findings), 200))
    run.warnings, run.findings = context.warnings + told, context.findings
    run.progress |= {
        "counts": context.counts,
        "cursor": {},
        "findings": [],
        "warnings": [],
        "same": context.same,
    }
    run.save()


def in_words(finding: dict[str, object], files: Sequence[str]) -> str:
    """12 opportunities are closed before they were created: line 4, 8."""
    rows, records = finding["rows"], finding["records"]
    assert isinstance(rows, list) and isinstance(records, list)
    if rows:
        several = len({file for file, _ in rows}) > 1
        where = ", ".join(f"{files[file]}:{line}" if several else str(line) for file, line in rows[:10])
        return f"{finding['count']} {finding['kind']} {finding['message']}: line {where}"
    return f"{finding['count']} {finding['kind']} {finding['message']}: {', '.join(map(str, records[:10]))}"


def kept_outcome(run: ImportRun) -> Outcome:
    """What the run says of itself."""
    counts = run.progress.get("counts", {})
    return Outcome(
        run.id, tuple(dict.fromkeys(file["kind"] for file in run.files)), run.read_count, counts.get("created", {}),
        counts.get("updated", {}), counts.get("unchanged", {}), counts.get("implied", {}), run.refused_count, run.refused_file,
        tuple(run.warnings), tuple(run.findings),
    )  # fmt: skip
