"""When what happened to an opportunity: its outcome, its closing, its first day, from whatever columns there are."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any

from penstock.exchange.imports.converting.values import Moment
from penstock.exchange.imports.recognition.fields import STAGE_ENTERED
from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.pasts import has_pasts
from penstock.exchange.imports.writing.sql import fetch


def dater(
    now: datetime, zone: tzinfo, keys: Collection[str], stage_kind: Callable[[str], str]
) -> Callable[[dict[str, Any]], None]:
    """Fill outcome, closed and first_at of a row's values. keys: the fields that the file fills."""
    kind_of = lru_cache(maxsize=4096)(stage_kind)
    told_by = [key for key in keys if key.startswith(STAGE_ENTERED) or key == "created_at"]

    @lru_cache(maxsize=20_000)
    def midnight(day: Any) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)

    def date(values: dict[str, Any]) -> None:
        outcome = values["outcome"] = outcome_of(values, kind_of)
        told = [values[key] for key in told_by if key in values]
        if outcome != "open":
            closed = values.get("won_at" if outcome == "won" else "lost_at") or values.get("closed_at")
            if closed is None and "close_on" in values:
                closed = Moment(midnight(values["close_on"]), True)
            if closed is not None and closed.at <= now:
                values["closed"], values["closed_is_day"] = closed.at, closed.is_day
                told.append(closed)
        past = [moment for moment in told if moment.at <= now]
        if past:
            first = min(past, key=instant)
            values["first_at"], values["first_is_day"] = first.at, first.is_day

    return date


def instant(moment: Moment) -> datetime:
    """For finding the first one."""
    return moment.at


def outcome_of(values: dict[str, Any], kind_of: Callable[[str], str]) -> str:
    """Said by a status or a flag, else by the stage's name, else by a date of winning or losing."""
    status = values.get("status")
    if status in ("won", "lost"):
        return str(status)
    is_won = values.get("is_won")
    if is_won:
        return "won"
    kind = kind_of(values["stage"]) if "stage" in values else "open"
    is_lost_by_flags = values.get("is_closed") and not (kind == "won" if is_won is None else is_won)
    if values.get("is_lost") or is_lost_by_flags:
        return "lost"
    if kind != "open":
        return kind
    if "won_at" in values:
        return "won"
    return "lost" if "lost_at" in values else "open"


UNDATED = "closed IS NULL AND outcome <> 'open'"
SAID = "coalesce(CASE outcome WHEN 'won' THEN won_at ELSE lost_at END, closed_at, close_on::timestamptz)"
# A history may say when: then these two are none.
BY_HISTORY = "NOT EXISTS (SELECT FROM history_row AS r WHERE r.opportunity = a.id)"
OF_DAYS = (
    ("closed on a day to come; they count as closed today", f"{UNDATED} AND {SAID} > %(now)s"),
    ("won or lost without a date; they count as closed today", f"{UNDATED} AND {SAID} IS NULL"),
)
CONTRADICTIONS = (
    ("closed before they were created", "closed < created_at"),
    (
        "won by their status but lost by their stage, or the other way",
        "status IN ('won', 'lost') AND is_won IS NOT NULL AND is_won <> (status = 'won')",
    ),
)


def tell_contradictions(context: RunContext) -> None:
    """What can't be true stays as it is, and is told."""
    unless = f" AND {BY_HISTORY}" if has_pasts(context) else ""
    of_days = tuple((message, f"{condition}{unless}") for message, condition in OF_DAYS)
    for message, condition in (*CONTRADICTIONS, *of_days):
        rows = fetch(
            f"SELECT file, line FROM all_opportunities AS a WHERE reason IS NULL AND {condition} ORDER BY id",
            {"now": context.now},
        )
        context.find("opportunities", f"are {message}", rows, whole=True)
