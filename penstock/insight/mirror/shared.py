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
        # Which packs it: a quarter of the memory, and a scan reads as fast.
        self._run("CHECKPOINT")
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
        tail = changed[one.of[0]]
        mine = f'"{one.of[1]}" IN (SELECT id FROM "{tail.ids}")'
        sql = NAMED.sub(
            lambda found: found[0].replace(f'"{found[1]}"', self._of_changed(found[1], one, tail)), one.sql
        )
        self._run(f'DELETE FROM "{name}" WHERE {mine}')
        self._run(f'INSERT INTO "{name}" SELECT * FROM ({sql}) AS anew WHERE {mine}')
        return True

    def _of_changed(self, beneath: str, one: Shared, tail: Tail) -> str:
        """What stands beneath a table, with the rows of the changed records alone where each row is of one of these."""
        assert one.of is not None
        if beneath == one.of[0]:
            return f'"{tail.rows}"'
        of = self.tables[beneath].of if beneath in self.tables else None
        if of is None or of[0] != one.of[0]:
            return f'"{beneath}"'
        return f'(SELECT * FROM "{beneath}" WHERE "{of[1]}" IN (SELECT id FROM "{tail.ids}"))'

    def _run(self, sql: str) -> None:
        self.connection.raw_sql(sql).fetchall()
