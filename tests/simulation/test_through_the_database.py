"""Three simulated companies go through the database, and the reports' door tells what was planted in them: what ends up in their
tables is what the 200 seeds of test_planted.py look at without one."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from penstock.exchange.sample import actions
from penstock.exchange.sample.generator import Truths
from penstock.exchange.sample.generator.words import EXPECTED_DAYS, STAGES
from penstock.faces.views.numbers import Asked
from penstock.faces.views.reporting import report_told
from tests.simulation.company import NOW

pytestmark = pytest.mark.simulation
TRUTHS = Truths()


def report(name: str, **asked: Any) -> dict[str, Any]:
    """What `penstock report NAME --json` says."""
    return report_told(name, Asked(metric="", **asked), None, NOW)[1]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_was_planted_is_told(committed: str, tmp_path: Path, settings: LazySettings, seed: int) -> None:
    settings.HOME = tmp_path
    loaded = actions.load(seed=seed, scale=1, now=NOW)

    stages = {row["stage"]: row for row in report("stages")["rows"]}
    leaks = {row["leak"]: row for row in report("leaks")["rows"]}
    drivers = report("drivers")
    funnel = report("funnel", since="2025-06-01", until="2026-11-22")

    slow = stages[TRUTHS.slow_stage]
    middle = dict(TRUTHS.dwell)[0.5] * EXPECTED_DAYS[STAGES.index(TRUTHS.slow_stage)] * TRUTHS.slow_factor
    assert slow["median_low"] <= middle <= slow["median_high"]
    assert max(stages, key=lambda name: stages[name]["median"]) == TRUTHS.slow_stage
    # The interval of the gap lies below zero: handed over, one wins less often.
    assert leaks["Handed over"]["gap"] < leaks["Handed over"]["gap_high"] < 0
    weekdays = [row for row in drivers["rows"] if row["factor"].startswith("Weekday")]
    assert weekdays
    assert {row["verdict"] for row in weekdays} == {"No evidence here"}
    assert sum(row["entered"] for row in stages.values()) > loaded.opportunities == 400
    first, *rest = funnel["rows"]
    assert first["reached"] == sum(row["waiting"] + row["dropped"] for row in funnel["rows"]) + rest[-1]["reached"]  # fmt: skip
    assert rest[0]["reached"] / first["reached"] == pytest.approx(TRUTHS.lead_conversion, abs=0.06)
