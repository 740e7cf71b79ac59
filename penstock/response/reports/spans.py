"""The rolling spans that dashboards and alerts ask about, in days, and the grain of a line over each. No Django, nothing heavy."""

from penstock.insight.metrics.query import Grain

GRAINS: dict[int, Grain] = {7: "day", 28: "day", 90: "week", 365: "month"}
SPANS = tuple(GRAINS)
