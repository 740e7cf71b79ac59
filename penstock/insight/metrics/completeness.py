"""Which fields of open opportunities are filled, of those that somebody asks for. No Django."""

from typing import Any

import ibis

from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.populations import open_ones

# As stages name them in what they require (records.pipeline.checks.REQUIRABLE).
FIELDS = {
    "amount": lambda rows: rows.amount_minor.notnull(),
    "close_on": lambda rows: rows.close_on.notnull(),
    "company": lambda rows: rows.company_id.notnull(),
    "next_step": lambda rows: rows.has_next_step,
    "owner": lambda rows: rows.owner_id.notnull(),
    "source": lambda rows: rows.source_id.notnull(),
}


def fields(ask: Ask) -> Any:
    """One row for each open opportunity and field that its stage requires or that is required everywhere, with `field` and
    is_filled. Where nothing is required, the fields of FIELDS count."""
    rows, stages = open_ones(ask), ask.defined("stage")
    by_stage = {row["id"]: set(filter(None, (row["required_fields"] or "").split(",")))
                for row in stages.select("id", "required_fields").to_pyarrow().to_pylist()}  # fmt: skip
    everywhere = _required_custom(ask, rows.columns)
    if not everywhere and not any(by_stage.values()):
        everywhere = set(FIELDS)
    names = sorted(everywhere.union(*by_stage.values()) if by_stage else everywhere)
    return (
        ibis.union(*pieces)
        if len(pieces := [_asked(rows, name, everywhere, by_stage) for name in names]) > 1
        else pieces[0]
    )


def _required_custom(ask: Ask, columns: Any) -> set[str]:
    custom = ask.defined("custom_field")
    found = custom.filter(custom.kind == "opportunity", custom.is_required).select("key").to_pyarrow()
    return {f"custom.{key}" for key in found["key"].to_pylist() if f"custom_{key}" in columns}


def _asked(rows: Any, name: str, everywhere: set[str], by_stage: dict[int, set[str]]) -> Any:
    stages = [id for id, required in by_stage.items() if name in required]
    asked = (
        rows
        if name in everywhere
        else rows.filter(rows.stage_id.isin(stages) if stages else ibis.literal(False))
    )
    column = f"custom_{name.removeprefix('custom.')}"
    filled = (
        FIELDS[name](asked)
        if name in FIELDS
        else (asked[column].notnull() if column in asked.columns else ibis.literal(True))
    )
    return asked.mutate(field=ibis.literal(name), is_filled=filled)
