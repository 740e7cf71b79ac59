"""The steps of an opportunity: which stages count as reached (METRICS.md, 2)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from penstock.faces.ui.asof import Look
from penstock.faces.ui.opportunities.history import history_of
from penstock.records.pipeline import actions
from penstock.records.pipeline.models import LossReason, Opportunity, Stage
from penstock.records.pipeline.queries import stages_of
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db


def reached(opportunity: Opportunity) -> list[str]:
    now = datetime.now(UTC)
    history = history_of(opportunity, stages_of(opportunity.pipeline), Look(date(2026, 11, 1)), now)
    return [step.stage.name for step in history.steps if step.is_done]


@pytest.fixture
def opportunity(db: None) -> Opportunity:
    actions.lay_ground()
    made = actions.create_opportunity(actor=Acting.at_terminal(), name="Driver app")
    stage = Stage.objects.get(name="Presentation scheduled")
    return actions.move(actor=Acting.at_terminal(), opportunity=made, stage=stage)


def test_a_lost_one_reached_only_its_highest_open_stage(opportunity: Opportunity) -> None:
    reason = LossReason.objects.get(name="Price")
    lost = actions.lose(actor=Acting.at_terminal(), opportunity=opportunity, loss_reason=reason)

    assert reached(lost) == ["Appointment scheduled", "Qualified to buy", "Presentation scheduled"]


def test_a_won_one_reached_all(opportunity: Opportunity) -> None:
    won = actions.win(actor=Acting.at_terminal(), opportunity=opportunity)

    assert reached(won) == [
        "Appointment scheduled",
        "Qualified to buy",
        "Presentation scheduled",
        "Contract sent",
    ]


def test_what_was_removed_since_is_among_the_changes(opportunity, client_as, administrator) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    Opportunity.objects.filter(pk=opportunity.pk).update(name="Old")
    removed = actions.create_opportunity(
        actor=Acting.at_terminal(), name="Gone", at=datetime.now(UTC) - timedelta(days=9)
    )
    actions.remove_opportunity(actor=Acting.at_terminal(), opportunity=removed)

    html = client_as(administrator).get(f"/opportunities/changes/?as_of={yesterday}").content.decode()

    assert "Removed" in html and "Gone" in html
