"""Ids of other systems: which record each one is."""

from penstock.exchange.imports.recognition.fields import FIELDS
from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.sql import exists, run
from penstock.exchange.imports.writing.staging import columns_of

ROW_KEY = "row:"


def key_rows(kind: str) -> None:
    """A row without an id is known by its content, and the second of two equal rows by that too."""
    cells = ", ".join(name for field in FIELDS[kind].values() for name, _ in columns_of(field))
    if exists(f"SELECT FROM all_{kind} WHERE external_id IS NULL"):
        run(
            f"UPDATE all_{kind} AS s SET external_id = '{ROW_KEY}' || h.digest || CASE WHEN h.place > 1 THEN '#' || h.place ELSE '' END"
            f" FROM (SELECT id, digest, row_number() OVER (PARTITION BY digest ORDER BY id) AS place FROM (SELECT id,"
            f" md5(ROW({cells}, stage_moments, custom)::text) AS digest FROM all_{kind} WHERE external_id IS NULL) AS d) AS h"
            f" WHERE h.id = s.id"
        )


def refuse_repeated_keys(kind: str, column: str = "external_id") -> None:
    """The same id on two rows of the set: the first one counts, the others come back."""
    run(
        f"UPDATE all_{kind} AS s SET reason = 'the id ' || s.{column} || ' stands on line ' || o.line || ' already'"
        f" FROM (SELECT DISTINCT ON (a.{column}) a.{column}, id, line FROM all_{kind} AS a JOIN (SELECT {column} FROM all_{kind}"
        f" WHERE {column} IS NOT NULL GROUP BY 1 HAVING count(*) > 1) AS twice USING ({column}) ORDER BY a.{column}, id) AS o"
        f" WHERE s.{column} = o.{column} AND s.id <> o.id AND s.reason IS NULL"
    )


def match_by_key(kind: str, staged: str, column: str, into: str, context: RunContext) -> None:
    """Set `into` where the id in `column` is known."""
    if not exists(f"SELECT FROM {staged} WHERE {into} IS NULL AND {column} IS NOT NULL"):
        return
    # One look at the index for each row: of keys that are only just there, the server has no statistics to join by.
    run(
        f"UPDATE {staged} AS s SET {into} = {known_key(f's.{column}')} WHERE s.{into} IS NULL AND s.{column} IS NOT NULL",
        [kind, context.source],
    )


def known_key(key: str) -> str:
    """The record of a key, in SQL; parameters: kind and source."""
    return f"(SELECT k.record_id FROM import_key AS k WHERE k.kind = %s AND k.source = %s AND k.key = {key})"


def remember_keys(kind: str, staged: str, column: str, record: str, context: RunContext) -> None:
    """Keep the ids of the rows that have a record; of an id that stands twice, the first."""
    run(
        f"INSERT INTO import_key (kind, source, key, record_id, run_id)"
        f" SELECT %s, %s, s.{column}, s.{record}, %s FROM {staged} AS s"
        f" WHERE s.{column} IS NOT NULL AND s.{record} IS NOT NULL AND s.reason IS NULL ORDER BY s.id"
        f" ON CONFLICT (kind, source, key) DO NOTHING",
        [kind, context.source, context.run_id],
    )
