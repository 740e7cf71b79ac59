"""Worlds of a few lives, made by hand, in which every number can be counted on the fingers."""

from datetime import UTC, datetime

from penstock.insight.metrics.query import micros
from penstock.insight.mirror.state import State, state_of
from penstock.response.reports.asked import Asked
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.told import Told
from tests.insight.metrics.world import query

MARCH = micros(datetime(2026, 3, 2, tzinfo=UTC))
DAY = 86_400_000_000
FOREVER = 2**63 - 1
# id: name, kind, probability in ten-thousandths, expected days
STAGES = {
    1: ("Talk", "open", 5000, 10),
    2: ("Offer", "open", 8000, None),
    3: ("Won", "won", 10_000, None),
    4: ("Lost", "lost", 0, None),
}


def life(id, *moves, **fields):
    """An opportunity from 2 March 2026 on: (stage, days in it, what else changes then)..., the last without end."""
    at, spans = MARCH + fields.pop("after", 0) * DAY, []
    now = {"id": id, "pipeline_id": 1, "currency": "EUR", "amount_minor": 100_000, **fields}
    since = at
    for i, (stage, days, *changes) in enumerate(moves):
        since = at if i == 0 or stage != moves[i - 1][0] else since
        now |= {"stage_id": stage, "stage_since": since, **(changes[0] if changes else {})}
        end = FOREVER if days is None else at + days * DAY
        spans.append(now | {"valid_from": at, "valid_to": end, "known_from": at})
        at = end
    return spans


def world(*lives, **tables) -> State:
    """The lives in one pipeline of STAGES."""
    stages = [
        {"id": id, "pipeline_id": 1, "name": name, "kind": kind, "position": id, "probability_e4": chance, "expected_days": days}
        for id, (name, kind, chance, days) in STAGES.items()
    ]  # fmt: skip
    return state_of(
        {
            "opportunity": [span for one in lives for span in one],
            "stage": stages,
            "pipeline": [{"id": 1, "name": "Sales", "position": 0}],
            "loss_reason": [{"id": 1, "name": "Price"}],
            "lead_source": [{"id": 1, "name": "Web"}, {"id": 2, "name": "Fair"}],
            "user": [{"id": 1, "name": "Anna"}, {"id": 2, "name": "Bob"}],
            "workspace": [{"id": 1, "home_currency": "EUR"}],
        }
        | tables
    )


def told(
    name: str, state: State, *, unit: str = "", other=None, against: str = "", window=None, **asked
) -> Told:
    """A report of a world; what the question needs beyond it as in `query`."""
    metric = asked.pop("metric", REPORTS[name].metric)
    beside = query(metric, **(asked | other)) if other is not None else None
    return REPORTS[name].tell(Asked(query(metric, **asked), unit, beside, against, window), state)


def figure(report: Told, name: str):
    return next(one for one in report.figures if one.name == name)
