from penstock.response.reports.told_by.calibration import measured
from tests.response.reports.small import life, told, world


def lives():
    """Of 25 that were in Talk (set to 50 %) 5 were won, all through Offer; one is open."""
    lost = [life(i, (1, 3), (4, None)) for i in range(20)]
    won = [life(50 + i, (1, 3), (2, 2), (3, None)) for i in range(5)]
    return world(*lost, *won, life(99, (1, None)))


def test_set_against_what_happened():
    report = told("calibration", lives())
    talk, offer = report.table.rows

    assert [talk[name] for name in ("probability", "happened", "won", "decided", "open")] == [
        0.5,
        0.2,
        5,
        25,
        1,
    ]
    assert (talk["few"], talk["says"]) == ("", "set too high")
    assert (offer["few"], offer["says"]) == ("5 of 5", "Not enough data: 5 of 20 decided")
    assert report.opens("open:1").ids == (99,)
    assert len(report.opens("decided:1").ids) == 25
    assert report.opens("won:2").ids == (50, 51, 52, 53, 54)


def test_only_what_is_enough_may_be_used():
    report = told("calibration", lives())

    assert [measured(report, stage) for stage in (1, 2, 77)] == [0.2, None, None]
