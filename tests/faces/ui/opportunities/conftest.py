from collections.abc import Callable
from typing import Any

import pytest

from penstock.records.people.actions import create_company, create_person
from penstock.records.pipeline.actions import create_opportunity, lay_ground
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.workspace.queries import current


@pytest.fixture
def workspace(db: None) -> Any:
    """The ground as the first migration lays it: workspace, pipeline, stages, loss reasons."""
    lay_ground()
    return current()


@pytest.fixture
def stages(workspace: Any) -> dict[str, Stage]:
    return {stage.name: stage for stage in Stage.objects.filter(is_removed=False)}


@pytest.fixture
def opportunity_of(workspace: Any) -> Callable[..., Opportunity]:
    """An opportunity of a user's, at a company with a person."""

    def make(owner: User, name: str = "Driver app", **values: Any) -> Opportunity:
        actor = Acting.on_screen(owner)
        company = create_company(actor=actor, name=f"{name} Ltd")
        person = create_person(actor=actor, first_name="Nina", last_name="Hansen", company=company)
        values = {"amount_minor": 2_200_000} | values
        return create_opportunity(actor=actor, name=name, company=company, persons=[person], **values)

    return make
