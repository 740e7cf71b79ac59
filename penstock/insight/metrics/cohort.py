"""What a cohort has come to, and what it will come to (METRICS, 3): never a rate of the closed alone, which flatters the
young. No Django."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from penstock.insight.metrics.answer import Value
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.calendar import days_between, months_on
from penstock.insight.metrics.measures import ENOUGH_FOR_A_RATE, ENOUGH_TO_LEARN, NEVER, Sample, rate
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.populations import opened_ones
from penstock.insight.metrics.query import micros

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Cell = Mapping[str, NDArray[Any]]
    # The lives of those before the cohort, by the same columns as a cell, with `length` in days.
    Lives = Callable[[Ask], "Mapping[str, NDArray[Any]]"]

MONTHS_TO_LEARN_FROM = 24
OPEN, WON, LOST = 0, 1, 2


def won_so_far() -> Sample:
    """Won / all of the cohort, with what the open ones will bring in the details."""
    return Sample(
        {
            "pipeline": lambda rows: rows.pipeline_id,
            "start": lambda rows: rows["at"],
            "end": _end,
            "cause": _cause,
        },
        _finish,
    )


def decision() -> Sample:
    """Days from opened to decided, by Kaplan-Meier, won or lost being the event."""
    from penstock.insight.metrics.measures import survival

    return survival(
        "at", lambda rows: rows.kind.isin(("won", "lost")).ifelse(rows.stage_since, None), "decided"
    )


def time_to_win() -> Sample:
    """Days by which a share of the cohort has won, by Aalen-Johansen, losses competing."""
    return Sample({"start": lambda rows: rows["at"], "end": _end, "cause": _cause}, _time_to_win)


def _end(rows: Any) -> Any:
    return rows.kind.isin(("won", "lost")).ifelse(rows.stage_since, NEVER)


def _cause(rows: Any) -> Any:
    import ibis

    return ibis.cases((rows.kind == "won", WON), (rows.kind == "lost", LOST), else_=OPEN)


def lengths(ask: Ask, cell: "Cell") -> "NDArray[Any]":
    ends = cell["end"].copy()
    ends[ends == NEVER] = ask.as_of
    return days_between(cell["start"], ends, ask.query.zone)


def _finish(ask: Ask, cell: "Cell") -> Value:
    n, won = int(cell["cause"].size), int((cell["cause"] == WON).sum())
    so_far = rate(won, n, "opened")
    waiting = int((cell["cause"] == OPEN).sum())
    details = {"won": won, "lost": n - won - waiting, "open": waiting} | foretold(ask, cell, lives_before)
    return Value(so_far.value, n, so_far.low, so_far.high, so_far.why_not, details)


def foretold(ask: Ask, cell: "Cell", training: "Lives") -> dict[str, Any]:
    """will_come_to and its interval, as shares of the cohort; why_no_projection where there was too little to learn from.
    The cell has `pipeline`, `start`, `end` (NEVER: open) and `cause`."""
    from penstock.foundation.statistics.projection import project

    n, ages_of = int(cell["cause"].size), lengths(ask, cell)
    if not n or ask.query.period is None:
        return {}
    lives = training(ask)
    value, low, high, learned, unknown = 0.0, 0.0, 0.0, 0, 0
    for pipeline in sorted({int(id) for id in cell["pipeline"]}):
        mine, theirs = cell["pipeline"] == pipeline, lives["pipeline"] == pipeline
        won, ages = int((cell["cause"][mine] == WON).sum()), ages_of[mine & (cell["cause"] == OPEN)]
        closed = int((lives["cause"][theirs] != OPEN).sum())
        if ages.size and closed < ENOUGH_TO_LEARN:
            return {
                "why_no_projection": f"{closed} of {ENOUGH_TO_LEARN} closed in the {MONTHS_TO_LEARN_FROM} months before"
            }
        if not ages.size:
            value, low, high = value + won, low + won, high + won
            continue
        told = project(lives["length"][theirs], lives["cause"][theirs], ages, won=won, seed=pipeline)
        value, low, high = value + told.value, low + told.low, high + told.high
        learned, unknown = learned + told.learned_from, unknown + told.unknown
    return {
        "will_come_to": value / n,
        "will_come_to_low": low / n,
        "will_come_to_high": high / n,
        "learned_from": learned,
        "older_than_learned": unknown,
    }


def lives_before(ask: Ask) -> "dict[str, NDArray[Any]]":
    """The lives of those opened in the 24 months before the cohort, of the whole company."""
    if "training" not in ask.kept:
        before = months_before(ask)
        told = fetched(before, "training", lambda: _opened_in(before))
        lives = {name: told[name].to_numpy() for name in told.column_names}
        ask.kept["training"] = lives | {"length": lengths(ask, lives)}
    kept: dict[str, NDArray[Any]] = ask.kept["training"]
    return kept


def months_before(ask: Ask) -> Ask:
    """The question of the months before its period, from which one learns what will come."""
    assert ask.query.period is not None
    period = ask.query.period
    since = type(period)(months_on(period.start, -MONTHS_TO_LEARN_FROM), period.start, period.zone)
    return replace(ask, period=(micros(since.starts_at), micros(since.ends_at)))


def _opened_in(ask: Ask) -> Any:
    rows = opened_ones(ask)
    rows = rows.filter(rows["at"] >= ask.instant("since"), rows["at"] < ask.instant("until"))
    return rows.select(pipeline=rows.pipeline_id, start=rows["at"], end=_end(rows), cause=_cause(rows))


def _time_to_win(ask: Ask, cell: "Cell") -> Value:
    from penstock.foundation.statistics.competing import aalen_johansen

    n, won = int(cell["cause"].size), int((cell["cause"] == WON).sum())
    if not n:
        return Value(None, 0, why_not="0 opened")
    curve = aalen_johansen(lengths(ask, cell), cell["cause"])
    details = {
        f"won_by_day_{day}": curve.by(WON, day) for day in (30, 60, 90, 180, 365) if day <= curve.longest
    }
    details |= {"won": won, "longest": curve.longest}
    half = curve.when(WON, 0.5)
    why_not = f"{won} of {ENOUGH_FOR_A_RATE // 2} won" if won < ENOUGH_FOR_A_RATE // 2 else None
    if half is None and why_not is None:
        why_not = f"> {curve.longest:.0f} days"
    return Value(half, n, why_not=why_not, details=details)
