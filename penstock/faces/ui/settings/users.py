"""Users and teams: who may sign in, with which role, in which team."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from penstock.faces.ui.settings.forms import accepts, sent
from penstock.faces.ui.settings.sections import section, settings_page
from penstock.faces.ui.toasts import toast
from penstock.records.team import actions, queries
from penstock.records.team.acting import Acting
from penstock.records.team.models import Team, User

ROLES = [
    ("representative", gettext_lazy("Representative")),
    ("manager", gettext_lazy("Manager")),
    ("marketer", gettext_lazy("Marketer")),
    ("viewer", gettext_lazy("Viewer")),
    ("administrator", gettext_lazy("Administrator")),
]


class UserForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"))
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES)
    team = forms.ModelChoiceField(
        Team.objects.none(), label=gettext_lazy("Team"), required=False, empty_label=gettext_lazy("No team")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_teams(self.fields["team"])


class ChangedUserForm(UserForm):
    is_active = forms.BooleanField(label=gettext_lazy("May sign in"), required=False)


class TeamForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"))
    parent = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Lies within"),
        required=False,
        empty_label=gettext_lazy("No team"),
    )

    def __init__(self, *args: Any, but: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_teams(self.fields["parent"], but)


@require_safe
@section("users")
def users(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Everybody, and the teams as a tree."""
    people = queries.users()
    context = {"users": people, "teams": queries.team_tree(people), "roles": dict(ROLES)}
    return settings_page(request, "users.html", "users", context)


@require_http_methods(["GET", "POST"])
@section("users")
@never_cache
def new_user(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Make a user, and show the password that they begin with."""
    form = UserForm(sent(request), initial={"role": "representative"})
    password = actions.random_password()
    if accepts(form, lambda **made: actions.create_user(actor=actor, password=password, **made)):
        context = {
            "name": form.cleaned_data["name"],
            "email": form.cleaned_data["email"],
            "password": password,
        }
        return settings_page(request, "password.html", "users", context)
    context = {"title": _("New user"), "form": form, "save": _("Make the user")}
    return settings_page(request, "user.html", "users", context)


@require_http_methods(["GET", "POST"])
@section("users")
def user(request: HttpRequest, actor: Acting, user_id: int) -> HttpResponse:
    """One user's name, e-mail, role and team."""
    its = _user(user_id)
    initial = {name: getattr(its, name) for name in ("name", "email", "role", "team", "is_active")}
    form = ChangedUserForm(sent(request), initial=initial)
    if accepts(form, lambda **changes: actions.update_user(actor=actor, user=its, changes=changes)):
        toast(request, _("%(name)s is saved.") % {"name": form.cleaned_data["name"]})
        return redirect("settings-users")
    context = {"title": its.name, "form": form, "save": _("Save"), "its": its}
    return settings_page(request, "user.html", "users", context)


@require_POST
@section("users")
@never_cache
def user_password(request: HttpRequest, actor: Acting, user_id: int) -> HttpResponse:
    """A new random password, shown once."""
    its = _user(user_id)
    password = actions.give_password(actor=actor, user=its)
    context = {"name": its.name, "email": its.email, "password": password}
    return settings_page(request, "password.html", "users", context)


@require_http_methods(["GET", "POST"])
@section("users")
def new_team(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Make a team."""
    form = TeamForm(sent(request))
    if accepts(form, lambda **made: actions.create_team(actor=actor, **made)):
        return redirect("settings-users")
    context = {"title": _("New team"), "form": form, "save": _("Make the team")}
    return settings_page(request, "team.html", "users", context)


@require_http_methods(["GET", "POST"])
@section("users")
def team(request: HttpRequest, actor: Acting, team_id: int) -> HttpResponse:
    """A team's name, and within which other it lies."""
    its = _team(team_id)
    form = TeamForm(sent(request), initial={"name": its.name, "parent": its.parent_id}, but=its)
    if accepts(form, lambda **changes: actions.update_team(actor=actor, team=its, changes=changes)):
        return redirect("settings-users")
    context = {"title": its.name, "form": form, "save": _("Save"), "its": its}
    return settings_page(request, "team.html", "users", context)


@require_POST
@section("users")
def team_removal(request: HttpRequest, actor: Acting, team_id: int) -> HttpResponse:
    """An empty team goes."""
    its = _team(team_id)
    actions.remove_team(actor=actor, team=its)
    undo = reverse("settings-team-return", args=[team_id])
    toast(request, _("The team %(name)s is gone.") % {"name": its.name}, undo=undo)
    return redirect("settings-users")


@require_POST
@section("users")
def team_return(request: HttpRequest, actor: Acting, team_id: int) -> HttpResponse:
    """A removed team comes back."""
    actions.restore_team(actor=actor, team=_removed_team(team_id))
    return redirect("settings-users")


def _user(user_id: int) -> User:
    found = queries.users().filter(pk=user_id).first()
    if found is None:
        raise Http404
    return found


def _team(team_id: int) -> Team:
    found = queries.teams().filter(pk=team_id).first()
    if found is None:
        raise Http404
    return found


def _removed_team(team_id: int) -> Team:
    found = queries.removed_team(team_id)
    if found is None:
        raise Http404
    return found


def _offer_teams(field: forms.Field, but: Team | None = None) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = queries.teams().exclude(pk=but.pk) if but else queries.teams()
