from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import Condition, WrongQuestion
from tests.insight.funnels.test_funnel import halves, small
from tests.response.reports.small import figure, life, told, world


def test_the_textbook_case():
    """Ten leads, seven meetings, three proposals, one customer."""
    report = told("funnel", small())

    assert [(row["step"], row["reached"], row["waiting"], row["dropped"]) for row in report.table.rows] == [
        ("Lead", 10, 0, 3),
        ("Meeting", 7, 2, 2),
        ("Proposal", 3, 1, 1),
        ("Won", 1, 0, 0),
    ]
    assert [(row["few"], row["why"]) for row in report.table.rows] == [
        ("", "disqualified (3 of 3)"),
        ("7 of 10", "Price (1 of 2)"),
        ("3 of 7", "Price (1 of 1)"),
        ("1 of 3", ""),
    ]
    share = figure(report, "won_share")
    assert (share.value, share.n, share.why_not) == (0.1, 10, "10 of 20")
    assert [(one.why, one.n) for one in report.left_out] == [
        ("its opportunity is in another pipeline", 1),
        ("no amount (counted, but not in the money)", 10),
    ]
    will = figure(report, "will_come_to")
    assert (will.value, will.why_not, will.note) == (None, "asked without a period", "3 still on the way")


def test_every_number_opens_into_its_leads():
    report = told("funnel", small())
    behind = [report.opens(report.table.cell_of("reached", row)) for row in report.table.rows]

    assert [(one.kind, len(one.ids)) for one in behind] == [
        ("lead", 10),
        ("lead", 7),
        ("lead", 3),
        ("lead", 1),
    ]
    assert behind[3].ids == (10,)
    assert report.opens("dropped:0").ids == (1, 2, 3)
    assert report.opens("why:1:Price").ids == (5,)
    assert report.opens("source:1:Web").ids == (4, 6, 8, 10)
    assert len(report.opens("still").ids) == figure(report, "waiting").value == 3
    assert report.opens("reached:x") is None
    assert report.opens("reached_then:1") is None


def test_of_opportunities_through_a_pipeline_by_name():
    where = (Condition("pipeline", ("New",)),)
    report = told("funnel", small(), unit="opportunity", where=where)

    assert [row["reached"] for row in report.table.rows] == [8, 3, 1]
    assert report.opens("reached:0").kind == "opportunity"
    with pytest.raises(WrongQuestion, match="lead or opportunity"):
        told("funnel", small(), unit="visit")


def half_and_most():
    """Of 40 from Web 20 pass Talk, of 40 from Fair 36; all who pass win."""
    return world(
        *(life(i, (1, 2), *(((2, 1), (3, None)) if i < 20 else ((4, None),)), source_id=1) for i in range(40)),
        *(life(40 + i, (1, 2), *(((2, 1), (3, None)) if i < 36 else ((4, None),)), source_id=2) for i in range(40)),
    )  # fmt: skip


def test_two_segments_beside_each_other_say_whether_they_differ():
    web, fair = ((Condition("source", (name,)),) for name in ("Web", "Fair"))
    report = told("funnel", half_and_most(), unit="opportunity", where=web, other={"where": fair})
    offer, won = report.table.rows[1:]

    assert (offer["of_previous"], offer["of_previous_then"], offer["gap"]) == (0.5, 0.9, -0.4)
    assert (offer["says"], won["says"]) == ("they differ (p < 0.01)", "Not enough data: 20 of 30")
    assert report.notes[1] == "They differ at one step: Offer."
    assert figure(report, "against").note == "they differ (p < 0.01)"
    assert len(report.opens("reached_then:1").ids) == 36


def test_money_step_by_step_and_source_by_source():
    report = told("funnel", half_and_most(), unit="opportunity")

    assert [(row["worth"], row["worth_of"], row["lost"]) for row in report.table.rows] == [(8_000_000, "", 2_400_000), (5_600_000, "", None), (5_600_000, "", None)]  # fmt: skip
    rows = report.as_json()["tables"]["sources"]["rows"]
    assert [(row["source"], row["reached_0"], row["reached_2"], row["worth"], row["share"]) for row in rows] == [("Fair", 40, 36, 36_000.0, 0.9), ("Web", 40, 20, 20_000.0, 0.5)]  # fmt: skip
    assert len(report.opens("source:2:Web").ids) == 20


def test_what_a_cohort_will_come_to_stands_beside_what_it_came_to():
    utc = ZoneInfo("UTC")
    march = {"period": Period(date(2026, 3, 1), date(2026, 4, 1), utc), "zone": "UTC"}
    will = figure(
        told("funnel", halves(), **march, as_of=datetime(2026, 3, 2, 12, tzinfo=utc)), "will_come_to"
    )

    assert (will.value, will.n, will.note, will.why_not) == (0.5, 40, "40 still on the way", None)
    late = figure(told("funnel", halves(), **march), "will_come_to")
    assert late.note == "10 still on the way · 10 of them older than any before, counted as no win"


def test_a_part_beside_the_whole_is_said_to_be_one():
    fair = (Condition("source", ("Fair",)),)
    report = told("funnel", half_and_most(), unit="opportunity", other={"where": fair})

    assert "is a part of this one" in report.notes[-1]
