"""The history of opportunities, in both shapes, and activities."""

from datetime import UTC, date, datetime

from penstock.foundation.base.ledger import as_of
from penstock.foundation.base.models import Fact
from penstock.records.activities.models import Activity
from penstock.records.pipeline.models import Opportunity

DEALS = (
    "Id,Name,StageName,Amount,CloseDate,CreatedDate\n"
    "006A,One,Closed won,300,2025-03-10,2025-01-01T09:00:00Z\n"
    "006B,Two,Contract sent,50,2027-01-31,2025-02-01T09:00:00Z\n"
)
ROWS = (
    "Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability\n"
    "h1,006A,2025-01-01T09:00:00Z,Appointment scheduled,100,2025-02-28,20\n"
    "h2,006A,2025-02-01T10:00:00Z,Contract sent,100,2025-03-31,90\n"
    "h3,006A,2025-02-20T10:00:00Z,Contract sent,300,2025-03-31,90\n"
    "h4,006A,2025-03-10T15:30:00Z,Closed won,300,2025-03-10,100\n"
    "h5,006X,2025-03-10T15:30:00Z,Closed won,300,2025-03-10,100\n"
)
FIELDS = (
    "Id,OpportunityId,CreatedDate,Field,OldValue,NewValue\n"
    "f1,006A,2025-02-01T10:00:00Z,StageName,Appointment scheduled,Contract sent\n"
    "f2,006A,2025-02-20T10:00:00Z,Amount,100,300\n"
    "f3,006A,2025-03-10T15:30:00Z,StageName,Contract sent,Closed won\n"
    "f4,006A,2025-03-01T15:30:00Z,Description,a,b\n"
)


def at(month, day, hour=12):
    return datetime(2025, month, day, hour, tzinfo=UTC)


def seen(instant):
    one = as_of(Opportunity, instant).get(name="One")
    return one.stage.name if one.stage else None, one.amount_minor, one.close_on


def test_rows_of_changes_become_the_past(bring, written):
    outcome = bring(written(DEALS, "opportunities.csv"), written(ROWS, "opportunity_history.csv"))

    assert seen(at(1, 15)) == ("Appointment scheduled", 10_000, date(2025, 2, 28))
    assert seen(at(2, 10)) == ("Contract sent", 10_000, date(2025, 3, 31))
    assert seen(at(2, 25)) == ("Contract sent", 30_000, date(2025, 3, 31))
    assert seen(at(3, 10, 15)) == ("Contract sent", 30_000, date(2025, 3, 31))
    assert seen(at(3, 10, 16)) == ("Closed won", 30_000, date(2025, 3, 10))
    assert outcome.created == {"opportunities": 2, "history": 4}
    assert outcome.refused == 1
    assert any("tell of 1 opportunities that are not here: line 6" in told for told in outcome.warnings)


def test_changed_fields_with_old_and_new_become_the_past(bring, written):
    bring(written(DEALS, "opportunities.csv"), written(FIELDS, "OpportunityFieldHistory.csv"))

    assert seen(at(1, 15)) == ("Appointment scheduled", 10_000, None)
    assert seen(at(2, 10))[:2] == ("Contract sent", 10_000)
    assert seen(at(2, 25))[:2] == ("Contract sent", 30_000)
    assert seen(at(3, 10, 16))[:2] == ("Closed won", 30_000)


def test_history_may_come_later_and_its_instants_count(bring, written):
    bring(written(DEALS, "opportunities.csv"))
    bring(written(ROWS, "opportunity_history.csv"))

    assert seen(at(3, 10, 15))[0] == "Contract sent"
    assert seen(at(3, 10, 16))[0] == "Closed won"


def test_history_twice_changes_nothing(bring, written):
    files = written(DEALS, "opportunities.csv"), written(ROWS, "opportunity_history.csv")
    bring(*files)
    facts = Fact.objects.count()

    outcome = bring(*files)

    assert Fact.objects.count() == facts
    assert (sum(outcome.created.values()), sum(outcome.updated.values())) == (0, 0)


def test_activities_find_what_they_are_about(bring, written):
    content = (
        "Id,WhatId,TaskSubtype,Subject,Description,ActivityDate,Status,CallDurationInSeconds,CreatedDate,CompletedDateTime\n"
        "t1,006A,Call,Asked,About the price,2025-02-03,Completed,120,2025-02-03T10:00:00Z,2025-02-03T11:00:00Z\n"
        "t2,006B,Task,Send it,,2025-04-01,Not Started,,2025-03-01T10:00:00Z,\n"
        "t3,006X,Task,Nowhere,,2025-04-01,Not Started,,2025-03-01T10:00:00Z,\n"
    )
    files = written(DEALS, "opportunities.csv"), written(content, "tasks.csv")

    outcome = bring(*files)
    again = bring(*files)

    call, task = Activity.objects.order_by("id")
    assert (call.type, call.opportunity.name, call.done_at, call.text) == (
        "call",
        "One",
        None,
        "Asked\nAbout the price\n2.0 min",
    )
    assert (task.type, task.opportunity.name, task.done_at, task.due_at) == (
        "task",
        "Two",
        None,
        datetime(2025, 4, 1, tzinfo=UTC),
    )
    assert (outcome.created["activities"], outcome.refused) == (2, 1)
    assert again.unchanged["activities"] == 2
    assert Opportunity.objects.get(name="One").last_activity_at == call.at


def test_stage_where_it_died_is_kept(bring, written):
    content = (
        "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Lost time,Deal - Won time,Deal - Pipeline\n"
        "1,Lost one,Contract sent,Lost,2025-01-01 10:00,2025-02-01 10:00,,Sales\n"
        "2,Won one,Appointment scheduled,Won,2025-01-01 10:00,,2025-02-01 10:00,Sales\n"
    )

    outcome = bring(written(content, "deals.csv"))

    lost = Opportunity.objects.get(name="Lost one")
    facts = Fact.objects.filter(kind="opportunity", record_id=lost.id).order_by("seq")
    stages = [fact.changes["stage_id"] for fact in facts if "stage_id" in fact.changes]
    names = dict(lost.pipeline.stages.values_list("id", "name"))
    assert [names[stage] for stage in stages] == ["Contract sent", "Closed lost"]
    assert "1 opportunities are won in the first stage of their pipeline: line 3" in outcome.warnings


CASES = (
    "OpportunityId,CreatedDate,StageName\n"
    "a,2025-01-01T09:00:00Z,In\na,2025-01-02T09:00:00Z,Checked\na,2025-01-03T09:00:00Z,Offered\na,2025-01-04T09:00:00Z,Declined\n"
    "b,2025-01-01T09:00:00Z,In\nb,2025-01-02T09:00:00Z,Offered\nb,2025-01-03T09:00:00Z,Checked\nb,2025-01-04T09:00:00Z,Cancelled\n"
    "c,2025-01-01T09:00:00Z,In\nc,2025-01-02T09:00:00Z,Checked\nc,2025-01-03T09:00:00Z,Offered\nc,2025-01-04T09:00:00Z,Lost\n"
)


def test_stages_stand_in_the_order_in_which_the_history_goes_through_them(bring, written):
    bring(written(CASES, "opportunity_history.csv"))

    stages = Opportunity.objects.get(name="a").pipeline.stages.order_by("position")
    assert list(stages.values_list("name", flat=True))[:3] == ["In", "Checked", "Offered"]
    reasons = Opportunity.objects.order_by("name").values_list("loss_reason__name", flat=True)
    assert list(reasons) == ["Declined", "Cancelled", None]


def test_what_came_of_a_lead_has_its_source(bring, written):
    leads = "Lead Id,Name,Email,Lead Source\nL1,Ann Low,ann@one.example,Fair\nL2,Bo High,bo@two.example,Web\n"
    deals = "Id,Name,StageName,LeadId,LeadSource\nD1,One,Closed won,L1,\nD2,Two,Closed won,L2,Phone\n"

    for _ in range(2):
        bring(written(leads, "leads.csv"), written(deals, "opportunities.csv"))

        sources = dict(Opportunity.objects.values_list("name", "source__name"))
        assert sources == {"One": "Fair", "Two": "Phone"}


def test_what_the_row_does_not_tell_its_history_does(bring, written):
    deals = "opportunity_id,opportunity_name,created\n006A,One,2025-01-01\n006B,Two,2025-02-01\n"
    moves = (
        "opportunity_id,from_stage,to_stage,amount,changed_at\n"
        "006A,Qualification,Negotiation,100,2025-01-10T09:00:00Z\n006A,Negotiation,Closed won,120,2025-03-10T09:00:00Z\n"
        "006B,Qualification,Negotiation,,2025-02-10T09:00:00Z\n"
    )

    bring(written(deals, "opportunities.csv"), written(moves, "opportunity_history.csv"))

    one, two = Opportunity.objects.order_by("name")
    assert (one.stage.name, one.stage.kind, one.amount_minor) == ("Closed won", "won", 12_000)
    assert one.stage_since == at(3, 10, 9)
    assert (two.stage.name, two.stage_since, two.amount_minor) == ("Negotiation", at(2, 10, 9), None)


def test_a_log_of_stages_alone_is_all_there_is(bring, written):
    text = "deal_id,stage,entered_at,left_at\nD1,Qualified,2025-01-05,2025-01-20\nD1,Won,2025-01-20,\n"

    outcome = bring(written(text, "stage_log.csv"))

    one = Opportunity.objects.get()
    assert (one.stage.kind, one.close_on) == ("won", date(2025, 1, 20))
    assert not any("count as closed today" in told for told in outcome.warnings)
