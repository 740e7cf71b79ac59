"""The three dashboards that are there from the first day: for whoever sells, whoever leads, whoever answers for it all."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from penstock.records.team.models import Role
from penstock.response.dashboards.tiles import Tile


@dataclass(frozen=True, slots=True)
class Ready:
    """A dashboard of ours; whoever wants to arrange it takes a copy."""

    name: str
    title: str | Promise
    tiles: tuple[Tile, ...]


READY = {
    ready.name: ready
    for ready in (
        Ready(
            "representative",
            _("My sales"),
            (
                Tile("metric", "pipeline_value"),
                Tile("metric", "pipeline_weighted"),
                Tile("metric", "won_amount", 90),
                Tile("metric", "win_rate", 365),
                Tile("metric", "opportunities_opened", 90),
                Tile("metric", "cycle_days", 365),
                Tile("metric", "stale_share"),
                Tile("metric", "push_count", 90),
                Tile("report", "pipeline", width=2),
                Tile("report", "winloss", 365, width=2),
            ),
        ),
        Ready(
            "manager",
            _("My team"),
            (
                Tile("metric", "pipeline_value"),
                Tile("metric", "velocity", 365),
                Tile("metric", "won_amount", 90),
                Tile("metric", "win_rate", 365),
                Tile("metric", "leads_created", 90),
                Tile("metric", "opportunities_opened", 90),
                Tile("metric", "stale_share"),
                Tile("metric", "push_count", 90),
                Tile("report", "pipeline", width=2),
                Tile("report", "winloss", 365, width=2),
            ),
        ),
        Ready(
            "executive",
            _("The company"),
            (
                Tile("metric", "won_amount", 365, width=2),
                Tile("metric", "pipeline_weighted"),
                Tile("metric", "win_rate_value", 365),
                Tile("metric", "average_won_amount", 365),
                Tile("metric", "cycle_days", 365),
                Tile("metric", "new_share", 365),
                Tile("metric", "leads_created", 365),
                Tile("report", "sources", 365, width=2),
                Tile("report", "pipeline", width=2),
            ),
        ),
    )
}
HOMES = {Role.REPRESENTATIVE: "representative", Role.MANAGER: "manager"}
EXECUTIVE = "executive"
