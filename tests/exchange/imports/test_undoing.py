from datetime import UTC, datetime

from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.undoing import undo_run
from penstock.foundation.base.ledger import Actor, Cause, as_of, writing
from penstock.records.people.models import Company
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.acting import Acting
from penstock.records.team.models import User

DEALS = (
    "Deal ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal Owner,Company\n"
    "1,One,Contract sent,100.50,2027-01-31,2025-01-10,Anna Łoś,Acme\n"
    "2,Two,Closed won,200,2025-03-01,2025-02-01,Bo,Acme\n"
    "3,Three,Closed lost,300,2025-03-05,2025-02-02,Bo,Beta\n"
)


def test_undo_takes_everything_back_and_it_can_come_again(bring, written):
    path = written(DEALS, "deals.csv")
    run = bring(path).run_id

    undo_run(actor=Acting.at_terminal(), run_id=run, now=datetime.now(UTC))

    assert Opportunity.objects.filter(is_removed=False).count() == 0
    assert as_of(Opportunity, datetime(2025, 3, 1, tzinfo=UTC)).count() == 0
    assert ImportRun.objects.get(id=run).state == "undone"
    assert bring(path).created["opportunities"] == 3
    assert Opportunity.objects.filter(is_removed=False).count() == 3


def test_undo_leaves_and_names_what_was_touched_since(bring, written):
    run = bring(written(DEALS, "deals.csv")).run_id
    one = Opportunity.objects.get(name="One")
    with writing(Actor("user", User.objects.get(name="Bo").id), Cause("screen")):
        Opportunity.objects.filter(name="One").update(next_step="call")

    undone = undo_run(actor=Acting.at_terminal(), run_id=run, now=datetime.now(UTC))

    assert list(Opportunity.objects.filter(is_removed=False)) == [one]
    assert (undone.left["opportunity"], undone.left["company"]) == ([one.id], [one.company_id])
    one.refresh_from_db()
    assert (one.amount_minor, one.owner.name, one.next_step) == (10_050, "Anna Łoś", "call")
    assert not Company.objects.get(name="Acme").is_removed
    assert Company.objects.get(name="Beta").is_removed
