"""Rows that are about an opportunity: which one, whether it is theirs to touch, and who takes part in it."""

from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.sql import Params, run
from penstock.foundation.base.ledger import begin_states, write_states


def match_by_name(table: str, into: str, name: str) -> None:
    """Set `into` where it is empty to the one opportunity of that name; `name` is SQL over the row, which is `s`."""
    run(
        f"UPDATE {table} AS s SET {into} = o.id FROM (SELECT sort_name, min(id) AS id FROM opportunity"
        " WHERE NOT is_removed GROUP BY 1 HAVING count(*) = 1) AS o"
        f" WHERE s.{into} IS NULL AND s.reason IS NULL AND o.sort_name = sort_key({name})"
    )


def refuse_foreign(table: str, column: str, context: RunContext) -> None:
    """Rows on an opportunity of another team."""
    if context.owners is not None:
        run(
            f"UPDATE {table} AS s SET reason = 'its opportunity belongs to somebody of another team' FROM opportunity AS o"
            f" WHERE o.id = s.{column} AND s.reason IS NULL AND NOT o.owner_id = ANY (%s)",
            [sorted(context.owners)],
        )


def link_persons(rows: str, context: RunContext, params: Params = None) -> int:
    """Persons who are not on the buying side yet come to it; gives how many. rows: a query of opportunity_id, person_id,
    buying_role, at (empty: now), is_day."""
    with as_import(context):
        begin_states("opportunity_person")
        run(
            "INSERT INTO opportunity_person_states (id, opportunity_id, person_id, buying_role, valid_at, precision)"
            " SELECT nextval(pg_get_serial_sequence('opportunity_person', 'id')), n.opportunity_id, n.person_id, n.buying_role, n.at,"
            f" CASE WHEN n.is_day THEN 'day' ELSE 'instant' END FROM ({rows}) AS n"
            " WHERE NOT EXISTS (SELECT FROM opportunity_person AS p WHERE p.opportunity_id = n.opportunity_id"
            " AND p.person_id = n.person_id AND NOT p.is_removed)",
            params,
        )
        return write_states("opportunity_person")
