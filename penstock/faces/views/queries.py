"""Saved views that someone has: their own and those that others share."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from penstock.faces.views.fields import Kind
from penstock.faces.views.models import SavedView
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import User


def views_of(user: User, kind: Kind) -> QuerySet[SavedView]:
    """The views of a kind that a user can choose, their own first."""
    mine = Q(user=user)
    return SavedView.objects.filter(mine | Q(is_shared=True), kind=kind).order_by(
        "is_shared", "position", "id"
    )


def get_view(user: User, kind: Kind, id: int) -> SavedView:
    """One of them. Raises NotVisible."""
    found = views_of(user, kind).filter(pk=id).first()
    if found is None:
        raise NotVisible(_("There is no such view."))
    return found
