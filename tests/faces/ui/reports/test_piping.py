import re

from penstock.faces.ui.reports.piping import GROUND, pipe_of
from tests.insight.funnels.test_funnel import small
from tests.response.reports.small import told, world


def opens(cell, title=""):
    return f"/{cell}" if cell else ""


def test_the_pipe_is_as_wide_as_what_comes_through_it():
    """Ten leads, seven meetings, three proposals, one customer."""
    pipe = pipe_of(told("funnel", small()), opens)
    points = [tuple(map(float, point)) for point in re.findall(r"([\d.]+),([\d.]+)", pipe.outline)]
    height = {
        x: max(y for at, y in points if at == x) - min(y for at, y in points if at == x) for x, _ in points
    }

    assert [round(height[x] / height[0.0], 2) for x in (0.0, 100.0, 200.0, 300.0, 400.0)] == [
        1,
        0.7,
        0.3,
        0.1,
        0.1,
    ]
    assert (len(pipe.drips), pipe.height) == (3, GROUND)


def test_what_stands_beside_it():
    first, meeting, _, won = pipe_of(told("funnel", small()), opens).parts

    assert (first.came_at, first.lost, first.lost_at, first.waiting) == (
        "/reached:0",
        "3 lost",
        "/dropped:0",
        "all decided",
    )
    assert (meeting.rate, meeting.interval, meeting.waiting, meeting.why) == (
        "7 of 10",
        "",
        "2 still on the way",
        "most: Price (1 of 2)",
    )
    assert (won.lost, won.waiting, won.waiting_at) == ("", "", "")


def test_an_empty_cohort_and_another_report_have_none():
    assert pipe_of(told("funnel", world()), opens) is None
    assert pipe_of(told("pipeline", world()), opens) is None
