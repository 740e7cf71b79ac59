"""What an opportunity is worth, how stale it is, and whether its company bought before: as the board and its page say it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from penstock.records.people.actions import create_company
from penstock.records.pipeline import actions, queries
from penstock.records.pipeline.models import Stage
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, User
from penstock.records.workspace.actions import update_workspace
from penstock.records.workspace.queries import current

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db: None) -> Acting:
    actions.lay_ground()
    return Acting.on_screen(
        User.objects.create(email="boss@example.com", name="Ada Boss", role=Role.ADMINISTRATOR)
    )


def stage(name: str) -> Stage:
    return Stage.objects.get(name=name)


def test_a_chance_of_ones_own_ends_with_the_closing(boss: Acting) -> None:
    stages = list(queries.stages_of(stage("Closed won").pipeline))
    shares = {one.pk: (one.probability, one.is_open) for one in stages}
    for name in ("Open", "Won", "Lost"):
        made = actions.create_opportunity(
            actor=boss, name=name, amount_minor=1_000, probability=Decimal("0.5")
        )
        if name == "Won":
            actions.win(actor=boss, opportunity=made)
        if name == "Lost":
            actions.lose(actor=boss, opportunity=made, loss_reason=queries.loss_reasons()[0])

    seen = queries.opportunities_visible_to(boss.user)
    for known in (None, shares):
        totals = queries.column_totals(seen, current(), date(2026, 7, 1), shares=known)
        weighted = {one.name: totals[one.pk].weighted_minor for one in stages if one.pk in totals}
        assert weighted == {"Appointment scheduled": 500, "Closed won": 1_000, "Closed lost": 0}


def test_a_few_hours_more_than_the_days_allowed_are_stale(boss: Acting) -> None:
    made = actions.create_opportunity(actor=boss, name="Old", at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    made.refresh_from_db()
    first = stage("Appointment scheduled")

    assert first.stale_after_days == 14
    assert queries.stale_days(made, first, datetime(2026, 3, 15, 12, tzinfo=UTC)) is None
    assert queries.stale_days(made, first, datetime(2026, 3, 15, 13, tzinfo=UTC)) == 14


def test_who_bought_before_is_an_existing_customer_however_complete_the_history_is(boss: Acting) -> None:
    company = create_company(actor=boss, name="Hansen Logistik")
    update_workspace(actor=boss.ledger, changes={"history_complete_from": date(2026, 5, 1)})
    days = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3)]
    first = actions.create_opportunity(actor=boss, name="First", company=company, at=days[0])
    actions.win(actor=boss, opportunity=first, at=days[1])
    same = actions.create_opportunity(actor=boss, name="The same instant", company=company, at=days[1])
    later = actions.create_opportunity(actor=boss, name="Later", company=company, at=days[2])

    assert [queries.is_existing_customer(one) for one in (first, same, later)] == [None, None, True]
