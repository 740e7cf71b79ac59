"""Property: after any sequence of changes, late facts, voids, merges and unmerges, what the database says was true
and known at every moment equals a replay of the raw rows, and the current row is what is true now."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penstock.foundation.base import ledger
from penstock.foundation.base.ledger import PastFact, as_of
from penstock.records.people.models import Company, Person

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = ("first_name", "city")

RECORDS = st.integers(0, 2)
WORDS = st.sampled_from(["a", "b", "c"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("change"), RECORDS, st.sampled_from(FIELDS), WORDS),
        st.tuples(st.just("late"), RECORDS, st.sampled_from(FIELDS), WORDS, st.integers(0, 9)),
        st.tuples(st.just("since"), RECORDS, st.sampled_from(FIELDS), WORDS, st.integers(0, 9)),
        st.tuples(st.just("move"), RECORDS, st.integers(0, 1)),
        st.tuples(st.just("remove"), RECORDS, st.booleans()),
        st.tuples(st.just("void"), st.sets(st.integers(0, 30), min_size=1, max_size=9)),
        st.tuples(st.just("merge"), RECORDS, RECORDS),
        st.tuples(st.just("merge companies")),
        st.tuples(st.just("unmerge")),
    ),
    max_size=9,
)


@given(STEPS, st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_agrees_with_a_dumb_replay(
    db: None, steps: list[tuple[Any, ...]], is_own_cluster: bool
) -> None:
    with transaction.atomic():
        if not is_own_cluster:
            triggers_never_rest()
        history = History()
        for step in steps:
            history.take(step)
        for valid, known in history.moments():
            assert history.told(valid, known) == history.replayed(valid, known), (valid, known)
        assert history.rows() == history.replayed(history.end, history.end)
        transaction.set_rollback(True)


# Which rows are voided by one call each: facts and voids of both kinds, but those that made the two companies.
VOIDS = st.lists(st.sets(st.integers(0, 30), max_size=9), min_size=1, max_size=3)


@given(STEPS, VOIDS, st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_voids_of_a_set_are_those_of_its_rows(
    db: None, steps: list[tuple[Any, ...]], sets: list[set[int]], is_own_cluster: bool
) -> None:
    with transaction.atomic():
        history = History()
        for step in steps:
            history.take(step)
        until = history.end
        seqs = [row["seq"] for row in raw()][2:]
        chosen = [[seq for place, seq in enumerate(seqs) if place in places] for places in sets]
        told = []
        for calls in (chosen, [[seq] for some in chosen for seq in sorted(some)]):
            with transaction.atomic():
                if not is_own_cluster:
                    triggers_never_rest()
                voided = sum(ledger.void(some) for some in calls)
                void = sorted(row["voids"] for row in raw() if row["voids"])
                at = [(valid, known) for valid, known in history.moments() if known <= until]
                at += [(valid, history.end) for valid, _ in at]
                told.append((voided, void, history.rows(), [history.told(*moment) for moment in at]))
                transaction.set_rollback(True)
        assert told[0] == told[1]
        transaction.set_rollback(True)


def triggers_never_rest() -> None:
    """As on a server of somebody else, where our role may not let them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION ledger_without_triggers() RETURNS boolean LANGUAGE sql AS 'SELECT false'"
        )


class History:
    """Three persons and two companies, living through the steps; then asked what was true when."""

    def __init__(self) -> None:
        self.companies = [Company.objects.create(name=name) for name in "XY"]
        self.persons = [Person.objects.create(last_name=str(place), created_at=START) for place in range(3)]
        self.acts: list[int] = []
        self.clock = [datetime.now(UTC)]

    def take(self, step: tuple[Any, ...]) -> None:
        match step:
            case "change", who, field, word:
                self._update(who, **{field: word})
            case "move", who, company:
                self._update(who, company_id=self.companies[company].id)
            case "remove", who, gone:
                self._update(who, is_removed=gone)
            case "late", who, field, word, day:
                ledger.enter(
                    [PastFact("person", self.persons[who].id, START + timedelta(days=day), {field: word})]
                )
            case "since", who, field, word, day:
                self._update(who, **{field: word}, true_from=START + timedelta(days=day), known_from=None)
            case "void", places:
                seqs = [row["seq"] for row in raw()]
                ledger.void(seq for place, seq in enumerate(seqs[2:]) if place in places)
            case "merge", one, other:
                self._merge("person", self.persons[one].id, self.persons[other].id)
            case ("merge companies",):
                self._merge("company", *(company.id for company in self.companies))
            case ("unmerge",) if self.acts:
                ledger.unmerge(self.acts.pop())
        self.clock.append(datetime.now(UTC))

    def _update(self, who: int, **changes: Any) -> None:
        Person.objects.filter(id=self.persons[who].id).update(**changes)

    def _merge(self, kind: str, from_id: int, into_id: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT from_id, into_id FROM ledger_merge WHERE kind = %s AND known_to = 'infinity'", [kind]
            )
            merged = {one for one, _ in cursor.fetchall()}
        if from_id != into_id and not {from_id, into_id} & merged:
            self.acts.append(ledger.merge(kind, from_id=from_id, into_id=into_id, chosen={}))

    @property
    def end(self) -> datetime:
        return datetime.now(UTC)

    def moments(self) -> list[tuple[datetime, datetime]]:
        times = [START + timedelta(days=day, hours=1) for day in (0, 3, 9)] + self.clock
        return [(valid, known) for valid in times for known in times if known >= valid]

    def told(self, valid: datetime, known: datetime) -> dict[int, tuple[Any, ...]]:
        return {
            person.id: (*(getattr(person, f) for f in FIELDS), person.company_id)
            for person in as_of(Person, valid, known)
        }

    def rows(self) -> dict[int, tuple[Any, ...]]:
        found = Person.objects.filter(is_removed=False)
        return {person.id: (*(getattr(person, f) for f in FIELDS), person.company_id) for person in found}

    def replayed(self, valid: datetime, known: datetime) -> dict[int, tuple[Any, ...]]:
        """LEDGER.md, 2, word for word, in Python."""
        spans = merges()

        def stands_for(kind: str, record: int) -> int:
            return next((into for k, one, into, since, until in spans
                         if (k, one) == (kind, record) and since <= known < until), record)  # fmt: skip

        facts = [row for row in raw() if row["recorded_at"] <= known]
        void = {row["voids"] for row in facts if row["voids"]}
        people: dict[int, dict[str, Any]] = {}
        alive = [
            r
            for r in facts
            if r["kind"] == "person" and not r["voids"] and r["seq"] not in void and r["valid_at"] <= valid
        ]
        for row in sorted(alive, key=lambda row: (row["valid_at"], row["recorded_at"], row["seq"])):
            people.setdefault(stands_for("person", row["record_id"]), {}).update(row["changes"])
        return {
            id: (
                *(values.get(f, "") for f in FIELDS),
                values.get("company_id") and stands_for("company", values["company_id"]),
            )
            for id, values in people.items()
            if not values.get("is_removed", False)
        }


def raw() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, kind, record_id, valid_at, recorded_at, changes::text, voids FROM ledger ORDER BY seq"
        )
        import json

        names = ("seq", "kind", "record_id", "valid_at", "recorded_at", "changes", "voids")
        return [
            dict(zip(names, (*row[:5], json.loads(row[5]), row[6]), strict=True)) for row in cursor.fetchall()
        ]


def merges() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, from_id, into_id, known_from, nullif(known_to, 'infinity') FROM ledger_merge"
        )
        return [(*row[:4], row[4] or datetime.max.replace(tzinfo=UTC)) for row in cursor.fetchall()]
