"""What was known at the opening, looked up row by row in lives made by hand."""

import pytest

from penstock.insight.metrics import plans
from penstock.insight.winloss.decided import decided
from tests.insight.metrics.world import COMPANIES, KIND, NOW, USERS, lives, query, state

SIZES = {5: "1 to 10", 40: "11 to 50", 300: "201 to 1,000", 5000: "more than 1,000", None: "not recorded"}


def opened(life):
    """What it was when it was first in an open stage."""
    return next(
        (at for _, at in life.until(NOW) if not at.get("removed") and KIND[at["stage_id"]] == "open"), None
    )


@pytest.mark.parametrize("piece", [3, plans.PIECE])
def test_the_levels_are_those_of_the_opening(monkeypatch, piece):
    monkeypatch.setattr(plans, "PIECE", piece)
    found = decided(state(), query("win_rate"))

    wanted = {}
    for life in lives():
        now, then = life.at(NOW), opened(life)
        if now and then and KIND[now["stage_id"]] in ("won", "lost"):
            company = COMPANIES.get(then["company_id"])
            wanted[life.id] = (
                KIND[now["stage_id"]] == "won",
                USERS.get(then["owner_id"], "not recorded"),
                (company["country"] if company else "not recorded"),
                (company["industry"] if company else "") or "not recorded",
                SIZES[company["employees"]] if company else "not recorded",
                then["custom_tier"] or "not recorded",
            )
    names = ("owner", "country", "industry", "company_size", "custom.tier")
    told = {
        id: (bool(found.won[i]), *(found.known[name][i] for name in names))
        for i, id in enumerate(found.id.tolist())
    }
    assert len(told) > 40
    assert told == wanted
    assert found.id.tolist() == sorted(told)
