"""Metrics of one's own: a ratio, a sum or a part of those of the catalogue, by the same rules of honesty. No Django."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from penstock.insight.metrics.answer import Value
from penstock.insight.metrics.catalogue import METRICS, Additivity, Direction, Metric, Unit, metric_named
from penstock.insight.metrics.measures import ENOUGH_FOR_A_RATE, Composed
from penstock.insight.metrics.query import WrongQuestion
from penstock.insight.metrics.words import conditions_of

Form = Literal["ratio", "sum", "filter"]
FORMS: tuple[Form, ...] = ("ratio", "sum", "filter")
SIGNS = {"ratio": " / ", "sum": " + ", "filter": ""}


@dataclass(frozen=True, slots=True)
class Part:
    """A metric of the catalogue under conditions, as FIELD=VALUE."""

    metric: str
    where: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.metric} ({', '.join(self.where)})" if self.where else self.metric


def own_metric(name: str, title: str, form: str, parts: Sequence[Part], direction: Direction) -> Metric:
    """A metric like any other. A ratio is a share if all above the line are among those below it; an amount over a count is
    an amount; else it is a number. Raises WrongQuestion for what would not be honest: a sum of rates, or of different
    units."""
    metrics = [metric_named(part.metric) for part in parts]
    if form not in FORMS or len(parts) != {"ratio": 2, "filter": 1}.get(form, max(len(parts), 2)):
        raise WrongQuestion("a ratio has two parts, a sum two or more, a filter one")
    if name in METRICS:
        raise WrongQuestion(f"{name} is one of the catalogue's")
    if any(isinstance(metric.measure, Composed) for metric in metrics):
        raise WrongQuestion("its parts are metrics that are counted, not composed ones")
    if len({metric.is_flow for metric in metrics}) > 1 and form == "sum":
        raise WrongQuestion("what happens in a period and what is there at an instant can't be added up")
    names = tuple(f"part_{n}" for n in range(len(parts)))
    asks = {label: (part.metric, conditions_of(part.where)) for label, part in zip(names, parts, strict=True)}
    is_part = form == "ratio" and _is_part(parts)
    unit = _unit(form, metrics, is_part)
    return Metric(
        name=name,
        sentence=title,
        definition=SIGNS[form].join(str(part) for part in parts),
        population=metrics[0].population,
        measure=Composed(names, _finisher(form, unit), asks),
        unit=unit,
        additivity=metrics[0].additivity if form == "filter" else _additivity(form, metrics),
        direction=direction,
        minimum=f"{ENOUGH_FOR_A_RATE} below the line" if form == "ratio" else "those of its parts",
    )


def _is_part(parts: Sequence[Part]) -> bool:
    """Whether all above the line are among those below it: the same metric, under the same conditions and more."""
    above, below = parts
    return above.metric == below.metric and set(below.where) <= set(above.where)


def _unit(form: str, metrics: Sequence[Metric], is_part: bool) -> Unit:
    units = [metric.unit for metric in metrics]
    if form == "filter":
        return units[0]
    if form == "sum":
        if len(set(units)) > 1:
            raise WrongQuestion(f"{' and '.join(units)} can't be added up")
        if any(metric.additivity == "none" for metric in metrics):
            raise WrongQuestion("rates, means and medians can't be added up")
        return units[0]
    match units:
        case ["money", "count"]:
            return "money"
        case [above, below] if above == below:
            return "share" if is_part else "number"
        case ["days" | "hours" | "number", "count"]:
            return units[0]
    raise WrongQuestion(f"{units[0]} by {units[1]} has no unit that people know")


def _additivity(form: str, metrics: Sequence[Metric]) -> Additivity:
    if form == "ratio":
        return "none"
    return "all" if all(metric.additivity == "all" for metric in metrics) else "groups"


def _finisher(form: str, unit: Unit) -> Callable[[Mapping[str, Value]], Value]:
    return {"ratio": lambda values: _ratio(values, unit), "sum": _sum, "filter": _same}[form]


def _same(values: Mapping[str, Value]) -> Value:
    return next(iter(values.values()))


def _sum(values: Mapping[str, Value]) -> Value:
    known = [one.value for one in values.values() if one.value is not None]
    whys = [one.why_not for one in values.values() if one.why_not]
    total = sum(known) if len(known) == len(values) else None
    return Value(total, sum(one.n for one in values.values()), why_not=whys[0] if whys else None)


def _ratio(values: Mapping[str, Value], unit: Unit) -> Value:
    """Not stated below the honest minimum: 20 below the line. A share of counts has Wilson's interval."""
    above, below = values.values()
    whys = [one.why_not for one in (above, below) if one.why_not]
    if above.value is None or not below.value:
        return Value(None, below.n, why_not=whys[0] if whys else "nothing below the line")
    if below.n < ENOUGH_FOR_A_RATE:
        whys.append(f"{below.n} of {ENOUGH_FOR_A_RATE}")
    ratio, why = above.value / below.value, whys[0] if whys else None
    is_part = unit == "share" and above.value == above.n and below.value == below.n and above.n <= below.n
    if not is_part:
        return Value(ratio, below.n, why_not=why)
    from penstock.foundation.statistics.proportions import wilson

    interval = wilson(above.n, below.n)
    return Value(ratio, below.n, interval.low, interval.high, why, {"k": above.n})
