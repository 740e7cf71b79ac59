"""The short lists that people choose from: lead sources, loss reasons, competitors. Three pages of one kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from penstock.faces.ui.settings.forms import accepts, moved, sent
from penstock.faces.ui.settings.sections import View, section, settings_page
from penstock.faces.ui.toasts import toast
from penstock.records.leads import actions as leads
from penstock.records.leads.models import LeadSource
from penstock.records.leads.queries import sources
from penstock.records.pipeline import actions as pipeline
from penstock.records.pipeline.models import Competitor, LossReason
from penstock.records.pipeline.queries import competitors, loss_reasons
from penstock.records.team.acting import Acting


class WordForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"))


class LossReasonForm(WordForm):
    is_ours_to_change = forms.BooleanField(
        label=gettext_lazy("Ours to change"),
        required=False,
        help_text=gettext_lazy("Only what is ours to change is counted as a leak."),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """One of the lists: its page, and its actions, which take the word by its own name."""

    title: str | Promise
    hint: str | Promise
    word: str
    model: type[LeadSource] | type[LossReason] | type[Competitor]
    all: Callable[[], Sequence[Any]]
    form: type[WordForm]
    create: Callable[..., Any]
    update: Callable[..., Any]
    remove: Callable[..., Any]
    restore: Callable[..., Any]
    # What has no order of its own stands by name.
    order: Callable[..., None] | None = None


WORDS = {
    "sources": Words(
        gettext_lazy("Lead sources"),
        gettext_lazy("Where leads and opportunities come from."),
        "source", LeadSource, sources, WordForm,
        leads.create_source, leads.update_source, leads.remove_source, leads.restore_source, leads.order_sources,
    ),
    "loss-reasons": Words(
        gettext_lazy("Loss reasons"),
        gettext_lazy("A lost opportunity needs one of these."),
        "word", LossReason, loss_reasons, LossReasonForm,
        pipeline.create_loss_reason, pipeline.update_word, pipeline.remove_word, pipeline.restore_word,
        pipeline.order_loss_reasons,
    ),
    "competitors": Words(
        gettext_lazy("Competitors"),
        gettext_lazy("Against whom opportunities are won and lost."),
        "word", Competitor, competitors, WordForm,
        pipeline.create_competitor, pipeline.update_word, pipeline.remove_word, pipeline.restore_word,
    ),
}  # fmt: skip


def of_its_section(view: View) -> View:
    """A view that is guarded as the section of its kind."""
    guarded = {kind: section(kind)(view) for kind in WORDS}

    @wraps(view)
    def chosen(request: HttpRequest, kind: str, **kwargs: Any) -> HttpResponse:
        return guarded[kind](request, kind=kind, **kwargs)

    return chosen


@require_http_methods(["GET", "POST"])
@of_its_section
def words(request: HttpRequest, actor: Acting, kind: str) -> HttpResponse:
    """The list, with a form for one more."""
    its = WORDS[kind]
    form = its.form(sent(request), initial={"is_ours_to_change": True})
    if accepts(form, lambda **made: its.create(actor=actor, **made)):
        return redirect(f"settings-{kind}")
    context: dict[str, Any] = {
        "title": its.title,
        "hint": its.hint,
        "kind": kind,
        "words": its.all(),
        "form": form,
    }
    context["has_order"] = its.order is not None
    return settings_page(request, "words.html", kind, context)


@require_http_methods(["GET", "POST"])
@of_its_section
def word(request: HttpRequest, actor: Acting, kind: str, word_id: int) -> HttpResponse:
    """One of them, to rename."""
    its, found = WORDS[kind], _word(WORDS[kind].all(), word_id)
    form = its.form(sent(request), initial={name: getattr(found, name) for name in its.form.base_fields})
    if accepts(form, lambda **changes: its.update(actor=actor, **{its.word: found}, changes=changes)):
        return redirect(f"settings-{kind}")
    context = {"title": found.name, "list_title": its.title, "kind": kind, "form": form, "its": found}
    return settings_page(request, "word.html", kind, context)


@require_POST
@of_its_section
def word_place(request: HttpRequest, actor: Acting, kind: str, word_id: int) -> HttpResponse:
    """Put one at another place of its list; 0 is the first."""
    its, found = WORDS[kind], _word(WORDS[kind].all(), word_id)
    if its.order is None:
        raise Http404
    order = moved([row.pk for row in its.all()], found.pk, request.POST.get("position", ""))
    its.order(actor=actor, order=order)
    return redirect(f"settings-{kind}")


@require_POST
@of_its_section
def word_removal(request: HttpRequest, actor: Acting, kind: str, word_id: int) -> HttpResponse:
    """Not offered any more; records that have it keep it."""
    its, found = WORDS[kind], _word(WORDS[kind].all(), word_id)
    its.remove(actor=actor, **{its.word: found})
    undo = reverse("settings-word-return", args=[kind, word_id])
    toast(request, _("%(name)s is not offered any more.") % {"name": found.name}, undo=undo)
    return redirect(f"settings-{kind}")


@require_POST
@of_its_section
def word_return(request: HttpRequest, actor: Acting, kind: str, word_id: int) -> HttpResponse:
    """Offered again."""
    its = WORDS[kind]
    its.restore(actor=actor, **{its.word: its.model(pk=word_id)})
    return redirect(f"settings-{kind}")


def _word(offered: Sequence[Any], word_id: int) -> Any:
    found = next((word for word in offered if word.pk == word_id), None)
    if found is None:
        raise Http404
    return found
