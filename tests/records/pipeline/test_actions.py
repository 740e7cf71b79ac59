"""What can be done to opportunities: each action, what it refuses, and what the ledger keeps of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from penstock.foundation.base.errors import ChangedMeanwhile, NotAllowed, Refused
from penstock.foundation.base.ledger import as_of
from penstock.foundation.base.models import Fact
from penstock.records.activities.actions import add_task, finish_task, write_note
from penstock.records.activities.timeline import timeline_of
from penstock.records.leads.actions import create_lead
from penstock.records.people.actions import create_company, create_person, merge_persons, unmerge
from penstock.records.people.duplicates import duplicate_pairs, duplicate_persons
from penstock.records.people.models import Person
from penstock.records.pipeline import actions, queries
from penstock.records.pipeline.checks import LossNeedsReason, RequirementsMissing
from penstock.records.pipeline.models import LossReason, Opportunity, Stage
from penstock.records.team.acting import Acting
from penstock.records.team.editing import locked
from penstock.records.team.models import Role, User
from penstock.records.workspace.actions import set_rate
from penstock.records.workspace.queries import current

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(db: None) -> None:
    actions.lay_ground()


@pytest.fixture
def rep(ground: None) -> Acting:
    return Acting.on_screen(
        User.objects.create(email="rep@example.com", name="Rita Rep", role=Role.REPRESENTATIVE)
    )


@pytest.fixture
def boss(ground: None) -> Acting:
    return Acting.on_screen(
        User.objects.create(email="boss@example.com", name="Ada Boss", role=Role.ADMINISTRATOR)
    )


def stage(name: str) -> Stage:
    return Stage.objects.get(name=name)


def test_what_was_locked_in_another_transaction_is_read_anew(rep: Acting) -> None:
    made = actions.create_opportunity(actor=rep, name="Driver app")
    with transaction.atomic():
        held = queries.get_movable(rep.user, made.pk)
        assert locked(rep, "opportunity", held) is held
    with transaction.atomic():
        assert locked(rep, "opportunity", held) is not held


def test_create_begins_in_the_first_stage_and_belongs_to_its_maker(rep: Acting) -> None:
    opportunity = actions.create_opportunity(actor=rep, name="Driver app", amount_minor=2_200_000)

    assert (opportunity.stage, opportunity.owner, opportunity.currency) == (
        stage("Appointment scheduled"),
        rep.user,
        "EUR",
    )
    fact = Fact.objects.get(kind="opportunity")
    assert (fact.actor, fact.actor_id, fact.cause) == ("user", rep.user_id, "screen")
    assert fact.changes["amount_minor"] == 2_200_000


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "A", "amount_minor": -1}, "amount_minor"),
        ({"name": "A", "currency": "XXY"}, "currency"),
        ({"name": "A", "company_id": 10**9}, "company"),
        ({"name": "A", "stage_since": "2020-01-01"}, "stage_since"),
        ({"name": "A", "custom.colour": "red"}, "custom.colour"),
        ({"name": "A\x00"}, "name"),
    ],
)
def test_create_refuses_with_the_field_at_fault(rep: Acting, values: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.create_opportunity(actor=rep, **values)

    assert refused.value.field == field
    assert not Opportunity.objects.exists()


def test_update_tells_the_second_that_somebody_was_first(rep: Acting) -> None:
    opportunity = actions.create_opportunity(actor=rep, name="Driver app", next_step="Call")
    actions.update_opportunity(
        actor=rep, opportunity=opportunity, changes={"next_step": "Mail"}, seen={"next_step": "Call"}
    )

    with pytest.raises(ChangedMeanwhile):
        actions.update_opportunity(
            actor=rep, opportunity=opportunity, changes={"next_step": "Wait"}, seen={"next_step": "Call"}
        )

    assert Opportunity.objects.get().next_step == "Mail"


def test_another_one_may_look_not_change(rep: Acting, boss: Acting) -> None:
    opportunity = actions.create_opportunity(actor=boss, name="Driver app")

    with pytest.raises(NotAllowed):
        actions.update_opportunity(actor=rep, opportunity=opportunity, changes={"name": "Mine"})


def test_win_lose_and_reopen_where_it_was(rep: Acting) -> None:
    opportunity = actions.create_opportunity(actor=rep, name="Driver app")
    actions.move(actor=rep, opportunity=opportunity, stage=stage("Qualified to buy"))

    won = actions.win(actor=rep, opportunity=opportunity)
    assert won.stage == stage("Closed won")
    assert actions.reopen(actor=rep, opportunity=won).stage == stage("Qualified to buy")
    with pytest.raises(LossNeedsReason):
        actions.lose(actor=rep, opportunity=opportunity, loss_reason=None)
    lost = actions.lose(actor=rep, opportunity=opportunity, loss_reason=LossReason.objects.get(name="Price"))
    assert Opportunity.objects.get(id=lost.id).loss_reason.name == "Price"
    actions.reopen(actor=rep, opportunity=lost)
    assert Opportunity.objects.get(id=lost.id).loss_reason is None


def test_won_since_a_day_in_the_past(rep: Acting) -> None:
    began, won_at = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    opportunity = actions.create_opportunity(actor=rep, name="Driver app", at=began)
    actions.win(actor=rep, opportunity=opportunity, at=won_at)

    stages = [as_of(Opportunity, at).get().stage.name for at in (won_at - timedelta(days=1), won_at)]
    assert stages == ["Appointment scheduled", "Closed won"]
    assert Opportunity.objects.get().stage_since == won_at


def test_two_moving_the_same_card(rep: Acting) -> None:
    opportunity = actions.create_opportunity(actor=rep, name="Driver app")
    first = stage("Appointment scheduled")
    actions.move(actor=rep, opportunity=opportunity, stage=stage("Qualified to buy"), seen_stage_id=first.id)

    with pytest.raises(ChangedMeanwhile):
        actions.move(actor=rep, opportunity=opportunity, stage=stage("Contract sent"), seen_stage_id=first.id)


def test_a_stage_keeps_its_rules_and_an_override_is_in_the_ledger(rep: Acting, boss: Acting) -> None:
    target = actions.update_stage(
        actor=boss,
        stage=stage("Contract sent"),
        changes={"required_fields": ["amount", "company"], "checklist": ["Terms sent"]},
    )
    opportunity = actions.create_opportunity(actor=rep, name="Driver app", amount_minor=1)

    with pytest.raises(RequirementsMissing) as refused:
        actions.move(actor=rep, opportunity=opportunity, stage=target, reason="I want to")
    assert refused.value.missing == ["company", "Terms sent"]
    assert str(refused.value) == "Contract sent asks for: Company, Terms sent."

    actions.move(actor=boss, opportunity=opportunity, stage=target, reason="Agreed by phone")
    assert Fact.objects.filter(kind="opportunity").latest("seq").reason == "Agreed by phone"


def test_a_stage_in_use_can_not_vanish(rep: Acting, boss: Acting) -> None:
    opportunity = actions.create_opportunity(actor=rep, name="Driver app")

    with pytest.raises(Refused):
        actions.remove_stage(actor=boss, stage=stage("Appointment scheduled"))
    assert (
        actions.remove_stage(
            actor=boss, stage=stage("Appointment scheduled"), move_to=stage("Qualified to buy")
        )
        == 1
    )
    assert Opportunity.objects.get(id=opportunity.id).stage.name == "Qualified to buy"


def test_bulk_edit_and_its_undo_leave_what_was_touched_since(boss: Acting) -> None:
    ids = [actions.create_opportunity(actor=boss, name=name, next_step="Call").id for name in "ABC"]
    act = actions.update_many(actor=boss, kind="opportunity", ids=ids, changes={"next_step": "Mail"})
    actions.update_opportunity(
        actor=boss, opportunity=Opportunity.objects.get(id=ids[0]), changes={"next_step": "Meet"}
    )

    assert actions.undo(actor=boss, act=act) == [("opportunity", ids[0])]
    assert list(Opportunity.objects.order_by("id").values_list("next_step", flat=True)) == [
        "Meet",
        "Call",
        "Call",
    ]


def test_column_totals_round_each_record_half_even(boss: Acting) -> None:
    for minor in (3, 5, 1_000):
        actions.create_opportunity(actor=boss, name="A", amount_minor=minor, probability=Decimal("0.5"))
    actions.create_opportunity(actor=boss, name="B", amount_minor=700, currency="CHF")
    actions.create_opportunity(actor=boss, name="C")

    totals = queries.column_totals(queries.opportunities_visible_to(boss.user), current(), date(2026, 11, 1))
    found = totals[stage("Appointment scheduled").id]
    assert (found.count, found.amount_minor, found.weighted_minor, found.without_rate) == (
        5,
        1_008,
        2 + 2 + 500,
        1,
    )


def test_closed_ones_keep_the_rate_of_their_day(boss: Acting) -> None:
    for day, rate in ((date(2026, 1, 1), "0.5"), (date(2026, 6, 1), "2")):
        set_rate(actor=boss.ledger, currency="CHF", starts_on=day, rate=Decimal(rate))
    began, closed = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    won = actions.create_opportunity(actor=boss, name="Won", amount_minor=101, currency="CHF", at=began)
    actions.win(actor=boss, opportunity=won, at=closed)
    actions.create_opportunity(actor=boss, name="Open", amount_minor=101, currency="CHF", at=began)

    totals = queries.column_totals(queries.opportunities_visible_to(boss.user), current(), date(2026, 7, 1))
    assert totals[stage("Closed won").id].amount_minor == 50
    found = totals[stage("Appointment scheduled").id]
    assert (found.amount_minor, found.weighted_minor) == (202, 40)


def test_convert_a_lead_once(rep: Acting) -> None:
    company = create_company(actor=rep, name="Hansen Logistik", website="https://www.hansen.example")
    person = create_person(
        actor=rep, first_name="Nina", last_name="Hansen", emails=["Nina@Hansen.example"], company=company
    )
    lead = create_lead(actor=rep, person=person, company=company)

    opportunity = actions.convert_lead(actor=rep, lead=lead, name="Driver app")
    assert (opportunity.company, opportunity.source_lead) == (company, lead)
    assert [link.person for link in queries.persons_of(opportunity)] == [person]
    with pytest.raises(Refused):
        actions.convert_lead(actor=rep, lead=lead)


def test_duplicates_by_every_address_never_by_empty_ones(boss: Acting) -> None:
    one = create_person(actor=boss, first_name="Nina", emails=["n@a.example", "nina@b.example"])
    other = create_person(
        actor=boss, last_name="Hansen", emails=["NINA@b.example"], phones=["+49 30 1234567"]
    )
    create_person(actor=boss, last_name="Empty")
    create_person(actor=boss, last_name="Nothing")

    assert [(pair.first_id, pair.second_id, pair.why) for pair in duplicate_pairs(boss.user, "person")] == [
        (one.id, other.id, "email")
    ]
    assert set(duplicate_persons(boss.user, {"phones": ["+49301234567"]})) == {other}
    act = merge_persons(actor=boss, kept=one, doubled=other)
    one.refresh_from_db()
    assert (one.name, one.phones) == ("Nina Hansen", ["+49301234567"])
    assert one.emails == ["n@a.example", "nina@b.example"]
    unmerge(actor=boss, act=act)
    assert Person.objects.filter(is_removed=False).count() == 4


def test_the_work_list_of_duplicates_is_among_what_one_sees(boss: Acting, rep: Acting) -> None:
    for actor in (boss, boss, rep, rep):
        create_company(actor=actor, name="Hansen", owner=actor.user)

    assert len(duplicate_pairs(boss.user, "company")) == 6
    assert len(duplicate_pairs(rep.user, "company", limit=1)) == 1
    assert len(duplicate_pairs(rep.user, "company")) == 1


def test_the_timeline_joins_ledger_and_activities(rep: Acting, boss: Acting) -> None:
    opportunity = actions.create_opportunity(actor=rep, name="Driver app")
    write_note(actor=rep, text="Wants a demo, @boss", opportunity=opportunity)
    actions.move(actor=rep, opportunity=opportunity, stage=stage("Qualified to buy"))
    task = add_task(actor=rep, text="Send agenda", opportunity=opportunity)
    finish_task(actor=rep, task=task)

    entries = timeline_of("opportunity", opportunity.id)
    assert [entry.type for entry in entries] == ["task", "changed", "note", "created"]
    moved = entries[1].changes[0]
    assert (moved.field, moved.value, moved.previous) == (
        "stage_id",
        "Qualified to buy",
        "Appointment scheduled",
    )
    assert entries[1].actor == "Rita Rep"
    assert boss.user.notices.count() == 1
    assert Opportunity.objects.get().last_activity_at is not None
