"""From a question to the rows that its number is made of, in steps. No Django."""

from collections.abc import Callable
from typing import Any

import ibis
import pyarrow

from penstock.insight.metrics.asking import NOT_RECORDED, Ask
from penstock.insight.metrics.calendar import Bucket
from penstock.insight.metrics.dimensions import customer, described
from penstock.insight.metrics.money import priced
from penstock.insight.metrics.populations import POPULATIONS
from penstock.insight.metrics.query import Scope
from penstock.insight.mirror.state import keep

BUCKETS = "buckets_asked"
EDGES = pyarrow.schema([(name, pyarrow.int64()) for name in ("bucket", "from_", "to_")])


def compiled(ask: Ask, buckets: list[Bucket] | None = None) -> Any:
    """The rows behind a number, one by one, with left_out (why one is not in it; NULL: it is), key:DIM and name:DIM of
    the dimensions asked by, and `bucket` (its place in `buckets`)."""
    rows = POPULATIONS[ask.metric.population].build(ask)
    for step in STEPS:
        rows = step(ask, rows)
    return bucketed(ask, rows) if buckets else rows


def visible(ask: Ask, rows: Any) -> Any:
    """What the asker may see, by who owns it as of the question: as lists and boards do it."""
    scope = ask.query.scope
    if scope.is_all:
        return rows
    seen = rows.owner_id.isin(sorted(scope.user_ids)) if scope.user_ids else ibis.literal(False)
    seen = ibis.coalesce(seen, False)
    if ask.metric.kind == "opportunity":
        rows = _with_ways_in(ask, rows, scope)
        seen = seen | rows.takes_part | (rows.owner_id.isnull() & rows.is_of_their_company)
    if scope.sees_ownerless:
        seen = seen | rows.owner_id.isnull()
    return rows.filter(seen)


def _with_ways_in(ask: Ask, rows: Any, scope: Scope) -> Any:
    parts, companies = ask.at("opportunity_user"), ask.at("company")
    parts = (
        parts.filter(parts.user_id == (scope.user_id or -1)).select(part_in=parts.opportunity_id).distinct()
    )
    owned = companies.filter(companies.owner_id.isin(sorted(scope.user_ids) or [-1])).select(
        theirs=companies.id
    )
    rows = rows.left_join(parts, rows.id == parts.part_in)
    rows = rows.left_join(owned, rows.company_id == owned.theirs)
    return rows.mutate(takes_part=rows.part_in.notnull(), is_of_their_company=rows.theirs.notnull()).drop(
        "part_in", "theirs"
    )


def dated(ask: Ask, rows: Any) -> Any:
    """Flows of the period; those of which the instant is not recorded stay, to be named as left out."""
    if ask.period is None or not ask.metric.is_flow:
        return rows
    at = rows["at"]
    return rows.filter(at.isnull() | ((at >= ask.instant("since")) & (at < ask.instant("until"))))


def valued(ask: Ask, rows: Any) -> Any:
    """Amounts in the currency of the question; how much is known of a lead."""
    if ask.metric.kind == "opportunity":
        return priced(ask, rows) if "amount" in ask.metric.needs or "amount_band" in ask.fields_used else rows
    if ask.metric.population != "leads":
        return rows
    known = (rows.has_name | ibis.coalesce(rows.person_named, False), rows.has_email, rows.has_phone)
    return rows.mutate(quality=sum(ibis.coalesce(one, False).cast("int64") for one in known))


def with_customer(ask: Ask, rows: Any) -> Any:
    """For metrics that are about new and existing customers, asked by it or not."""
    if "customer" not in ask.metric.needs or "customer" in ask.fields_used:
        return rows
    rows = customer(ask, rows)
    return rows.mutate(**{"key:customer": rows.key}).drop("key", "name")


def chosen(ask: Ask, rows: Any) -> Any:
    """Those that meet every condition, by name or id."""
    for condition in ask.query.where:
        key, name = rows[f"key:{condition.field}"], rows[f"name:{condition.field}"]
        wanted = [value for value in condition.values if value != NOT_RECORDED]
        met = (key.isin(wanted) | name.isin(wanted)) if wanted else ibis.literal(False)
        if NOT_RECORDED in condition.values:
            met = met | (key == "")
        rows = rows.filter(met)
    return rows


LACKS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "opening": (lambda rows: rows["at"].isnull(), "opening not recorded"),
    "opened_at": (lambda rows: rows.opened_at.isnull(), "opening not recorded"),
    "lead_at": (lambda rows: rows.lead_at.isnull(), "when its lead came is not recorded"),
    "amount": (lambda rows: rows.amount_minor.isnull(), "no amount"),
    "company": (lambda rows: rows.company_id.isnull(), "no company"),
    "customer": (
        lambda rows: rows["key:customer"] == "unknown",
        "before the day from which the history is complete",
    ),
}


def judged(ask: Ask, rows: Any) -> Any:
    """Why a row is not in the number, if it is not: the first thing that it lacks."""
    whys = [(LACKS[need][0](rows), LACKS[need][1]) for need in ask.metric.needs if need in LACKS]
    if "rate" in ask.metric.needs:
        whys.append((rows.value_minor.isnull(), ibis.literal("no exchange rate for ") + rows.currency))
    nothing = ibis.literal(None, "string")
    return rows.mutate(left_out=ibis.cases(*whys, else_=nothing) if whys else nothing)


STEPS = (visible, dated, valued, described, with_customer, chosen, judged)


def bucketed(ask: Ask, rows: Any) -> Any:
    """rows with `bucket`, the place of the period of the grain in which each lies."""
    periods = ask.filled(BUCKETS, _buckets)
    joined = rows.left_join(periods, [rows["at"] >= periods.from_, rows["at"] < periods.to_])
    return joined.drop("from_", "to_")


def _buckets(ask: Ask) -> Any:
    buckets: list[Bucket] = ask.kept[BUCKETS]
    edges = {
        "bucket": list(range(len(buckets))),
        "from_": [bucket.start for bucket in buckets],
        "to_": [bucket.end for bucket in buckets],
    }
    made = ask.state.made
    if made.get("asked buckets") != edges:
        # Rows change, the table does not: questions that were planned on it stay so.
        if BUCKETS not in made:
            keep(ask.state.connection, BUCKETS, pyarrow.table(edges, schema=EDGES))
            made[BUCKETS] = ask.state.connection.table(BUCKETS)
        else:
            _refill(ask.state.connection.con, edges)
        made["asked buckets"] = edges
    return made[BUCKETS]


def _refill(connection: Any, edges: dict[str, list[int]]) -> None:
    connection.execute(f"DELETE FROM {BUCKETS}").fetchall()
    parts = ", ".join(f"unnest(${name})" for name in edges)
    connection.execute(f"INSERT INTO {BUCKETS} SELECT {parts}", edges).fetchall()
