"""LEDGER.md to the letter: the worked example, voids, late facts, merges, and that nobody rewrites it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from penstock.foundation.base import ledger
from penstock.foundation.base.ledger import SYSTEM, Cause, PastFact, as_of, writing
from penstock.foundation.base.models import Fact
from penstock.foundation.base.values.period import end_of_day
from penstock.records.people.models import Company
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage

pytestmark = pytest.mark.django_db
YEAR = 2026


def at(day: int, month: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(YEAR, month, day, hour, minute, tzinfo=UTC)


def end_of(day: int, month: int) -> datetime:
    return end_of_day(date(YEAR, month, day), UTC)


@pytest.fixture
def stages(sample_mark: None) -> dict[str, Stage]:
    with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
        return make_stages()


def make_stages() -> dict[str, Stage]:
    pipeline = Pipeline.objects.create(name="New business", created_at=at(1, 1))
    return {
        name: Stage.objects.create(
            pipeline=pipeline, name=name, kind=kind, probability=share, position=place, created_at=at(1, 1)
        )
        for place, (name, kind, share) in enumerate(
            [("A", "open", "0.2"), ("B", "open", "0.4"), ("Won", "won", 1)]
        )
    }


@pytest.fixture
def worked_example(stages: dict[str, Stage]) -> int:
    """LEDGER.md, section 5, entered fact by fact with both its times."""

    def fact(recorded: datetime, valid: datetime, **changes: object) -> None:
        seqs.extend(
            ledger.enter([PastFact("opportunity", opportunity.id, valid, changes, recorded_at=recorded)])
        )

    seqs: list[int] = []
    with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
        opportunity = Opportunity.objects.create(
            name="Seven",
            pipeline=stages["A"].pipeline,
            stage=stages["A"],
            amount_minor=100_000,
            currency="EUR",
            close_on=date(YEAR, 4, 30),
            created_at=at(3, 3, 9),
        )
        fact(at(10, 3, 10), at(10, 3, 10), stage_id=stages["B"].id)
        fact(at(12, 3, 11), at(12, 3, 11), amount_minor=150_000)
        fact(at(20, 3, 8), at(8, 3), amount_minor=120_000)
        fact(at(25, 3, 15), at(25, 3, 15), close_on="2026-05-31")
        fact(at(28, 3, 9, 30), at(27, 3), stage_id=stages["Won"].id)
        with connection.cursor() as cursor:  # a void recorded on 2 April
            cursor.execute(
                "INSERT INTO ledger (kind, record_id, valid_at, recorded_at, actor, cause, voids)"
                " VALUES ('opportunity', %s, %s, %s, 'system', 'sample', %s)",
                [opportunity.id, at(2, 4, 10), at(2, 4, 10), seqs[1]],
            )
        fact(at(5, 4, 12), at(5, 4, 12), stage_id=stages["B"].id)
    return opportunity.id


def state(id: int, valid: datetime, known: datetime | None = None) -> Opportunity:
    return as_of(Opportunity, valid, known).select_related("stage").get(id=id)


@pytest.mark.parametrize(
    ("field", "day", "true", "known"),
    [
        ("amount_minor", (9, 3), 120_000, 100_000),
        ("amount_minor", (15, 3), 120_000, 150_000),
        ("stage.name", (26, 3), "B", "B"),
        ("stage.name", (27, 3), "Won", "B"),
        ("close_on", (30, 3), date(YEAR, 5, 31), date(YEAR, 5, 31)),
        ("amount_minor", (3, 4), 120_000, 120_000),
        ("stage.name", (6, 4), "B", "B"),
    ],
)
def test_worked_example(
    worked_example: int, field: str, day: tuple[int, int], true: object, known: object
) -> None:
    def value(opportunity: Opportunity) -> object:
        return opportunity.stage.name if field == "stage.name" else getattr(opportunity, field)

    moment = end_of(*day)

    assert value(state(worked_example, moment)) == true
    assert value(state(worked_example, moment, moment)) == known


def test_worked_example_with_what_was_known_on_another_day(worked_example: int) -> None:
    assert state(worked_example, end_of(15, 3), end_of(21, 3)).amount_minor == 150_000
    assert state(worked_example, end_of(27, 3), end_of(28, 3)).stage.name == "Won"


def test_worked_example_current_row(worked_example: int) -> None:
    row = Opportunity.objects.select_related("stage").get(id=worked_example)

    assert (row.stage.name, row.amount_minor, row.close_on) == ("B", 120_000, date(YEAR, 5, 31))
    assert row.created_at == at(3, 3, 9)
    assert row.stage_since == at(5, 4, 12)


def test_nothing_before_it_began(worked_example: int) -> None:
    assert not as_of(Opportunity, at(3, 3, 8, 59)).exists()


def test_insert_and_update_write_only_what_changed(db: None) -> None:
    company = Company.objects.create(name="Łódź Works", custom={"colour": "red"})
    Company.objects.filter(id=company.id).update(
        name="Lodz Works", industry="", custom={"colour": "blue", "size": 3}
    )

    changes = list(
        Fact.objects.filter(kind="company", record_id=company.id)
        .order_by("seq")
        .values_list("changes", flat=True)
    )
    assert changes[0]["name"] == "Łódź Works"
    assert changes[0]["custom.colour"] == "red"
    assert changes[1] == {"name": "Lodz Works", "custom.colour": "blue", "custom.size": 3}


def test_an_update_without_change_writes_nothing(db: None) -> None:
    company = Company.objects.create(name="Same")
    before = Company.objects.get(id=company.id).true_from
    Company.objects.filter(id=company.id).update(name="Same")

    assert Fact.objects.filter(kind="company", record_id=company.id).count() == 1
    assert Company.objects.get(id=company.id).true_from == before


def test_actor_and_cause_hold_inside_only(db: None) -> None:
    with writing(ledger.Actor("user", 7), Cause("import", 12), reason="moved house"):
        inside = Company.objects.create(name="Inside")
    outside = Company.objects.create(name="Outside")

    facts = {fact.record_id: fact for fact in Fact.objects.filter(kind="company")}
    assert (facts[inside.id].actor, facts[inside.id].actor_id, facts[inside.id].cause_id) == ("user", 7, 12)
    assert facts[inside.id].reason == "moved house"
    assert (facts[outside.id].actor, facts[outside.id].cause) == ("system", "sql")


def test_a_change_may_say_since_when_it_is_true(db: None) -> None:
    company = Company.objects.create(name="First", created_at=at(1, 2))
    Company.objects.filter(id=company.id).update(name="Second", true_from=at(1, 3), known_from=None)

    assert [as_of(Company, end_of(1, month)).get(id=company.id).name for month in (2, 3)] == [
        "First",
        "Second",
    ]
    assert not as_of(Company, end_of(1, 2), end_of(1, 2)).exists()


def test_a_late_fact_older_than_the_row_leaves_the_row(db: None) -> None:
    company = Company.objects.create(name="First", created_at=at(1, 1))
    Company.objects.filter(id=company.id).update(name="Third", true_from=at(1, 3), known_from=None)
    Company.objects.filter(id=company.id).update(
        name="Second", industry="Mills", true_from=at(1, 2), known_from=None
    )

    company.refresh_from_db()
    assert (company.name, company.industry) == ("Third", "Mills")
    assert as_of(Company, end_of(15, 2)).get(id=company.id).name == "Second"


def test_facts_of_the_future_are_refused(db: None) -> None:
    with pytest.raises(DatabaseError, match="ledger_no_fact_of_the_future"), transaction.atomic():
        Company.objects.create(name="Tomorrow", created_at=datetime.now(UTC) + timedelta(days=1))


@pytest.mark.parametrize(
    "sql", ["UPDATE ledger SET changes = '{}'", "DELETE FROM ledger", "TRUNCATE ledger CASCADE"]
)
def test_the_ledger_cannot_be_rewritten(db: None, sql: str) -> None:
    Company.objects.create(name="Kept")

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert Fact.objects.filter(kind="company").count() == 1


def test_void_takes_back_and_a_record_without_facts_is_hidden(db: None) -> None:
    company = Company.objects.create(name="Wrong")
    before = datetime.now(UTC)
    seqs = Fact.objects.filter(kind="company", record_id=company.id).values_list("seq", flat=True)

    assert ledger.void(seqs) == 1
    assert ledger.void(seqs) == 0
    company.refresh_from_db()
    assert company.is_removed
    assert not as_of(Company, before).exists()
    assert as_of(Company, before, before).get(id=company.id).name == "Wrong"


def test_merge_counts_from_the_beginning_and_unmerge_takes_it_back(stages: dict[str, Stage]) -> None:
    kept, doubled = Company.objects.create(name="Kept"), Company.objects.create(name="Double", city="Graz")
    deal = Opportunity.objects.create(
        name="Deal", pipeline=stages["A"].pipeline, stage=stages["A"], company=doubled, currency="EUR"
    )
    two = datetime.now(UTC)

    act = ledger.merge(
        "company", from_id=doubled.id, into_id=kept.id, chosen={"city": "Graz", "name": "Kept"}
    )
    deal.refresh_from_db()
    assert deal.company_id == kept.id
    assert Company.objects.get(id=doubled.id).is_removed
    assert Company.objects.get(id=kept.id).city == "Graz"
    assert as_of(Company, two).values_list("id", flat=True).get() == kept.id
    assert as_of(Opportunity, two).get().company_id == kept.id
    assert set(as_of(Company, two, two).values_list("name", flat=True)) == {"Kept", "Double"}
    assert as_of(Opportunity, two, two).get().company_id == doubled.id
    assert (
        not Fact.objects.filter(kind="opportunity", changes__has_key="company_id")
        .exclude(changes__has_key="name")
        .exists()
    )

    one = datetime.now(UTC)
    ledger.unmerge(act)
    deal.refresh_from_db()
    assert deal.company_id == doubled.id
    assert Company.objects.get(id=kept.id).city == ""
    assert not Company.objects.get(id=doubled.id).is_removed
    assert as_of(Company, one, one).count() == 1
    assert as_of(Company, one).count() == 2


def test_unmerge_leaves_what_was_touched_since(stages: dict[str, Stage]) -> None:
    kept, doubled, other = (Company.objects.create(name=name) for name in ("Kept", "Double", "Other"))
    deal = Opportunity.objects.create(
        name="Deal", pipeline=stages["A"].pipeline, stage=stages["A"], company=doubled, currency="EUR"
    )
    act = ledger.merge("company", from_id=doubled.id, into_id=kept.id, chosen={})
    Opportunity.objects.filter(id=deal.id).update(company=other)

    ledger.unmerge(act)

    deal.refresh_from_db()
    assert deal.company_id == other.id


def test_merges_in_a_row_come_apart_one_by_one(db: None) -> None:
    first, second, third = (Company.objects.create(name=name) for name in ("First", "Second", "Third"))
    inner = ledger.merge("company", from_id=third.id, into_id=second.id, chosen={"name": "Second"})
    outer = ledger.merge("company", from_id=second.id, into_id=first.id, chosen={"name": "First"})
    now = datetime.now(UTC)
    assert list(as_of(Company, now).values_list("name", flat=True)) == ["First"]

    ledger.unmerge(outer)
    assert set(as_of(Company, datetime.now(UTC)).values_list("name", flat=True)) == {"First", "Second"}
    ledger.unmerge(inner)
    assert set(as_of(Company, datetime.now(UTC)).values_list("name", flat=True)) == {
        "First",
        "Second",
        "Third",
    }


def test_a_filter_of_the_past_through_another_table_may_turn_its_join(stages: dict[str, Stage]) -> None:
    with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
        company = Company.objects.create(name="Acme", created_at=at(1, 2))
        Opportunity.objects.create(
            name="One", company=company, pipeline=stages["A"].pipeline, currency="EUR", created_at=at(2, 2)
        )
        Company.objects.filter(id=company.id).update(name="Later", true_from=at(1, 3))
    past = as_of(Opportunity, end_of(10, 2)).order_by("company__sort_name").filter(company__name="Acme")

    assert [opportunity.name for opportunity in past.select_related("company", "owner")] == ["One"]
    assert not past.filter(company__name="Later").exists()
