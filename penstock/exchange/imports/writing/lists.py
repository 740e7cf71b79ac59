"""The company's own short lists that rows name: sources, reasons, competitors. What is missing is made."""

from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.sql import fetch, fill_table, run

# Table to the SQL of its other columns for a new entry.
LISTS = {
    "lead_source": "position",
    "loss_reason": "position, is_ours_to_change",
    "competitor": "",
}
VALUES = {"lead_source": "0", "loss_reason": "0, true", "competitor": ""}


def entries(table: str, names: list[str], context: RunContext) -> dict[str, int]:
    """Name to id. Names are alike without regard to case and accents."""
    known: dict[str, int] = dict(
        fetch(f"SELECT sort_key(name), min(id) FROM {table} WHERE NOT is_removed GROUP BY 1")
    )
    found: dict[str, int] = {}
    for name, key in fetch("SELECT name, sort_key(name) FROM unnest(%s::text[]) AS name ORDER BY 1", [names]):
        if key not in known:
            extra, values = LISTS[table], VALUES[table]
            with as_import(context):
                rows = fetch(
                    f"INSERT INTO {table} (name, created_at{', ' + extra if extra else ''})"
                    f" VALUES (%s, %s{', ' + values if values else ''}) RETURNING id",
                    [name, context.earliest],
                )
            known[key] = int(rows[0][0])
        found[name] = known[key]
    return found


def assign_entries(kind: str, column: str, into: str, table: str, context: RunContext) -> None:
    """Give each staged row the id of the entry that its text names."""
    names = [
        name
        for (name,) in fetch(
            f"SELECT DISTINCT {column} FROM staged_{kind} WHERE reason IS NULL AND {column} IS NOT NULL"
        )
    ]
    if not names:
        return
    found = entries(table, names, context)
    run(
        f"UPDATE staged_{kind} AS s SET {into} = e.id FROM unnest(%s::text[], %s::bigint[]) AS e (name, id)"
        f" WHERE s.{column} = e.name",
        [list(found), list(found.values())],
    )


def prepare_entries(kind: str, columns: dict[str, str], context: RunContext) -> None:
    """Whole set: the table `list_named` with the entry that each text of each column means. columns: column to its list."""
    rows = []
    for column, table in columns.items():
        names = [
            name
            for (name,) in fetch(
                f"SELECT DISTINCT {column} FROM all_{kind} WHERE reason IS NULL AND {column} IS NOT NULL"
            )
        ]
        rows += [(column, name, record) for name, record in entries(table, names, context).items()]
    fill_table("list_named", "of_column text, name text, id bigint", rows)
