import pytest

from penstock.insight.metrics.query import Condition, WrongQuestion
from tests.insight.funnels.test_funnel import small
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
    assert (share.value, share.n, share.why_not) == (0.1, 10, "1 of 10")
    assert [(one.why, one.n) for one in report.left_out] == [("its opportunity is in another pipeline", 1)]


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
    assert (offer["says"], won["says"]) == ("yes (p < 0.01)", "no evidence (p 1.00)")
    assert report.notes[1] == "They differ at one step: Offer."
    assert figure(report, "against").note == "they differ (p < 0.01)"
    assert len(report.opens("reached_then:1").ids) == 36


def test_a_part_beside_the_whole_is_said_to_be_one():
    fair = (Condition("source", ("Fair",)),)
    report = told("funnel", half_and_most(), unit="opportunity", other={"where": fair})

    assert "is a part of this one" in report.notes[-1]
