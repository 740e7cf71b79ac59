from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.funnels.funnel import compared, funnel
from penstock.insight.funnels.steps import LOST, OPEN, WON
from penstock.insight.metrics.query import Condition, WrongQuestion, micros
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import state_of
from tests.insight.metrics.world import NOW, query, state

MARCH = micros(datetime(2026, 3, 2, tzinfo=UTC))
DAY = 86_400_000_000
STAGES = [
    {"id": id, "pipeline_id": 1 if id < 10 else 2, "name": name, "kind": kind, "position": id}
    for id, name, kind in [
        (1, "Meeting", "open"),
        (2, "Proposal", "open"),
        (3, "Won", "won"),
        (4, "Lost", "lost"),
        (11, "Talk", "open"),
    ]
]


def life(id, lead, *stages, reason=None, pipeline=1):
    """An opportunity that goes through stages, a day in each."""
    ends = [MARCH + (i + 1) * DAY for i in range(len(stages) - 1)] + [2**63 - 1]
    return [
        {"id": id, "pipeline_id": pipeline, "stage_id": stage, "source_lead_id": lead, "currency": "EUR", "stage_since": MARCH + i * DAY,
         "loss_reason_id": reason if stage == 4 else None, "valid_from": MARCH + i * DAY, "valid_to": end, "known_from": MARCH}
        for i, (stage, end) in enumerate(zip(stages, ends, strict=True))
    ]  # fmt: skip


def small():
    leads = [
        {
            "id": id,
            "created_at": MARCH,
            "status": "disqualified" if id <= 3 else "converted",
            "source_id": 1 + id % 2,
        }
        for id in range(1, 12)
    ]
    lives = [
        life(1, 4, 1), life(2, 5, 1, 4, reason=1), life(3, 6, 1), life(4, 7, 1, 4),
        life(5, 8, 2), life(6, 9, 1, 2, 1, 4, reason=1), life(7, 10, 1, 3), life(8, 10, 1, 4, reason=1), life(9, 11, 11, pipeline=2),
    ]  # fmt: skip
    return state_of(
        {
            "lead": leads,
            "opportunity": [span for one in lives for span in one],
            "stage": STAGES,
            "pipeline": [{"id": 1, "name": "New", "position": 0}, {"id": 2, "name": "Old", "position": 1}],
            "loss_reason": [{"id": 1, "name": "Price"}],
            "lead_source": [{"id": 1, "name": "Web"}, {"id": 2, "name": "Fair"}],
            "workspace": [{"id": 1, "home_currency": "EUR"}],
        }
    )


def test_leads_are_followed_through_their_opportunities_to_the_customer():
    """Ten leads, seven meetings, three proposals, one customer; one skipped the meeting, one went back, one has two."""
    told = funnel(small(), query("leads_created"))

    assert [(step.name, step.of_all.k) for step in told.steps] == [
        ("Lead", 10),
        ("Meeting", 7),
        ("Proposal", 3),
        ("Won", 1),
    ]
    assert [(step.waiting, step.dropped) for step in told.steps] == [(0, 3), (2, 2), (1, 1), (0, 0)]
    assert [step.reasons for step in told.steps] == [
        (("disqualified", 3),),
        (("Price", 1), ("not recorded", 1)),
        (("Price", 1),),
        (),
    ]
    assert [(one.why, one.n) for one in told.left_out] == [("its opportunity is in another pipeline", 1)]
    assert told.members.num_rows == 10


def test_a_sale_whose_opening_nobody_recorded_still_makes_its_lead_a_customer():
    leads = [{"id": id, "created_at": MARCH, "status": "converted"} for id in (1, 2, 3)]
    lives = [life(1, 1, 3), life(2, 2, 4, reason=1)]
    tables = {"lead": leads, "opportunity": [span for one in lives for span in one], "stage": STAGES}
    told = funnel(state_of(tables | {"pipeline": [{"id": 1, "name": "New", "position": 0}],
        "loss_reason": [{"id": 1, "name": "Price"}], "workspace": [{"id": 1, "home_currency": "EUR"}]}), query("x"))  # fmt: skip

    assert [(step.of_all.k, step.waiting, step.dropped) for step in told.steps] == [
        (3, 1, 1),
        (1, 0, 0),
        (1, 0, 0),
        (1, 0, 0),
    ]
    assert told.steps[0].reasons == (("Price", 1),)


def test_the_money_of_those_that_reached_each_step():
    """A lead is worth what its furthest opportunity is; what has no amount, or no rate, is counted without money."""
    leads = [
        {"id": id, "created_at": MARCH, "status": "converted", "source_id": 1 + id % 2} for id in range(1, 7)
    ]
    amounts = {
        1: (1000, "EUR"),
        2: (2000, "USD"),
        3: (4000, "CHF"),
        4: (None, "EUR"),
        5: (8000, "EUR"),
        6: (16_000, "EUR"),
    }
    lives = [
        life(1, 1, 1),
        life(2, 2, 1, 2),
        life(3, 3, 1, 4, reason=1),
        life(4, 4, 1, 3),
        life(5, 5, 1),
        life(6, 5, 1, 2, 4),
    ]
    spans = [
        span | dict(zip(("amount_minor", "currency"), amounts[span["id"]], strict=True))
        for one in lives
        for span in one
    ]
    told = funnel(state_of({"lead": leads, "opportunity": spans, "stage": STAGES, "loss_reason": [{"id": 1, "name": "Price"}],
        "pipeline": [{"id": 1, "name": "New", "position": 0}], "workspace": [{"id": 1, "home_currency": "EUR"}],
        "lead_source": [{"id": 1, "name": "Web"}, {"id": 2, "name": "Fair"}],
        "rate": [{"id": 1, "currency": "USD", "starts_on": date(2026, 1, 1), "rate_e10": 5_000_000_000}]}), query("x"))  # fmt: skip

    assert [(step.worth.minor, step.worth.without) for step in told.steps] == [(18_000, 3), (18_000, 2), (17_000, 1), (0, 1)]  # fmt: skip
    assert [(step.lost.minor, step.lost.without) for step in told.steps] == [
        (0, 0),
        (0, 1),
        (16_000, 0),
        (0, 0),
    ]
    assert [(one.why, one.n) for one in told.unpriced] == [("no amount", 2), ("no exchange rate for CHF", 1)]
    sources = [
        (name, [step.of_all.k for step in steps], steps[0].worth.minor) for name, steps in told.of_sources()
    ]
    assert sources == [("Fair", [3, 3, 1, 0], 17_000), ("Web", [3, 2, 2, 1], 1_000)]
    assert told.ids(1, and_later=True, source="Web") == (2, 4)


def halves():
    """Of forty leads of the autumn half were won on the next day, half lost; forty of March, of which ten are still open."""
    leads, spans = [], []
    for id in range(80):
        late = id >= 40
        back, ends = (0, [3] * 12 + [4] * 18 + [None] * 10) if late else (100 * DAY, [3] * 20 + [4] * 20)
        leads.append({"id": id, "created_at": MARCH - back, "status": "converted"})
        for span in life(id, id, 1, *([end] if (end := ends[id - 40 * late]) else [])):
            begun = {name: span[name] - back for name in ("valid_from", "stage_since", "known_from")}
            spans.append(span | begun | {"valid_to": span["valid_to"] - back * (span["valid_to"] < 2**62)})
    return state_of({"lead": leads, "opportunity": spans, "stage": STAGES, "pipeline": [{"id": 1, "name": "New", "position": 0}],
        "workspace": [{"id": 1, "home_currency": "EUR"}]})  # fmt: skip


def test_what_a_cohort_will_come_to_is_learned_from_the_one_before():
    """At noon of their first day all forty are open, and half will win."""
    utc = ZoneInfo("UTC")
    march = Period(date(2026, 3, 1), date(2026, 4, 1), utc)
    asked = query("cohort_win_rate", period=march, zone="UTC", as_of=datetime(2026, 3, 2, 12, tzinfo=utc))
    leads, sales = (funnel(halves(), asked, unit=unit).foretold for unit in ("lead", "opportunity"))
    details = answer(halves(), asked).value.details

    assert (leads.share, leads.learned_from, leads.older, leads.why_not) == (0.5, 40, 0, None)
    assert leads.low < 0.5 < leads.high
    assert (sales.share, sales.low, sales.high) == tuple(
        details[f"will_come_to{end}"] for end in ("", "_low", "_high")
    )
    later = funnel(halves(), replace(asked, as_of=None)).foretold
    assert (later.share, later.low, later.older) == (0.3, 0.3, 10)
    assert funnel(halves(), replace(asked, period=None)).foretold.why_not == "asked without a period"


def test_opportunities_are_followed_through_their_stages():
    told = funnel(small(), query("x"), unit="opportunity", pipeline="New")

    assert [step.of_all.k for step in told.steps] == [8, 3, 1]
    assert (told.pipeline, told.members["ended"].to_pylist().count(LOST)) == ("New", 4)


def test_two_segments_stand_side_by_side():
    one, other = (
        funnel(small(), query("x", where=(Condition("source", (name,)),))) for name in ("Web", "Fair")
    )

    assert one.steps[0].of_all.k + other.steps[0].of_all.k == 10
    assert not any(gap.stated for gap in compared(one, other))
    with pytest.raises(WrongQuestion, match="step by step"):
        compared(one, funnel(small(), query("x"), unit="opportunity"))


def test_a_pipeline_that_is_not_there():
    with pytest.raises(WrongQuestion, match="there are New, Old"):
        funnel(small(), query("x"), pipeline="Gone")


@pytest.mark.parametrize("at", [NOW, datetime(2026, 1, 10, tzinfo=UTC)])
def test_in_a_larger_world_every_one_is_somewhere(at):
    told = funnel(state(), query("x", as_of=at), unit="opportunity", pipeline="New business")
    ended = told.members["ended"].to_pylist()

    assert sum(step.waiting + step.dropped for step in told.steps) + ended.count(WON) == told.members.num_rows
    assert sum(step.waiting for step in told.steps) == ended.count(OPEN)
    assert len(set(told.members["id"].to_pylist())) == told.members.num_rows > 50
