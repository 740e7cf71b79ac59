"""A list's address is its state: read, written back alike, changed bit by bit; and every field compiles."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import QueryDict

from penstock.faces.views.compiling import matching, page_of
from penstock.faces.views.fields import TABLE, Field, Kind, fields_of
from penstock.faces.views.query import ListQuery, read_query
from penstock.faces.views.reading import Reader
from penstock.records.people.models import Company, CustomField
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage
from penstock.records.team.models import User
from penstock.records.workspace.models import Workspace

KINDS: tuple[Kind, ...] = ("company", "person", "lead", "opportunity")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(administrator: User, workspace: Workspace) -> Reader:
    return Reader(administrator, workspace, NOW)


def table(kind: Kind) -> dict[str, Field]:
    return {field.name: field for field in TABLE[kind]}


def ask(text: str, kind: Kind = "opportunity") -> ListQuery:
    return read_query(kind, QueryDict(text), table(kind))


def found(text: str, reader: Reader, kind: Kind = "opportunity") -> list[str]:
    query = read_query(kind, QueryDict(text))
    assert query.faults == ()
    return sorted(record.name for record in matching(query, reader))


def test_an_address_is_read_and_written_back_in_one_order() -> None:
    query = ask(
        "known=yes&owner=me&amount.from=1000&q=van&sort=-amount&as_of=2026-03-01&owner=none&utm=x&page=2"
    )

    assert query.as_params() == [
        ("owner", "me"),
        ("owner", "none"),
        ("amount.from", "1000"),
        ("q", "van"),
        ("sort", "-amount"),
        ("as_of", "2026-03-01"),
        ("known", "yes"),
        ("page", "2"),
    ]
    assert ask(query.encoded) == query


def test_a_filter_is_taken_away_alone() -> None:
    query = ask("owner=me&owner=none&amount.from=1000&amount.to=2000&page=3")

    assert query.as_params_without(query.filters[1]) == [
        ("owner", "me"),
        ("owner", "none"),
        ("amount.to", "2000"),
    ]


def test_a_filter_takes_the_place_of_its_like() -> None:
    query = (
        ask("owner=me&amount.from=1000").with_filter("owner", "3").with_filter("amount", "5", operator="from")
    )

    assert query.encoded == "owner=3&amount.from=5"


def test_sorting_by_the_same_again_turns_it_round() -> None:
    query = ask("sort=amount")

    assert query.with_sort("amount").sort == "-amount"
    assert query.with_sort("amount").with_sort("amount").sort == "amount"
    assert query.with_sort("close").sort == "close"


@pytest.mark.parametrize(
    "text",
    [
        "owner=x",
        "amount.from=ten",
        "amount.has=1",
        "close=someday",
        "close.from=2026-13-01",
        "as_of=then",
        "name.empty=yes",
    ],
)
def test_what_makes_no_sense_is_said(text: str) -> None:
    query = ask(text + "&q=van")

    assert (len(query.faults), query.filters, query.search) == (1, (), "van")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", ["", "&as_of=2026-11-01", "&as_of=2026-11-01&known=yes"])
def test_every_field_filters_sorts_and_shows_now_and_in_the_past(kind: Kind, at: str, reader: Reader) -> None:
    for field in TABLE[kind]:
        for operator in field.operators:
            param = field.name if operator == "is" else f"{field.name}.{operator}"
            query = ask(f"{param}={a_value(field, operator)}&q=ab%20c{at}", kind)
            assert (query.faults, len(query.filters)) == ((), 1)
            assert page_of(query, reader).records == []
        for sign in ("", "-") if field.sort else ():
            assert page_of(ask(f"sort={sign}{field.name}{at}", kind), reader).records == []
    everything = ",".join(field.name for field in TABLE[kind])
    assert page_of(ask(f"columns={everything}{at}", kind), reader).records == []


def a_value(field: Field, operator: str) -> str:
    if operator == "empty":
        return "no"
    match field.type:
        case "record" if operator == "has":
            return "Łódź"
        case "record":
            return "none"
        case "day" | "moment":
            return "last-quarter" if operator == "is" else "2026-02-28"
        case "number" | "money" | "share":
            return "12.5"
        case _:
            return "Łódź"


@pytest.fixture
def opportunities(db: None, administrator: User) -> None:
    pipeline = Pipeline.objects.create(name="New business")
    stage = Stage.objects.create(pipeline=pipeline, name="Qualified", probability="0.4")
    rows: list[dict[str, Any]] = [
        {"name": "Łódź vans", "amount_minor": 100_000, "close_on": date(2026, 12, 1), "owner": administrator},
        {"name": "Trucks", "amount_minor": 99_999, "close_on": date(2026, 11, 22)},
        {"name": "Bikes"},
    ]
    for row in rows:
        Opportunity.objects.create(pipeline=pipeline, stage=stage, currency="EUR", **row)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("q=lodz", ["Łódź vans"]),
        ("name.has=LÓDZ", ["Łódź vans"]),
        ("amount.from=1000", ["Łódź vans"]),
        ("amount.to=999.99", ["Trucks"]),
        ("amount.empty=yes", ["Bikes"]),
        ("owner=me", ["Łódź vans"]),
        ("owner.not=me", ["Bikes", "Trucks"]),
        ("owner=me&owner=none", ["Bikes", "Trucks", "Łódź vans"]),
        ("owner.empty=yes&amount.empty=no", ["Trucks"]),
        ("close=next-month", ["Łódź vans"]),
        ("close=past", ["Trucks"]),
        ("close.from=2026-11-22&close.to=2026-12-01", ["Trucks", "Łódź vans"]),
        ("state=open", ["Bikes", "Trucks", "Łódź vans"]),
        ("state=won&state=lost", []),
    ],
)
def test_filters_find(text: str, names: list[str], reader: Reader, opportunities: None) -> None:
    assert found(text, reader) == names


def test_sorted_by_amount_the_empty_ones_come_last_either_way(reader: Reader, opportunities: None) -> None:
    def names(text: str) -> list[str]:
        return [record.name for record in page_of(read_query("opportunity", QueryDict(text)), reader).records]

    assert names("sort=amount") == ["Trucks", "Łódź vans", "Bikes"]
    assert names("sort=-amount") == ["Łódź vans", "Trucks", "Bikes"]


def test_custom_fields_filter_sort_and_show(reader: Reader) -> None:
    for key, kind in [
        ("fleet-size", "number"),
        ("renewal", "date"),
        ("tier", "choice"),
        ("likes", "choices"),
    ]:
        CustomField.objects.create(kind="company", key=key, label=key, type=kind, is_filterable=True)
    Company.objects.create(
        name="Big", custom={"fleet-size": 120, "renewal": "2027-01-31", "tier": "A", "likes": ["x", "y"]}
    )
    Company.objects.create(name="Small", custom={"fleet-size": 9.5})
    Company.objects.create(name="Empty")

    assert found("custom.fleet-size.from=10", reader, "company") == ["Big"]
    assert found("custom.fleet-size.to=10", reader, "company") == ["Small"]
    assert found("custom.fleet-size.empty=yes", reader, "company") == ["Empty"]
    assert found("custom.renewal.to=2027-01-31", reader, "company") == ["Big"]
    assert found("custom.tier=A", reader, "company") == ["Big"]
    assert found("custom.likes=y", reader, "company") == ["Big"]
    query = read_query("company", QueryDict("sort=-custom.fleet-size&columns=custom.fleet-size"))
    assert [record.name for record in page_of(query, reader).records] == ["Big", "Small", "Empty"]
    assert list(fields_of("company"))[-4:] == [
        "custom.fleet-size",
        "custom.renewal",
        "custom.tier",
        "custom.likes",
    ]
