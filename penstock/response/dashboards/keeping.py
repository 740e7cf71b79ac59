"""Tiles are told once for each state of the records and kept, so that a page has them at once; a page that is open asks, every
few seconds, whether there is a newer state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock

from django.core.cache import cache
from django.db import connection
from django.utils.translation import get_language

from penstock.records.team.models import User
from penstock.records.workspace.queries import current
from penstock.response.dashboards.tiles import Tile
from penstock.response.dashboards.told import SHAPE, TileTold

KEPT_SECONDS = 3 * 86_400
# A process tells one dashboard at a time: its other threads are for those who wait for a page.
AT_WORK = Lock()
# How long one process may be at work on a dashboard before another one tries.
BUSY_SECONDS = 120
# Facts of transactions that commit late have numbers below the newest: so many last ones are counted.
LAST_FACTS = 500
NEWEST = """
SELECT newest.seq, (SELECT count(*) FROM ledger WHERE seq > newest.seq - %s)
FROM (SELECT coalesce(max(seq), 0) AS seq FROM ledger) AS newest
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """The tiles' answers. version: of the records and the clock that they were told of."""

    version: str
    tiles: tuple[TileTold, ...]
    computed_at: datetime


def version_of(now: datetime) -> str:
    """Changes with every fact, and with the hour, as rolling periods do. Costs one look at an index."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [LAST_FACTS])
        seq, last = cursor.fetchone()
    return f"{seq}.{last}.{now:%y%m%d%H}"


def kept_tiles(user: User, tiles: Sequence[Tile]) -> Kept | None:
    """What was told last; it may be of an older version. None: nothing was."""
    found = cache.get(_key(user, tiles))
    return found if isinstance(found, Kept) else None


def newest_tiles(user: User, tiles: Sequence[Tile], now: datetime) -> Kept | None:
    """The tiles of the newest version, told now if nobody has. None: another process is at it, or this one
    at another dashboard; the page asks again."""
    version = version_of(now)
    found = kept_tiles(user, tiles)
    if found is not None and found.version == version:
        return found
    if not AT_WORK.acquire(blocking=False):
        return None
    try:
        return _told_now(user, tiles, now, version)
    finally:
        AT_WORK.release()


def _told_now(user: User, tiles: Sequence[Tile], now: datetime, version: str) -> Kept | None:
    key = _key(user, tiles)
    if not cache.add(f"{key}.busy", version, BUSY_SECONDS):
        return None
    try:
        told = Kept(version, tell(user, tiles, now), now)
        cache.set(key, told, KEPT_SECONDS)
    finally:
        cache.delete(f"{key}.busy")
    return told


def tell(user: User, tiles: Sequence[Tile], now: datetime) -> tuple[TileTold, ...]:
    """Every tile's answer, from one open state of the mirror."""
    if not tiles:
        return ()
    from penstock.insight.mirror.place import opened
    from penstock.response.dashboards.telling import Asker, tell_tiles

    with opened() as state:
        return tuple(tell_tiles(state, tiles, Asker(user, current(), now)))


def _key(user: User, tiles: Sequence[Tile]) -> str:
    asked = f"{user.pk} {user.role} {get_language()} {tiles!r} {SHAPE}"
    return f"dashboard.{sha256(asked.encode()).hexdigest()[:32]}"
