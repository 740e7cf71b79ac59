"""Why a question may have found nothing by mistake: a condition names what nobody is called by, or the instant lies before
anything was heard of. No Django."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from penstock.insight.metrics.asking import NOT_RECORDED
from penstock.insight.metrics.query import Query, instant, micros
from penstock.insight.mirror.state import State

# Fields whose values have a name and an id, and where these stand.
NAMED = {"pipeline": "pipeline", "stage": "stage", "owner": "user", "team": "team", "source": "lead_source",
         "loss_reason": "loss_reason", "competitor": "competitor"}  # fmt: skip
FIRST = "SELECT min({time}) FROM (SELECT {time} FROM opportunity UNION ALL SELECT {time} FROM lead)"


@dataclass(frozen=True, slots=True)
class Doubts:
    """unheard: (field, value) of conditions that name nothing. known_since, since: the first instant at which anything was
    known, or was so, where the question asks about an earlier one."""

    unheard: tuple[tuple[str, str], ...] = ()
    known_since: datetime | None = None
    since: datetime | None = None


def doubts(state: State, query: Query) -> Doubts:
    """Looks at definitions only where there are conditions, at records only where a past instant is asked about."""
    unheard = tuple(
        (one.field, value)
        for one in query.where
        if one.field in NAMED
        for value in one.values
        if value != NOT_RECORDED and value not in _names(state, NAMED[one.field])
    )
    return Doubts(
        unheard, _later_than(state, "known_from", query.known), _later_than(state, "valid_from", query.as_of)
    )


def _names(state: State, table: str) -> set[str]:
    """All that anything of it was ever called, and their ids."""
    rows = _asked(state, f'SELECT DISTINCT id::text, name FROM "{table}"')
    return {word for row in rows for word in row if word is not None}


def _later_than(state: State, time: str, asked: datetime | None) -> datetime | None:
    """The first of the instants, if it is later than the one asked about."""
    if asked is None:
        return None
    [(first,)] = _asked(state, FIRST.format(time=time))
    return instant(first) if first is not None and first > micros(asked) else None


def _asked(state: State, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = state.connection.con.sql(sql).fetchall()
    return found
