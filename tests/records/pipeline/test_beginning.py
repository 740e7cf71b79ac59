"""What begins in a stage fulfils what the stage asks."""

import pytest

from penstock.records.pipeline import actions
from penstock.records.pipeline.checks import LossNeedsReason, RequirementsMissing
from penstock.records.pipeline.models import LossReason, Opportunity, Stage
from penstock.records.team.acting import Acting
from penstock.records.workspace.queries import current

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(db):
    """The ground of a new installation."""
    actions.lay_ground()
    return current()


def test_what_begins_in_a_stage_fulfils_what_it_asks(rep, administrator):
    rep, boss = Acting.on_screen(rep), Acting.on_screen(administrator)
    first, second, lost = (
        Stage.objects.get(name=name) for name in ("Appointment scheduled", "Qualified to buy", "Closed lost")
    )
    first, second = (
        actions.update_stage(actor=boss, stage=its, changes={"checklist": ["Budget agreed"]})
        for its in (first, second)
    )

    assert actions.create_opportunity(actor=rep, name="Driver app").stage == first
    with pytest.raises(RequirementsMissing):
        actions.create_opportunity(actor=rep, name="Driver app", stage=second)
    with pytest.raises(LossNeedsReason):
        actions.create_opportunity(actor=rep, name="Driver app", stage=lost)
    price = LossReason.objects.get(name="Price")
    made = actions.create_opportunity(actor=rep, name="Driver app", stage=lost, loss_reason=price)
    with pytest.raises(LossNeedsReason):
        actions.update_opportunity(actor=rep, opportunity=made, changes={"loss_reason": None})
    assert Opportunity.objects.count() == 2
