"""Who may stand on these pages."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from penstock.faces.ui.signed_in import user_of
from penstock.records.team.acting import Acting
from penstock.records.team.rules import may_import, require


def importer(request: HttpRequest) -> Acting:
    """Who brings something in. Raises NotAllowed for roles that bring in nothing."""
    actor = Acting.on_screen(user_of(request))
    require(may_import(actor, "leads"), _("Your role may not import."))
    return actor
