"""Taking a run back: its facts are void, except of records that were touched since or that others point to by now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.runs import writing_alone
from penstock.exchange.imports.writing.sessions import OF_A_BATCH, may_have_second, second_session
from penstock.exchange.imports.writing.sql import fetch, make_table, scalar
from penstock.exchange.imports.writing.sql import run as execute
from penstock.exchange.imports.writing.staging import clear
from penstock.foundation.base.ledger import Cause, writing
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role
from penstock.records.team.rules import may_import, require

# Who points to whom: kind and table of the one that points; its columns, and the kinds that they point to.
POINTED: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    (
        "opportunity",
        "opportunity",
        {
            "company_id": "company",
            "pipeline_id": "pipeline",
            "stage_id": "stage",
            "owner_id": "user",
            "source_id": "lead_source",
            "source_lead_id": "lead",
            "loss_reason_id": "loss_reason",
            "competitor_id": "competitor",
        },
    ),
    ("stage", "stage", {"pipeline_id": "pipeline"}),
    (
        "lead",
        "lead",
        {"person_id": "person", "company_id": "company", "source_id": "lead_source", "owner_id": "user"},
    ),
    ("person", "person", {"company_id": "company", "owner_id": "user"}),
    ("company", "company", {"owner_id": "user"}),
    (
        "activity",
        "activity",
        {
            "opportunity_id": "opportunity",
            "lead_id": "lead",
            "person_id": "person",
            "company_id": "company",
            "user_id": "user",
        },
    ),
    (
        "opportunity_person",
        "opportunity_person",
        {"opportunity_id": "opportunity", "person_id": "person"},
    ),
    ("user", "seller", {"team_id": "team"}),
    ("team", "team", {"parent_id": "team"}),
)
BATCH_RECORDS = 25_000
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
        count = undo_parts(actor, run_id, progress)
        run.state, run.finished_at = ImportRun.State.UNDONE, now
        run.save(update_fields=["state", "finished_at"])
        clear()
    return Undone(count, left)


def undo_parts(actor: Acting, run_id: int, progress: Callable[[int, int], None] | None) -> int:
    """All parts, one kind after the other, those of a kind by two sessions where there are several; gives how many facts."""
    parts = fetch("SELECT kind, array_agg(DISTINCT part) FROM undone GROUP BY 1 ORDER BY min(part)")
    (records,) = fetch("SELECT count(*) FROM undone")[0]
    told = Told(records, progress)
    if not any(len(of_kind) > 1 for _, of_kind in parts) or not may_have_second():
        return sum(undo_some(actor, run_id, of_kind, told) for _, of_kind in parts)
    count = 0
    with second_session(run_id, {"undone": "true"}) as submit:
        for _kind, of_kind in parts:
            other = submit(partial(undo_some, actor, run_id, of_kind[1::2], Told(records, None)))
            try:
                count += undo_some(actor, run_id, of_kind[::2], told)
            finally:
                count += other.result()
    return count


@dataclass(slots=True)
class Told:
    """How many records there are to take back, and who is told how many are."""

    records: int
    progress: Callable[[int, int], None] | None

    def after(self, part: int) -> None:
        """Parts are taken back in their order, by and large."""
        if self.progress is not None:
            self.progress(min(part * BATCH_RECORDS, self.records), self.records)


def undo_some(actor: Acting, run_id: int, parts: Sequence[int], told: Told) -> int:
    """Each part in a transaction; gives how many facts."""
    count = 0
    for part in parts:
        with transaction.atomic():
            execute(OF_A_BATCH)
            count += undo_part(actor, run_id, part)
        told.after(part)
    return count


def undo_part(actor: Acting, run_id: int, part: int) -> int:
    """Take the facts of some records back; gives how many."""
    with writing(actor.ledger, Cause("import", run_id)):
        count = scalar(
            "SELECT ledger_void(ARRAY(SELECT seq FROM ledger AS f JOIN undone AS u USING (kind, record_id) WHERE u.part = %(part)s"
            f" AND {OF_RUN} ORDER BY seq))",
            {"part": part, "run": run_id},
        )
    # Only the keys of where the part's records stand are looked through, and not all that there are for every part.
    execute(
        "DELETE FROM import_key AS k USING undone AS u WHERE u.part = %(part)s AND k.run_id = %(run)s"
        " AND u.kind = CASE k.kind WHEN 'history' THEN 'opportunity' ELSE k.kind END AND k.record_id = u.record_id AND k.record_id"
        " BETWEEN (SELECT min(record_id) FROM undone WHERE part = %(part)s) AND (SELECT max(record_id) FROM undone WHERE part = %(part)s)",
        {"part": part, "run": run_id},
    )
    return int(count)


def leave_touched(run_id: int) -> dict[str, list[int]]:
    """Fill the table `undone` with the run's records, without those that are left; gives these."""
    values = {"run": run_id}
    make_table(
        "undone",
        f"SELECT kind, record_id, min(seq) AS first FROM ledger WHERE {OF_RUN}"
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
    while more := [row for table in POINTED for row in leave_pointed_to(*table)]:
        left += more
    # What points goes before what is pointed to, so that no batch leaves a pointer to nothing.
    make_table(
        "undone_parts",
        "SELECT kind, record_id, dense_rank() OVER (ORDER BY array_position(%s, kind) NULLS LAST, kind, place / %s) AS part FROM ("
        "SELECT kind, record_id, row_number() OVER (PARTITION BY kind ORDER BY record_id) - 1 AS place FROM undone) AS p",
        [["activity", "opportunity_person", "opportunity", "lead", "person", "company"], BATCH_RECORDS],
    )
    execute("DROP TABLE undone")
    execute("ALTER TABLE undone_parts RENAME TO undone")
    execute("CREATE INDEX ON undone (part)")
    execute("ANALYZE undone")
    named: dict[str, list[int]] = {}
    for kind, record in left:
        named.setdefault(str(kind), []).append(int(record))
    return {kind: sorted(set(records)) for kind, records in sorted(named.items())}


def leave_pointed_to(kind: str, table: str, pointers: Mapping[str, str]) -> list[tuple[object, ...]]:
    """Records that the run made and that one of the table which stays points to; its rows are looked through once."""
    undone = {target for (target,) in fetch("SELECT DISTINCT kind FROM undone")}
    pointers = {column: target for column, target in pointers.items() if target in undone}
    if not pointers:
        return []
    count = make_table(
        "staying",
        f"SELECT {', '.join(pointers)} FROM {table} AS t WHERE NOT is_removed AND coalesce({', '.join(pointers)}) IS NOT NULL"
        f" AND NOT EXISTS (SELECT FROM undone AS o WHERE o.kind = %s AND o.record_id = t.id)",
        [kind],
    )
    if not count:
        return []
    execute("ANALYZE staying")
    return [row for column, target in pointers.items() for row in leave_targets(column, target)]


def leave_targets(column: str, target: str) -> list[tuple[object, ...]]:
    """Those that the column of what stays points to."""
    return fetch(
        f"DELETE FROM undone AS u USING (SELECT DISTINCT {column} AS id FROM staying WHERE {column} IS NOT NULL) AS s"
        f" WHERE u.kind = %s AND u.record_id = s.id"
        f" AND NOT EXISTS (SELECT FROM ledger AS f WHERE f.kind = u.kind AND f.record_id = u.record_id AND f.seq < u.first)"
        f" RETURNING u.kind, u.record_id",
        [target],
    )
