"""Columns that are no field of ours become custom fields: defined once, with a key from their label."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from penstock.exchange.imports.preparing.rows import SOFT
from penstock.exchange.imports.preparing.values import FilePlan, Prepared
from penstock.exchange.imports.recognition.fields import FIELDS
from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.sql import fetch, run
from penstock.foundation.base.values.money import decimals

RECORD_KINDS = {"companies": "company", "people": "person", "leads": "lead", "opportunities": "opportunity"}
# Fields that records have no column for: they are kept as custom fields under their own label.
KEPT_AS_CUSTOM = {
    "companies": ("annual_revenue", "type", "source", "parent", "parent_id", "email", "tags"),
    "people": ("salutation", "department", "source", "status", "website", "street", "state", "postal_code", "no_email",
               "no_call", "tags"),
    "leads": ("salutation", "job_title", "website", "industry", "employees", "annual_revenue", "campaign", "keyword",
              "landing_page", "referrer", "click_id", "rating", "score", "amount", "no_email", "no_call", "street", "city",
              "state", "postal_code", "country", "tags"),
    "opportunities": ("forecast_category", "type", "campaign", "campaign_id", "win_reason", "product", "quantity",
                      "last_stage", "tags"),
}  # fmt: skip


@dataclass(slots=True)
class Labels:
    """The custom fields of a kind: the key of each label, and which labels some row fills."""

    keys: dict[str, str] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    # Fields without a column, with their label and type.
    kept: Sequence[tuple[str, str, str]] = ()

    def take(self, row: Prepared) -> None:
        """Put what has no column among the custom values, and call these by their keys."""
        values, found = row.values, {}
        for key, label, kind in self.kept:
            if key in values:
                found[self.keys[label]] = as_text(values[key], kind)
                self.filled.add(label)
        for label, text in row.custom.items():
            found[self.keys[label]] = text
            self.filled.add(label)
        row.custom.clear()
        row.custom.update(found)


def labels_of(kind: str, plans: list[FilePlan]) -> Labels:
    """What the plans of a kind bring that has no column, with the keys that it has or will have."""
    record = RECORD_KINDS[kind]
    filled = frozenset[str]().union(*(plan.keys for plan in plans))
    kept = [
        (key, FIELDS[kind][key].label, FIELDS[kind][key].type)
        for key in KEPT_AS_CUSTOM[kind]
        if key in filled
    ]
    known = dict(
        fetch("SELECT lower(label), key FROM custom_field WHERE kind = %s AND NOT is_removed", [record])
    )
    taken = {key for (key,) in fetch("SELECT key FROM custom_field WHERE kind = %s", [record])}
    labels = Labels(kept=kept)
    own = [custom.label for plan in plans for custom in plan.customs]
    soft = [column.header for plan in plans for column in plan.planned if column.type in SOFT]
    for label in own + soft + [label for _, label, _ in kept]:
        if label.lower() not in known:
            known[label.lower()] = free_key(label, taken)
            taken.add(known[label.lower()])
        labels.keys[label] = known[label.lower()]
    return labels


def define_custom_fields(kind: str, labels: Labels, context: RunContext) -> None:
    """A text field for every label that some row fills and that is not defined yet."""
    record = RECORD_KINDS[kind]
    known = {
        label
        for (label,) in fetch(
            "SELECT lower(label) FROM custom_field WHERE kind = %s AND NOT is_removed", [record]
        )
    }
    for label, key in labels.keys.items():
        if label in labels.filled and label.lower() not in known:
            with as_import(context):
                run(
                    "INSERT INTO custom_field (kind, key, label, type, choices, is_required, is_filterable, position, created_at)"
                    " VALUES (%s, %s, %s, 'text', '{}', false, false, %s, %s)",
                    [record, key, label[:200], len(known), context.earliest],
                )
            known.add(label.lower())


def as_text(value: Any, kind: str) -> str:
    """How a typed value reads in a text field."""
    match kind:
        case "money":
            minor, currency = value
            digits = decimals(currency)
            return f"{Decimal(minor).scaleb(-digits):.{digits}f} {currency}"
        case "yes_no":
            return "yes" if value else "no"
        case "email":
            return ", ".join(value)
        case _:
            return str(value)


def free_key(label: str, taken: set[str]) -> str:
    """Latin letters, digits and underscores, and a number if the key is taken."""
    plain = unicodedata.normalize("NFKD", label.lower()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50] or "field"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def custom_sql(kind: str) -> str:
    """The custom values of a staged row, or NULL where it has none."""
    return f"CASE WHEN staged_{kind}.custom <> '{{}}' THEN staged_{kind}.custom END"
