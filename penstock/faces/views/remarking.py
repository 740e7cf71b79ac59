"""What people say of a metric, by words as screens, API and command line have them."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from penstock.faces.views.numbers import Asked as Words
from penstock.faces.views.reporting import asking
from penstock.foundation.base.errors import Refused
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.workspace.queries import current
from penstock.response.reports import remarks
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.models import Remark


def remarks_for(user: User | None) -> list[Remark]:
    """Those about the charts that somebody sees; None: the terminal."""
    return list(remarks.remarks_in(remarks.scope_name(user, current())))


def accept(*, actor: Acting, words: Words, user: User | None, text: str, now: datetime) -> Remark:
    """Accept the change that the chart tells which these words ask for. Raises Refused where it tells none, NotAllowed."""
    remarks.require_may_remark(actor)
    asked = replace(words, metric=words.metric or REPORTS["trend"].metric, as_of="", known="")
    with asking("trend", asked, user, now) as told:
        change = next((row for table in told.tables if table.name == "change" for row in table.rows), None)
    if change is None:
        raise Refused(_("The chart tells of no change that a day explains."), field="metric")
    return remarks.accept_change(
        actor=actor, metric=asked.metric, where=asked.where, scope=remarks.scope_name(user, current()),
        day=change["day"], text=text, now=now,
    )  # fmt: skip


def take_back(*, actor: Acting, user: User | None, id: int, now: datetime) -> Remark:
    """Raises Refused, NotAllowed."""
    return remarks.remove_remark(actor=actor, scope=remarks.scope_name(user, current()), id=id, now=now)
