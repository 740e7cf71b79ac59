import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock.insight.leaks.pricing import Records, Trait, priced_leaks

OPEN, WON, LOST = 0, 1, 2


def records(*groups, value=100):
    """(has the trait, end, stratum, how many)"""
    rows = [(has, end, stratum) for has, end, stratum, n in groups for _ in range(n)]
    ends, strata = (np.array([row[i] for row in rows]) for i in (1, 2))
    told = Records(np.arange(len(rows)), ends, np.full(len(rows), value), strata)
    return told, np.array([row[0] for row in rows])


STALLED = [
    (True, WON, 0, 20),
    (True, LOST, 0, 80),
    (False, WON, 0, 60),
    (False, LOST, 0, 40),
    (True, OPEN, 0, 10),
    (False, OPEN, 0, 7),
]


def by_side(found, name="stalled"):
    return {leak.side: leak for leak in found if leak.name == name}


def test_worth_is_records_times_the_gap_times_value():
    """60 % against 20 %: ten open ones of 100 are worth 400, the 80 lost ones 3,200; the two are never added."""
    told, has = records(*STALLED)
    found = by_side(priced_leaks(told, [Trait("stalled", has)]))

    assert (found["open"].worth.value, found["past"].worth.value) == pytest.approx((400, 3_200))
    assert found["open"].gap.value == pytest.approx(0.4)
    assert (found["open"].affected, len(found["open"].ids), found["open"].verdict) == (10, 10, "leak")
    assert found["open"].worth.low < 400 < found["open"].worth.high


def test_like_is_compared_with_like():
    """In each source the stalled win as often as the others; only there are more of them in the poor source."""
    told, has = records(
        (True, WON, 0, 10), (True, LOST, 0, 90), (False, WON, 0, 4), (False, LOST, 0, 36),
        (True, WON, 1, 16), (True, LOST, 1, 4), (False, WON, 1, 80), (False, LOST, 1, 20), (True, OPEN, 0, 5),
    )  # fmt: skip
    found = by_side(priced_leaks(told, [Trait("stalled", has)]))

    assert found["open"].gap.value == pytest.approx(0)
    assert (found["open"].verdict, found["open"].worth) == ("no evidence", None)


def test_those_who_do_better_are_no_leak():
    told, has = records(*STALLED)

    assert {leak.verdict for leak in priced_leaks(told, [Trait("brisk", ~has)])} == {"no evidence"}


def test_few_are_not_priced():
    told, has = records((True, WON, 0, 3), (True, LOST, 0, 9), (False, WON, 0, 50), (False, LOST, 0, 50))
    found = by_side(priced_leaks(told, [Trait("stalled", has)]))

    assert (found["past"].verdict, found["past"].why_not) == (
        "too few",
        "12 affected and 100 comparable of 20 decided each",
    )


def test_a_fault_of_the_data_is_worth_nothing():
    told, has = records(*STALLED)
    found = by_side(priced_leaks(told, [Trait("no reason", has, is_priced=False)]), "no reason")

    assert (found["past"].verdict, found["past"].worth, found["past"].affected) == ("not priced", None, 80)


def test_a_record_in_two_leaks_counts_in_the_surer_one():
    told, has = records(*STALLED)
    wider = has | (np.arange(has.size) % 3 == 0)
    found = priced_leaks(told, [Trait("wider", wider), Trait("stalled", has)])
    sure, other = by_side(found)["open"], by_side(found, "wider")["open"]

    assert sure.gap.low > other.gap.low
    assert len(sure.ids) == 10
    assert set(sure.ids) & set(other.ids) == set()
    assert other.affected == int((wider & (told.ended == OPEN)).sum())


flags = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.sampled_from([OPEN, WON, LOST]), st.integers(0, 2)),
    min_size=60,
    max_size=200,
)


@settings(max_examples=30, deadline=None)
@given(flags)
def test_no_more_is_lost_in_leaks_than_there_is(rows):
    told = Records(
        np.arange(len(rows)),
        np.array([row[2] for row in rows]),
        np.full(len(rows), 100),
        np.array([row[3] for row in rows]),
    )
    found = priced_leaks(
        told, [Trait(name, np.array([row[i] for row in rows])) for i, name in enumerate("ab")]
    )

    for side, end in (("open", OPEN), ("past", LOST)):
        worth = [leak.worth.value for leak in found if leak.side == side and leak.worth]
        assert sum(worth) <= told.value[told.ended == end].sum() + 1e-6
        counted = [id for leak in found if leak.side == side and leak.worth for id in leak.ids]
        assert len(counted) == len(set(counted))


def test_where_nothing_leaks_nothing_is_priced_more_often_than_stated():
    """400 worlds without any effect: a leak in 2.5 % of them, by binomial tolerance 20 at most."""
    dice = np.random.default_rng(4)
    cried = 0
    for _ in range(400):
        ends = dice.choice([WON, LOST], 200)
        told = Records(np.arange(200), ends, np.full(200, 100), dice.integers(0, 4, 200))
        cried += priced_leaks(told, [Trait("x", dice.uniform(size=200) < 0.4)])[0].verdict == "leak"

    assert cried <= 20
