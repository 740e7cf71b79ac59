"""Columns that are no field of ours become custom fields: defined once, with a key from their label."""

import re
import unicodedata
from functools import cache

from babel.numbers import list_currencies

from penstock.exchange.imports.preparing.values import FilePlan
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


def define_custom_fields(plans: list[FilePlan], context: RunContext) -> None:
    """A text field for every label that some row fills; labels in the staged rows become keys."""
    for kind, record in RECORD_KINDS.items():
        if kind not in context.kinds:
            continue
        keep_fields_as_custom(kind)
        labels = [
            label for (label,) in fetch(f"SELECT DISTINCT jsonb_object_keys(custom) FROM staged_{kind}")
        ]
        keys = defined(record, ordered(labels, plans, kind), context)
        run("CREATE TEMP TABLE custom_key (label text PRIMARY KEY, key text)")
        for label, key in keys.items():
            run("INSERT INTO custom_key VALUES (%s, %s)", [label, key])
        run(
            f"UPDATE staged_{kind} SET custom = (SELECT jsonb_object_agg(k.key, e.value) FROM jsonb_each(custom) AS e"
            f" JOIN custom_key AS k ON k.label = e.key) WHERE custom <> '{{}}'"
        )
        run("DROP TABLE custom_key")


def keep_fields_as_custom(kind: str) -> None:
    """Put the fields without a column among the custom ones."""
    pairs = ", ".join(f"'{FIELDS[kind][key].label}', {as_text(kind, key)}" for key in KEPT_AS_CUSTOM[kind])
    either = ", ".join(f"{key}::text" for key in KEPT_AS_CUSTOM[kind])
    run(
        f"UPDATE staged_{kind} SET custom = jsonb_strip_nulls(jsonb_build_object({pairs})) || custom"
        f" WHERE coalesce({either}) IS NOT NULL"
    )


def as_text(kind: str, key: str) -> str:
    """How a typed value reads in a text field."""
    match FIELDS[kind][key].type:
        case "money":
            return f"({major(key)} || ' ' || {key}_currency)"
        case "yes_no":
            return f"(CASE {key} WHEN true THEN 'yes' WHEN false THEN 'no' END)"
        case _:
            return f"{key}::text"


def major(key: str) -> str:
    """An amount in major units, with as many decimals as its currency has."""
    cases = " ".join(
        f"WHEN {key}_currency IN ({', '.join(repr(code) for code in codes)}) THEN round({key} / 1e{digits}, {digits})"
        for digits, codes in unusual_currencies().items()
    )
    return f"CASE {cases} ELSE round({key} / 1e2, 2) END"


@cache
def unusual_currencies() -> dict[int, list[str]]:
    """Currencies by their number of decimals, where that is not two."""
    found: dict[int, list[str]] = {}
    for code in sorted(list_currencies()):
        if decimals(code) != 2:
            found.setdefault(decimals(code), []).append(code)
    return found


def ordered(labels: list[str], plans: list[FilePlan], kind: str) -> list[str]:
    """As the columns stand in the files; fields of ours last."""
    shown = [custom.label for plan in plans if plan.kind == kind for custom in plan.customs]
    return sorted(labels, key=lambda label: (shown.index(label) if label in shown else len(shown), label))


def defined(record: str, labels: list[str], context: RunContext) -> dict[str, str]:
    """Label to key; definitions that are missing are made."""
    known = dict(
        fetch("SELECT lower(label), key FROM custom_field WHERE kind = %s AND NOT is_removed", [record])
    )
    taken = {key for (key,) in fetch("SELECT key FROM custom_field WHERE kind = %s", [record])}
    keys: dict[str, str] = {}
    for position, label in enumerate(labels, start=len(known)):
        if label.lower() not in known:
            key = free_key(label, taken)
            taken.add(key)
            with as_import(context):
                run(
                    "INSERT INTO custom_field (kind, key, label, type, choices, is_required, is_filterable, position, created_at)"
                    " VALUES (%s, %s, %s, 'text', '{}', false, false, %s, %s)",
                    [record, key, label[:200], position, context.earliest],
                )
            known[label.lower()] = key
        keys[label] = known[label.lower()]
    return keys


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
