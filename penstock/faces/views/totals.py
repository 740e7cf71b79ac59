"""The foot of a list: how many, and sums in the home currency."""

from dataclasses import dataclass, field

from penstock.faces.views.compiling import matching
from penstock.faces.views.query import ListQuery
from penstock.faces.views.reading import Reader
from penstock.foundation.base.values.money import Money
from penstock.records.pipeline.queries import column_totals


@dataclass(frozen=True, slots=True)
class Totals:
    """count of records; sums by field name; left_out: how many have an amount in a currency without rate."""

    count: int
    sums: dict[str, Money] = field(default_factory=dict)
    weighted: Money | None = None
    left_out: int = 0


def totals_of(query: ListQuery, reader: Reader) -> Totals:
    """Over all that the query finds, not only its page. Each record is converted at the rate of the page's day and
    rounded half-even once, then summed (METRICS.md)."""
    records = matching(query, reader)
    if query.kind != "opportunity":
        return Totals(records.count())
    rows = column_totals(records, reader.workspace, query.at or reader.today).values()
    home = reader.workspace.home_currency
    return Totals(
        sum(row.count for row in rows),
        {"amount": Money(sum(row.amount_minor for row in rows), home)},
        Money(sum(row.weighted_minor for row in rows), home),
        sum(row.without_rate for row in rows),
    )
