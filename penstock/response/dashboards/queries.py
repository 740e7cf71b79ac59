"""Which dashboards there are for somebody, by one door."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.functional import Promise

from penstock.records.team.models import Role, User
from penstock.response.dashboards.models import Dashboard
from penstock.response.dashboards.ready import EXECUTIVE, HOMES, READY, Ready
from penstock.response.dashboards.tiles import Tile, tile_of

EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Board:
    """A dashboard of either kind. name: its word in addresses; kept: its row, None for a ready one."""

    name: str
    title: str | Promise
    tiles: tuple[Tile, ...]
    kept: Dashboard | None = None

    @property
    def revision(self) -> int:
        return self.kept.revision if self.kept else 0


def boards_for(user: User) -> list[Board]:
    """The ready ones, then those that are theirs or shared with them."""
    return [_of_ready(ready) for ready in READY.values()] + [_of_kept(kept) for kept in _kept_for(user)]


def board_for(user: User, name: str) -> Board:
    """By its word in addresses. Raises Http404."""
    if name in READY:
        return _of_ready(READY[name])
    found = _kept_for(user).filter(pk=int(name)).first() if name.isdecimal() and len(name) < 19 else None
    if found is None:
        raise Http404
    return _of_kept(found)


def home_of(user: User) -> Board:
    """The first page of somebody: the one they chose, the one of their role, the ready one."""
    homes = _kept_for(user).filter(is_home=True)
    mine = homes.filter(user=user, role="").first()
    ours = mine or homes.filter(role=user.role).first() or homes.filter(role=EVERYBODY).first()
    return _of_kept(ours) if ours else _of_ready(READY[HOMES.get(Role(user.role), EXECUTIVE)])


def tiles_from(data: Iterable[object]) -> tuple[Tile, ...]:
    """Tiles of their data. Raises Refused."""
    return tuple(tile_of(one if isinstance(one, dict) else {}) for one in data)


def _kept_for(user: User) -> QuerySet[Dashboard]:
    shared = Q(role=EVERYBODY) | Q(role=user.role)
    return Dashboard.objects.filter(Q(user=user) | shared)


def _of_ready(ready: Ready) -> Board:
    return Board(ready.name, ready.title, ready.tiles)


def _of_kept(kept: Dashboard) -> Board:
    return Board(str(kept.pk), kept.title, tiles_from(kept.tiles), kept)
