"""The runs that brought files in. Whoever may import sees all of them: a file of one's colleague is one's own data too."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from penstock.exchange.imports.models import ImportRun
from penstock.records.team.acting import Acting
from penstock.records.team.editing import NotVisible
from penstock.records.team.rules import may_import, require


def runs_visible_to(actor: Acting) -> QuerySet[ImportRun]:
    """All runs with their users, newest first. Raises NotAllowed for roles that bring in nothing."""
    require(may_import(actor, "leads"), _("Your role may not import."))
    return ImportRun.objects.select_related("user").order_by("-id")


def get_run(actor: Acting, id: int) -> ImportRun:
    """One of them. Raises NotAllowed, NotVisible."""
    found = runs_visible_to(actor).filter(pk=id).first()
    if found is None:
        raise NotVisible(_("There is no such import."))
    return found
