"""All steps of a run, in the order in which one needs the other."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Any

from django.db import transaction

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.preparing.names import listed_names
from penstock.exchange.imports.preparing.rows import prepared_rows
from penstock.exchange.imports.preparing.values import FilePlan, Prepared, Refused, Said
from penstock.exchange.imports.writing.activities import prepare_activities, write_activities
from penstock.exchange.imports.writing.batches import keep_refusals, refuse, save, write_batches
from penstock.exchange.imports.writing.changes import unfolder
from penstock.exchange.imports.writing.companies import prepare_companies, write_companies, write_named
from penstock.exchange.imports.writing.context import KINDS, RunContext
from penstock.exchange.imports.writing.custom import RECORD_KINDS, Labels, define_custom_fields, labels_of
from penstock.exchange.imports.writing.dating import dater
from penstock.exchange.imports.writing.history import mark_history, prepare_history, write_history
from penstock.exchange.imports.writing.leads import prepare_leads, write_leads
from penstock.exchange.imports.writing.opportunities import (
    are_apart,
    prepare_opportunities,
    stage_opportunities,
    write_opportunities,
)
from penstock.exchange.imports.writing.ours import know_our_own
from penstock.exchange.imports.writing.pasts import (
    fill_from_history,
    line_up_history,
    make_opportunities_of_history,
)
from penstock.exchange.imports.writing.people import prepare_people, write_people
from penstock.exchange.imports.writing.reach import reach_back
from penstock.exchange.imports.writing.roles import prepare_roles, write_roles
from penstock.exchange.imports.writing.sources import settle_source
from penstock.exchange.imports.writing.sql import fetch, run, scalar
from penstock.exchange.imports.writing.staging import clear, make_staging, settle, stage_rows
from penstock.exchange.imports.writing.users import write_users

WRITTEN_KINDS = ("users", "companies", "people", "leads", "opportunities", "history", "activities", "roles")
COPY_ROWS = 50_000
ASSOCIATED = re.compile(r"(?P<name>[^;()]+?)\s*\((?P<own>[^\s();]+\.[a-z]{2,})\)(;|$)", re.IGNORECASE)
CALLED = {"email": "e-mail address", "link": "web address", "phone": "phone number", "integer": "number"}
NAMES_OF_STAGES = ("stage", "old_stage", "last_stage")
Derive = Callable[[dict[str, Any]], str | None]
CHANGED = ("stage", "old_stage", "amount", "old_amount", "close_on", "old_close_on", "probability")
# The columns of each kind that say since when something is.
FIRST_INSTANTS = {
    "opportunities": "first_at",
    "leads": "created_at",
    "companies": "created_at",
    "people": "created_at",
    "history": "at",
    "activities": "least(at, created_at, done_at)",
}


def write_all(plans: list[FilePlan], context: RunContext) -> int:
    """Stage every file, write kind by kind; gives the number of rows read."""
    clear()
    # What batches need to know of their tables is how large they are; a full sample would cost more than it brings.
    run("SET default_statistics_target = 5")
    read = stage_all(plans, context)
    prepare_all(plans, context)
    write_batches("companies", context, write_companies)
    write_named(context)
    write_batches("people", context, write_people)
    write_batches("leads", context, write_leads)
    write_batches("opportunities", context, write_opportunities, stage_opportunities, are_apart)
    if "opportunities" in context.kinds:
        with transaction.atomic():
            reach_back(context)
    write_history(context)
    write_batches("activities", context, write_activities)
    write_batches("roles", context, write_roles)
    tell_implied(context)
    run("RESET default_statistics_target")
    return read


def prepare_all(plans: list[FilePlan], context: RunContext) -> None:
    """What needs the whole set, in one transaction."""
    with transaction.atomic():
        if not know_our_own(plans, context):
            settle_source(context)
        context.earliest = earliest(context)
        for kind, labels in context_labels(plans, context).items():
            define_custom_fields(kind, labels, context)
        compare_products(plans, context)
        make_opportunities_of_history(context)
        prepare_people(context)
        prepare_leads(context)
        prepare_history(context)
        fill_from_history(context)
        prepare_opportunities(context)
        mark_history(context)
        prepare_activities(context)
        prepare_roles(context)
        write_users(context)
        line_up_history(context)
        prepare_companies(context)
        for kind in context.kinds:
            keep_refusals(f"all_{kind}", context)
        save("users", 0, 0, context)


def tell_implied(context: RunContext) -> None:
    """Records that no row is about."""
    implied = context.counted("implied")
    if implied:
        context.warn(
            f"made because rows name them: {', '.join(f'{count} {what}' for what, count in implied.items())}"
        )
    nameless = context.counted("nameless").get("companies")
    if nameless:
        context.warn(f"{nameless} companies are known by their id only, which is their name now")


def stage_all(plans: list[FilePlan], context: RunContext) -> int:
    """COPY the prepared rows of every file whose kind is written; gives the number of rows read."""
    kinds = frozenset(plan.kind for plan in plans)
    context.kinds = kinds.intersection(WRITTEN_KINDS)
    context.counts.pop("unreadable", None)
    for kind in context.kinds:
        make_staging(kind)
    context.labels = {
        kind: labels_of(kind, [plan for plan in plans if plan.kind == kind])
        for kind in context.kinds.intersection(RECORD_KINDS)
    }
    refused: list[tuple[int, int, str]] = []
    staged = dict.fromkeys(context.kinds, 0)
    for number, plan in enumerate(plans):
        if plan.kind not in WRITTEN_KINDS:
            context.warn(f"{plan.table.name}: {plan.kind} are read but not kept")
            continue
        rows = iter(taken(number, plan, context, refused))
        while some := list(islice(rows, 1)):
            piece = chain(some, islice(rows, COPY_ROWS - 1))
            staged[plan.kind] += stage_rows(plan.kind, number, piece, keys_of(plan), staged[plan.kind])
            save("reading", sum(staged.values()), 0, context)
            refuse(refused, context)
            context.count("unreadable", plan.kind, len(refused))
            refused.clear()
        refuse(refused, context)
        context.count("unreadable", plan.kind, len(refused))
        refused.clear()
    for kind in context.kinds:
        settle(kind)
    tell_unusable(context)
    return sum(staged.values()) + sum(context.counts.pop("unreadable", {}).values())


def tell_unusable(context: RunContext) -> None:
    """Addresses that are none: their rows come in without them."""
    for (kind, header, what), rows in context.unusable.items():
        where = "kept as a custom field" if kind in RECORD_KINDS else "left out"
        message = f"have something in “{header}” that is no {CALLED[what]}; it is {where}"
        context.find(kind, message, rows, whole=True)
    context.unusable.clear()


def keys_of(plan: FilePlan) -> frozenset[str]:
    """The fields that the file's rows fill."""
    keys = plan.keys
    if plan.kind == "opportunities" and plan.system == "hubspot":
        keys |= {"company_domain", "person_email"}
    return keys | frozenset(CHANGED) if plan.kind == "history" and "field" in keys else keys


def taken(
    number: int, plan: FilePlan, context: RunContext, refused: list[tuple[int, int, str]]
) -> Iterator[Prepared]:
    """The prepared rows, with what they are found to mean; the refused ones go into the list."""
    labels: Labels | None = context.labels.get(plan.kind)
    derive = deriver(plan, context)
    for row in prepared_rows(plan):
        if isinstance(row, Refused):
            refused.append((number, row.line_number, row.reason))
            continue
        reason = derive(row.values) if derive else None
        if reason:
            refused.append((number, row.line_number, reason))
            continue
        if row.unusable:
            for header, what in row.unusable:
                context.unusable.setdefault((plan.kind, header, what), []).append((number, row.line_number))
        if labels is not None:
            labels.take(row)
        yield row


def deriver(plan: FilePlan, context: RunContext) -> Derive | None:
    """What a row of the kind means beside its cells; gives a reason to refuse it, or nothing."""
    match plan.kind:
        case "opportunities":
            return in_turn(
                associated if plan.system == "hubspot" else first_person,
                renamer(context.stages),
                dater(context.now, context.zone, plan.keys, context.stage_kind),
            )
        case "history":
            return in_turn(
                unfolder(Said(context.currency, context.zone, *context.said)), renamer(context.stages)
            )
    return None


def in_turn(*steps: Derive) -> Derive:
    """The first reason that a step gives ends it."""

    def derive(values: dict[str, Any]) -> str | None:
        for step in steps:
            reason = step(values)
            if reason is not None:
                return reason
        return None

    return derive


def renamer(stages: dict[str, str]) -> Derive:
    """Stages by the names that were said for them; an ignored one is not told of."""

    def rename(values: dict[str, Any]) -> None:
        for key in NAMES_OF_STAGES if stages else ():
            said = stages.get(fold(values[key])) if key in values else None
            if said == "ignored":
                del values[key]
            elif said is not None and said not in KINDS:
                values[key] = said

    return rename


def associated(values: dict[str, Any]) -> None:
    """HubSpot names all companies and contacts of a deal in one cell, each with its domain or address: the first counts, and
    further contacts are persons of the deal too."""
    further = [match["own"].lower() for match in ASSOCIATED.finditer(values.get("person", ""))][1:]
    for key, also in (("company", "company_domain"), ("person", "person_email")):
        match = ASSOCIATED.match(values.get(key, ""))
        if match:
            values[key] = match["name"]
            values.setdefault(
                also, (match["own"].lower(),) if also == "person_email" else match["own"].lower()
            )
        if ";" in values.get(f"{key}_id", ""):
            first, *others = (part.strip() for part in values[f"{key}_id"].split(";"))
            values[f"{key}_id"] = first
            if key == "person":
                further = others
    if further:
        values["further_persons"] = [known_by for known_by in further if known_by]


def first_person(values: dict[str, Any]) -> None:
    """Of several persons that one cell names the first counts; the others are told of."""
    if "," in (name := values.get("person", "")) or ";" in name:
        values["person"], *further = listed_names(name)
        if further:
            values["further_persons"] = further


def context_labels(plans: list[FilePlan], context: RunContext) -> dict[str, Labels]:
    """In the order of the kinds."""
    return {kind: context.labels[kind] for kind in RECORD_KINDS if kind in context.labels}


def compare_products(plans: list[FilePlan], context: RunContext) -> None:
    """Products that opportunities name and that the set's own list of products does not have."""
    listed = {
        str(row.values.get("name"))
        for plan in plans
        if plan.kind == "products"
        for row in prepared_rows(plan)
        if isinstance(row, Prepared)
    }
    if not listed or "opportunities" not in context.kinds:
        return
    named = fetch("SELECT DISTINCT product FROM all_opportunities WHERE product IS NOT NULL ORDER BY 1")
    for (product,) in named:
        if product not in listed:
            rows = fetch("SELECT file, line FROM all_opportunities WHERE product = %s ORDER BY id", [product])
            message = f"name the product “{product}”, which the list of products does not have"
            context.find("opportunities", message, rows, whole=True)


def earliest(context: RunContext) -> datetime:
    """The first instant that any row tells of: what they point to is valid since then."""
    found = [
        scalar(f"SELECT min({column}) FROM all_{kind} WHERE reason IS NULL AND {column} <= %s", [context.now])
        for kind, column in FIRST_INSTANTS.items()
        if kind in context.kinds
    ]
    return min([moment for moment in found if moment is not None], default=context.now)
