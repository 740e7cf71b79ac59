"""Fields whose value has a rule of its own, each on a few lives made by hand."""

from datetime import UTC, date, datetime

from penstock.insight.metrics.query import EVERYTHING, Condition, Query, micros
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import state_of
from penstock.insight.mirror.tables import FOREVER

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)


def day(month: int, of_month: int) -> int:
    return micros(datetime(2026, month, of_month, tzinfo=UTC))


def life(id: int, *states: tuple[int, dict], **common: object) -> list[dict]:
    """One opportunity: its states, each since an instant."""
    ends = [since for since, _ in states[1:]] + [FOREVER]
    return [
        {
            "id": id,
            "currency": "EUR",
            "amount_minor": 100_000,
            "stage_since": since,
            "created_at": states[0][0],
        }
        | common
        | told
        | {"valid_from": since, "valid_to": end, "known_from": since, "known_to": FOREVER}
        for (since, told), end in zip(states, ends, strict=True)
    ]


def company(*lives: list[dict], **workspace: object):
    stages = [
        (11, 1, "A", "open"),
        (14, 1, "Won", "won"),
        (21, 2, "B", "open"),
        (22, 2, "Won", "won"),
    ]
    return state_of(
        {
            "opportunity": [span for one in lives for span in one],
            "pipeline": [{"id": 1, "name": "First"}, {"id": 2, "name": "Second"}],
            "stage": [
                {"id": id, "pipeline_id": pipeline, "name": name, "kind": kind, "position": id}
                for id, pipeline, name, kind in stages
            ],
            "company": [{"id": 1, "employees": 30}, {"id": 2, "employees": 60}],
            "workspace": [{"id": 1, "home_currency": "EUR", "zone": "UTC"} | workspace],
        }
    )


def groups(state, metric: str, *by: str, **asked) -> dict[tuple[str, ...], int]:
    told = answer(
        state,
        Query(metric=metric, scope=EVERYTHING, now=NOW, zone="UTC", currency="EUR", by=by, **asked),
    )
    return {tuple(group.by[name] for name in by): group.value.n for group in told.groups}


def test_the_pipeline_of_a_flow_is_that_of_its_stage():
    moved = life(
        1,
        (day(3, 1), {"pipeline_id": 1, "stage_id": 11, "close_on": date(2026, 5, 1)}),
        (day(3, 5), {"pipeline_id": 1, "stage_id": 11, "close_on": date(2026, 6, 1)}),
        (day(4, 1), {"pipeline_id": 2, "stage_id": 21, "close_on": date(2026, 6, 1)}),
    )
    state = company(moved)

    assert groups(state, "opportunities_opened", "pipeline", "stage") == {("First", "A"): 1}
    assert groups(state, "push_count", "pipeline", "stage") == {("First", "A"): 1}
    assert groups(state, "stage_days", "pipeline", "stage") == {("First", "A"): 1, ("Second", "B"): 1}
    assert groups(state, "opportunities_open", "pipeline", "stage") == {("Second", "B"): 1}
    there = (Condition("pipeline", ("Second",)),)
    assert groups(state, "opportunities_opened", "stage", where=there) == {}


def won(id: int, opened: int, closed: int, company_id: int = 1) -> list[dict]:
    common = {"pipeline_id": 1, "company_id": company_id}
    return life(id, (opened, {"stage_id": 11}), (closed, {"stage_id": 14}), **common)


def test_who_bought_before_is_an_existing_customer_however_complete_the_history_is():
    state = company(
        won(1, day(1, 5), day(1, 20)),
        won(2, day(2, 1), day(2, 20)),
        won(3, day(4, 1), day(4, 20), company_id=2),
        history_complete_from=date(2026, 3, 1),
    )

    assert groups(state, "opportunities_won", "customer") == {
        ("unknown",): 1,
        ("existing",): 1,
        ("new",): 1,
    }


def test_a_sale_of_the_same_instant_is_no_earlier_one():
    state = company(
        won(1, day(3, 1), day(3, 1) + 1), won(2, day(3, 1) + 1, day(3, 9)), won(3, day(4, 1), day(4, 9))
    )

    assert groups(state, "opportunities_opened", "customer") == {("new",): 2, ("existing",): 1}


def test_companies_are_banded_as_the_workspace_says():
    both = (won(1, day(1, 5), day(1, 20)), won(2, day(2, 1), day(2, 20), company_id=2))

    assert groups(company(*both), "opportunities_won", "company_size") == {
        ("11 to 50",): 1,
        ("51 to 200",): 1,
    }
    assert groups(company(*both, company_size_bands="25,5000"), "opportunities_won", "company_size") == {
        ("26 to 5,000",): 2
    }
