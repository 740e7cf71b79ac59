"""Taking a run back: its facts are void, except of records that were touched since or that others point to by now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.runs import writing_alone
from penstock.exchange.imports.writing.sql import fetch, make_table, scalar
from penstock.exchange.imports.writing.sql import run as execute
from penstock.exchange.imports.writing.staging import clear
from penstock.foundation.base.ledger import Cause, writing
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role
from penstock.records.team.rules import may_import, require

# Who points to whom: kind and table of the one that points, its column, the kind that it points to.
POINTERS = (
    ("opportunity", "opportunity", "company_id", "company"),
    ("opportunity", "opportunity", "pipeline_id", "pipeline"),
    ("opportunity", "opportunity", "stage_id", "stage"),
    ("opportunity", "opportunity", "owner_id", "user"),
    ("opportunity", "opportunity", "source_id", "lead_source"),
    ("opportunity", "opportunity", "source_lead_id", "lead"),
    ("opportunity", "opportunity", "loss_reason_id", "loss_reason"),
    ("opportunity", "opportunity", "competitor_id", "competitor"),
    ("stage", "stage", "pipeline_id", "pipeline"),
    ("lead", "lead", "person_id", "person"),
    ("lead", "lead", "company_id", "company"),
    ("lead", "lead", "source_id", "lead_source"),
    ("lead", "lead", "owner_id", "user"),
    ("person", "person", "company_id", "company"),
    ("person", "person", "owner_id", "user"),
    ("company", "company", "owner_id", "user"),
    ("activity", "activity", "opportunity_id", "opportunity"),
    ("activity", "activity", "lead_id", "lead"),
    ("activity", "activity", "person_id", "person"),
    ("activity", "activity", "company_id", "company"),
    ("activity", "activity", "user_id", "user"),
    ("opportunity_person", "opportunity_person", "opportunity_id", "opportunity"),
    ("opportunity_person", "opportunity_person", "person_id", "person"),
    ("user", "seller", "team_id", "team"),
    ("team", "team", "parent_id", "team"),
)
BATCH_RECORDS = 50_000
OF_RUN = "cause = 'import' AND cause_id = %(run)s AND voids IS NULL"


@dataclass(frozen=True, slots=True)
class Undone:
    """How many facts were taken back; which records (kind to ids) are left as they are."""

    voided: int
    left: dict[str, list[int]]


def require_undo(actor: Acting, run: ImportRun) -> None:
    """Raises NotAllowed."""
    require(may_import(actor, "leads"), _("Your role may not take an import back."))
    require(
        actor.role == Role.ADMINISTRATOR or run.user_id == actor.user_id,
        _("Only who brought it in, or an administrator, may take an import back."),
    )


def undo_run(
    *, actor: Acting, run_id: int, now: datetime, progress: Callable[[int, int], None] | None = None
) -> Undone:
    """Void what the run wrote, some records at a time; interrupted, it is simply asked for again. `progress` is told how
    many of how many records are done.

    Raises NotAllowed; Refused for a run that is still writing; ImportRun.DoesNotExist."""
    run = ImportRun.objects.get(id=run_id)
    require_undo(actor, run)
    with writing_alone(run_id):
        clear()
        with transaction.atomic():
            left = leave_touched(run_id)
        count = 0
        total, records = fetch("SELECT coalesce(max(part), 0), count(*) FROM undone")[0]
        for part in range(1, int(total) + 1):
            with transaction.atomic():
                count += undo_part(actor, run_id, part)
            if progress is not None:
                progress(min(part * BATCH_RECORDS, int(records)), int(records))
        run.state, run.finished_at = ImportRun.State.UNDONE, now
        run.save(update_fields=["state", "finished_at"])
        clear()
    return Undone(count, left)


def undo_part(actor: Acting, run_id: int, part: int) -> int:
    """Take the facts of some records back; gives how many."""
    with writing(actor.ledger, Cause("import", run_id)):
        count = scalar(
            "SELECT ledger_void(ARRAY(SELECT seq FROM ledger AS f JOIN undone AS u USING (kind, record_id) WHERE u.part = %(part)s"
            f" AND {OF_RUN} ORDER BY seq))",
            {"part": part, "run": run_id},
        )
    execute(
        "DELETE FROM import_key AS k USING undone AS u WHERE u.part = %s AND k.run_id = %s AND u.kind = CASE k.kind WHEN 'history' THEN 'opportunity' ELSE k.kind END AND k.record_id = u.record_id",
        [part, run_id],
    )
    return int(count)


def leave_touched(run_id: int) -> dict[str, list[int]]:
    """Fill the table `undone` with the run's records, without those that are left; gives these."""
    values = {"run": run_id}
    make_table(
        "undone",
        f"SELECT kind, record_id, min(seq) AS first, 0 AS part FROM ledger WHERE {OF_RUN}"
        " AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = ledger.seq) GROUP BY 1, 2",
        values,
    )
    execute("CREATE INDEX ON undone (kind, record_id)")
    execute("ANALYZE undone")
    left = fetch(
        "DELETE FROM undone AS u USING ledger AS f WHERE f.kind = u.kind AND f.record_id = u.record_id AND f.seq > u.first"
        " AND f.voids IS NULL AND NOT (f.cause = 'import' AND coalesce(f.cause_id, 0) = %(run)s)"
        " AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq) RETURNING u.kind, u.record_id",
        values,
    )
    while more := [row for pointer in POINTERS for row in leave_pointed_to(*pointer)]:
        left += more
    # What points goes before what is pointed to, so that no batch leaves a pointer to nothing.
    execute(
        "UPDATE undone AS u SET part = n.part FROM (SELECT kind, record_id, (row_number() OVER (ORDER BY"
        " array_position(%s, kind) NULLS LAST, kind, record_id) - 1) / %s + 1 AS part FROM undone) AS n"
        " WHERE n.kind = u.kind AND n.record_id = u.record_id",
        [["activity", "opportunity_person", "opportunity", "lead", "person", "company"], BATCH_RECORDS],
    )
    execute("CREATE INDEX ON undone (part)")
    execute("ANALYZE undone")
    named: dict[str, list[int]] = {}
    for kind, record in left:
        named.setdefault(str(kind), []).append(int(record))
    return {kind: sorted(set(records)) for kind, records in sorted(named.items())}


def leave_pointed_to(kind: str, table: str, column: str, target: str) -> list[tuple[object, ...]]:
    """Records that the run made and that one which stays points to."""
    return fetch(
        f"DELETE FROM undone AS u USING {table} AS t WHERE u.kind = %s AND t.{column} = u.record_id AND NOT t.is_removed"
        f" AND NOT EXISTS (SELECT FROM undone AS o WHERE o.kind = %s AND o.record_id = t.id)"
        f" AND NOT EXISTS (SELECT FROM ledger AS f WHERE f.kind = u.kind AND f.record_id = u.record_id AND f.seq < u.first)"
        f" RETURNING u.kind, u.record_id",
        [target, kind],
    )
