"""Mistakes that other sales systems make by construction (docs/truth.md), each tried on five lives that can be counted on the
fingers: each life is named after what such a system would get wrong."""

from datetime import UTC, date, datetime
from functools import cache

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import micros
from penstock.insight.metrics.run import answer, rows_behind
from penstock.insight.mirror.state import State
from tests.insight.metrics.world import NOW, ZONE, query
from tests.response.reports.small import DAY, FOREVER, MARCH, life, told, world

LOST, REENTERED, MOVED, SLIPPED, EDITED = 1, 2, 3, 4, 5
SIGNED, GONE = 3, 4
ALL_OF_MARCH, APRIL, JUNE = (Period(date(2026, m, 1), date(2026, m + 1, 1), ZONE) for m in (3, 4, 6))
IN_MARCH, IN_MAY = datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)


@cache
def company() -> State:
    """The closed stages are called what nobody else calls them; in June the probability of Talk was set anew."""
    june = micros(datetime(2026, 6, 1, tzinfo=UTC))
    stages = [
        {"id": 1, "name": "Talk", "kind": "open", "probability_e4": 1000, "valid_to": june},
        {"id": 1, "name": "Talk", "kind": "open", "probability_e4": 3000, "valid_from": june},
        {"id": 2, "name": "Offer", "kind": "open", "probability_e4": 8000, "stale_after_days": 14},
        {"id": SIGNED, "name": "Ink is dry", "kind": "won", "probability_e4": 10_000},
        {"id": GONE, "name": "Not this time", "kind": "lost", "probability_e4": 0},
    ]
    april = (datetime(2026, 4, 10, tzinfo=UTC) - datetime(2026, 3, 2, tzinfo=UTC)).days
    expected = micros(datetime(2026, 6, 30, tzinfo=UTC))
    return world(
        life(LOST, (1, 5), (GONE, None), amount_minor=7_000_000, loss_reason_id=1),
        life(REENTERED, (1, 2), (2, 3), (1, 4), (2, 5), (GONE, None)),
        life(MOVED, (1, 30), (2, None), amount_minor=1_000_000),
        life(SLIPPED, (1, april), (SIGNED, None), close_date=expected, amount_minor=2_000_000),
        life(EDITED, (1, 10), (2, 100), (2, None, {"amount_minor": 1_500_000}), amount_minor=500_000),
        stage=[
            {"valid_from": 0, "valid_to": FOREVER, "known_from": 0, "pipeline_id": 1, "position": one["id"], **one} for one in stages
        ],
        activity=[{"id": 1, "type": "call", "at": micros(NOW) - 3 * DAY, "opportunity_id": MOVED}],
    )  # fmt: skip


def number(metric: str, **asked):
    return answer(company(), query(metric, **asked)).value.value


def ids(metric: str, **asked) -> set[int]:
    return {row.id for row in rows_behind(company(), query(metric, **asked), limit=100)}


def test_what_is_lost_is_worth_nothing_in_the_pipeline():
    """Frappe 1: a forecast that counts lost deals at full value."""
    assert ids("pipeline_weighted") == {MOVED, EDITED}
    assert number("pipeline_value") == 2_500_000
    assert number("pipeline_weighted") == 2_000_000


def test_a_chance_of_ones_own_ends_with_the_closing():
    """The one that was lost keeps what somebody had hoped; it is worth nothing, and what was won is worth all of it."""
    lives = world(
        life(1, (1, 5), (4, None), probability_e4=5_000), life(2, (1, 5), (3, None), probability_e4=5_000)
    )

    rows = {row["kind"]: row["weighted"] for row in told("pipeline", lives).table.rows if row["count"]}

    assert rows == {"lost": 0, "won": 100_000}


def test_what_is_won_counts_when_it_was_won():
    """Frappe 1: "actual" by the month in which it was expected."""
    assert (number("won_amount", period=APRIL), number("won_amount", period=JUNE)) == (2_000_000, 0)


def test_a_funnel_has_its_dead_in_it_and_counts_everybody_once():
    """Frappe 2, EspoCRM 6: no lost ones, re-entries twice; and where each died is known."""
    rows = told("funnel", company(), unit="opportunity").table.rows

    assert [(row["step"], row["reached"], row["dropped"]) for row in rows] == [
        ("Talk", 5, 1),
        ("Offer", 4, 1),
        ("Won", 1, 0),
    ]


def test_a_probability_follows_the_stage():
    """Frappe 3: set once, at the first stage, and never again. Salesforce 9: several for the same stage."""
    assert number("pipeline_weighted", as_of=IN_MARCH) == 100_000 + 200_000 + 400_000
    (talk, *_rest) = told("pipeline", company(), as_of=IN_MAY).table.rows
    assert (talk["count"], talk["weighted"]) == (0, 0)


def test_a_probability_set_anew_holds_for_all_of_its_stage_and_not_before():
    """Salesforce 9: the change is not retroactive, so that one stage has several; and the past keeps its own."""
    lives = world(
        life(1, (1, None), amount_minor=1_000_000),
        life(2, (1, None), amount_minor=1_000_000, after=100),
        stage=[
            {"id": 1, "pipeline_id": 1, "position": 1, "name": "Talk", "kind": "open", "known_from": 0}
            | {"probability_e4": chance, "valid_from": since, "valid_to": until}
            for chance, since, until in ((1000, 0, micros(IN_MAY)), (3000, micros(IN_MAY), FOREVER))
        ],
    )

    assert answer(lives, query("pipeline_weighted", as_of=IN_MARCH)).value.value == 100_000
    assert answer(lives, query("pipeline_weighted")).value.value == 600_000


def test_won_and_lost_are_kinds_and_not_names_and_both_have_a_day():
    """Frappe 4: a closing date only for a status that is literally called Won."""
    assert ids("opportunities_won", period=APRIL) == {SLIPPED}
    assert ids("opportunities_lost", period=ALL_OF_MARCH) == {LOST, REENTERED}


def test_stale_is_measured_from_what_somebody_did():
    """Krayin 5: from the creation. Odoo 7: any write makes it fresh. A call does; an amount that was changed does not."""
    rows = rows_behind(company(), query("stale_share"), limit=10)

    assert {row.id: row.values["is_stale"] for row in rows} == {MOVED: False, EDITED: True}


def test_what_has_moved_on_is_still_where_it_was_on_that_day():
    """EspoCRM 6: the current stage only, by close date; what moved vanishes from earlier periods."""
    rows = told("pipeline", company(), as_of=IN_MARCH).table.rows

    assert {row["stage"]: row["count"] for row in rows if row["kind"] == "open"} == {"Talk": 2, "Offer": 1}


def test_the_lost_are_in_every_rate():
    """Odoo 7: lost is archived, and a report of wins and losses omits it."""
    value = answer(company(), query("win_rate")).value

    assert (value.details["k"], value.n) == (1, 3)
    assert told("winloss", company()).table.totals["lost"] == 2


def test_a_history_that_was_imported_today_counts_on_its_own_days():
    """Odoo 7: what happened before the installation is ignored."""
    spans = [span | {"known_from": micros(NOW)} for span in life(1, (1, 5), (GONE, None))]
    imported = world(spans)

    assert answer(imported, query("opportunities_opened", period=ALL_OF_MARCH)).value.value == 1
    assert answer(imported, query("opportunities_lost", period=ALL_OF_MARCH)).value.value == 1
    assert (
        answer(imported, query("opportunities_lost", as_of=IN_MAY, known=IN_MAY)).value.value == 0
    )  # nobody knew it yet


def test_totals_are_of_all_however_many():
    """Salesforce 9: no totals from 2,000 rows on."""
    many = world(*(life(i, (1, None), amount_minor=100) for i in range(1, 2_502)))

    (row,) = (row for row in told("pipeline", many).table.rows if row["count"])
    assert (row["count"], row["value"]) == (2_501, 250_100)


def test_time_in_stage_has_those_who_are_stuck_in_it():
    """HubSpot 10: averages of those that left. Eleven left on day 1, thirteen have waited since March."""
    lives = [life(i, (1, 1), (2, None)) for i in range(1, 12)] + [life(i, (1, None)) for i in range(20, 33)]
    stage = told("stages", world(*lives)).table.rows[0]

    assert (stage["entered"], stage["passed"], stage["waiting"]) == (24, 11, 13)
    assert stage["median"] is None
    assert stage["says"] == f"half: more than {round((micros(NOW) - MARCH) / DAY)} days"


def test_what_is_known_of_a_lead_is_0_to_3():
    """Name, e-mail, phone: 3, 2 and 0 of them."""
    persons = [
        {"id": 1, "has_name": True, "has_email": True, "has_phone": True},
        {"id": 2, "has_name": True, "has_email": True, "has_phone": False},
    ]
    leads = [{"id": id, "created_at": MARCH, "status": "new", "valid_from": MARCH} for id in (1, 2, 3)]
    known = world(person=persons, lead=[leads[0] | {"person_id": 1}, leads[1] | {"person_id": 2}, leads[2]])

    rows = rows_behind(known, query("lead_quality"), limit=10)
    assert sorted(row.values["quality"] for row in rows) == [0, 2, 3]


def test_three_values_have_three_names():
    """One customer bought for 100 and 300, one for 200: a sale 200, a customer 300, all together 600."""
    amounts = ((1, 10_000), (1, 30_000), (2, 20_000))
    bought = world(
        *(
            life(i, (1, 1), (SIGNED, None), amount_minor=amount, company_id=company)
            for i, (company, amount) in enumerate(amounts, start=1)
        ),
        company=[{"id": 1, "name": "A"}, {"id": 2, "name": "B"}],
    )
    names = ("order_value", "realised_per_customer", "realised_revenue")

    assert [answer(bought, query(name)).value.value for name in names] == [20_000, 30_000, 60_000]
