"""docs/metrics.md is the catalogue of metrics: `python scripts/metrics_page.py` writes it anew."""

from pathlib import Path

from penstock.insight.metrics.catalogue import METRICS, POPULATIONS, Metric
from penstock.insight.metrics.dimensions import DIMENSIONS

PAGE = Path(__file__).parent.parent / "docs" / "metrics.md"
HEAD = """# The metrics

Written by `scripts/metrics_page.py` from the catalogue (`penstock/insight/metrics/catalogue.py`); a test holds it current.

`penstock metric NAME`, `GET /api/metrics/NAME`: value, n, interval, what was left out and why, and with `--rows` the records behind it.
`penstock explain NAME` shows the query. All take `--from`, `--to`, `--grain`, `--by`, `--where FIELD=VALUE`, `--as-of`, `--known`, `--against`.

Flows are counted in the period; they belong to the owner, team and stage of that instant. Stocks are counted at the instant asked about (`--as-of`, else
now) and are never summed over time: a series of one is its value at the end of each period. Amounts are those that the record has at the instant
asked about, open ones at the rate of that day, closed ones at that of the day of closing; each is rounded once. Medians of a survival
curve count those who still wait. Below its minimum a metric says what is missing, and `enough` is false.
"""
UNITS = {
    "count": "a count", "share": "a share, 0 to 1", "money": "money", "days": "days", "hours": "hours", "number": "a number",
    "money_per_day": "money a day",
}  # fmt: skip
ADDS = {
    "all": "adds up over groups and periods",
    "groups": "adds up over groups, never over time",
    "none": "does not add up",
}
GOOD = {"up": "more is better", "down": "less is better", "neither": "neither way is better"}


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *map(section, METRICS.values()), fields()])


def section(metric: Metric) -> str:
    """One metric."""
    kind = "flow" if metric.is_flow else "stock"
    lines = [
        f"## {metric.name}",
        f"{metric.sentence}.\n",
        f"{metric.definition}\n",
        f"- {UNITS[metric.unit].capitalize()}; a {kind}; {ADDS[metric.additivity]}; {GOOD[metric.direction]}.",
        f"- Rows: {POPULATIONS[metric.population].says}.",
    ]
    if metric.minimum:
        lines.append(f"- Honest minimum: {metric.minimum}.")
    return "\n".join([*lines, ""])


def fields() -> str:
    """What numbers can be asked by."""
    rows = [f"| `{one.name}` | {', '.join(one.of)} | {one.says} |" for one in DIMENSIONS.values()]
    return "\n".join(
        [
            "## Fields to group and filter by",
            "| field | of | says |",
            "| --- | --- | --- |",
            *rows,
            "| `custom.KEY` | opportunity, lead | a custom field of the record |",
            "| `company.custom.KEY` | opportunity, lead | a custom field of its company |",
            "",
            "A value is a name or an id; `not recorded` asks for the empty. Bands: METRICS, 6, of the currency of the question.",
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(page())
