"""Benchmarks beside a number, as people and programs are told them."""

from typing import Any

from penstock.response.reports.benchmarks import Figure


def figure_told(figure: Figure) -> dict[str, Any]:
    """A benchmark with of whom it is said and who says it; id: of one's own."""
    return {
        "id": figure.id,
        "metric": figure.metric,
        "text": str(figure.text),
        "low": figure.low,
        "high": figure.high,
        "denominator": str(figure.denominator),
        "source": str(figure.source),
    }
