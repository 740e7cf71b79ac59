"""The table of contents of the settings, and who may open what: everybody their own page, the rest by role."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.records.team import rules
from penstock.records.team.acting import ROLES_WITHIN, Acting

View = Callable[..., HttpResponse]
May = Callable[[Acting], bool]


def may_look_after_self(actor: Acting) -> bool:
    return True


def may_have_keys(actor: Acting) -> bool:
    return bool(ROLES_WITHIN[actor.role])


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the settings."""

    name: str
    title: str | Promise
    url_name: str
    may: May


SECTIONS = (
    Section("you", gettext_lazy("You"), "settings-you", may_look_after_self),
    Section("keys", gettext_lazy("API keys"), "settings-keys", may_have_keys),
    Section("workspace", gettext_lazy("Workspace"), "settings-workspace", rules.may_administer),
    Section("hours", gettext_lazy("Working hours"), "settings-hours", rules.may_administer),
    Section("bands", gettext_lazy("Bands of reports"), "settings-bands", rules.may_administer),
    Section("users", gettext_lazy("Users and teams"), "settings-users", rules.may_administer),
    Section("pipelines", gettext_lazy("Pipelines and stages"), "settings-pipelines", rules.may_set_up_sales),
    Section("fields", gettext_lazy("Custom fields"), "settings-fields", rules.may_administer),
    Section("sources", gettext_lazy("Lead sources"), "settings-sources", rules.may_name_sources),
    Section("loss-reasons", gettext_lazy("Loss reasons"), "settings-loss-reasons", rules.may_set_up_sales),
    Section("competitors", gettext_lazy("Competitors"), "settings-competitors", rules.may_set_up_sales),
    Section("metrics", gettext_lazy("Own metrics"), "settings-metrics", rules.may_set_up_sales),
    Section("benchmarks", gettext_lazy("Benchmarks"), "settings-benchmarks", rules.may_set_up_sales),
    Section("rates", gettext_lazy("Currencies"), "settings-rates", rules.may_administer),
)


def section(name: str) -> Callable[[View], View]:
    """A view of this section: signed in, allowed by its row of the table, and given who acts. Else 403."""
    its = next(row for row in SECTIONS if row.name == name)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = Acting.on_screen(user_of(request))
            rules.require(its.may(actor), _("This page of the settings is for other roles."))
            return view(request, actor, *args, **kwargs)

        return login_required(guarded)

    return guard


def settings_page(request: HttpRequest, template: str, current: str, context: dict[str, Any]) -> HttpResponse:
    """A page inside the frame of the settings, with the sections that this person may open.

    A `form` in its context that was sent and is shown again makes it a 422."""
    actor = Acting.on_screen(user_of(request))
    sections = [row for row in SECTIONS if row.may(actor)]
    form = context.get("form")
    return render(
        request,
        f"settings/{template}",
        {"sections": sections, "current": current, **context},
        status=422 if form is not None and form.is_bound else 200,
    )
