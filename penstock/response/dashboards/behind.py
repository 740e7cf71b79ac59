"""The records behind a tile's number."""

from datetime import datetime

from penstock.insight.metrics.catalogue import metric_of
from penstock.insight.metrics.run import counted
from penstock.insight.mirror.place import opened
from penstock.records.team.models import User
from penstock.records.workspace.queries import current
from penstock.response.dashboards.telling import Asker, query_of_tile
from penstock.response.dashboards.tiles import Tile
from penstock.response.reports.told import Behind


def behind_tile(user: User, tile: Tile, now: datetime) -> tuple[str, Behind]:
    """The metric's sentence, and the records that its number is made of (those left out are not). Raises WrongQuestion."""
    query = query_of_tile(tile, Asker(user, current(), now))
    metric = metric_of(query)
    with opened() as state:
        return metric.sentence, Behind(metric.kind, counted(state, query))
