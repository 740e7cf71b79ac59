"""Finding a record in order to do something with it: not seen is 404, seen but not theirs is 403, before anything else."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from penstock.faces.ui.record.kinds import Kind
from penstock.faces.ui.signed_in import user_of
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role
from penstock.records.team.rules import may_change, may_remove, require


def to_change(request: HttpRequest, kind: Kind, pk: int) -> Any:
    """The record, for whoever may change it."""
    record, actor = kind.find(user_of(request), pk), Acting.on_screen(user_of(request))
    allowed = may_change(actor, kind.name, record.owner_id)
    require(allowed, _("This belongs to someone else; you may look, not change."))
    return record


def to_remove(request: HttpRequest, kind: Kind, pk: int) -> Any:
    """The record, for whoever may remove or merge it."""
    record, actor = kind.find(user_of(request), pk), Acting.on_screen(user_of(request))
    require(may_remove(actor, kind.name, record.owner_id), _("Your role may not remove this."))
    return record


def to_write_about(request: HttpRequest, kind: Kind, pk: int) -> Any:
    """The record, for whoever may write into its timeline: all who see it but viewers."""
    record = kind.find(user_of(request), pk)
    require(user_of(request).role != Role.VIEWER, _("Your role may not write this."))
    return record
