"""A lead or person by hand, with whom it names."""

import pytest

from penstock.records.leads.models import Lead
from penstock.records.people.actions import create_company, create_custom_field, create_person, update_company
from penstock.records.people.models import Company, Person
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db


def test_one_form_makes_a_lead_with_its_person_and_company(client_as, marketer):
    sent = {"person": "Tilda Test", "email": "Tilda@test.example", "company": "Testwerk", "intent": "buying"}
    client_as(marketer).post("/leads/new/", sent)

    lead = Lead.objects.get()
    assert (lead.name, lead.intent, lead.person.emails) == ("Tilda Test", "buying", ["tilda@test.example"])
    assert lead.company == lead.person.company == Company.objects.get(name="Testwerk")
    page = client_as(marketer).get(f"/leads/{lead.pk}/").content.decode()
    assert ("/disqualification" in page, "/conversion" in page) == (True, False)


def test_who_is_here_already_is_recognised_and_brings_the_company(client_as, marketer):
    actor = Acting.on_screen(marketer)
    company = create_company(actor=actor, name="Testwerk")
    tilda = create_person(actor=actor, last_name="Test", emails=["tilda@test.example"], company=company)

    client_as(marketer).post("/leads/new/", {"person": "T. Test", "email": "tilda@test.example"})

    lead = Lead.objects.get()
    assert (lead.name, lead.person, lead.company) == ("Test", tilda, company)


def test_of_two_with_one_name_nobody_is_guessed_and_nothing_made(client_as, rep):
    actor = Acting.on_screen(rep)
    for email in ("one@test.example", "two@test.example"):
        create_person(actor=actor, first_name="Tilda", last_name="Test", emails=[email])

    answer = client_as(rep).post("/leads/new/", {"person": "Tilda Test", "name": "Fair"})

    assert answer.status_code == 422
    assert 'id="new-person_error">Several people are called “Tilda Test”' in answer.content.decode()
    client_as(rep).post("/leads/new/", {"person": "two@test.example"})
    assert [lead.person.emails for lead in Lead.objects.all()] == [["two@test.example"]]


def test_no_company_is_made_for_a_person_who_may_be_here(client_as, rep):
    create_person(actor=Acting.on_screen(rep), last_name="Test", emails=["tilda@test.example"])
    sent = {"last_name": "Tester", "emails": "tilda@test.example", "company": "Testwerk"}

    asked = client_as(rep).post("/people/new/", sent)
    assert (asked.status_code, Company.objects.count()) == (422, 0)

    client_as(rep).post("/people/new/", sent | {"anyway": "yes"})
    assert Person.objects.get(last_name="Tester").company.name == "Testwerk"


def test_of_two_companies_with_one_name_the_domain_says_which(client_as, rep):
    actor = Acting.on_screen(rep)
    acme, other = (create_company(actor=actor, name="Acme", domains=[f"acme.{end}"]) for end in ("de", "fr"))
    person = create_person(actor=actor, last_name="Test", company=other)
    address, client = f"/people/{person.pk}/facts/company", client_as(rep)

    assert client.post(address, {"company": "Acme", "seen": "Acme"}).status_code == 302
    assert "write the domain" in client.post(address, {"company": "Acme"}).content.decode()
    client.post(address, {"company": "acme.de"})

    assert Person.objects.get().company == acme


def test_the_companys_own_fields_are_asked_and_told_as_what_they_are(client_as, administrator):
    actor, client = Acting.on_screen(administrator), client_as(administrator)
    fields = {"kind": "company", "is_required": True}
    create_custom_field(actor=actor, label="Likes", type="choices", choices=["Sun", "Rain", "Snow"], **fields)
    create_custom_field(actor=actor, label="Budget", type="money", **fields)

    form = client.get("/companies/new/").content.decode()
    client.post(
        "/companies/new/", {"name": "Acme", "custom.likes": ["Sun", "Snow"], "custom.budget": "1,200"}
    )
    acme = Company.objects.get()
    update_company(actor=actor, company=acme, changes={"custom.budget": 2500.5})
    page = client.get(f"/companies/{acme.pk}/").content.decode()

    assert form.count('type="checkbox" name="custom.likes"') == 3
    assert acme.custom == {"likes": ["Sun", "Snow"], "budget": 1200}
    assert "€2,500.50</a>" in page
    assert "Budget: 2,500.5, was 1,200" in page
