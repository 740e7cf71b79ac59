"""Records that are removed: visible to whoever saw them just before."""

from datetime import datetime, timedelta

from penstock.foundation.base.models import Tracked
from penstock.records.team.editing import NotVisible


def before_removal(model: type[Tracked], id: int) -> datetime:
    """The last instant at which the record was there. Raises NotVisible unless it is removed now."""
    removed = model._base_manager.filter(pk=id, is_removed=True).values_list("true_from", flat=True).first()
    if removed is None:
        raise NotVisible("There is nothing removed by that number.")
    return removed - timedelta(microseconds=1)
