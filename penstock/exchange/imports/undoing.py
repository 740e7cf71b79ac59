"""Taking a run back: its facts are void, except of records that were touched since or that others point to by now."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.writing.sql import fetch, run
from penstock.foundation.base.ledger import Cause, void, writing
from penstock.records.team.acting import Acting
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
    ("user", "seller", "team_id", "team"),
    ("team", "team", "parent_id", "team"),
)
OF_RUN = "cause = 'import' AND cause_id = %(run)s AND voids IS NULL"


@dataclass(frozen=True, slots=True)
class Undone:
    """How many facts were taken back; which records (kind to ids) are left as they are."""

    voided: int
    left: dict[str, list[int]]


def undo_run(*, actor: Acting, run_id: int, now: datetime) -> Undone:
    """Void what the run wrote. Raises NotAllowed; ImportRun.DoesNotExist."""
    require(may_import(actor, "opportunities"), _("Your role may not take an import back."))
    with transaction.atomic():
        found = ImportRun.objects.select_for_update().get(id=run_id)
        left = leave_touched(run_id)
        facts = fetch(
            f"SELECT seq FROM ledger JOIN undone USING (kind, record_id) WHERE {OF_RUN} ORDER BY seq",
            {"run": run_id},
        )
        with writing(actor.ledger, Cause("import", run_id)):
            count = void(seq for (seq,) in facts)
        run(
            "DELETE FROM import_key AS k USING undone AS u WHERE k.run_id = %s AND k.kind = u.kind AND k.record_id = u.record_id",
            [run_id],
        )
        found.state, found.finished_at = ImportRun.State.UNDONE, now
        found.save(update_fields=["state", "finished_at"])
    return Undone(count, left)


def leave_touched(run_id: int) -> dict[str, list[int]]:
    """Fill the table `undone` with the run's records, without those that are left; gives these."""
    values = {"run": run_id}
    run("DROP TABLE IF EXISTS undone")
    run(
        "CREATE TEMP TABLE undone ON COMMIT DROP AS SELECT kind, record_id, min(seq) AS first FROM ledger"
        f" WHERE {OF_RUN} GROUP BY 1, 2",
        values,
    )
    run("CREATE INDEX ON undone (kind, record_id)")
    run("ANALYZE undone")
    left = fetch(
        "DELETE FROM undone AS u USING ledger AS f WHERE f.kind = u.kind AND f.record_id = u.record_id AND f.seq > u.first"
        " AND f.voids IS NULL AND NOT (f.cause = 'import' AND coalesce(f.cause_id, 0) = %(run)s)"
        " AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq) RETURNING u.kind, u.record_id",
        values,
    )
    while more := [row for pointer in POINTERS for row in leave_pointed_to(*pointer)]:
        left += more
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
