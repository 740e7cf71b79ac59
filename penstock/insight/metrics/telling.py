"""An answer as data for programs (ARCHITECTURE, 8). Money in major units here. No Django."""

from typing import Any

from penstock.foundation.base.values.money import decimals
from penstock.insight.metrics.answer import Answer, Point, Row, Value
from penstock.insight.metrics.comparing import Comparison


def told(answer: Answer, rows: list[Row] | None = None, against: Comparison | None = None) -> dict[str, Any]:
    """The JSON object of `penstock metric --json` and of the API. rows: those asked for."""
    value = answer.value
    object_ = {
        "metric": answer.metric,
        **_value(answer, value),
        "unit": answer.unit,
        "currency": answer.currency,
        "as_of": answer.as_of.isoformat(),
        "known": answer.known.isoformat() if answer.known else None,
        "computed_at": answer.computed_at.isoformat(),
        "definition": answer.definition,
        "enough": value.enough,
        "why_not": value.why_not,
        "details": value.details,
        "series": [_point(answer, point) for point in answer.series],
        "groups": [
            {
                "by": group.by,
                "keys": group.keys,
                **_value(answer, group.value),
                "enough": group.value.enough,
                "why_not": group.value.why_not,
                "details": group.value.details,
                "series": [_point(answer, point) for point in group.series],
            }
            for group in answer.groups
        ],
        "left_out": [{"why": one.why, "n": one.n} for one in answer.left_out],
        "notes": list(answer.notes),
    }
    if rows is not None:
        object_["rows"] = [row_told(row, answer) for row in rows]
    if against is not None:
        object_["against"] = {
            "answer": told(against.before),
            "difference": in_unit(answer, against.difference),
            "low": against.low,
            "high": against.high,
            "stated": against.stated,
        }
    return object_


def _value(answer: Answer, value: Value) -> dict[str, Any]:
    return {
        "value": in_unit(answer, value.value),
        "n": value.n,
        "low": in_unit(answer, value.low),
        "high": in_unit(answer, value.high),
    }


def _point(answer: Answer, point: Point) -> dict[str, Any]:
    return {
        "period": point.label,
        "from": point.start.isoformat(),
        "to": point.end.isoformat(),
        **_value(answer, point.value),
        "enough": point.value.enough,
    }


def in_unit(answer: Answer, value: float | None) -> float | None:
    """Minor units become major ones; everything else is as it is."""
    if value is None or answer.currency is None:
        return value
    return float(value / 10 ** decimals(answer.currency))


def row_told(row: Row, answer: Answer) -> dict[str, Any]:
    """A row behind a number: id, at, amounts in major units, why it is left out."""
    values = dict(row.values)
    own = values.pop("currency", None)
    for name, currency in (("amount", own), ("value", answer.currency), ("weighted", answer.currency)):
        minor = values.pop(f"{name}_minor", None)
        if currency is not None and minor is not None:
            values[name] = minor / 10 ** decimals(currency)
    if own is not None:
        values["currency"] = own
    plain = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()
    }
    at = row.at.isoformat() if row.at else None
    return {"kind": row.kind, "id": row.id, "at": at, **plain, "left_out": row.left_out}
