"""The benchmark's tools measure what they say."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from penstock.exchange.sample.actions import load
from penstock.faces.bench.bare import baselines
from penstock.faces.bench.memory import held, together
from penstock.faces.bench.reports import BARE, bare
from penstock.faces.bench.timing import timed
from penstock.records.pipeline.models import Opportunity
from penstock.response.reports.catalogue import REPORTS


def test_memory_counts_children_too() -> None:
    alone = together(os.getpid())
    child = subprocess.Popen(
        [sys.executable, "-c", "x = bytearray(50_000_000); input()"], stdin=subprocess.PIPE
    )
    try:
        with_child = max(together(os.getpid()) or 0 for _ in range(100))
    finally:
        child.communicate(b"\n")

    assert alone is not None
    assert with_child > alone


def test_memory_of_nobody_is_not_known() -> None:
    assert together(2**22 + 1) is None
    assert held(2**22 + 1) is None


def test_memory_of_one_leaves_out_its_children() -> None:
    now, most = held(os.getpid()) or (0.0, 0.0)
    with subprocess.Popen(
        [sys.executable, "-c", "x = bytearray(300 << 20); input()"], stdin=subprocess.PIPE
    ) as child:
        try:
            assert (held(os.getpid()) or (0.0, 0.0))[0] < now + 200
        finally:
            child.kill()
    assert 0 < now <= most


def test_a_result_has_its_ratio() -> None:
    result = timed("nothing", lambda: None, runs=20, baseline=1.0)

    assert (result.name, result.unit, result.ratio) == ("nothing", "ms", 0.0)


@pytest.mark.django_db
def test_bare_questions_are_answered_and_change_nothing() -> None:
    now = datetime.now(UTC)
    load(seed=1, scale=0.05, now=now)
    before = sorted(Opportunity.objects.values_list("id", "stage_id", "xact"))

    told = baselines(now - timedelta(days=200))

    assert set(told) >= {"board", "record page", "API move", "board of a past day"}
    assert sorted(Opportunity.objects.values_list("id", "stage_id", "xact")) == before


@pytest.mark.django_db
def test_bare_reports_are_reports_and_can_be_asked() -> None:
    assert set(BARE) <= set(REPORTS)
    assert all(bare(name) is not None for name in BARE)
