"""Tables that questions share: made once for a state, and brought up to date by record when records change. No Django.

The one rule of when they are stale: a table rests on the mirror's tables that its SQL names and on those beneath the shared
tables that it names. When one of these has changed, the rows of the changed records are made anew where the table says whose
they are (`of`) and nothing else beneath it has changed; else it is dropped, and made again when it is next asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from penstock.insight.mirror.tables import TABLES

# A table of the mirror and a column of the shared one: rows with that record's id rest on no other record of that table.
Of = tuple[str, str] | None
NAMED = re.compile(r'\b(?:FROM|JOIN)\s+"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Tail:
    """Names, in DuckDB, of the records that changed since an instant and of their rows; empty: none did."""

    rows: str = ""
    ids: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """sql: what it holds, in names of tables; rests_on: of the mirror; stands_on: the shared tables that it names."""

    sql: str
    of: Of
    rests_on: frozenset[str]
    stands_on: frozenset[str]


@dataclass
class Shelf:
    """The shared tables of one connection, in the order in which they were made."""

    connection: Any
    tables: dict[str, Shared] = field(default_factory=dict)

    def put(self, name: str, sql: str, of: Of) -> None:
        """Make it, unless it is there."""
        if name in self.tables:
            return
        named = frozenset(NAMED.findall(sql))
        stands_on = named & self.tables.keys()
        beneath = frozenset[str]().union(*(self.tables[one].rests_on for one in stands_on))
        self._run(f'CREATE OR REPLACE TABLE "{name}" AS {sql}')
        self.tables[name] = Shared(sql, of, (named & TABLES.keys()) | beneath, stands_on)

    def follow(self, changed: Mapping[str, Tail]) -> None:
        """Bring all up to date once the mirror's tables are. changed: the records that changed since, by table."""
        for name, one in list(self.tables.items()):
            touched = one.rests_on & changed.keys()
            if touched and not self._follows(name, one, touched, changed):
                self._run(f'DROP TABLE "{name}"')
                del self.tables[name]

    def _follows(self, name: str, one: Shared, touched: frozenset[str], changed: Mapping[str, Tail]) -> bool:
        if one.of is None or touched != {one.of[0]} or not one.stands_on <= self.tables.keys():
            return False
        table, column = one.of
        mine = f'"{column}" IN (SELECT id FROM "{changed[table].ids}")'
        sql = NAMED.sub(
            lambda found: (
                found[0].replace(f'"{table}"', f'"{changed[table].rows}"') if found[1] == table else found[0]
            ),
            one.sql,
        )
        self._run(f'DELETE FROM "{name}" WHERE {mine}')
        self._run(f'INSERT INTO "{name}" SELECT * FROM ({sql}) AS anew WHERE {mine}')
        return True

    def _run(self, sql: str) -> None:
        self.connection.raw_sql(sql).fetchall()
