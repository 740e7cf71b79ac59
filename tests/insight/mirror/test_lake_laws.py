"""Property: what the mirror says was true and known equals the replay of the raw ledger (LEDGER, 2), at every pair of
moments, with late facts, voids, merges and unmerges; loaded whole, and brought up to date step by step."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from penstock.insight.mirror.lake import open_state, sync
from tests.foundation.base import test_ledger_laws as laws


class Mirrored(laws.History):
    def told_by(self, state: Any, valid: Any, known: Any) -> dict[int, tuple[Any, ...]]:
        rows = state.at("person", _micros(valid), _micros(known)).select("id", "country", "company_id")
        return {row["id"]: (row["country"], row["company_id"]) for row in rows.to_pyarrow().to_pylist()}


def _micros(instant: Any) -> int:
    return (instant - laws.START.replace(year=1970)) // timedelta(microseconds=1)


def _mirrored(step: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple("country" if word in ("first_name", "city") else word for word in step)


@pytest.mark.slow
def test_the_mirror_agrees_with_a_dumb_replay(
    committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laws, "FIELDS", ("country",))

    @given(laws.STEPS)
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    def agrees(steps: list[tuple[Any, ...]]) -> None:
        history = Mirrored()
        followed = tmp_path / "followed"
        for step in steps:
            history.take(_mirrored(step))
            if step[0] in ("late", "merge", "void"):
                sync(followed, committed)
        ids = {person.id for person in history.persons}
        times = sorted({moment for pair in history.moments() for moment in pair} | {history.end})[-9:]
        with open_state(followed, committed) as state:
            for valid in times:
                for known in times:
                    told = history.told_by(state, valid, known)
                    replayed = history.replayed(valid, known)
                    assert {id: told[id] for id in told if id in ids} == {
                        id: replayed[id] for id in replayed if id in ids
                    }, (valid, known)

    agrees()
