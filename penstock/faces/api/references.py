"""Records that a body points to: only such as are there and the caller may see."""

from collections.abc import Callable
from typing import Any, TypeVar

from penstock.faces.api.authentication import ApiRequest, reader
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.models import Tracked
from penstock.foundation.base.remembering import row_of
from penstock.records.leads.models import LeadSource
from penstock.records.leads.queries import get_lead
from penstock.records.people.models import CustomField
from penstock.records.people.queries import get_company, get_person
from penstock.records.pipeline.models import Competitor, LossReason, Pipeline, Stage
from penstock.records.pipeline.queries import get_opportunity
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import Team, User

Row = TypeVar("Row", bound=Tracked)
Door = Callable[[User, int], Any]


def _everybodys(model: type[Tracked]) -> Door:
    """Of what the whole company shares, everybody sees all that is in use."""

    def open(user: User, id: int) -> Tracked:
        found = row_of(model, id)
        if found is None or found.is_removed:
            raise NotVisible("What this points to is not there.")
        return found

    return open


DOORS: dict[str, Door] = {
    "company": get_company,
    "person": get_person,
    "lead": get_lead,
    "source_lead": get_lead,
    "opportunity": get_opportunity,
    "pipeline": _everybodys(Pipeline),
    "stage": _everybodys(Stage),
    "loss_reason": _everybodys(LossReason),
    "competitor": _everybodys(Competitor),
    "user": _everybodys(User),
    "team": _everybodys(Team),
    "parent": _everybodys(Team),
    "source": _everybodys(LeadSource),
    "custom_field": _everybodys(CustomField),
}


def in_path(request: ApiRequest, name: str, id: int) -> Any:
    """The record whose id stands in the address. Raises NotVisible."""
    return DOORS[name](reader(request), id)


def seen_by(user: User, values: dict[str, Any]) -> dict[str, Any]:
    """The values with records in place of their ids. Raises Refused naming the field that points to nothing."""
    return values | {name: _open(user, name, values[name]) for name in DOORS if values.get(name) is not None}


def removed(model: type[Row], id: int) -> Row:
    """One of what the whole company shares, that is removed. Raises NotVisible."""
    found = model._base_manager.filter(pk=id, is_removed=True).first()
    if found is None:
        raise NotVisible("There is nothing removed by that number.")
    return found


def _open(user: User, name: str, id: int) -> Any:
    try:
        return DOORS[name](user, id)
    except NotVisible as error:
        raise Refused(str(error), field=name) from error
