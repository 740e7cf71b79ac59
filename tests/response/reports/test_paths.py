from penstock.insight.stages.conformance import departures_of
from tests.response.reports.small import figure, life, told, world

ORDER = {1: (1, 0), 2: (1, 1), 3: (1, 2), 9: (2, 0)}


def test_departures_from_the_pattern():
    assert departures_of((1, 2, 3), ORDER) == ()
    assert departures_of((1,), ORDER) == ()
    assert departures_of((2, 3), ORDER) == ("late",)
    assert departures_of((1, 3, 2), ORDER) == ("skips", "back")
    assert departures_of((1, 1), ORDER) == ("back",)
    assert departures_of((1, 9), ORDER) == ("elsewhere",)
    assert departures_of((77,), ORDER) == ()


def forty():
    """Of 40 that keep to Talk, Offer 30 win; of 30 that go back 3; one begins with Offer."""
    keep = [life(i, (1, 2), (2, 3), (3 if i < 30 else 4, None)) for i in range(40)]
    back = [life(40 + i, (1, 2), (2, 3), (1, 4), (3 if i < 3 else 4, None)) for i in range(30)]
    return world(*keep, *back, life(99, (2, None)))


def test_paths_with_how_they_end():
    report = told("paths", forty())
    keep, back, late = report.table.rows

    assert (keep["path"], keep["n"], keep["won"], keep["win_rate"], keep["days"]) == (
        "Talk → Offer",
        40,
        30,
        0.75,
        5.0,
    )
    assert (back["path"], back["departs"], back["win_rate"]) == ("Talk → Offer → Talk", "goes back", 0.1)
    assert (late["open"], late["decided"], late["few"]) == (1, 0, "–")
    assert report.opens("path:2").ids == (99,)
    assert figure(report, "keeps").value == 40 / 71


def test_who_departs_and_whether_it_wins():
    keeps, back, late = told("paths", forty()).tables[1].rows

    assert (keeps["n"], back["n"], round(back["gap"], 9)) == (40, 30, -0.65)
    assert back["says"] == "they differ"
    assert late["says"] == "Not enough data: 0 of 30 decided"
