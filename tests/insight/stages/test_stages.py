from datetime import UTC, datetime

import pytest

from penstock.insight.metrics.query import micros
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import state_of
from penstock.insight.stages.calibration import checks
from penstock.insight.stages.paths import paths
from penstock.insight.stages.times import stage_lines, stalled
from tests.insight.metrics.world import NOW, SPRING, query, state

MARCH = micros(datetime(2026, 3, 2, tzinfo=UTC))
DAY = 86_400_000_000
FOREVER = 2**63 - 1
STAGES = [
    (1, "Talk", "open", 5000, 10),
    (2, "Offer", "open", 8000, None),
    (3, "Won", "won", 10_000, None),
    (4, "Lost", "lost", 0, None),
]


def life(id, *moves, amount=1_000):
    """An opportunity: (stage, days in it)... the last one without end."""
    at, spans = MARCH, []
    for stage, days in moves:
        end = FOREVER if days is None else at + days * DAY
        spans.append({"id": id, "pipeline_id": 1, "stage_id": stage, "stage_since": at, "amount_minor": amount, "currency": "EUR",
                      "valid_from": at, "valid_to": end, "known_from": at})  # fmt: skip
        at = end
    return spans


def world(*lives):
    return state_of(
        {
            "opportunity": [span for one in lives for span in one],
            "stage": [{"id": id, "pipeline_id": 1, "name": name, "kind": kind, "position": id, "probability_e4": chance, "expected_days": days}
                      for id, name, kind, chance, days in STAGES],
            "workspace": [{"id": 1, "home_currency": "EUR"}],
        }
    )  # fmt: skip


# Ten pass Talk after 1 to 10 days, of which five win after 5 days and five lose; one waits in Talk; one went back.
LIVES = [
    *(life(i, (1, i), (2, 5), (3 if i % 2 else 4, None)) for i in range(1, 11)),
    life(11, (1, None), amount=90_000),
    life(12, (1, 2), (2, 3), (1, 4), (4, None)),
]


def lines_of(*lives):
    made = world(*lives)
    return stage_lines(made, query("x"), stalled(made, query("x")))


def test_what_came_through_each_stage():
    talk, offer = lines_of(*LIVES)

    assert (talk.stage.name, talk.stage.expected_days) == ("Talk", 10)
    assert (talk.entered, talk.passed, talk.lost, talk.went_back, talk.waiting) == (13, 11, 1, 0, 1)
    assert (offer.entered, offer.passed, offer.lost, offer.went_back, offer.waiting) == (11, 5, 5, 1, 0)


def test_how_long_it_takes_counts_those_who_still_wait():
    """Stays of 1, 2, 2, 3, 4, 4, 5 ... 10 days and one of 135 that goes on: the 7th of 13 is the median."""
    talk, offer = lines_of(*LIVES)

    assert (talk.median.value, talk.late.value) == (5.0, 9.0)
    assert offer.median.value == 5.0


def test_the_stalled_are_there_with_what_is_at_stake():
    talk, offer = lines_of(*LIVES)

    assert (talk.stalled.id.tolist(), talk.stalled.value.tolist()) == ([11], [90_000])
    assert (talk.stalled_value, len(offer.stalled)) == (90_000, 0)
    assert talk.stalled.days[0] == pytest.approx((micros(NOW) - MARCH) / DAY, abs=0.1)


def test_with_few_that_left_no_time_is_stated():
    (talk,) = lines_of(*(life(i, (1, None)) for i in range(5)))

    assert (talk.median, talk.why_not, len(talk.stalled)) == (None, "0 of 10 left", 0)


def test_probabilities_against_what_happened():
    """20 of 25 that were in Talk were lost: 0.5 does not fit; Offer has too few."""
    lives = [life(i, (1, 3), (4, None)) for i in range(20)] + [
        life(50 + i, (1, 3), (2, 2), (3, None)) for i in range(5)
    ]
    talk, offer = checks(world(*lives, life(99, (1, None))), query("x"))

    assert (talk.happened.k, talk.happened.n, talk.open, talk.fits) == (5, 25, 1, False)
    assert (offer.fits, offer.why_not) == (None, "5 of 20 decided")


def test_an_opportunity_counts_once_in_a_stage():
    (talk, offer) = checks(world(life(1, (1, 2), (2, 3), (1, 4), (4, None))), query("x"))

    assert (talk.happened.n, offer.happened.n) == (1, 1)


def test_the_ways_that_are_taken():
    way, back, short = paths(world(*LIVES), query("x"))

    assert (way.stages, way.n, way.won.k, way.won.n, way.days) == (("Talk", "Offer"), 10, 5, 10, 10.5)
    assert (back.stages, back.ids, back.days) == (("Talk",), (11,), None)
    assert (short.stages, short.open) == (("Talk", "Offer", "Talk"), 0)


@pytest.mark.parametrize("period", [None, SPRING])
def test_in_a_larger_world_it_all_adds_up(period):
    asked = query("stage_days", period=period, by=("stage",))
    lines = stage_lines(state(), asked, stalled(state(), asked))
    told = {group.keys["stage"]: group.value for group in answer(state(), asked).groups}

    for line in lines:
        assert line.entered == line.passed + line.lost + line.went_back + line.waiting
        value = told[str(line.stage.id)]
        assert (line.entered, line.waiting) == (value.n, value.details["waiting"])
        if line.median:
            assert (line.median.value, line.late.value) == (value.value, value.details["p80"])
    assert sum(path.n * len(path.stages) for path in paths(state(), asked)) == sum(
        line.entered for line in lines
    )
    assert len(lines) >= 4
