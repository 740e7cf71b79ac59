from datetime import UTC, date, datetime

import pytest

from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.runs import DoubtsOpen
from penstock.foundation.base.ledger import Actor, Cause, as_of, writing
from penstock.foundation.base.models import Fact
from penstock.records.leads.models import Lead
from penstock.records.people.models import Company, CustomField, Person
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.models import User

DEALS = (
    "Deal ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal Owner,Company,Shoe size\n"
    "1,One,Contract sent,100.50,2027-01-31,2025-01-10,Anna Łoś,Acme,42\n"
    "2,Two,Closed won,200,2025-03-01,2025-02-01,Bo,Acme,\n"
    "3,Three,Closed lost,300,2025-03-05,2025-02-02,Bo,Beta,\n"
)


def counts(outcome):
    return (
        sum(outcome.created.values()),
        sum(outcome.updated.values()),
        sum(outcome.unchanged.values()),
        outcome.refused,
    )


def on(year, month, day):
    return datetime(year, month, day, tzinfo=UTC)


def test_opportunities_come_with_their_own_past(bring, written):
    outcome = bring(written(DEALS, "deals.csv"))

    assert (outcome.read, counts(outcome)) == (3, (3, 0, 0, 0))
    two = Opportunity.objects.get(name="Two")
    assert (two.amount_minor, two.currency, two.stage.name, two.close_on) == (
        20_000,
        "EUR",
        "Closed won",
        date(2025, 3, 1),
    )
    assert (two.created_at, two.stage_since, two.owner.name, two.company.name) == (
        on(2025, 2, 1),
        on(2025, 3, 1),
        "Bo",
        "Acme",
    )


def test_stage_before_the_recorded_one_is_not_recorded(bring, written):
    bring(written(DEALS, "deals.csv"))

    before = as_of(Opportunity, on(2025, 2, 15)).get(name="Two")
    after = as_of(Opportunity, on(2025, 3, 1)).get(name="Two")
    assert (before.stage, before.amount_minor, before.company.name, before.owner.name) == (
        None,
        20_000,
        "Acme",
        "Bo",
    )
    assert after.stage.name == "Closed won"


def test_stage_of_an_open_one_is_known_from_now_on(bring, written):
    bring(written(DEALS, "deals.csv"))

    one = Opportunity.objects.get(name="One")
    assert (one.stage.name, one.created_at) == ("Contract sent", on(2025, 1, 10))
    assert as_of(Opportunity, on(2026, 1, 1)).get(name="One").stage is None


def test_facts_that_know_only_the_day_say_so(bring, written):
    bring(written(DEALS, "deals.csv"))

    two = Opportunity.objects.get(name="Two")
    facts = Fact.objects.filter(kind="opportunity", record_id=two.id).order_by("seq")
    assert [(fact.precision, fact.valid_at, fact.cause) for fact in facts] == [
        ("day", on(2025, 2, 1), "import"),
        ("day", on(2025, 3, 1), "import"),
    ]


def test_same_file_twice_changes_nothing(bring, written):
    path = written(DEALS, "deals.csv")
    bring(path)
    facts = Fact.objects.count()

    outcome = bring(path)

    assert counts(outcome) == (0, 0, 3, 0)
    assert Fact.objects.count() == facts


def test_changed_value_is_a_fact_at_import_time(bring, written):
    bring(written(DEALS, "deals.csv"))

    outcome = bring(written(DEALS.replace("100.50", "150"), "deals.csv"))

    assert counts(outcome) == (0, 1, 2, 0)
    assert Opportunity.objects.get(name="One").amount_minor == 15_000
    assert as_of(Opportunity, on(2026, 1, 1)).get(name="One").amount_minor == 10_050


def test_what_a_person_changed_since_stays_and_is_told(bring, written):
    bring(written(DEALS, "deals.csv"))
    user = User.objects.get(name="Bo")
    with writing(Actor("user", user.id), Cause("screen")):
        Opportunity.objects.filter(name="One").update(amount_minor=99_900)

    outcome = bring(written(DEALS.replace("100.50", "150"), "deals.csv"))

    assert Opportunity.objects.get(name="One").amount_minor == 99_900
    assert counts(outcome) == (0, 0, 3, 0)
    assert any(
        "another amount in the file, but it was changed here since" in warning for warning in outcome.warnings
    )


def test_one_that_was_won_meanwhile_is_won_on_its_day(bring, written):
    # The first file came before the opportunity was won.
    bring(written(DEALS, "deals.csv"))
    won = DEALS.replace("Contract sent", "Closed won").replace("2027-01-31", date.today().isoformat())

    bring(written(won, "deals.csv"))

    one = Opportunity.objects.get(name="One")
    assert (one.stage.name, one.close_on) == ("Closed won", date.today())


def test_refused_rows_come_back_with_line_and_reason(bring, written, settings):
    content = (
        DEALS
        + '4,Four,Closed won,much,2025-01-01,2025-01-01,Bo,Acme,\n5,"open,x\n6,Six,Closed won,1\n1,One again,,,,,,,\n'
    )

    outcome = bring(written(content, "deals.csv"))

    assert counts(outcome) == (3, 0, 0, 4)
    with open(outcome.refused_file, encoding="utf-8-sig") as file:
        lines = file.read().splitlines()
    assert lines[0].startswith("Refused line,Refused because,Deal ID,Deal Name")
    assert lines[1].startswith("5,Amount: “much” is no number,4,Four,Closed won,much")
    assert [line.split(",")[0] for line in lines[1:]] == ["5", "6", "7", "8"]
    assert "the id 1 stands on line 2 already" in lines[4]


def test_mended_refused_rows_come_in(bring, written):
    content = DEALS + "4,Four,Closed won,much,2025-01-01,2025-01-01,Bo,Acme,\n"
    refused = bring(written(content, "deals.csv")).refused_file
    with open(refused, encoding="utf-8-sig") as file:
        mended = file.read().replace("much", "17", 2).replace("“17”", "“much”")

    outcome = bring(written(mended, "deals.refused.csv"))

    assert counts(outcome) == (1, 0, 0, 0)
    assert Opportunity.objects.get(name="Four").amount_minor == 1700


def test_columns_of_no_field_become_custom_fields(bring, written):
    bring(written(DEALS, "deals.csv"))

    assert list(CustomField.objects.values_list("kind", "key", "label", "type")) == [
        ("opportunity", "shoe_size", "Shoe size", "text")
    ]
    assert Opportunity.objects.get(name="One").custom == {"shoe_size": "42"}


def test_stages_that_are_not_ours_get_a_pipeline(bring, written):
    content = "Deal Name,Deal Stage,Probability (%),Create Date\na,Talking,30,2025-01-01\nb,Signing,80,2025-01-01\nc,Won,100,2025-01-01\n"

    outcome = bring(written(content, "our_deals.csv"))

    pipeline = Opportunity.objects.get(name="a").pipeline
    assert pipeline.name == "Our deals"
    assert [(stage.name, stage.kind, float(stage.probability)) for stage in pipeline.stages.all()] == [
        ("Talking", "open", 0.3),
        ("Signing", "open", 0.8),
        ("Won", "won", 1),
        ("Closed lost", "lost", 0),
    ]
    assert any("“Our deals” is new" in warning for warning in outcome.warnings)


def test_hundred_per_cent_on_every_open_stage_counts_as_unset(bring, written):
    content = "Deal Name,Deal Stage,Probability (%)\na,Qualified,100\nb,Negotiation,100\nc,Won,100\n"

    bring(written(content, "deals.csv"))

    stages = Opportunity.objects.get(name="a").pipeline.stages.filter(kind="open")
    assert [(stage.name, float(stage.probability)) for stage in stages] == [
        ("Qualified", 0.2),
        ("Negotiation", 0.8),
    ]


def test_doubt_stops_everything_before_anything_is_written(bring, written):
    content = "Deal Name,Deal Stage,Close Date\na,Closed won,01/02/2025\n"

    with pytest.raises(DoubtsOpen) as stopped:
        bring(written(content, "deals.csv"))

    assert [doubt.flag for doubt in stopped.value.doubts] == ["--dates"]
    assert (ImportRun.objects.count(), Opportunity.objects.count()) == (0, 0)
    assert counts(bring(written(content, "deals.csv"), dates="dmy")) == (1, 0, 0, 0)
    assert Opportunity.objects.get().close_on == date(2025, 2, 1)


def test_dry_run_says_the_same_and_writes_nothing(bring, written):
    outcome = bring(written(DEALS, "deals.csv"), dry_run=True)

    assert counts(outcome) == (3, 0, 0, 0)
    assert (
        Opportunity.objects.count(),
        Company.objects.count(),
        Fact.objects.filter(cause="import").count(),
    ) == (0, 0, 0)


def test_companies_and_persons_are_found_again(bring, written):
    companies = "Company ID,Company Name,Company Domain Name,Industry\n7,Acme GmbH,acme.example,Steel\n8,Beta,beta.example,\n"
    people = (
        "First Name,Last Name,Email,Phone,Company\nAnna,Łoś,ANNA@acme.example,+48 22 555 10 10,Acme GmbH\n"
    )

    bring(written(companies, "companies.csv"), written(people, "contacts.csv"))
    outcome = bring(written(people.replace("+48 22 555 10 10", "+48 22 555 20 20"), "contacts.csv"))

    assert Company.objects.count() == 2
    person = Person.objects.get()
    assert (person.name, person.emails, person.company.domains) == (
        "Anna Łoś",
        ["anna@acme.example"],
        ["acme.example"],
    )
    assert person.phones == ["+48225551010", "+48225552020"]
    assert counts(outcome) == (0, 1, 0, 0)


def test_leads_have_their_status_and_day(bring, written):
    content = (
        "Lead ID,First Name,Last Name,Email,Lead Status,Created Time,Lead Source,Is Converted\n"
        "1,Anna,Łoś,anna@x.example,Contacted,2025-01-05,Web,No\n"
        "2,Bo,Ek,bo@x.example,Lost Lead,2025-01-06,Web,Yes\n"
        "3,Cy,Ax,cy@x.example,Junk Lead,2025-01-07,,No\n"
    )

    outcome = bring(written(content, "leads.csv"))

    leads = Lead.objects.order_by("id")
    assert [(lead.name, lead.status, lead.disqualified_reason) for lead in leads] == [
        ("Anna Łoś", "working", ""),
        ("Bo Ek", "converted", ""),
        ("Cy Ax", "disqualified", "Junk Lead"),
    ]
    assert [lead.created_at for lead in leads] == [on(2025, 1, 5), on(2025, 1, 6), on(2025, 1, 7)]
    assert (
        "1 leads are converted and “Lost Lead” at the same time; they count as converted: line 3"
        in outcome.warnings
    )
    assert leads[0].person.emails == ["anna@x.example"]


def test_closed_before_created_stays_and_is_told(bring, written):
    content = "Deal ID,Deal Name,Deal Stage,Close Date,Create Date\n1,One,Closed won,2025-01-01,2025-02-01\n"

    outcome = bring(written(content, "deals.csv"))

    assert "1 opportunities are closed before they were created: line 2" in outcome.warnings
    assert Opportunity.objects.get().stage.kind == "won"


def test_bad_address_costs_no_contact_and_turned_names_are_understood(bring, written):
    content = 'Name,Company,Email,Phone\n"Doe, Jane",Acme,jane@x.example; bad,12\n"Ann Lee, PhD",Acme,nothing,030 123456\n'

    outcome = bring(written(content, "contacts.csv"))

    jane, ann = Person.objects.order_by("id")
    assert (jane.first_name, jane.last_name, jane.emails) == ("Jane", "Doe", ["jane@x.example"])
    assert (outcome.created["people"], outcome.refused, ann.custom) == (2, 0, {"email": "nothing"})
    assert {found["message"] for found in outcome.findings} == {
        "have something in “Email” that is no e-mail address; it is kept as a custom field",
        "have something in “Phone” that is no phone number; it is kept as a custom field",
    }


def test_hubspots_associations_are_taken_apart(bring, written):
    content = (
        "Record ID,Deal Name,Deal Stage,Amount,Create Date,Deal owner,Associated Company,Associated Company IDs\n"
        "1,Big,Contract sent,10,2025-11-01 09:00,Rita,Acme (acme.example);Beta (beta.example),77;78\n"
    )

    bring(written(content, "hubspot-crm-exports-all-deals-2026-01-01.csv"))

    company = Opportunity.objects.get().company
    assert (company.name, company.domains) == ("Acme", ["acme.example"])
