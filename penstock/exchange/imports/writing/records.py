"""Work tables to records: new ones with their own valid time, existing ones only where something differs.

A work table has record_id, is_new, at, is_day and the columns of the record that the import knows; NULL means that the
file says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from penstock.exchange.imports.writing.context import LINES_KEPT, RunContext, as_import
from penstock.exchange.imports.writing.sql import exists, fetch, run
from penstock.foundation.base.ledger import begin_states, write_states

# The newest fact about a field that is not void. Ordered by one row of values, since the index by time, which a server that
# has no statistics yet would take for the order, knows the kind but not the record.
LAST_CAUSE = """
    SELECT f.cause FROM ledger AS f
    WHERE f.kind = %(kind)s AND f.record_id = d.record_id AND f.voids IS NULL AND f.changes ? %(field)s
      AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq)
    ORDER BY (f.valid_at, f.recorded_at, f.seq) DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Target:
    """The table of a kind of record: its columns with what a new record has where the file says nothing."""

    kind: str
    table: str
    columns: Mapping[str, str]

    @property
    def plural(self) -> str:
        """What a person calls them."""
        return {"company": "companies", "person": "persons", "opportunity": "opportunities"}.get(
            self.kind, f"{self.kind}s"
        )

    @property
    def work(self) -> str:
        """The name of its work table."""
        return f"work_{self.kind}"


@dataclass(frozen=True, slots=True)
class Written:
    """How many records were made, changed, left alone."""

    created: int
    updated: int
    unchanged: int


def write_records(target: Target, context: RunContext, later_states: str = "") -> Written:
    """Insert what is new, update what differs. Fields that a person changed since are left and told.

    later_states: SQL that adds states of new records to their table, after the first ones."""
    run(f"CREATE INDEX ON {target.work} (record_id)")
    run(f"ANALYZE {target.work}")
    created = insert_new(target, context, later_states)
    run("DROP TABLE IF EXISTS pg_temp.differing")
    existing = fetch(f"SELECT count(*) FROM {target.work} WHERE NOT is_new")[0][0]
    if not existing:
        return Written(created, 0, 0)
    find_differences(target)
    leave_what_people_changed(target, context)
    updated = update_differences(target, context)
    return Written(created, updated, existing - updated)


def tell_same(target: Target, kind: str, written: Written, context: RunContext) -> None:
    """Keep which rows said nothing new: of records that are there and did not change, or again of one that is new."""
    kept = len(context.same.get(kind, ()))
    more = written.unchanged or exists(f"SELECT FROM staged_{kind} GROUP BY record_id HAVING count(*) > 1")
    if not more or kept >= LINES_KEPT or context.is_dry:
        return
    changed = "false"
    if exists("SELECT WHERE to_regclass('pg_temp.differing') IS NOT NULL"):
        either = " OR ".join(f"d.{name}" for name in target.columns)
        changed = f"EXISTS (SELECT FROM differing AS d WHERE d.record_id = s.record_id AND ({either}))"
    context.keep_same(
        kind,
        fetch(
            f"SELECT s.file, s.line, s.record_id FROM (SELECT *, row_number() OVER (PARTITION BY record_id ORDER BY id) AS nth"
            f" FROM staged_{kind} WHERE reason IS NULL) AS s WHERE (s.nth > 1 OR NOT s.is_new) AND NOT {changed}"
            " ORDER BY s.file, s.line LIMIT %s",
            [LINES_KEPT - kept],
        ),
    )


def insert_new(target: Target, context: RunContext, later_states: str) -> int:
    """New records, valid from their own instants; those without one from now on."""
    if not exists(f"SELECT FROM {target.work} WHERE is_new"):
        return 0
    names = ", ".join(target.columns)
    values = ", ".join(f"coalesce(w.{name}, {default})" for name, default in target.columns.items())
    with as_import(context):
        begin_states(target.kind)
        run(
            f"INSERT INTO {target.table}_states (id, valid_at, precision, {names}) SELECT w.record_id, w.at,"
            f" CASE WHEN w.is_day THEN 'day' ELSE 'instant' END, {values} FROM {target.work} AS w WHERE w.is_new"
        )
        if later_states:
            run(later_states)
        return write_states(target.kind)


def differs(name: str) -> str:
    """Whether the file says something else than the record. Lists and custom fields only ever gain."""
    if name in ("emails", "phones", "domains"):
        return f"w.{name} IS NOT NULL AND NOT w.{name} <@ t.{name}"
    if name == "custom":
        return "w.custom IS NOT NULL AND NOT t.custom @> w.custom"
    return f"w.{name} IS NOT NULL AND w.{name} IS DISTINCT FROM t.{name}"


def merged(name: str) -> str:
    """The value after the update."""
    if name in ("emails", "phones", "domains"):
        return f"t.{name} || ARRAY(SELECT x FROM unnest(w.{name}) AS x WHERE NOT x = ANY (t.{name}))"
    return "t.custom || w.custom" if name == "custom" else f"w.{name}"


def find_differences(target: Target) -> None:
    """One row for each record that differs, with a flag for each column."""
    flags = ", ".join(f"({differs(name)}) AS {name}" for name in target.columns)
    either = " OR ".join(f"({differs(name)})" for name in target.columns)
    run(
        f"CREATE TEMP TABLE differing AS SELECT w.record_id, {flags} FROM {target.work} AS w"
        f" JOIN {target.table} AS t ON t.id = w.record_id WHERE NOT w.is_new AND ({either})"
    )


def leave_what_people_changed(target: Target, context: RunContext) -> None:
    """Where the newest value was not brought by an import, it stays, unless it is empty."""
    if not exists("SELECT FROM differing"):
        return
    for name in target.columns:
        if name in ("custom", "emails", "phones", "domains"):
            continue
        kept = fetch(
            f"UPDATE differing AS d SET {name} = false FROM {target.table} AS t WHERE d.{name} AND t.id = d.record_id"
            f" AND coalesce(t.{name}::text, '') <> '' AND ({LAST_CAUSE}) <> 'import' RETURNING d.record_id",
            {"kind": target.kind, "field": name},
        )
        message = f"have another {name.removesuffix('_id').removesuffix('_minor').replace('_', ' ')} in the file, but it was changed here since and is left"
        context.find(target.plural, message, [], [record for (record,) in sorted(kept)])


def update_differences(target: Target, context: RunContext) -> int:
    """One statement for all columns, so that each record has one fact."""
    assigned = ", ".join(
        f"{name} = CASE WHEN d.{name} THEN {merged(name)} ELSE t.{name} END" for name in target.columns
    )
    either = " OR ".join(f"d.{name}" for name in target.columns)
    with as_import(context):
        return run(
            f"UPDATE {target.table} AS t SET {assigned} FROM differing AS d JOIN {target.work} AS w USING (record_id)"
            f" WHERE t.id = d.record_id AND ({either})"
        )
