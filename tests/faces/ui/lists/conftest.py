from collections.abc import Callable
from typing import Any

import pytest

from penstock.records.leads.models import Lead, LeadSource
from penstock.records.people.models import Company, Person
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage
from penstock.records.team.models import User

Grow = Callable[..., list[Any]]


@pytest.fixture
def stage(db: None) -> Stage:
    pipeline = Pipeline.objects.create(name="New business")
    return Stage.objects.create(pipeline=pipeline, name="Qualified", probability="0.5")


@pytest.fixture
def grow(stage: Stage, representative: User) -> Grow:
    """`grow("company", 3)`: so many records of a kind, each with all that a list shows, owned by the representative."""
    source = LeadSource.objects.create(name="Event")

    def make(kind: str, count: int, owner: User | None = None, **values: Any) -> list[Any]:
        owner = owner or representative
        return [_make(kind, n, owner, stage, source, values) for n in range(1, count + 1)]

    return make


def _make(kind: str, n: int, owner: User, stage: Stage, source: LeadSource, values: dict[str, Any]) -> Any:
    match kind:
        case "company":
            return Company.objects.create(
                **{"name": f"Company {n}", "owner": owner, "domains": [f"c{n}.example"]} | values
            )
        case "person":
            company = _make("company", n, owner, stage, source, {})
            return Person.objects.create(
                **{"last_name": f"Person {n}", "company": company, "owner": owner} | values
            )
        case "lead":
            company = _make("company", n, owner, stage, source, {})
            return Lead.objects.create(
                **{"name": f"Lead {n}", "company": company, "owner": owner, "source": source} | values
            )
        case _:
            company = _make("company", n, owner, stage, source, {})
            return Opportunity.objects.create(
                **{
                    "name": f"Opportunity {n}",
                    "pipeline": stage.pipeline,
                    "stage": stage,
                    "company": company,
                    "owner": owner,
                    "source": source,
                    "amount_minor": 100_050 * n,
                    "currency": "EUR",
                }
                | values
            )
