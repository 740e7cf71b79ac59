"""A query on its way to an answer: the state it asks, and the instants and settings that every step needs. No Django."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from penstock.foundation.base.values.money import decimals
from penstock.foundation.base.values.period import start_of_day
from penstock.insight.metrics.query import Query, micros
from penstock.insight.mirror.state import State
from penstock.insight.mirror.tables import FOREVER

if TYPE_CHECKING:
    from penstock.insight.metrics.catalogue import Metric

NOT_RECORDED = "not recorded"
DEFAULT_BANDS = (1_000, 10_000, 50_000, 250_000)
DEFAULT_LEAD_CAP = 500


@dataclass(frozen=True, slots=True)
class Settings:
    """What numbers take from the workspace. bands: upper edges in minor units of the home currency; complete_from:
    microseconds from which the history is complete (None: all of it); lead_cap: open leads that one owner can bear."""

    home_currency: str
    bands: tuple[int, ...]
    week_start: int
    fiscal_start: int
    complete_from: int | None
    lead_cap: int


@dataclass(frozen=True)
class Ask:
    """One question, ready for the steps. period: [start, end) in microseconds; None: all time."""

    state: State
    query: Query
    metric: "Metric"
    settings: Settings
    period: tuple[int, int] | None
    # What one question has looked up already.
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def as_of(self) -> int:
        return min(self.query.as_of_micros, self.known)

    @property
    def known(self) -> int:
        return self.query.known_micros

    def at(self, table: str) -> Any:
        """Records as of the instant asked about."""
        return self.state.at(table, self.as_of, self.known)

    def history(self, table: str) -> Any:
        """Their lives up to it."""
        return self.state.history(table, self.as_of, self.known)

    def defined(self, table: str) -> Any:
        """Definitions as they stood."""
        return self.state.defined(table, self.as_of, self.known)

    def definitions(self, table: str) -> Any:
        """Definitions over time, without gaps."""
        return self.state.definitions(table, self.known)

    @property
    def fields_used(self) -> tuple[str, ...]:
        """The dimensions that the question groups or filters by, each once."""
        return tuple(dict.fromkeys([*self.query.by, *(condition.field for condition in self.query.where)]))


def ask(state: State, query: Query, metric: "Metric") -> Ask:
    """The question with its settings looked up."""
    period = (micros(query.period.starts_at), micros(query.period.ends_at)) if query.period else None
    return Ask(state, query, metric, settings_of(state, query), period)


def settings_of(state: State, query: Query) -> Settings:
    """From the workspace's row as it is; the defaults where there is none."""
    if "settings" not in state.made:
        rows = state.definitions("workspace").to_pyarrow().to_pylist()
        state.made["settings"] = next((row for row in rows if row["valid_to"] == FOREVER), {})
    row = state.made["settings"]
    currency = row.get("home_currency") or query.currency
    bands = tuple(int(edge) for edge in (row.get("amount_bands") or "").split(",") if edge) or DEFAULT_BANDS
    since = row.get("history_complete_from")
    return Settings(
        currency,
        tuple(edge * 10 ** decimals(currency) for edge in bands),
        row.get("week_start") or 0,
        row.get("fiscal_start_month") or 1,
        micros(start_of_day(since, query.tzinfo)) if since else None,
        row.get("lead_cap") or DEFAULT_LEAD_CAP,
    )
