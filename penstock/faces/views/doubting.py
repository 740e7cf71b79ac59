"""What may be wrong with a question that was answered nevertheless, in words: below the answer on every face."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from penstock.insight.metrics.query import Query
    from penstock.insight.mirror.state import State


def doubts_told(state: "State", query: "Query") -> tuple[str, ...]:
    """Nothing where there is none."""
    from penstock.insight.metrics.doubts import doubts

    found, zone = doubts(state, query), query.tzinfo
    told = [
        _("There is no %(field)s “%(value)s”.") % {"field": field, "value": value}
        for field, value in found.unheard
    ]
    if found.known_since:
        day = found.known_since.astimezone(zone).date()
        told.append(_("Nothing was known so early: the first record was heard of on %(day)s.") % {"day": day})
    if found.since:
        day = found.since.astimezone(zone).date()
        told.append(_("Nothing is recorded so early: the first record begins on %(day)s.") % {"day": day})
    return tuple(told)
