"""A state that each process keeps between questions while nothing has changed: to open one anew costs as much as a report. No Django."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from penstock.insight.mirror.lake import follow, open_state
from penstock.insight.mirror.manifest import read_manifest
from penstock.insight.mirror.memory import give_back
from penstock.insight.mirror.source import marks_of
from penstock.insight.mirror.state import State

# What one state has made for questions before it is let go: those of many past days leave a view behind each.
MOST_MADE = 400


@dataclass(frozen=True, slots=True)
class _Kept:
    """A state that nobody asks now, and of which lake and process it is."""

    lake: Path
    process: int
    state: State


_kept: list[_Kept] = []
_turn = Lock()


def kept_state(lake: Path, url: str, ask: Callable[[str], tuple[Any, ...]]) -> State:
    """The state as of this moment: the one kept, brought up to date, or one opened now. Whoever has it has it alone, and
    gives it back by leaving its `with`. ask: the one row of a statement, from the record's database."""
    with _turn:
        kept = _kept.pop() if _kept else None
    if kept is not None and kept.process == os.getpid():
        found = _brought_up(kept.state, lake, url, ask) if kept.lake == lake else None
        if found is not None:
            return found
        kept.state.close()
    return replace(open_state(lake, url), takes_back=partial(_take_back, lake))


def _brought_up(state: State, lake: Path, url: str, ask: Callable[[str], tuple[Any, ...]]) -> State | None:
    try:
        return _as_of_now(state, lake, ask) or follow(state, lake, url)
    except BaseException:
        # Half of it may have followed.
        state.close()
        raise


def _as_of_now(state: State, lake: Path, ask: Callable[[str], tuple[Any, ...]]) -> State | None:
    manifest = read_manifest(lake)
    if manifest is None:
        return None
    identity, clock, marks = ask(marks_of(manifest.watermark))
    is_same = identity == manifest.identity and (manifest, marks) == state.stands_on
    return replace(state, read_at=clock) if is_same else None


def _take_back(lake: Path, state: State) -> None:
    with _turn:
        is_kept = not _kept and len(state.made) <= MOST_MADE
        if is_kept:
            _kept.append(_Kept(lake, os.getpid(), state))
    if not is_kept:
        state.close()
    give_back()
