"""A query on its way to an answer: the state it asks, and the instants and settings that every step needs. No Django."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis

from penstock.foundation.base.values.money import decimals
from penstock.foundation.base.values.period import start_of_day
from penstock.insight.metrics.plans import Instant, Recipe, Slot, instant
from penstock.insight.metrics.query import Query, micros
from penstock.insight.mirror.shared import Of
from penstock.insight.mirror.state import SHARED_FROM, State, alive, begun, known_at, standing
from penstock.insight.mirror.tables import FOREVER

if TYPE_CHECKING:
    from penstock.insight.metrics.catalogue import Metric

NOT_RECORDED = "not recorded"
DEFAULT_BANDS = (1_000, 10_000, 50_000, 250_000)
DEFAULT_SIZE_BANDS = (10, 50, 200, 1_000)
DEFAULT_LEAD_CAP = 500


@dataclass(frozen=True, slots=True)
class Settings:
    """What numbers take from the workspace. bands: upper edges in minor units of the home currency; size_bands: the most
    employees of each band of companies; complete_from: microseconds from which the history is complete (None: all of it);
    lead_cap: open leads that one owner can bear."""

    home_currency: str
    bands: tuple[int, ...]
    size_bands: tuple[int, ...]
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
    # Where its instants are variables and its SQL is kept (plans.py); None: it is written out in full.
    recipe: Recipe | None = None
    # Whose instants it asks by, in a question of two.
    slot: Slot = ""
    # What one question has looked up already.
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def as_of(self) -> int:
        return min(self.query.as_of_micros, self.known)

    @property
    def known(self) -> int:
        return self.query.known_micros

    def instant(self, name: Instant) -> Any:
        """One of its instants for an expression: `as_of`, `known`, and the period's `since` and `until`."""
        if self.recipe is not None:
            return instant(self.slot, name)
        return ibis.literal(self.instants[name], "int64")

    @property
    def instants(self) -> dict[Instant, int]:
        """As they are; without a period it has no length."""
        since, until = self.period or (0, 0)
        return {"as_of": self.as_of, "known": self.known, "since": since, "until": until}

    def at(self, table: str) -> Any:
        """Records as of the instant asked about."""
        return alive(self.history(table), self.instant("as_of"))

    def history(self, table: str) -> Any:
        """Their lives up to it."""
        return begun(self._known(table), self.instant("as_of"))

    def _known(self, table: str) -> Any:
        """Their lives as they are known: one table for all days, where everything known by now is."""

        def build() -> Any:
            return known_at(self.state.table(table), self.instant("known")).drop("known_from", "known_to")

        return self.leaf(f"{table}_known", build, (table, "id")) if table in SHARED_FROM else build()

    def defined(self, table: str) -> Any:
        """Definitions as they stood."""
        return standing(self.definitions(table), self.instant("as_of"))

    def definitions(self, table: str) -> Any:
        """Definitions over time, without gaps."""
        if self.recipe is not None:
            return self.recipe.definitions(self, table)
        return self.state.definitions(table, self.known)

    def leaf(self, name: str, build: Callable[[], Any], of: Of = None) -> Any:
        """Rows that several steps stand on, as a view of their own; they must not follow from what the asker may see or asks
        by. of: whose they are, so that they follow by record (mirror/shared.py)."""
        if self.recipe is not None:
            return self.recipe.leaf(self, name, build, of)
        name = f"{name}_{self.as_of}_{self.known}"
        return self.state.made[name] if name in self.state.made else self.state.leaf(name, build())

    def filled(self, name: str, fill: "Callable[[Ask], Any]") -> Any:
        """A table that `fill` makes of the question."""
        return fill(self) if self.recipe is None else self.recipe.table(self, name, fill)

    @property
    def fields_used(self) -> tuple[str, ...]:
        """The dimensions that the question groups or filters by, each once."""
        return tuple(dict.fromkeys([*self.query.by, *(condition.field for condition in self.query.where)]))


def ask(state: State, query: Query, metric: "Metric", *, is_planned: bool = False) -> Ask:
    """The question with its settings looked up. is_planned: its SQL is kept for the next one of its shape; only for one whose
    steps look at no data while they are put together."""
    period = (micros(query.period.starts_at), micros(query.period.ends_at)) if query.period else None
    recipe = Recipe() if is_planned else None
    return Ask(state, query, metric, settings_of(state, query), period, recipe)


def settings_of(state: State, query: Query) -> Settings:
    """From the workspace's row as it is; the defaults where there is none."""
    if "settings" not in state.made:
        rows = state.definitions("workspace").to_pyarrow().to_pylist()
        state.made["settings"] = next((row for row in rows if row["valid_to"] == FOREVER), {})
    row = state.made["settings"]
    currency = row.get("home_currency") or query.currency
    bands = _edges(row.get("amount_bands")) or DEFAULT_BANDS
    since = row.get("history_complete_from")
    return Settings(
        currency,
        tuple(edge * 10 ** decimals(currency) for edge in bands),
        _edges(row.get("company_size_bands")) or DEFAULT_SIZE_BANDS,
        row.get("week_start") or 0,
        row.get("fiscal_start_month") or 1,
        micros(start_of_day(since, query.tzinfo)) if since else None,
        row.get("lead_cap") or DEFAULT_LEAD_CAP,
    )


def _edges(told: str | None) -> tuple[int, ...]:
    return tuple(int(edge) for edge in (told or "").split(",") if edge)
