"""The filters of a report: what each field offers, those that hold as chips, and the form that leads back to the report."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from penstock.faces.ui import formats
from penstock.faces.ui.rendering import render
from penstock.faces.ui.reports.address import State, state_of
from penstock.faces.ui.signed_in import user_of
from penstock.faces.views import choices
from penstock.faces.views.reading import Choice, Reader
from penstock.records.people.queries import companies_visible_to, custom_fields
from penstock.records.pipeline.queries import opportunities_visible_to
from penstock.records.workspace.queries import current
from penstock.response.reports.catalogue import REPORTS, Report
from penstock.response.reports.told_by.wording import field_title

MANY = 60  # texts of one field that are offered; a longer list is asked for by address
NOT_RECORDED = "not recorded"
BOTH = ("owner", "team", "source", "industry", "country", "company_size")
OF_SALES = ("pipeline", "stage", *BOTH, "amount_band", "customer", "currency", "loss_reason", "competitor")
OF_LEADS = (*BOTH, "status", "intent")


@dataclass(frozen=True, slots=True)
class Offer:
    """A field with what it offers: values as a condition has them, with their titles; those that hold now."""

    name: str
    title: str
    rows: list[Choice]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One field's condition in words, and the page without it."""

    title: str
    value: str
    without: State


@login_required
@require_safe
def filters(request: HttpRequest, name: str) -> HttpResponse:
    """All filters of a report, filled with those that hold."""
    report = REPORTS.get(name)
    if report is None or not fields_of(report, ""):
        raise Http404
    state = state_of(request.GET, report, current(), timezone.now())
    reader = Reader(user_of(request), current(), timezone.now())
    context = {
        "offers": [one for one in offers_of(report, state, reader) if one.rows],
        "kept": state.params(where=None),
        "target": reverse("report", args=[name]),
    }
    return render(request, "reports/filters.html", context, piece="form")


def fields_of(report: Report, unit: str, metric: str = "") -> tuple[str, ...]:
    """By which a report can be asked; a funnel of leads leads through a pipeline, too."""
    match report.name:
        case "interventions":
            return ()
        case "sources":
            return BOTH
        case "funnel" if unit != "opportunity":
            return ("pipeline", *OF_LEADS)
        case "trend":
            return OF_LEADS if _is_of_leads(metric or report.metric) else OF_SALES
    return OF_SALES


def _is_of_leads(metric: str) -> bool:
    from penstock.insight.metrics.catalogue import METRICS

    return metric in METRICS and METRICS[metric].kind == "lead"


def offers_of(report: Report, state: State, reader: Reader) -> list[Offer]:
    """Each field with its values; those of one's own choice fields, too."""
    names = fields_of(report, state.unit, state.metric)
    kind = "lead" if "status" in names else "opportunity"
    own = own_choices(kind) if names != BOTH else {}
    told = [
        Offer(name, field_title(name), _rows(name, reader), _held(state, name))
        for name in names
        # The stages of all pipelines, or of the chosen one, are steps of the funnel itself.
        if not (report.name == "funnel" and name == "stage")
    ]
    return told + [
        Offer(name, one.label, [*((value, value) for value in one.choices), _empty()], _held(state, name))
        for name, one in own.items()
    ]


def own_choices(kind: str) -> dict[str, Any]:
    """The company's own fields of choices, by the name that a question has for them."""
    return {f"custom.{one.key}": one for one in custom_fields(kind) if one.choices}


def chips_of(report: Report, state: State, reader: Reader) -> list[Chip]:
    """What holds, field by field, in words; each with the page that is without it."""
    if not state.where:
        return []
    offers = {one.name: one for one in offers_of(report, state, reader)}
    found = dict.fromkeys(condition.partition("=")[0].strip() for condition in state.where)
    return [Chip(field_title(name), _said(offers.get(name), _held(state, name)), _without(state, name)) for name in found]  # fmt: skip


def _said(offer: Offer | None, held: tuple[str, ...]) -> str:
    titles = dict(offer.rows) if offer else {}
    return _(" or ").join(titles.get(value, value) for value in held)


def _without(state: State, name: str) -> State:
    return replace(state, where=tuple(one for one in state.where if one.partition("=")[0].strip() != name))


def _held(state: State, name: str) -> tuple[str, ...]:
    parts = (one.partition("=") for one in state.where)
    return tuple(value.strip() for field, _sign, value in parts if field.strip() == name)


def _rows(name: str, reader: Reader) -> list[Choice]:
    rows = OFFERED[name](reader)
    lacking = [] if not rows or name in NEVER_EMPTY else [_empty()]
    return [*rows, *lacking]


def _empty() -> Choice:
    return NOT_RECORDED, _("not recorded")


NEVER_EMPTY = frozenset({"pipeline", "currency", "status"})


def _people(reader: Reader) -> list[Choice]:
    return [one for one in choices.owners(reader) if one[0] != choices.ME]


def _texts(field: str) -> Callable[[Reader], list[Choice]]:
    def told(reader: Reader) -> list[Choice]:
        rows: Any = companies_visible_to(reader.user).exclude(**{field: ""})
        found = rows.order_by(field).values_list(field, flat=True).distinct()[:MANY]
        return [(one, one) for one in found]

    return told


def _sizes(reader: Reader) -> list[Choice]:
    most = reader.workspace.company_size_bands
    told = [
        _("%(low)s to %(high)s") % {"low": formats.number(low + 1), "high": formats.number(high)}
        for low, high in pairwise([0, *most])
    ]
    told += [_("more than %(number)s") % {"number": formats.number(most[-1])}] if most else []
    return [(str(i), one) for i, one in enumerate(told)]


def _bands(reader: Reader) -> list[Choice]:
    edges = [formats.number(edge) for edge in reader.workspace.amount_bands]
    told = [_("under %(number)s") % {"number": edges[0]}] if edges else []
    told += [_("%(low)s to %(high)s") % {"low": low, "high": high} for low, high in pairwise(edges)]
    told += [_("%(number)s and more") % {"number": edges[-1]}] if edges else []
    return [(str(i), f"{one} {reader.workspace.home_currency}") for i, one in enumerate(told)]


def _customers(reader: Reader) -> list[Choice]:
    return [("new", _("new")), ("existing", _("existing")), ("unknown", _("unknown"))]


def _currencies(reader: Reader) -> list[Choice]:
    found = opportunities_visible_to(reader.user).order_by("currency").values_list("currency", flat=True)
    return [(one, one) for one in found.distinct()[:MANY]]


OFFERED: dict[str, Callable[[Reader], list[Choice]]] = {
    "pipeline": choices.pipelines,
    "stage": choices.stages,
    "owner": _people,
    "team": choices.teams,
    "source": choices.sources,
    "industry": _texts("industry"),
    "country": _texts("country"),
    "company_size": _sizes,
    "amount_band": _bands,
    "customer": _customers,
    "currency": _currencies,
    "loss_reason": choices.loss_reasons,
    "competitor": choices.competitors,
    "status": choices.statuses,
    "intent": choices.intents,
}
