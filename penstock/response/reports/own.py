"""Metrics of one's own: made, kept in versions, handed to the metrics as values."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize

from django.db.models import Max
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.response.reports.models import Direction, OwnMetric

if TYPE_CHECKING:
    from penstock.insight.metrics.catalogue import Metric

# As `keep_own_metric` makes them of titles.
NAME = re.compile(r"[a-z0-9_]+")


def own_metrics() -> list[OwnMetric]:
    """The newest version of each, by title."""
    newest = OwnMetric.objects.values("name").annotate(newest=Max("id")).values("newest")
    return list(OwnMetric.objects.filter(pk__in=newest, is_removed=False).order_by("title"))


def name_of(title: str) -> str:
    """The name of the one that is called so, of which the same title again is the next version; "" where there is none."""
    return next((one.name for one in own_metrics() if one.title == title), "")


def own_or_known(name: str, known: datetime | None = None) -> "tuple[Metric, Metric | None]":
    """The metric of a name, and the same once more where it is one of one's own. known: as it was made by then; one that did
    not exist yet has its first meaning. Raises WrongQuestion."""
    from penstock.insight.metrics.catalogue import METRICS, metric_named

    if name in METRICS:
        return METRICS[name], None
    if not NAME.fullmatch(name):
        return metric_named(name), None
    versions = OwnMetric.objects.filter(name=name)
    found = versions.filter(made_at__lte=known).order_by("-id").first() if known else None
    found = found or (versions.order_by("id") if known else versions.order_by("-id")).first()
    if found is None or (found.is_removed and known is None):
        return metric_named(name), None
    own = as_metric(found)
    return own, own


def unit_of(name: str) -> str:
    """In which a metric is told; "" where there is none of this name."""
    found = _found(name)
    return found.unit if found else ""


def has_period(name: str) -> bool:
    """Whether a metric is of days, not of an instant."""
    found = _found(name)
    return found is not None and found.has_period


def _found(name: str) -> "Metric | None":
    from penstock.insight.metrics.query import WrongQuestion

    try:
        return own_or_known(name)[0]
    except WrongQuestion:
        return None


def as_metric(kept: OwnMetric) -> "Metric":
    """A kept version as the metrics have theirs. Raises WrongQuestion."""
    return _made(kept.name, kept.title, kept.form, kept.parts, kept.direction)


def keep_own_metric(
    *,
    actor: Acting,
    title: str,
    form: str,
    parts: Sequence[dict[str, Any]],
    direction: str,
    now: datetime,
    name: str = "",
) -> OwnMetric:
    """Make one, or another version of `name`. Raises Refused, NotAllowed."""
    from penstock.insight.metrics.query import WrongQuestion

    rules.require(rules.may_set_up_sales(actor), _("Managers and administrators make metrics."))
    title = " ".join(title.split())[:80]
    if not any(sign.isalnum() for sign in title):
        raise Refused(_("A title is needed, with letters or digits."), field="title")
    word = name or _word_of(title)
    if not name and any(title == one.title or word == one.name for one in own_metrics()):
        raise Refused(_("There is a metric of this name; its own is needed."), field="title")
    if direction not in Direction.values:
        raise Refused(_("Up is good, down is good, or neither."), field="direction")
    try:
        _made(word, title, form, parts, direction)
    except WrongQuestion as wrong:
        raise Refused(str(wrong), field="form") from wrong
    return OwnMetric.objects.create(
        name=word, title=title, form=form, parts=list(parts), direction=direction, made_at=now, user=actor.user
    )  # fmt: skip


def _word_of(title: str) -> str:
    """The name by which programs ask for it: the title's letters without their marks, and digits. Of a title with others
    than a to z, what is left, or "metric", and a number where that is taken: other titles may leave the same."""
    from penstock.insight.metrics.catalogue import METRICS

    bare = "".join(one for one in normalize("NFKD", title.casefold()) if not combining(one))
    word = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")
    if not any(sign.isalnum() and not sign.isascii() for sign in bare):
        return word
    stem = word or "metric"
    taken = {*METRICS, *OwnMetric.objects.values_list("name", flat=True)}
    names = chain([stem] if word else [], (f"{stem}_{n}" for n in count(1 if not word else 2)))
    return next(one for one in names if one not in taken)


def remove_own_metric(*, actor: Acting, name: str, now: datetime) -> None:
    """Not offered any more; its versions stay. Raises NotAllowed, Refused."""
    rules.require(rules.may_set_up_sales(actor), _("Managers and administrators make metrics."))
    last = OwnMetric.objects.filter(name=name).order_by("-id").first()
    if last is None or last.is_removed:
        raise Refused(_("There is no such metric."), field="name")
    OwnMetric.objects.create(
        name=last.name, title=last.title, form=last.form, parts=last.parts, direction=last.direction,
        is_removed=True, made_at=now, user=actor.user,
    )  # fmt: skip


def _made(name: str, title: str, form: str, parts: Sequence[dict[str, Any]], direction: Any) -> "Metric":
    from penstock.insight.metrics.own import Part, own_metric

    return own_metric(
        name, title, form, [Part(part["metric"], tuple(part.get("where") or ())) for part in parts], direction
    )


def metric_choices() -> list[tuple[str, str]]:
    """Every metric that can be asked for, one's own among them, by name and title."""
    from penstock.insight.metrics.catalogue import METRICS

    known = [(one.name, _(one.sentence)) for one in METRICS.values()]
    return known + [(one.name, one.title) for one in own_metrics()]
