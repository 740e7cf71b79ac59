"""Two lists may both count from 1: what their ids mean is told apart by what they name."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from penstock.faces.views.exporting import export_list
from penstock.faces.views.query import read_query
from penstock.faces.views.reading import Reader
from penstock.records.people.models import Person
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, User
from penstock.records.workspace.queries import current

pytestmark = pytest.mark.django_db
FRUIT = "ID,Deal Name,Company,Amount,Stage\n1,Apples,Orchard,100,Open\n2,Pears,Orchard,200,Open\n"
SHIPS = "ID,Deal Name,Company,Amount,Stage\n1,Ships,Harbour,5000,Open\n2,Boats,Harbour,6000,Open\n"


def named():
    return dict(Opportunity.objects.filter(is_removed=False).values_list("name", "amount_minor"))


def test_first_deal_of_one_list_is_not_the_first_of_another(bring, written):
    bring(written(FRUIT, "fruit.csv"))
    told = bring(written(SHIPS, "ships.csv"))

    assert named() == {"Apples": 10_000, "Pears": 20_000, "Ships": 500_000, "Boats": 600_000}
    assert (told.created, any("ids of another list" in text for text in told.warnings)) == (
        {"opportunities": 2},
        True,
    )


def test_each_list_goes_on_where_it_was(bring, written):
    bring(written(FRUIT, "fruit.csv"))
    bring(written(SHIPS, "ships.csv"))
    again = [bring(written(text, "list.csv")) for text in (SHIPS, FRUIT)]
    changed = bring(written(SHIPS.replace("6000", "7000").replace("Ships", "Big ships"), "ships.csv"))

    assert [outcome.created for outcome in again] == [{}, {}]
    assert (changed.created, changed.updated) == ({}, {"opportunities": 2})
    assert named() == {"Apples": 10_000, "Pears": 20_000, "Big ships": 500_000, "Boats": 700_000}


def test_history_alone_belongs_to_the_list_that_knows_its_ids(bring, written):
    bring(written(FRUIT, "fruit.csv"))
    told = bring(
        written("Opportunity ID,Changed At,From Stage,To Stage\n1,2026-01-05,New,Open\n", "history.csv")
    )

    assert told.refused == 0


def test_person_written_the_other_way_round_is_the_same(bring, written):
    bring(written("ID,Name,Email\n1,Hans Müller,\n2,Ann Lee,\n", "contacts.csv"), kind="people")
    again = bring(
        written('ID,Name,Email\n1,"Müller, Hans",h@x.example\n2,"Lee, Ann",\n', "contacts.csv"), kind="people"
    )

    assert (again.created, Person.objects.count()) == ({}, 2)


def test_our_own_numbers_are_none_of_a_spreadsheets(bring, written, tmp_path):
    bring(written(FRUIT, "fruit.csv"))
    numbers = sorted(Opportunity.objects.values_list("pk", flat=True))
    bring(written(f"ID,Deal Name,Stage,Amount\n{numbers[0]},Kite,Open,7\n", "kite.csv"))
    reader = Reader(User(role=Role.ADMINISTRATOR), current(), datetime.now(UTC))
    pieces = export_list(
        read_query("opportunity", QueryDict()), reader, actor=Acting.at_terminal(), every_column=True
    )
    path = tmp_path / "opportunities.csv"
    path.write_bytes(b"".join(pieces))
    told = bring(path)

    assert (told.created, told.updated, sum(told.unchanged.values())) == ({}, {}, 3)
    assert named()["Kite"] == 700
