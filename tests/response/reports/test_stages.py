from tests.response.reports.small import figure, life, told, world

# Ten pass Talk after 1 to 10 days and stay 5 in Offer, half win; one waits in Talk; one came back to it and lost.
LIVES = [
    *(life(i, (1, i), (2, 5), (3 if i % 2 else 4, None)) for i in range(1, 11)),
    life(11, (1, None), amount_minor=90_000),
    life(12, (1, 2), (2, 3), (1, 4), (4, None)),
]


def test_stages_with_those_who_still_wait():
    report = told("stages", world(*LIVES))
    talk, offer = report.table.rows

    assert [talk[name] for name in ("entered", "passed", "lost", "went_back", "waiting")] == [13, 11, 1, 0, 1]
    assert (talk["median"], talk["late"], talk["expected"]) == (5.0, 9.0, 10)
    assert (talk["stalled"], talk["stalled_value"], offer["stalled"]) == (1, 90_000, 0)
    assert [row["opportunity"] for row in report.tables[1].rows] == [11]
    assert figure(report, "stalled_value").value == 90_000


def test_every_number_opens_into_its_opportunities():
    report = told("stages", world(*LIVES))

    assert report.opens("waiting:1").ids == (11,)
    assert report.opens("went_back:2").ids == (12,)
    assert len(report.opens("entered:1").ids) == 12
    assert report.opens("stalled:all").ids == report.opens("stalled:1").ids == (11,)
    assert report.opens("none:1") is None


def test_what_is_missing_is_said():
    (talk,) = told("stages", world(*(life(i, (1, None)) for i in range(5)))).table.rows

    assert (talk["median"], talk["says"]) == (None, "Not enough data: 0 of 10 left")
