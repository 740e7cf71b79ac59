"""Owners by name become users; who may bring in what."""

from datetime import UTC, datetime

import pytest

from penstock.exchange.imports.files import ImportOptions
from penstock.exchange.imports.owners import make_user_of, match_owner, named_owners
from penstock.exchange.imports.runs import import_files
from penstock.foundation.base.errors import NotAllowed
from penstock.foundation.base.ledger import as_of
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.acting import Acting
from penstock.records.team.models import User

DEALS = (
    "Deal ID,Deal Name,Deal Stage,Amount,Create Date,Deal Owner\n"
    "1,One,Contract sent,100,2025-01-10,Bo Ek\n"
    "2,Two,Contract sent,200,2025-02-01,Rita\n"
)
LEADS = "Lead ID,First Name,Last Name,Email,Lead Status\n1,Anna,Ek,anna@x.example,Contacted\n"


def brought_by(user, path):
    return import_files(
        actor=Acting.on_screen(user), paths=[path], options=ImportOptions(), now=datetime.now(UTC)
    )


def test_owner_by_name_is_matched_from_the_beginning(bring, written, representative):
    path = written(DEALS, "deals.csv")
    bring(path)
    actor = Acting.at_terminal()
    owner = next(found.user for found in named_owners(actor) if found.user.name == "Bo Ek")

    moved = match_owner(actor=actor, owner=owner, user=representative)

    assert moved == 1
    assert Opportunity.objects.get(name="One").owner == representative
    assert as_of(Opportunity, datetime(2025, 1, 11, tzinfo=UTC)).get(name="One").owner == representative
    again = bring(path)
    assert (sum(again.created.values()), again.updated) == (0, {})
    assert not User.objects.filter(name="Bo Ek", is_removed=False).exists()


def test_owner_by_name_becomes_a_user(bring, written):
    bring(written(DEALS, "deals.csv"))
    actor = Acting.at_terminal()
    owner = User.objects.get(name="Bo Ek")

    make_user_of(actor=actor, owner=owner, email="bo@penstock.example")

    bo = User.objects.get(email="bo@penstock.example")
    assert (bo.is_active, Opportunity.objects.get(name="One").owner) == (True, bo)


def test_manager_brings_in_what_is_of_their_team(workspace, written, manager, outsider):
    deals = f"{DEALS}3,Three,Contract sent,300,2025-02-01,{outsider.name}\n"

    outcome = brought_by(manager, written(deals, "deals.csv"))

    assert (outcome.created["opportunities"], outcome.refused) == (2, 1)
    assert not Opportunity.objects.filter(name="Three").exists()
    assert User.objects.get(name="Bo Ek").team == manager.team


def test_manager_leaves_records_of_other_teams(bring, written, manager, outsider, representative):
    deals = f"Deal ID,Deal Name,Deal Stage,Amount,Deal Owner\n3,Three,Contract sent,300,{outsider.name}\n"
    bring(written(deals, "deals.csv"))
    mine = deals.replace(outsider.name, representative.name).replace("300", "999")

    outcome = brought_by(manager, written(mine, "deals.csv"))

    assert outcome.refused == 1
    assert Opportunity.objects.get(name="Three").amount_minor == 30_000


def test_marketer_brings_in_leads_only(workspace, written, marketer):
    assert brought_by(marketer, written(LEADS, "leads.csv")).created == {"leads": 1}
    with pytest.raises(NotAllowed):
        brought_by(marketer, written(DEALS, "deals.csv"))


@pytest.mark.parametrize("name", ["representative", "viewer"])
def test_others_bring_in_nothing(workspace, written, cast, name):
    with pytest.raises(NotAllowed):
        brought_by(cast[name], written(LEADS, "leads.csv"))
