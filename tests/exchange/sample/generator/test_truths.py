"""What is planted is what comes out."""

import itertools
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

import pytest

from penstock.exchange.sample.generator import Truths, blocks, demonstration
from penstock.exchange.sample.generator.dice import Dice, mean_of
from penstock.exchange.sample.generator.truths import Opening, fates, pass_rates, with_odds
from penstock.exchange.sample.generator.words import EXPECTED_DAYS, STAGES, WON

TODAY = date(2026, 11, 22)
PLAIN = Opening(
    days_ago=400,
    weekday=2,
    seller=0,
    team_members=0,
    is_existing=False,
    is_handed_over=False,
    source="Advertising",
)
# Existing customers become more with time and would hide part of the change.
QUIET = Truths(
    skipping_share=0,
    stepping_back_share=0,
    reopening_share=0,
    late_share=0,
    existing_customer_odds=1,
    source_odds={},
)


@pytest.fixture(scope="module")
def simulated():
    """8,000 opportunities without detours."""
    return list(blocks(11, demonstration(20), TODAY, QUIET))


def opportunities(simulated):
    return [row for part in simulated for row in part.opportunities]


def stays(simulated):
    """(stage, days, owner at the time, next stage) of each stay that ended by today, in the order of time."""
    for part in simulated:
        moves, owners = defaultdict(list), {}
        for fact in part.facts:
            if fact.kind == "opportunity":
                owners[fact.record] = fact.changes.get("owner", owners.get(fact.record))
                if "stage" in fact.changes:
                    moves[fact.record].append((fact.changes["stage"], fact.valid_at, owners[fact.record]))
        for record in moves.values():
            for (stage, start, _), (after, end, owner) in itertools.pairwise(record):
                yield stage, (end - start).total_seconds() / 86_400, owner, after


def won_share(rows):
    return sum(row.fate == WON for row in rows) / len(rows)


def test_fates_of_the_plain_case_are_the_products_of_its_pass_rates():
    a, b, c, d = Truths().pass_rates

    assert fates(Truths(), PLAIN) == pytest.approx(
        (1 - a, a * (1 - b), a * b * (1 - c), a * b * c * (1 - d), a * b * c * d)
    )


def test_fates_add_up_to_one_whatever_is_planted():
    opening = Opening(10, 4, 2, 3, True, True, "Referral")

    assert sum(fates(Truths(), opening)) == pytest.approx(1)


def test_odds_of_winning_are_multiplied_exactly():
    two = Opening(400, 2, 0, 2, False, False, "Advertising")
    odds = [share[-1] / (1 - share[-1]) for share in (fates(Truths(), PLAIN), fates(Truths(), two))]

    assert odds[1] / odds[0] == pytest.approx(Truths().team_member_odds ** 2)


def test_change_and_weakness_touch_their_stage_only():
    truths = Truths()
    opening = Opening(100, 2, truths.weakness.seller, 0, False, False, "Advertising")
    a, b, c, d = truths.pass_rates

    assert pass_rates(truths, opening) == (
        a,
        with_odds(b, truths.change.odds),
        with_odds(c, truths.weakness.odds),
        d,
    )


def test_quantiles_are_drawn_as_the_table_says():
    dice, table = Dice(1, "test"), Truths().dwell

    draws = [dice.quantile(table) for _ in range(20_000)]

    assert median(draws) == pytest.approx(1.25, rel=0.05)
    assert sum(draws) / len(draws) == pytest.approx(mean_of(table), rel=0.05)


def test_the_change_is_seen_in_those_opened_since(simulated):
    since = datetime.combine(TODAY - timedelta(days=Truths().change.days_ago), time(), UTC)
    before = [row for row in opportunities(simulated) if row.created_at < since]
    after = [row for row in opportunities(simulated) if row.created_at >= since]

    assert won_share(before) - won_share(after) > 0.05


def test_the_weak_seller_passes_their_stage_less_often(simulated):
    truths = Truths()
    weak, others = [], []
    for stage, _, owner, after in stays(simulated):
        if stage == truths.weakness.stage:
            (weak if owner == truths.weakness.seller + 1 else others).append(after == "Contract sent")

    assert sum(others) / len(others) - sum(weak) / len(weak) > 0.15


def test_the_slow_stage_takes_longer_by_its_factor(simulated):
    days = defaultdict(list)
    for stage, stay, _, _ in stays(simulated):
        days[stage].append(stay)

    # Stays that today cuts off are missing here, so the medians lie a little low.
    for stage, expected in zip(STAGES, EXPECTED_DAYS, strict=True):
        factor = Truths().slow_factor if stage == Truths().slow_stage else 1
        assert median(days[stage]) == pytest.approx(1.25 * expected * factor, rel=0.12)


def test_a_larger_team_wins_more_and_what_changes_hands_less(simulated):
    rows = opportunities(simulated)
    handed = {
        fact.record
        for part in simulated
        for fact in part.facts
        if fact.kind == "opportunity" and "owner" in fact.changes and "name" not in fact.changes
    }

    assert (
        won_share([row for row in rows if len(row.members) >= 2])
        > won_share([row for row in rows if not row.members]) + 0.08
    )
    assert len(handed) / len(rows) == pytest.approx(Truths().handover_share, rel=0.1)
    assert (
        won_share([row for row in rows if row.id in handed])
        < won_share([row for row in rows if row.id not in handed]) - 0.1
    )


def test_weekdays_make_no_difference(simulated):
    by_day = defaultdict(list)
    for row in opportunities(simulated):
        by_day[row.created_at.weekday()].append(row)
    overall = won_share(opportunities(simulated))

    for rows in by_day.values():
        assert abs(won_share(rows) - overall) < 4 * (overall * (1 - overall) / len(rows)) ** 0.5


def test_leads_convert_as_planted(simulated):
    leads = [lead for part in simulated for lead in part.leads]

    share = sum(lead.status == "converted" for lead in leads) / len(leads)

    assert share == pytest.approx(Truths().lead_conversion, rel=0.05)


def test_seasons_are_in_the_arrivals(simulated):
    months = [0] * 12
    for row in opportunities(simulated):
        months[row.created_at.month - 1] += 1

    assert months[7] < 0.7 * months[2]
    assert months[11] < 0.8 * months[9]
