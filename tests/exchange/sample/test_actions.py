"""The simulated company in the record: what is written is what was simulated, and all of it can be taken out again."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection

from penstock.exchange.sample import actions, removing
from penstock.exchange.sample.generator import demonstration, simulate
from penstock.exchange.sample.generator.history import fold
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import as_of
from penstock.foundation.base.models import Fact
from penstock.records.activities.models import Activity
from penstock.records.leads.models import Lead, LeadSource
from penstock.records.people.models import Company, Person
from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import (
    Competitor,
    LossReason,
    Opportunity,
    OpportunityPerson,
    OpportunityUser,
    Pipeline,
    Stage,
)
from penstock.records.team.models import Team, User

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SCALE = 0.1
RECORDS = (
    Company,
    Person,
    Lead,
    Opportunity,
    OpportunityPerson,
    OpportunityUser,
    Activity,
    User,
    Team,
    Competitor,
)


@pytest.fixture
def loaded():
    return actions.load(seed=3, scale=SCALE, now=NOW)


@pytest.fixture
def simulated():
    return simulate(3, SCALE, TODAY)


def is_sample():
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_sample FROM ledger_mark")
        return cursor.fetchone()[0]


def shown(opportunity, users, companies, leads):
    """A simulated opportunity as the record would tell it."""
    return (
        opportunity.name,
        companies[opportunity.company],
        opportunity.amount_minor,
        opportunity.currency,
        opportunity.close_on,
        users[opportunity.owner],
        opportunity.stage,
        opportunity.source,
        opportunity.next_step or "",
        opportunity.loss_reason,
        opportunity.competitor,
        leads.get(opportunity.lead),
        opportunity.created_at,
    )


def test_opportunities_are_those_simulated(loaded, simulated):
    users = {user.id: user.email for user in simulated.staff.users}
    companies = {company.id: company.name for company in simulated.rows.companies}
    leads = {lead.id: lead.message for lead in simulated.rows.leads}

    written = Opportunity.objects.values_list(
        "name", "company__name", "amount_minor", "currency", "close_on", "owner__email", "stage__name", "source__name",
        "next_step", "loss_reason__name", "competitor__name", "source_lead__message", "created_at",
    )  # fmt: skip

    assert Counter(written) == Counter(
        shown(row, users, companies, leads) for row in simulated.rows.opportunities
    )
    assert (loaded.opportunities, loaded.companies) == (40, 16)


def test_other_records_are_as_many_as_simulated(loaded, simulated):
    rows = simulated.rows

    assert Company.objects.count() == len(rows.companies)
    assert Person.objects.count() == len(rows.persons)
    assert Counter(Lead.objects.values_list("status", flat=True)) == Counter(
        lead.status.replace("qualified", "sales_qualified") if lead.status == "qualified" else lead.status
        for lead in rows.leads
    )
    assert OpportunityPerson.objects.count() == sum(len(row.persons) for row in rows.opportunities)
    assert OpportunityUser.objects.count() == sum(len(row.members) for row in rows.opportunities)
    assert Activity.objects.filter(type="note").count() == len(rows.notes)
    assert Activity.objects.filter(type="task", done_at=None).count() == sum(
        task.done_at is None for task in rows.tasks
    )


def test_facts_carry_both_times_and_their_author(loaded, simulated):
    emails = dict(User.objects.values_list("id", "email"))
    users = {user.id: user.email for user in simulated.staff.users}

    written = Fact.objects.filter(kind__in=("opportunity", "lead")).values_list(
        "kind", "valid_at", "recorded_at", "actor", "actor_id", "cause"
    )

    assert Counter((*row[:4], emails.get(row[4]), row[5]) for row in written) == Counter(
        (
            fact.kind,
            fact.valid_at,
            fact.recorded_at,
            "user" if fact.actor else "system",
            users.get(fact.actor),
            "sample",
        )
        for fact in simulated.rows.facts
        if fact.kind in ("opportunity", "lead")
    )


@pytest.mark.parametrize("known_then", [False, True])
@pytest.mark.parametrize("days_ago", [600, 300, 100, 20, 1])
def test_a_past_day_is_as_it_was_simulated(loaded, simulated, days_ago, known_then):
    instant = datetime.combine(TODAY - timedelta(days=days_ago), time(23, 59), UTC)
    facts = defaultdict(list)
    for fact in simulated.rows.facts:
        if fact.kind == "opportunity" and (fact.recorded_at if known_then else fact.valid_at) <= instant:
            facts[fact.record].append(fact)
    expected = [fold(history) for history in facts.values()]

    past = as_of(Opportunity, instant, instant if known_then else None)

    assert Counter(past.values_list("name", "stage__name", "amount_minor", "close_on")) == Counter(
        (row["name"], row["stage"], row["amount_minor"], row["close_on"]) for row in expected
    )


def test_the_newest_note_is_the_last_activity(loaded):
    for opportunity in Opportunity.objects.all():
        notes = Activity.objects.filter(opportunity=opportunity, type="note")
        assert opportunity.last_activity_at == max((note.at for note in notes), default=None)


def test_the_team_is_there_but_nobody_of_it_can_sign_in(loaded):
    assert Counter(User.objects.values_list("team__name", "role")) == {
        ("North", "manager"): 1, ("North", "representative"): 3, ("South", "manager"): 1, ("South", "representative"): 3,
    }  # fmt: skip
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_the_installations_own_lists_are_used_and_reach_back():
    lay_ground()
    before = {model: model.objects.count() for model in (Pipeline, Stage, LeadSource, LossReason)}
    long_ago = datetime(2024, 12, 1, tzinfo=UTC)

    actions.load(seed=3, scale=SCALE, now=NOW)

    assert {model: model.objects.count() for model in before} == before
    assert {model: as_of(model, long_ago).count() for model in before} == before


def test_without_the_standard_stages_it_is_refused():
    lay_ground()
    Stage.objects.filter(name="Contract sent").update(name="Paper sent")

    with pytest.raises(Refused):
        actions.load(seed=3, scale=SCALE, now=NOW)


def test_progress_is_heard_to_the_end():
    heard = []

    actions.load(seed=3, scale=SCALE, now=NOW, progress=lambda done, of: heard.append((done, of)))

    assert heard[-1] == (40, 40)


def test_a_database_with_records_is_refused():
    Company.objects.create(name="Ours")

    with pytest.raises(Refused):
        actions.load(seed=3, scale=SCALE, now=NOW)

    assert not is_sample()
    assert Opportunity.objects.count() == 0


def test_a_second_sample_is_refused(loaded):
    with pytest.raises(Refused):
        actions.load(seed=4, scale=SCALE, now=NOW)


def test_a_benchmark_of_any_shape_can_be_written():
    shape = demonstration(0.05)

    assert actions.load_shape(seed=1, shape=shape, now=NOW).opportunities == 20


def test_removing_leaves_the_installation_as_it_was():
    lay_ground()
    before = {model: model._base_manager.count() for model in (*RECORDS, Stage, LeadSource, LossReason)}
    actions.load(seed=3, scale=SCALE, now=NOW)

    assert removing.remove() == 40

    assert not is_sample()
    assert {model: model._base_manager.count() for model in before} == before
    assert not Fact.objects.filter(
        kind__in=("company", "person", "lead", "opportunity", "activity", "user")
    ).exists()
    assert as_of(Opportunity, datetime(2026, 6, 1, tzinfo=UTC)).count() == 0


def test_after_removing_it_can_be_loaded_again(loaded):
    removing.remove()

    assert actions.load(seed=4, scale=SCALE, now=NOW).opportunities == 40


def test_removing_where_there_is_none_is_refused():
    with pytest.raises(Refused):
        removing.remove()


def test_removing_keeps_what_people_made_with_all_that_it_points_to(loaded):
    theirs = Opportunity.objects.filter(source_lead=None).first()
    person = Person.objects.filter(company=theirs.company).first()
    stage = Stage.objects.get(name="Qualified to buy")
    own_company = Company.objects.create(name="Ours")
    own = Opportunity.objects.create(
        name="Our own",
        company=theirs.company,
        owner=theirs.owner,
        pipeline=stage.pipeline,
        stage=stage,
        currency="EUR",
    )
    OpportunityPerson.objects.create(opportunity=own, person=person)
    note = Activity.objects.create(type="note", at=NOW, text="ours", opportunity=own, user=theirs.owner)
    hanging = Activity.objects.create(type="note", at=NOW, text="on theirs", opportunity=theirs)

    removing.remove()

    assert list(Opportunity.objects.values_list("name", flat=True)) == ["Our own"]
    assert set(Company.objects.values_list("id", flat=True)) == {own_company.id, theirs.company_id}
    assert list(Person.objects.values_list("id", flat=True)) == [person.id]
    assert list(User.objects.values_list("email", "is_active")) == [(theirs.owner.email, False)]
    assert not Competitor.objects.exists()
    assert list(Activity.objects.values_list("id", flat=True)) == [note.id]
    assert not Activity.objects.filter(id=hanging.id).exists()
    assert Fact.objects.filter(kind="company", record_id=theirs.company_id).exists()
    assert as_of(Opportunity, datetime(2026, 6, 1, tzinfo=UTC)).count() == 0
