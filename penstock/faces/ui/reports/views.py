"""The reports: a list of them, each one's page, the records behind a number, and the table as a file."""

import csv
import io
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from penstock.faces.ui.lists.screens import import_address
from penstock.faces.ui.rendering import render
from penstock.faces.ui.reports.address import State, state_of, words_of
from penstock.faces.ui.reports.behind import records_behind
from penstock.faces.ui.reports.comparing import comparing
from penstock.faces.ui.reports.drawing import charts_of, series_of
from penstock.faces.ui.reports.filtering import chips_of, fields_of
from penstock.faces.ui.reports.offering import offering
from penstock.faces.ui.reports.periods import PRESETS
from penstock.faces.ui.reports.piping import pipe_of
from penstock.faces.ui.reports.showing import headline, interval, is_number, note_of, placed, row_title, shown
from penstock.faces.ui.reports.watching import watching_form
from penstock.faces.ui.signed_in import user_of
from penstock.faces.views.intervening import interventions_of
from penstock.faces.views.reading import Reader
from penstock.faces.views.reporting import Extra, asking, names_in
from penstock.foundation.base.errors import Refused
from penstock.records.pipeline.queries import is_empty
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role
from penstock.records.team.rules import may_set_up_sales
from penstock.records.workspace.queries import current
from penstock.response.reports.benchmarks import figures_by_metric
from penstock.response.reports.catalogue import REPORTS, Report
from penstock.response.reports.interventions import may_intervene, may_judge
from penstock.response.reports.own import metric_choices
from penstock.response.reports.told_by.wording import not_enough

if TYPE_CHECKING:
    from penstock.response.reports.told import Told


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is to ask."""
    return render(request, "reports/index.html", {"reports": REPORTS.values()})


@login_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """A report: figures, picture, tables, with what was left out."""
    report, state = _asked(request, name)
    context = (
        _frame(report, state) | _intervening(request, report, state) | _filtering(request, report, state)
    )
    try:
        with _telling(request, report, state) as told:
            context |= _drawn(told, report, state) | {
                "names": names_in(told, user_of(request)),
                "may_measure": user_of(request).role == Role.ADMINISTRATOR,
                "may_remark": may_set_up_sales(Acting.on_screen(user_of(request))) and not state.look.is_past,
            }
    except Refused as refused:
        context |= {"told": None, "refused": refused, "may_intervene": False}
    context |= {
        "is_empty": is_empty(),
        "import_at": import_address(Acting.on_screen(user_of(request)), "opportunity"),
    }
    return render(request, "reports/report.html", context, piece="answer")


@login_required
@require_safe
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """The records behind a number of a report: those of them that one may see."""
    report, state = _asked(request, name)
    with _telling(request, report, state) as told:
        behind = told.opens(request.GET.get("cell", ""))
    if behind is None:
        raise Http404
    context = _frame(report, state) | {
        "records": records_behind(user_of(request), behind),
        "title": request.GET.get("title", ""),
        "watching": watching_form(report, state, request.GET),
    }
    return render(request, "reports/rows.html", context, piece="rows")


@login_required
@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    """The report's first table as CSV, amounts in major units."""
    report, state = _asked(request, name)
    text = io.StringIO()
    with _telling(request, report, state) as told:
        writer = csv.DictWriter(text, [column.name for column in told.table.columns])
        writer.writeheader()
        writer.writerows(told.rows_of(told.table))
    headers = {"Content-Disposition": f'attachment; filename="{name}-{told.as_of.date()}.csv"'}
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _asked(request: HttpRequest, name: str) -> tuple[Report, State]:
    if name not in REPORTS:
        raise Http404
    return REPORTS[name], state_of(request.GET, REPORTS[name], current(), timezone.now())


def _telling(request: HttpRequest, report: Report, state: State) -> "AbstractContextManager[Told]":
    return asking(
        report.name,
        words_of(report, state),
        user_of(request),
        timezone.now(),
        Extra(state.unit, state.window),
    )


def _filtering(request: HttpRequest, report: Report, state: State) -> dict[str, Any]:
    """What holds as chips, where more can be chosen, and what it is compared with."""
    reader = Reader(user_of(request), current(), timezone.now())
    here = f"{reverse('report-filters', args=[report.name])}?{urlencode(state.params())}"
    more = comparing(report, state, reader) | offering(report, state, reader.workspace.fiscal_start_month)
    return more | {
        "chips": chips_of(report, state, reader),
        "filters_at": here if fields_of(report, state.unit, state.metric) else "",
    }


def _intervening(request: HttpRequest, report: Report, state: State) -> dict[str, Any]:
    """Whether something that was done can be written down here, by which parameters; and which may be judged."""
    actor = Acting.on_screen(user_of(request))
    if not report.has_done or state.look.is_past or not may_intervene(actor):
        return {"may_intervene": False, "may_judge": ()}
    here = ("back", request.get_full_path())
    where = [("where", one) for one in state.where]
    found = interventions_of(actor.user) if report.name == "interventions" else []
    return {
        "may_intervene": True,
        "intervening": lambda target="": [("about", target), *where, here],
        "may_judge": {one.pk for one in found if may_judge(actor, one)},
    }


def _drawn(told: "Told", report: Report, state: State) -> dict[str, Any]:
    return {
        "told": told,
        "rows_of": {table.name: table.rows for table in told.tables},
        "pipe": pipe_of(told, partial(_rows_address, report, state)),
        "charts": charts_of(told, partial(_rows_address, report, state)),
        "drawn": series_of(told, partial(_rows_address, report, state)),
        "shown": partial(shown, currency=told.currency),
        "interval": partial(interval, currency=told.currency),
        "headline": partial(headline, currency=told.currency),
        "note_of": partial(note_of, currency=told.currency),
        "quoted": figures_by_metric(),
        "is_number": is_number,
        "placed": placed,
        "row_title": row_title,
        "not_enough": not_enough,
    }


def _frame(report: Report, state: State) -> dict[str, Any]:
    """What every page of a report needs around the answer."""
    return {
        "report": report,
        "state": state,
        "look": state.look,
        "now": timezone.now(),
        "presets": PRESETS.values(),
        "grains": GRAINS,
        "metrics": metric_choices() if "metric" in report.takes else (),
        "at": partial(_address, report, state),
        "at_state": partial(_address, report),
        "rows_at": partial(_rows_address, report, state),
        "export_at": f"{reverse('report-export', args=[report.name])}?{urlencode(state.params())}",
    }


GRAINS = (
    ("day", _("by day")),
    ("week", _("by week")),
    ("month", _("by month")),
    ("quarter", _("by quarter")),
)


def _address(report: Report, state: State, **changes: Any) -> str:
    return f"{reverse('report', args=[report.name])}?{urlencode(state.params(**changes))}"


def _rows_address(report: Report, state: State, cell: str, title: str = "", watch: str = "") -> str:
    """Where the records behind a cell are; "" for no cell. watch: what an alert on that number is told by."""
    if not cell:
        return ""
    params = [*state.params(), ("cell", cell), ("title", title), *([("watch", watch)] if watch else [])]
    return f"{reverse('report-rows', args=[report.name])}?{urlencode(params)}"
