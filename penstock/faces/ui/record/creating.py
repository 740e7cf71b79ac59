"""A company, person or lead made by hand: /companies/new/. Whether it is here already is said before it is made twice."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from penstock.faces.ui.record.facts import Fact, Shown, changes_of, custom_fact
from penstock.faces.ui.record.kinds import Kind
from penstock.faces.ui.record.named import company_of, person_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.records.leads.actions import create_lead
from penstock.records.people.actions import create_company, create_person
from penstock.records.people.duplicates import duplicate_companies, duplicate_persons
from penstock.records.people.queries import custom_fields
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.team.rules import may_create, require

MAKES: dict[str, Callable[..., Any]] = {
    "company": create_company,
    "person": create_person,
    "lead": create_lead,
}
ASKED = {
    "company": ("name", "domains", "phones", "city"),
    "person": ("first_name", "last_name", "emails", "phones", "job_title", "company"),
    "lead": ("person", "email", "phone", "company", "source", "intent", "message", "name"),
}
# Of a lead's person, asked for with the lead.
EMAIL, PHONE = Fact("email", gettext_lazy("E-mail")), Fact("phone", gettext_lazy("Phone"))
# What an action calls a field that the form of a lead calls otherwise.
CALLED = {"last_name": "person", "emails": "email", "phones": "phone"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: Kind) -> HttpResponse:
    """GET: a form of the few facts that matter first. POST: make it, unless it seems to be here (`anyway` makes it)."""
    user = user_of(request)
    require(may_create(Acting.on_screen(user), kind.name), _("Your role may not create this."))
    if request.method != "POST":
        return _form(request, kind, QueryDict())
    try:
        values = _values(kind, request.POST, user)
        doubles = [] if "anyway" in request.POST else _doubles(kind, values, user)
        if doubles:
            return _form(request, kind, request.POST, doubles=doubles, status=422)
        record = _make(kind, values, request.POST, user)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _form(request, kind, request.POST, refusal, status=422)
    undo = reverse(f"{kind.name}-removal", args=[record.pk])
    toast(request, _("%(name)s is here") % {"name": record}, undo=undo)
    return HttpResponseRedirect(reverse(kind.name, args=[record.pk]))


def required_facts(kind: str) -> list[Fact]:
    """The company's own fields that a new record of this kind must have."""
    return [custom_fact(field) for field in custom_fields(kind) if field.is_required]


def asked_of(facts: list[Fact], given: QueryDict, user: User) -> list[tuple[Shown, list[tuple[Any, Any]]]]:
    """The facts of a form, each with what stands in it and what it offers."""
    return [(Shown(fact, _sent(fact, given), ""), _options(fact, user)) for fact in facts]


def _sent(fact: Fact, given: QueryDict) -> str | list[str]:
    return given.getlist(fact.name) if fact.control == "several" else given.get(fact.name, "")


def _options(fact: Fact, user: User) -> list[tuple[Any, Any]]:
    if fact.options is None:
        return []
    nothing = [("", "")] if fact.name.startswith("custom.") else []
    return [*nothing, *fact.options(user)]


def _asked(kind: Kind) -> list[Fact]:
    known = {fact.name: fact for fact in (*kind.facts, EMAIL, PHONE)}
    hints = {"company": _("A name that is not here yet becomes a new company.")}
    if kind.name == "lead":
        hints |= {
            "person": _("A name that is not here yet becomes a new person."),
            "name": _("Else the person's or the company's."),
        }
    plain = [known[name] for name in ASKED[kind.name]]
    return [replace(fact, hint=hints.get(fact.name, fact.hint)) for fact in plain] + required_facts(kind.name)


def _values(kind: Kind, sent: QueryDict, user: User) -> dict[str, Any]:
    """What the form says, but for whom it names: they may be made only when nothing speaks against it."""
    values: dict[str, Any] = {}
    for fact in _asked(kind):
        if sent.get(fact.name) and fact.name not in ("person", "company", EMAIL.name, PHONE.name):
            values |= changes_of(fact, sent, user)
    return values


@transaction.atomic
def _make(kind: Kind, values: dict[str, Any], sent: QueryDict, user: User) -> Any:
    actor = Acting.on_screen(user)
    if kind.name in ("lead", "person"):
        values = values | {"company": company_of(actor, user, sent.get("company", "").strip())}
    if kind.name == "lead":
        who, email, phone = (sent.get(name, "").strip() for name in ("person", EMAIL.name, PHONE.name))
        person = person_of(actor, user, who, email=email, phone=phone, company=values["company"])
        company = values["company"] or (person.company if person else None)
        values = values | {"person": person, "company": company}
    return MAKES[kind.name](actor=actor, **values)


def _doubles(kind: Kind, values: dict[str, Any], user: User) -> list[Any]:
    match kind.name:
        case "company":
            return list(duplicate_companies(user, values))
        case "person":
            return list(duplicate_persons(user, values))
        case _:
            return []


def _refused(kind: Kind, refusal: Refused | None) -> dict[str, Any]:
    """Said beside its field, where the form has it."""
    called = CALLED if kind.name == "lead" else {}
    field = called.get(refusal.field, refusal.field) if refusal else ""
    is_beside = any(fact.name == field for fact in _asked(kind))
    return {"errors": {field: str(refusal)} if is_beside else {}, "refusal": None if is_beside else refusal}


def _form(
    request: HttpRequest,
    kind: Kind,
    given: QueryDict,
    refusal: Refused | None = None,
    doubles: list[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    user = user_of(request)
    context = {
        "kind": kind,
        "asked": asked_of(_asked(kind), given, user),
        **_refused(kind, refusal),
        "doubles": doubles or [],
    }
    return render(request, "record/new.html", context, piece="form", status=status)
