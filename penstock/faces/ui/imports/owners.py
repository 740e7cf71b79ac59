"""Owners that imports kept by name: who they are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from penstock.exchange.imports.owners import make_user_of, match_owner, named_owners
from penstock.faces.ui.imports.importing import importer
from penstock.faces.ui.rendering import render
from penstock.faces.views.given import row_or_none
from penstock.foundation.base.errors import Refused
from penstock.records.team.models import User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def owners(request: HttpRequest) -> HttpResponse:
    """The list; sent, one of them is matched to a user, or becomes one."""
    actor = importer(request)
    found = named_owners(actor)
    wrong = ""
    if request.method == "POST":
        owner = next((one.user for one in found if str(one.user.pk) == request.POST.get("owner")), None)
        if owner is None:
            raise Refused(_("There is no such owner."), field="owner")
        user = row_or_none(
            User.objects.filter(is_active=True, is_removed=False), request.POST.get("user", "")
        )
        try:
            if user is not None:
                count = match_owner(actor=actor, owner=owner, user=user)
                told = {"count": count, "name": owner.name, "user": user.name}
                messages.success(
                    request, _("%(count)s records of %(name)s are %(user)s's, from the beginning.") % told
                )
            else:
                make_user_of(actor=actor, owner=owner, email=request.POST.get("email", "").strip())
                messages.success(request, _("%(name)s is a user now.") % {"name": owner.name})
            return redirect("import-owners")
        except Refused as refusal:
            wrong = str(refusal)
    users = User.objects.filter(is_active=True, is_removed=False).order_by("name")
    choices = [("", "—"), *((user.pk, f"{user.name} ({user.email})") for user in users)]
    context = {"owners": found, "choices": choices, "wrong": wrong}
    return render(request, "imports/owners.html", context, status=422 if wrong else 200)
