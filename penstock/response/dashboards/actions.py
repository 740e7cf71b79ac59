"""What can be done to dashboards: made, arranged, shared, made a first page, taken away."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import ChangedMeanwhile, Refused
from penstock.foundation.base.naming import named
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, User
from penstock.response.dashboards.models import Dashboard
from penstock.response.dashboards.queries import EVERYBODY
from penstock.response.dashboards.tiles import MOST, Tile


def create_dashboard(*, actor: Acting, title: str, tiles: Sequence[Tile] = ()) -> Dashboard:
    """One of somebody's own. Raises Refused."""
    rules.require(actor.user is not None, _("Only a user has dashboards."))
    assert isinstance(actor.user, User)
    return Dashboard.objects.create(user=actor.user, title=named(title, field="title"), tiles=_data(tiles))


def arrange(*, actor: Acting, dashboard: Dashboard, tiles: Sequence[Tile], revision: int) -> Dashboard:
    """Other tiles, or the same ones in another order and width. revision: the one that was seen. Raises Refused, NotAllowed,
    ChangedMeanwhile."""
    _require_mine(actor, dashboard)
    with transaction.atomic():
        kept = Dashboard.objects.select_for_update().get(pk=dashboard.pk)
        if kept.revision != revision:
            raise ChangedMeanwhile(_("Somebody has changed this dashboard meanwhile: look at it again."))
        kept.tiles = _data(tiles)
        kept.revision += 1
        kept.save(update_fields=["tiles", "revision"])
    return kept


def name_and_share(*, actor: Acting, dashboard: Dashboard, title: str, role: str, is_home: bool) -> Dashboard:
    """Its title, whom it is shared with, and whether it is their first page. Raises Refused, NotAllowed."""
    _require_mine(actor, dashboard)
    if role and role not in (EVERYBODY, *Role.values):
        raise Refused(_("A dashboard is shared with a role, with everybody, or with nobody."), field="role")
    rules.require(
        role == dashboard.role or rules.may_set_up_sales(actor),
        _("Only managers and administrators share dashboards."),
    )
    rules.require(
        not (role and is_home) or rules.may_administer(actor),
        _("Only an administrator says what the first page of others is."),
    )
    with transaction.atomic():
        if is_home:
            others = Dashboard.objects.filter(role=role, is_home=True).exclude(pk=dashboard.pk)
            (others if role else others.filter(user=dashboard.user_id)).update(is_home=False)
        dashboard.title, dashboard.role, dashboard.is_home = named(title, field="title"), role, is_home
        dashboard.save(update_fields=["title", "role", "is_home"])
    return dashboard


def remove_dashboard(*, actor: Acting, dashboard: Dashboard) -> None:
    """Take it away. Raises NotAllowed."""
    _require_mine(actor, dashboard)
    dashboard.delete()


def may_arrange(actor: Acting, dashboard: Dashboard | None) -> bool:
    """Whose it is, and administrators."""
    return dashboard is not None and (dashboard.user_id == actor.user_id or rules.may_administer(actor))


def _require_mine(actor: Acting, dashboard: Dashboard) -> None:
    rules.require(
        may_arrange(actor, dashboard), _("This dashboard is someone else's; make a copy of your own.")
    )


def _data(tiles: Sequence[Tile]) -> list[dict[str, object]]:
    if len(tiles) > MOST:
        raise Refused(_("A dashboard has at most %(most)s tiles.") % {"most": MOST}, field="tiles")
    return [tile.as_data() for tile in tiles]
