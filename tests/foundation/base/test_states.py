"""The set form of writing equals the row form: same rows, same facts, same answers about every moment."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penstock.foundation.base import ledger
from penstock.foundation.base.ledger import SYSTEM, Cause, PastFact, as_of, writing
from penstock.foundation.base.models import Fact
from penstock.records.people.models import Company
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = ("name", "stage_id", "company_id", "amount_minor", "custom")

# Days after the state before, days until it was recorded, stage, company, amount, a custom field, removed.
LIVES = st.lists(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(0, 3),
            st.sampled_from([None, 0, 1]),
            st.sampled_from([None, 0, 1]),
            st.sampled_from([None, 100, 200]),
            st.sampled_from([None, "red", "blue"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    ),
    min_size=1,
    max_size=3,
)
State = dict[str, Any]


@given(LIVES, st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sets_are_written_as_rows_are(
    sample_mark: None, drawn: list[list[tuple[Any, ...]]], merged: bool
) -> None:
    with transaction.atomic():
        with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
            pipeline, stages, companies = ground()
            if merged:
                ledger.merge("company", from_id=companies[0], into_id=companies[1], chosen={})
            lives = [life(steps, pipeline, stages, companies) for steps in drawn]
            by_rows = [write_rows(states) for states in lives]
            by_set = write_set(lives)
        for one, other in zip(by_rows, by_set, strict=True):
            assert row(one) == row(other)
            assert facts(one) == facts(other)
        moments = [START + timedelta(days=day, hours=1) for day in range(-1, 31, 2)]
        for known in [*moments, None]:
            for valid in moments:
                if known is None or known >= valid:
                    assert told(by_rows, valid, known) == told(by_set, valid, known), (valid, known)
        transaction.set_rollback(True)


def ground() -> tuple[Pipeline, list[int], list[int]]:
    pipeline = Pipeline.objects.create(name="New business", created_at=START)
    stages = [
        Stage.objects.create(pipeline=pipeline, name=name, probability="0.5", created_at=START).id
        for name in "AB"
    ]
    return pipeline, stages, [Company.objects.create(name=name, created_at=START).id for name in "XY"]


def life(
    steps: list[tuple[Any, ...]], pipeline: Pipeline, stages: list[int], companies: list[int]
) -> list[State]:
    """The states of one opportunity with their two times; the first is recorded as it becomes true, none before the last."""
    states: list[State] = []
    valid = recorded = START
    for place, (gap, late, stage, company, amount, colour, removed) in enumerate(steps):
        valid += timedelta(days=gap)
        recorded = max(recorded, valid + timedelta(days=late if place else 0))
        states.append(
            {
                "valid_at": valid,
                "recorded_at": recorded,
                "place": place,
                "name": "Seven",
                "pipeline_id": pipeline.id,
                "stage_id": None if stage is None else stages[stage],
                "company_id": None if company is None else companies[company],
                "amount_minor": amount,
                "custom": {"colour": colour} if colour else {},
                "is_removed": removed and place > 0,
            }
        )
    return states


def write_rows(states: list[State]) -> int:
    """The first state as a row, the others as facts, one after the other."""
    times = ("valid_at", "recorded_at", "place")
    first = {name: value for name, value in states[0].items() if name not in times}
    record = Opportunity.objects.create(**first, currency="EUR", created_at=states[0]["valid_at"])
    for before, after in pairwise(states):
        changes = {
            name: after[name]
            for name in after
            if name not in (*times, "custom") and after[name] != before[name]
        }
        if after["custom"] != before["custom"]:
            changes["custom.colour"] = after["custom"].get("colour")
        if changes and not is_same_company(changes, before):
            ledger.enter(
                [
                    PastFact(
                        "opportunity", record.id, after["valid_at"], changes, recorded_at=after["recorded_at"]
                    )
                ]
            )
    return record.id


def is_same_company(changes: State, before: State) -> bool:
    """Whether a change is none, since one company counts as the other; if it is one, it is without the company."""
    if changes.get("company_id") is None or before["company_id"] is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_resolve('company', %s) = ledger_resolve('company', %s)",
            [changes["company_id"], before["company_id"]],
        )
        if cursor.fetchone()[0]:
            del changes["company_id"]
    return not changes


def write_set(lives: list[list[State]]) -> list[int]:
    ledger.begin_states("opportunity")
    ids = []
    with connection.cursor() as cursor:
        for states in lives:
            cursor.execute("SELECT nextval(pg_get_serial_sequence('opportunity', 'id'))")
            (id,) = cursor.fetchone()
            ids.append(id)
            for state in reversed(states):
                values = state | {
                    "id": id,
                    "currency": "EUR",
                    "next_step": "",
                    "description": "",
                    "checked": [],
                }
                values["custom"] = connection.ops.adapt_json_value(state["custom"], None)
                cursor.execute(
                    f"INSERT INTO opportunity_states ({', '.join(values)}) VALUES ({', '.join(['%s'] * len(values))})",
                    list(values.values()),
                )
    assert ledger.write_states("opportunity") == len(lives)
    return ids


def row(id: int) -> tuple[Any, ...]:
    # Since when it is known is told at every moment below: what is said again at one instant is one span to the fold, two here.
    fields = (*FIELDS, "is_removed", "sort_name", "stage_since", "created_at", "true_from")
    return Opportunity.objects.values_list(*fields).get(id=id)


def facts(id: int) -> list[tuple[Any, ...]]:
    found = Fact.objects.filter(kind="opportunity", record_id=id).order_by("seq")
    return list(found.values_list("valid_at", "recorded_at", "precision", "actor", "cause", "changes"))


def told(ids: list[int], valid: datetime, known: datetime | None) -> list[tuple[Any, ...] | None]:
    found = {
        one.id: (*(getattr(one, name) for name in FIELDS), one.stage_since, one.created_at)
        for one in as_of(Opportunity, valid, known).filter(id__in=ids)
    }
    return [found.get(id) for id in ids]


def states(company: Company, **given: Any) -> State:
    pipeline = Pipeline.objects.create(name="New business")
    return {"id": 1_000_000, "name": "Seven", "pipeline_id": pipeline.id, "company_id": company.id, "currency": "EUR",
            "next_step": "", "description": "", "checked": [], "custom": "{}"} | given  # fmt: skip


def put(values: State) -> None:
    ledger.begin_states("opportunity")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO opportunity_states ({', '.join(values)}) VALUES ({', '.join(['%s'] * len(values))})",
            list(values.values()),
        )


def test_the_writer_and_its_precision_are_in_the_facts(db: None) -> None:
    put(states(Company.objects.create(name="X"), valid_at=START, precision="day", actor_id=77))

    with transaction.atomic(), writing(ledger.Actor("user", 5), Cause("import", 3), reason="why"):
        ledger.write_states("opportunity")

    fact = Fact.objects.get(kind="opportunity", record_id=1_000_000)
    assert (fact.actor, fact.actor_id, fact.cause, fact.cause_id, fact.reason) == (
        "user",
        5,
        "import",
        3,
        "why",
    )
    assert (fact.valid_at, fact.precision) == (START, "day")
    assert fact.recorded_at > START + timedelta(days=200)


def test_a_reference_to_nothing_is_refused(db: None) -> None:
    put(states(Company.objects.create(name="X"), owner_id=999_999))

    with pytest.raises(IntegrityError, match="there is no seller 999999 for owner_id"), transaction.atomic():
        ledger.write_states("opportunity")


def test_a_record_that_is_there_is_refused(db: None) -> None:
    company = Company.objects.create(name="X")
    put(states(company))
    ledger.write_states("opportunity")
    put(states(company))

    with pytest.raises(IntegrityError, match="opportunity_pkey"), transaction.atomic():
        ledger.write_states("opportunity")


def test_a_state_of_the_future_is_refused(db: None) -> None:
    put(states(Company.objects.create(name="X"), valid_at=datetime.now(UTC) + timedelta(days=1)))

    with pytest.raises(IntegrityError, match="ledger_no_fact_of_the_future"), transaction.atomic():
        ledger.write_states("opportunity")


def test_a_state_recorded_before_one_that_it_follows_is_refused(sample_mark: None) -> None:
    company = Company.objects.create(name="X")
    known_on = START + timedelta(days=9)
    put(states(company, valid_at=START, recorded_at=known_on, amount_minor=1))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO opportunity_states SELECT * FROM opportunity_states")
        cursor.execute(
            "UPDATE opportunity_states SET amount_minor = 2, place = 1, valid_at = %s, recorded_at = %s WHERE ctid = '(0,2)'",
            [START + timedelta(days=1), START + timedelta(days=2)],
        )

    with (
        pytest.raises(DatabaseError, match="enter it as a late fact"),
        transaction.atomic(),
        writing(SYSTEM, Cause("sample"), recorded_as_valid=True),
    ):
        ledger.write_states("opportunity")


def test_triggers_work_again_afterwards(db: None) -> None:
    company = Company.objects.create(name="X")
    put(states(company))
    ledger.write_states("opportunity")

    Opportunity.objects.filter(id=1_000_000).update(amount_minor=5)

    newest = Fact.objects.filter(kind="opportunity", record_id=1_000_000).order_by("seq").last()
    assert newest is not None
    assert newest.changes == {"amount_minor": 5}
