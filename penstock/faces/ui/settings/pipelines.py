"""Pipelines and their stages: administrators shape them, managers write the guidance."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from penstock.faces.ui.settings.forms import Lines, accepts, moved, sent
from penstock.faces.ui.settings.sections import section, settings_page
from penstock.faces.ui.toasts import toast
from penstock.records.people.queries import custom_fields
from penstock.records.pipeline import actions, queries
from penstock.records.pipeline.checks import REQUIRABLE
from penstock.records.pipeline.models import Pipeline, Stage
from penstock.records.team import rules
from penstock.records.team.acting import Acting

KINDS = [("open", gettext_lazy("Open")), ("won", gettext_lazy("Won")), ("lost", gettext_lazy("Lost"))]
HUNDRED = Decimal(100)


class PipelineForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"))


class GuidanceForm(forms.Form):
    guidance = forms.CharField(
        label=gettext_lazy("Guidance"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What helps to win in this stage. Shown on its opportunities."),
    )


class StageForm(GuidanceForm):
    name = forms.CharField(label=gettext_lazy("Name"))
    kind = forms.ChoiceField(label=gettext_lazy("Means"), choices=KINDS)
    probability = forms.DecimalField(
        label=gettext_lazy("Probability, %"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Won is 100, lost is 0."),
    )
    expected_days = forms.IntegerField(
        label=gettext_lazy("Expected days"), min_value=0, max_value=9999, required=False
    )
    stale_after_days = forms.IntegerField(
        label=gettext_lazy("Stale after days"),
        min_value=0,
        max_value=9999,
        required=False,
        help_text=gettext_lazy("Without a call, meeting, mail, note or move. Empty: never."),
    )
    required_fields = forms.MultipleChoiceField(
        label=gettext_lazy("Needed to enter"), required=False, widget=forms.CheckboxSelectMultiple
    )
    checklist = Lines(
        label=gettext_lazy("Checklist"),
        required=False,
        help_text=gettext_lazy("One on each line; all are ticked before an opportunity may enter."),
    )
    field_order = (
        "name",
        "kind",
        "probability",
        "expected_days",
        "stale_after_days",
        "guidance",
        "required_fields",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = self.fields["required_fields"]
        assert isinstance(needed, forms.MultipleChoiceField)
        own = [(f"custom.{field.key}", field.label) for field in custom_fields("opportunity")]
        needed.choices = [*((name, title) for name, (_column, title) in REQUIRABLE.items()), *own]

    def clean(self) -> dict[str, Any]:
        """The probability as a share, the way the record keeps it; that of won and lost is certain."""
        given = self.cleaned_data.get("probability")
        certain = {"won": Decimal(1), "lost": Decimal(0)}.get(self.cleaned_data.get("kind", ""))
        share = None if given is None else given / HUNDRED
        return self.cleaned_data | {"probability": share if certain is None else certain}


class MoveForm(forms.Form):
    move_to = forms.ModelChoiceField(Stage.objects.none(), label=gettext_lazy("Its opportunities go to"))


@require_safe
@section("pipelines")
def pipelines(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Each pipeline with its stages in their order."""
    rows = queries.pipelines_with_stages()
    context = {"pipelines": rows, "kinds": dict(KINDS), "may_shape": rules.may_administer(actor)}
    return settings_page(request, "pipelines.html", "pipelines", context)


@require_http_methods(["GET", "POST"])
@section("pipelines")
def new_pipeline(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Make a pipeline; it begins with a stage for won and one for lost."""
    _shapes(actor)
    form = PipelineForm(sent(request))
    if accepts(form, lambda name: actions.create_pipeline(actor=actor, name=name)):
        return redirect("settings-pipelines")
    return settings_page(request, "pipeline.html", "pipelines", {"title": _("New pipeline"), "form": form})


@require_http_methods(["GET", "POST"])
@section("pipelines")
def pipeline(request: HttpRequest, actor: Acting, pipeline_id: int) -> HttpResponse:
    """Rename a pipeline."""
    _shapes(actor)
    its = _pipeline(pipeline_id)
    form = PipelineForm(sent(request), initial={"name": its.name})
    if accepts(form, lambda **changes: actions.update_pipeline(actor=actor, pipeline=its, changes=changes)):
        return redirect("settings-pipelines")
    return settings_page(request, "pipeline.html", "pipelines", {"title": its.name, "form": form, "its": its})


@require_POST
@section("pipelines")
def pipeline_removal(request: HttpRequest, actor: Acting, pipeline_id: int) -> HttpResponse:
    """An empty pipeline goes."""
    its = _pipeline(pipeline_id)
    actions.remove_pipeline(actor=actor, pipeline=its)
    undo = reverse("settings-pipeline-return", args=[pipeline_id])
    toast(request, _("The pipeline %(name)s is gone.") % {"name": its.name}, undo=undo)
    return redirect("settings-pipelines")


@require_POST
@section("pipelines")
def pipeline_return(request: HttpRequest, actor: Acting, pipeline_id: int) -> HttpResponse:
    """A removed pipeline comes back with its stages."""
    _shapes(actor)
    actions.restore_pipeline(actor=actor, pipeline=queries.removed(Pipeline, pipeline_id))
    return redirect("settings-pipelines")


@require_POST
@section("pipelines")
def stage_place(request: HttpRequest, actor: Acting, stage_id: int) -> HttpResponse:
    """Put a stage at another place among those of its pipeline; 0 is the first."""
    its = _stage(stage_id)
    stages = [row.pk for row in queries.stages_of(its.pipeline)]
    order = moved(stages, its.pk, request.POST.get("position", ""))
    actions.order_stages(actor=actor, pipeline=its.pipeline, order=order)
    return redirect("settings-pipelines")


@require_http_methods(["GET", "POST"])
@section("pipelines")
def new_stage(request: HttpRequest, actor: Acting, pipeline_id: int) -> HttpResponse:
    """Add a stage to a pipeline."""
    _shapes(actor)
    its = _pipeline(pipeline_id)
    form = StageForm(sent(request), initial={"stale_after_days": 14})
    if accepts(form, lambda **made: actions.create_stage(actor=actor, pipeline=its, **made)):
        return redirect("settings-pipelines")
    return settings_page(request, "stage.html", "pipelines", {"title": _("New stage"), "form": form})


@require_http_methods(["GET", "POST"])
@section("pipelines")
def stage(request: HttpRequest, actor: Acting, stage_id: int) -> HttpResponse:
    """A stage: all of it for administrators, the guidance for managers."""
    its = _stage(stage_id)
    kind = StageForm if rules.may_administer(actor) else GuidanceForm
    initial = {name: getattr(its, name) for name in kind.base_fields}
    initial["probability"] = f"{(its.probability * HUNDRED).normalize():f}"
    form = kind(sent(request), initial=initial)
    if accepts(form, lambda **changes: actions.update_stage(actor=actor, stage=its, changes=changes)):
        toast(request, _("%(name)s is saved.") % {"name": its.name})
        return redirect("settings-pipelines")
    context = {"title": its.name, "form": form, "its": its, "may_shape": rules.may_administer(actor)}
    return settings_page(request, "stage.html", "pipelines", context)


@require_http_methods(["GET", "POST"])
@section("pipelines")
def stage_removal(request: HttpRequest, actor: Acting, stage_id: int) -> HttpResponse:
    """Take a stage away; asks where its opportunities go, if there are any."""
    _shapes(actor)
    its = _stage(stage_id)
    count = queries.opportunities_in(its)
    form = MoveForm(sent(request)) if count else forms.Form(sent(request))
    if count:
        move_to = form.fields["move_to"]
        assert isinstance(move_to, forms.ModelChoiceField)
        move_to.queryset = queries.stages_to_move_to(its)
    if accepts(form, lambda **given: actions.remove_stage(actor=actor, stage=its, **given)):
        undo = reverse("settings-stage-return", args=[stage_id])
        toast(request, _("The stage %(name)s is gone.") % {"name": its.name}, undo=undo)
        return redirect("settings-pipelines")
    context = {"title": _("Remove %(name)s") % {"name": its.name}, "form": form, "its": its, "count": count}
    return settings_page(request, "stage_removal.html", "pipelines", context)


@require_POST
@section("pipelines")
def stage_return(request: HttpRequest, actor: Acting, stage_id: int) -> HttpResponse:
    """A removed stage comes back; the opportunities that were moved stay where they are."""
    _shapes(actor)
    actions.restore_stage(actor=actor, stage=queries.removed(Stage, stage_id))
    return redirect("settings-pipelines")


def _shapes(actor: Acting) -> None:
    rules.require(rules.may_administer(actor), _("Only an administrator shapes pipelines."))


def _pipeline(pipeline_id: int) -> Pipeline:
    found = next((row for row in queries.pipelines() if row.pk == pipeline_id), None)
    if found is None:
        raise Http404
    return found


def _stage(stage_id: int) -> Stage:
    found = queries.stages().filter(pk=stage_id).first()
    if found is None:
        raise Http404
    return found
