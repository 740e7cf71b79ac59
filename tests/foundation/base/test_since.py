"""Since when a record is in its stage (LEDGER, 2): since it came there, whatever is said again."""

from datetime import datetime

import pytest

from penstock.foundation.base import ledger
from penstock.foundation.base.ledger import SYSTEM, Cause, PastFact, as_of, writing
from penstock.records.pipeline.models import Opportunity, Stage
from tests.foundation.base.test_ledger import at, end_of, make_stages

pytestmark = pytest.mark.django_db


@pytest.fixture
def stages(sample_mark: None) -> dict[str, Stage]:
    with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
        return make_stages()


def since(id: int, valid: datetime, known: datetime | None = None) -> datetime | None:
    return as_of(Opportunity, valid, known).get(id=id).stage_since


def test_a_late_fact_of_the_same_stage_says_since_when_it_is_so(stages: dict[str, Stage]) -> None:
    with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
        told = Opportunity.objects.create(
            name="Late", pipeline=stages["A"].pipeline, stage=stages["A"], currency="EUR", created_at=at(1, 3)
        )
        ledger.enter([PastFact("opportunity", told.id, at(27, 3, 15), {"stage_id": stages["Won"].id})])
        late = {"stage_id": stages["Won"].id}
        ledger.enter([PastFact("opportunity", told.id, at(25, 3), late, recorded_at=at(2, 4))])

    assert Opportunity.objects.get(id=told.id).stage_since == at(25, 3)
    assert since(told.id, end_of(26, 3)) == at(25, 3)
    assert since(told.id, end_of(30, 3)) == at(25, 3)
    assert since(told.id, end_of(30, 3), end_of(30, 3)) == at(27, 3, 15)


def test_a_stage_that_was_never_left_goes_on(stages: dict[str, Stage]) -> None:
    with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
        told = Opportunity.objects.create(
            name="Back", pipeline=stages["A"].pipeline, stage=stages["A"], currency="EUR", created_at=at(1, 3)
        )
        there, _back = (
            ledger.enter([PastFact("opportunity", told.id, at(day, 3), {"stage_id": stages[name].id})])[0]
            for day, name in ((10, "B"), (20, "A"))
        )

    assert Opportunity.objects.get(id=told.id).stage_since == at(20, 3)

    ledger.void([there])

    assert Opportunity.objects.get(id=told.id).stage_since == at(1, 3)
