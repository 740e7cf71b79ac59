"""What we export ourselves and bring in again changes nothing, whatever stands in it."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from penstock.faces.views.exporting import export_list
from penstock.faces.views.query import read_query
from penstock.faces.views.reading import Reader
from penstock.foundation.base.models import Fact
from penstock.records.leads.models import Lead
from penstock.records.people.models import Company, Person
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, User
from penstock.records.workspace.queries import current

DEALS = """Deal ID,Deal Name,Account Name,Stage,Amount,Created Date,Close Date,Deal Owner
1,=cmd|x,+Acme,Closed Won,1000.50,2025-01-01,2025-03-01,Rita Rep
2,Same,"Zoë ""X"" Ltd",Contract sent,200,2025-01-05,2026-12-01,Rita Rep
3,Same,"Łódź
Works",Closed Lost,,2025-02-01,2025-04-01,Max Muster
"""
LEADS = """Lead ID,First Name,Last Name,Company,Email,Phone,Lead Status,Created Date
1,-Cy,Dun,@Gamma,cy@gamma.example,+4930123456,New,2025-02-01
"""
NAMES = {"company": "companies", "person": "people", "lead": "leads", "opportunity": "opportunities"}


def exported(kind, form, folder):
    """A list with every column, as an administrator takes it."""
    reader = Reader(User(role=Role.ADMINISTRATOR), current(), datetime.now(UTC))
    pieces = export_list(
        read_query(kind, QueryDict()), reader, actor=Acting.at_terminal(), form=form, every_column=True
    )
    path = folder / f"{NAMES[kind]}.{form}"
    path.write_bytes(b"".join(pieces))
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_comes_back_without_a_new_fact(bring, written, tmp_path, form):
    bring(written(DEALS, "deals.csv"))
    bring(written(LEADS, "leads.csv"))
    before = Fact.objects.count()

    told = [bring(exported(kind, form, tmp_path)) for kind in NAMES]

    assert [(outcome.created, outcome.updated, outcome.refused) for outcome in told] == [({}, {}, 0)] * 4
    assert [sum(outcome.unchanged.values()) for outcome in told] == [4, 1, 1, 3]
    assert Fact.objects.count() == before


def test_why_a_lead_was_disqualified_comes_back_and_nothing_is_told(bring, written, tmp_path):
    bring(
        written(
            "Lead ID,Last Name,Lead Status,Disqualification Reason\n1,Dun,Disqualified,Student\n", "leads.csv"
        )
    )
    told = bring(exported("lead", "csv", tmp_path))

    assert (Lead.objects.get().disqualified_reason, told.updated, told.warnings) == ("Student", {}, ())


def test_family_name_of_two_words_stays_one(bring, written, tmp_path):
    bring(written("First Name,Last Name,Email\nMaría José,García López,mj@x.example\n", "contacts.csv"))
    told = bring(exported("person", "csv", tmp_path))
    person = Person.objects.get()

    assert (person.first_name, person.last_name, told.updated) == ("María José", "García López", {})


def test_a_number_of_another_record_is_not_ours(bring, written):
    bring(written("Company,City\nAcme,Rome\nBeta,Oslo\n", "companies.csv"))
    other = Company.objects.get(name="Acme").pk

    bring(written(f"id,Name,City\n{other},Gamma,Turin\n", "companies.csv"))

    assert sorted(Company.objects.values_list("name", "city")) == [
        ("Acme", "Rome"),
        ("Beta", "Oslo"),
        ("Gamma", "Turin"),
    ]
