"""Stale: more days since the last human activity or stage change than the stage allows (METRICS, 2). No Django."""

from typing import Any

import ibis

from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.calendar import DAY
from penstock.insight.metrics.populations import open_ones

HUMAN = ("note", "call", "meeting", "message")


def open_with_activity(ask: Ask) -> Any:
    """The open ones with is_stale; a stage without a limit makes none stale."""
    rows, done = open_ones(ask), ask.at("activity")
    done = done.filter(done.type.isin(HUMAN), done.opportunity_id.notnull(), done.at <= ask.instant("as_of"))
    newest = done.group_by(active=done.opportunity_id).aggregate(active_at=done.at.max())
    joined = rows.left_join(newest, rows.id == newest.active)
    joined = joined.mutate(
        quiet_since=ibis.greatest(
            ibis.coalesce(joined.active_at, joined.stage_since),
            ibis.coalesce(joined.stage_since, joined.active_at),
        )
    )
    quiet = joined["at"] - joined.quiet_since
    limit = joined.stale_after_days
    return joined.mutate(is_stale=ibis.coalesce((quiet > limit * DAY) & limit.notnull(), False)).drop(
        "active"
    )
