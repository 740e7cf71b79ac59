"""The check query of every metric: the same number a second, dumber way, by looking at the lives one after the other."""

import itertools
from datetime import timedelta
from fractions import Fraction
from statistics import mean, median

from penstock.foundation.base.values.money import decimals
from penstock.foundation.base.values.period import start_of_day
from tests.insight.metrics.world import KIND, RATES, STAGES, activities, here, lead_of, leads, lives, persons


def present(t):
    """Opportunities as of t."""
    return [(life, life.at(t)) for life in lives() if life.at(t)]


def kind(state):
    return KIND[state["stage_id"]]


def opened_at(life, t):
    """When it was first seen in an open stage."""
    return next((since for since, s in life.until(t) if not s.get("removed") and kind(s) == "open"), None)


def home(state, t):
    """Amount in cents of EUR; None without an amount or a rate."""
    if state["amount_minor"] is None:
        return None
    return _home(state, state["amount_minor"], t)


def _home(state, amount, t):
    if state["currency"] == "EUR":
        return round(Fraction(amount))
    at = t if kind(state) == "open" else state["stage_since"]
    rates = [
        rate
        for currency, day, rate in RATES
        if currency == state["currency"] and start_of_day(day, here()) <= at
    ]
    if not rates:
        return None
    return round(Fraction(amount) * rates[-1] * Fraction(100, 10 ** decimals(state["currency"])))


def weighted(state, t):
    if state["amount_minor"] is None:
        return None
    share = state["probability_e4"]
    if share is None:
        share = STAGES[state["stage_id"]][4] if state["stage_id"] else 0
    return _home(state, Fraction(state["amount_minor"] * share, 10_000), t)


def within(at, period):
    return at is not None and (period is None or period.contains(at))


def closed(t, period, *kinds):
    return [(life, s) for life, s in present(t) if kind(s) in kinds and within(s["stage_since"], period)]


def opened(t, period):
    return [(life, s) for life, s in present(t) if within(opened_at(life, t), period)]


def still_open(t):
    return [(life, s) for life, s in present(t) if kind(s) == "open"]


def worth(found, t):
    return [value for _, s in found if (value := home(s, t)) is not None]


def share(hits):
    hits = list(hits)
    return sum(hits) / len(hits) if hits else None


def length(since, until):
    """Days: whole ones between two midnights of the zone, else fractional."""
    local = [at.astimezone(here()).replace(tzinfo=None) for at in (since, until)]
    if all((at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0) for at in local):
        return (local[1] - local[0]).days
    return (until - since) / timedelta(days=1)


def survival_median(lengths):
    """Product limit over (length, has ended), one time after the other; None where half of them never end."""
    alive = 1.0
    for time in sorted({one for one, ended in lengths if ended}):
        at_risk = sum(one >= time for one, _ in lengths)
        alive *= 1 - sum(one == time and ended for one, ended in lengths) / at_risk
        if alive <= 0.5 + 1e-9:
            return time
    return None


def half_won(lengths):
    """Aalen-Johansen over (length, kind): when half have won."""
    alive = won = 0.0
    alive = 1.0
    for time in sorted({one for one, what in lengths if what != "open"}):
        at_risk = sum(one >= time for one, _ in lengths)
        ends = [what for one, what in lengths if one == time and what != "open"]
        won += alive * ends.count("won") / at_risk
        alive *= 1 - len(ends) / at_risk
        if won >= 0.5:
            return time
    return None


def cycles(t, period):
    return [
        length(opened_at(life, t), s["stage_since"])
        for life, s in closed(t, period, "won")
        if opened_at(life, t)
    ]


def lead_cycles(t, period):
    return [
        length(lead["created_at"], s["stage_since"])
        for life, s in closed(t, period, "won")
        if (lead := lead_of(life)) and lead["created_at"] <= t
    ]


def decisions(t, period):
    for life, s in opened(t, period):
        done = kind(s) != "open"
        yield length(opened_at(life, t), s["stage_since"] if done else t), kind(s)


def pushes(t, period):
    found = 0
    for life, _ in present(t):
        states = [(since, s) for since, s in life.until(t) if not s.get("removed")]
        for (_, before), (since, s) in itertools.pairwise(states):
            moved = before["close_on"] and s["close_on"] and s["close_on"] > before["close_on"]
            found += bool(moved and kind(s) == "open" and within(since, period))
    return found


def stays(t, period):
    """(length, has left) of each stay in an open, recorded stage."""
    for life, _ in present(t):
        states = [(since, s["stage_id"]) for since, s in life.until(t) if not s.get("removed")]
        entries = [one for i, one in enumerate(states) if i == 0 or states[i - 1][1] != one[1]]
        for i, (since, stage) in enumerate(entries):
            if stage and KIND[stage] == "open" and within(since, period):
                left = entries[i + 1][0] if i + 1 < len(entries) else None
                yield length(since, left or t), left is not None


def passes(t, period):
    """For each open stage reached, whether the next was."""
    for life, s in opened(t, period):
        order = [id for id, about in STAGES.items() if about[0] == s["pipeline_id"] and about[2] == "open"]
        been = [order.index(one["stage_id"]) for _, one in life.until(t)
                if not one.get("removed") and one["stage_id"] in order]  # fmt: skip
        highest = len(order) if kind(s) == "won" else max(been, default=-1)
        for place in range(min(highest + 1, len(order))):
            yield highest > place


def is_stale(life, s, t):
    limit = STAGES[s["stage_id"]][5] if s["stage_id"] else None
    human = [
        a["at"]
        for a in activities()
        if a["opportunity_id"] == life.id and a["type"] != "task" and a["at"] <= t
    ]
    return limit is not None and t - max([*human, s["stage_since"]]) > timedelta(days=limit)


def is_new(life, s, t):
    earlier = [one for other, one in closed(t, None, "won") if one["company_id"] == s["company_id"] and other is not life
               and one["stage_since"] < opened_at(life, t)]  # fmt: skip
    return not earlier


def came(t, period):
    return [lead for lead in leads() if lead["created_at"] <= t and within(lead["created_at"], period)]


def quality(lead):
    person = next((p for p in persons() if p["id"] == lead["person_id"]), None)
    named = lead["has_name"] or bool(person and person["has_name"])
    return named + bool(person and person["has_email"]) + bool(person and person["has_phone"])


def attempts(t, period):
    for lead in came(t, period):
        tried = [a["at"] for a in activities() if a["lead_id"] == lead["id"] and a["type"] in ("call", "meeting")
                 and lead["created_at"] <= a["at"] <= t]  # fmt: skip
        yield length(lead["created_at"], min(tried, default=t)) * 24, bool(tried)


def filled(s):
    return [
        s["amount_minor"],
        s["close_on"],
        s["company_id"],
        s["has_next_step"] or None,
        s["owner_id"],
        s["source_id"],
    ]


def per_customer(t, period):
    won = [(s["company_id"], home(s, t)) for _, s in closed(t, period, "won")]
    won = [(company, value) for company, value in won if company and value is not None]
    return sum(value for _, value in won) / len({company for company, _ in won}) if won else None


def win_rate(t, period):
    return share(kind(s) == "won" for _, s in closed(t, period, "won", "lost"))


def velocity(t, period):
    won, lengths = worth(closed(t, period, "won"), t), cycles(t, period)
    return len(still_open(t)) * mean(won) * win_rate(t, period) / median(lengths)


def win_rate_value(t, period):
    return sum(worth(closed(t, period, "won"), t)) / sum(worth(closed(t, period, "won", "lost"), t))


def new_share(t, period):
    return share(is_new(life, s, t) for life, s in opened(t, period) if s["company_id"])


CHECKS = {
    "leads_created": lambda t, period: len(came(t, period)),
    "leads": lambda t, period: len(came(t, None)),
    "lead_quality": lambda t, period: mean(quality(lead) for lead in came(t, period)),
    "speed_to_lead": lambda t, period: survival_median(list(attempts(t, period))),
    "opportunities_opened": lambda t, period: len(opened(t, period)),
    "opened_amount": lambda t, period: sum(worth(opened(t, period), t)),
    "opportunities_open": lambda t, period: len(still_open(t)),
    "pipeline_value": lambda t, period: sum(worth(still_open(t), t)),
    "pipeline_weighted": lambda t, period: sum(
        value for _, s in still_open(t) if (value := weighted(s, t)) is not None
    ),
    "opportunities_won": lambda t, period: len(closed(t, period, "won")),
    "won_amount": lambda t, period: sum(worth(closed(t, period, "won"), t)),
    "opportunities_lost": lambda t, period: len(closed(t, period, "lost")),
    "lost_amount": lambda t, period: sum(worth(closed(t, period, "lost"), t)),
    "win_rate": win_rate,
    "win_rate_value": win_rate_value,
    "cohort_win_rate": lambda t, period: share(kind(s) == "won" for _, s in opened(t, period)),
    "average_won_amount": lambda t, period: mean(worth(closed(t, period, "won"), t)),
    "median_won_amount": lambda t, period: median(worth(closed(t, period, "won"), t)),
    "order_value": lambda t, period: mean(worth(closed(t, period, "won"), t)),
    "cycle_days": lambda t, period: median(cycles(t, period)),
    "cycle_days_mean": lambda t, period: mean(cycles(t, period)),
    "lead_cycle_days": lambda t, period: median(lead_cycles(t, period)),
    "time_to_decision": lambda t, period: survival_median(
        [(one, what != "open") for one, what in decisions(t, period)]
    ),
    "time_to_win": lambda t, period: half_won(list(decisions(t, period))),
    "stage_days": lambda t, period: survival_median(list(stays(t, period))),
    "stage_conversion": lambda t, period: share(passes(t, period)),
    "velocity": velocity,
    "coverage": lambda t, period: None,
    "push_count": pushes,
    "stale_share": lambda t, period: share(is_stale(life, s, t) for life, s in still_open(t)),
    "new_share": new_share,
    "customers": lambda t, period: len({s["company_id"] for _, s in closed(t, period, "won")} - {None}),
    "revenue_per_customer": per_customer,
    "realised_revenue": lambda t, period: sum(
        worth([(life, s) for life, s in closed(t, period, "won") if s["company_id"]], t)
    ),
    "realised_per_customer": per_customer,
    "completeness": lambda t, period: share(one is not None for _, s in still_open(t) for one in filled(s)),
}
