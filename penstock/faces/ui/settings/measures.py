"""Metrics of one's own, made of those of the catalogue; and figures of others to set beside one's numbers."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from penstock.faces.ui.settings.forms import accepts, sent
from penstock.faces.ui.settings.sections import section, settings_page
from penstock.faces.ui.toasts import toast
from penstock.records.team.acting import Acting
from penstock.response.reports.benchmarks import FIGURES, keep_benchmark, own_benchmarks, remove_benchmark
from penstock.response.reports.own import (
    as_metric,
    keep_own_metric,
    metric_choices,
    name_of,
    own_metrics,
    remove_own_metric,
)

FORMS = (
    ("ratio", gettext_lazy("the first by the second")),
    ("sum", gettext_lazy("both together")),
    ("filter", gettext_lazy("the first, only some of it")),
)
DIRECTIONS = (
    ("up", gettext_lazy("up is good")),
    ("down", gettext_lazy("down is good")),
    ("neither", gettext_lazy("neither")),
)
WHERE = gettext_lazy("Such as source=Referral; several with commas between. Empty: all.")


def _metrics() -> list[tuple[str, str]]:
    from penstock.insight.metrics.catalogue import METRICS

    return [(one.name, _(one.sentence)) for one in METRICS.values()]


class OwnForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    form = forms.ChoiceField(label=gettext_lazy("It is"), choices=FORMS)
    first = forms.ChoiceField(label=gettext_lazy("First metric"), choices=_metrics)
    first_where = forms.CharField(label=gettext_lazy("Only where"), required=False, help_text=WHERE)
    second = forms.ChoiceField(label=gettext_lazy("Second metric"), choices=_metrics, required=False)
    second_where = forms.CharField(label=gettext_lazy("Only where "), required=False)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=DIRECTIONS)


class BenchmarkForm(forms.Form):
    metric = forms.ChoiceField(label=gettext_lazy("Beside"), choices=metric_choices)
    value = forms.FloatField(
        label=gettext_lazy("Value"), help_text=gettext_lazy("Shares from 0 to 1, else as shown.")
    )
    text = forms.CharField(label=gettext_lazy("In words"), max_length=120)
    denominator = forms.CharField(label=gettext_lazy("Of whom it is said"), max_length=120)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200)


@require_http_methods(["GET", "POST"])
@section("metrics")
def metrics(request: HttpRequest, actor: Acting) -> HttpResponse:
    """All of one's own, with a form for one more; the same name again is its next version."""
    form = OwnForm(sent(request))

    def add(
        title: str, form: str, first: str, first_where: str, second: str, second_where: str, direction: str
    ) -> None:
        parts = [_part(first, first_where)]
        parts += [_part(second, second_where)] if form != "filter" else []
        keep_own_metric(
            actor=actor, title=title, form=form, parts=parts, direction=direction, now=timezone.now(), name=name_of(title)
        )  # fmt: skip

    if accepts(form, add):
        return redirect("settings-metrics")
    rows = [(one, as_metric(one)) for one in own_metrics()]
    return settings_page(request, "metrics.html", "metrics", {"form": form, "metrics": rows})


@require_POST
@section("metrics")
def metric_removal(request: HttpRequest, actor: Acting, name: str) -> HttpResponse:
    """It is not offered any more."""
    remove_own_metric(actor=actor, name=name, now=timezone.now())
    toast(request, _("The metric is gone; its versions stay."))
    return redirect("settings-metrics")


@require_http_methods(["GET", "POST"])
@section("benchmarks")
def benchmarks(request: HttpRequest, actor: Acting) -> HttpResponse:
    """The quoted ones, one's own, with a form for one more."""
    form = BenchmarkForm(sent(request))

    def add(**given: Any) -> None:
        keep_benchmark(actor=actor, **given)

    if accepts(form, add):
        return redirect("settings-benchmarks")
    context = {"form": form, "quoted": FIGURES, "own": own_benchmarks(), "titles": dict(metric_choices())}
    return settings_page(request, "benchmarks.html", "benchmarks", context)


@require_POST
@section("benchmarks")
def benchmark_removal(request: HttpRequest, actor: Acting, benchmark_id: int) -> HttpResponse:
    """A figure that is not to stand there any more."""
    remove_benchmark(actor=actor, id=benchmark_id)
    return redirect("settings-benchmarks")


def _part(metric: str, where: str) -> dict[str, Any]:
    return {"metric": metric, "where": [one.strip() for one in where.split(",") if one.strip()]}
