import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from penstock.records.activities.actions import write_note
from penstock.records.people.models import Company, Person
from penstock.records.pipeline.models import Opportunity, OpportunityPerson, Stage
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


def test_as_many_queries_with_three_notes_as_with_one(client_as, rep, opportunity_of):
    opportunity, client = opportunity_of(rep), client_as(rep)

    def asked():
        write_note(actor=Acting.on_screen(rep), text="Called", opportunity=opportunity)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/opportunities/{opportunity.pk}/").status_code == 200
        return len(queries)

    asked()
    once = asked()

    assert asked() == once


def test_a_fact_is_saved_by_itself_and_comes_back_as_it_is_shown(client_as, rep, opportunity_of):
    opportunity = opportunity_of(rep)
    address = f"/opportunities/{opportunity.pk}/facts/amount"

    form = client_as(rep).get(address, headers=HX).content.decode()
    saved = client_as(rep).post(address, {"amount": "18,400.50", "currency": "EUR"}, headers=HX)

    assert 'value="22,000"' in form
    assert "€18,400.50" in saved.content.decode()
    assert Opportunity.objects.get().amount_minor == 1_840_050


def test_a_fact_that_somebody_changed_meanwhile_is_not_overwritten(client_as, rep, opportunity_of):
    opportunity = opportunity_of(rep, next_step="Call")

    answer = client_as(rep).post(
        f"/opportunities/{opportunity.pk}/facts/next_step", {"next_step": "Mail", "seen": "Meet"}, headers=HX
    )

    assert answer.status_code == 409
    assert "Somebody changed this meanwhile" in answer.content.decode()
    assert Opportunity.objects.get().next_step == "Call"


def test_what_can_not_be_read_is_said_beside_the_field(client_as, rep, opportunity_of):
    opportunity = opportunity_of(rep)

    answer = client_as(rep).post(
        f"/opportunities/{opportunity.pk}/facts/amount", {"amount": "a lot", "currency": "EUR"}, headers=HX
    )

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_without_script_the_same_address_is_a_page_and_leads_back(client_as, rep, opportunity_of):
    opportunity, client = opportunity_of(rep), client_as(rep)
    address = f"/opportunities/{opportunity.pk}/facts/next_step"

    page = client.get(address).content.decode()
    saved = client.post(address, {"next_step": "Demo"})

    assert "<html" in page
    assert saved.headers["Location"] == f"/opportunities/{opportunity.pk}/"
    assert Opportunity.objects.get().next_step == "Demo"


def test_a_note_comes_into_the_timeline(client_as, rep, opportunity_of):
    opportunity = opportunity_of(rep)

    answer = client_as(rep).post(
        f"/opportunities/{opportunity.pk}/notes", {"text": "They want it in May"}, headers=HX
    )

    assert "They want it in May" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_one_form_makes_opportunity_company_and_person(client_as, rep, workspace):
    client_as(rep).post(
        "/opportunities/new/",
        {
            "name": "Driver app",
            "company": "Hansen",
            "person": "Nina Hansen",
            "amount": "22000",
            "currency": "EUR",
        },
    )

    opportunity = Opportunity.objects.get()
    assert (opportunity.name, opportunity.amount_minor) == ("Driver app", 2_200_000)
    assert opportunity.company == Company.objects.get(name="Hansen")
    assert OpportunityPerson.objects.get().person == Person.objects.get(last_name="Hansen")


def test_the_form_asks_what_the_first_stage_asks(client_as, rep, stages):
    first = stages["Appointment scheduled"]
    Stage.objects.filter(pk=first.pk).update(required_fields=["amount", "close_on"])
    client, sent = client_as(rep), {"name": "Driver app", "amount": "10", "currency": "EUR"}

    assert 'name="close_on"' in client.get("/opportunities/new/").content.decode()
    assert client.post("/opportunities/new/", sent).status_code == 422
    client.post("/opportunities/new/", sent | {"close_on": "2027-01-31"})

    assert Opportunity.objects.get().close_on.isoformat() == "2027-01-31"


def test_a_company_that_is_here_is_not_made_twice(client_as, rep, opportunity_of):
    opportunity_of(rep)

    client_as(rep).post("/opportunities/new/", {"name": "Second", "company": "driver app ltd"})

    assert Company.objects.count() == 1


def test_removing_leads_to_the_board_and_can_be_undone(client_as, rep, opportunity_of):
    opportunity, client = opportunity_of(rep), client_as(rep)

    client.post(f"/opportunities/{opportunity.pk}/removal")
    board = client.get("/opportunities/").content.decode()
    gone = client.get(f"/opportunities/{opportunity.pk}/").status_code
    undo = board.split(f"/opportunities/{opportunity.pk}/restoration")[1].split('"')[0]
    client.post(f"/opportunities/{opportunity.pk}/restoration{undo}".replace("&amp;", "&"))

    assert gone == 404
    assert client.get(f"/opportunities/{opportunity.pk}/").status_code == 200


def test_merging_two_persons_and_taking_it_back(client_as, rep, opportunity_of):
    opportunity_of(rep, "One")
    opportunity_of(rep, "Two")
    one, two = Person.objects.order_by("pk")
    client = client_as(rep)

    client.post(f"/people/{one.pk}/merges", {"other": two.pk})
    merged = client.get(f"/people/{one.pk}/").content.decode()
    undo = merged.split(f"/people/{one.pk}/merges/")[1].split("/")[0]
    client.post(f"/people/{one.pk}/merges/{undo}/undo")

    assert "Two" in merged
    assert Person.objects.filter(is_removed=False).count() == 2


def test_a_lead_becomes_an_opportunity(client_as, rep, opportunity_of):
    from penstock.records.leads.actions import create_lead

    opportunity_of(rep)
    lead = create_lead(actor=Acting.on_screen(rep), person=Person.objects.get())

    client_as(rep).post(f"/leads/{lead.pk}/conversion", {"name": "From a form"})

    assert Opportunity.objects.get(name="From a form").source_lead == lead


def test_a_lead_is_disqualified_for_a_reason_only(client_as, rep, opportunity_of):
    from penstock.records.leads.actions import create_lead

    opportunity_of(rep)
    lead, client = create_lead(actor=Acting.on_screen(rep), person=Person.objects.get()), client_as(rep)
    address = f"/leads/{lead.pk}/disqualification"

    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "A student"}).status_code == 302
    lead.refresh_from_db()
    assert (lead.status, lead.disqualified_reason) == ("disqualified", "A student")
