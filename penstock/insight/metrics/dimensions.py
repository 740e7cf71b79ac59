"""By what a number can be broken up and filtered. Each gives every row a key (the id behind it) and a name. No Django."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ibis

from penstock.foundation.base.values.money import decimals
from penstock.insight.metrics.asking import NOT_RECORDED, Ask
from penstock.insight.metrics.lives import closed_ones, openings, then
from penstock.insight.metrics.query import WrongQuestion
from penstock.insight.mirror.tables import NEWEST

# rows -> rows with the columns `key` and `name`, both text; NULL: not recorded.
Describe = Callable[[Ask, Any], Any]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A field to group and filter by. of: the kinds of record that have it."""

    name: str
    says: str
    of: tuple[str, ...]
    describe: Describe


def named_by(table: str, column: str) -> Describe:
    """A column that points to something with a name."""

    def describe(ask: Ask, rows: Any) -> Any:
        named = ask.defined(table)
        named = named.select(named_=named.id, name=named.name)
        joined = rows.left_join(named, rows[column] == named.named_).drop("named_")
        return joined.mutate(key=joined[column].cast("string"))

    return describe


def itself(column: str) -> Describe:
    """A column whose text says all."""

    def describe(ask: Ask, rows: Any) -> Any:
        text = rows[column].cast("string").nullif("")
        return rows.mutate(key=text, name=text)

    return describe


def of_company(column: str) -> Describe:
    """A text of the company's."""

    def describe(ask: Ask, rows: Any) -> Any:
        joined = _with_company(ask, rows, column)
        text = joined.of_company_.cast("string").nullif("")
        return joined.mutate(key=text, name=text).drop("of_company_")

    return describe


def _with_company(ask: Ask, rows: Any, column: str) -> Any:
    if column not in ask.state.table("company").columns:
        raise WrongQuestion(f"companies have no field {column.removeprefix('custom_')}")
    companies = ask.leaf(f"company_{column}", lambda: _companies(ask, column), ("company", "company_"))
    return rows.left_join(companies, rows.company_id == companies.company_).drop("company_")


def _companies(ask: Ask, column: str) -> Any:
    companies = ask.at("company")
    return companies.select(company_=companies.id, of_company_=companies[column])


def pipeline(ask: Ask, rows: Any) -> Any:
    """That of the stage of the instant which counts the row, where that may be another one than today's."""
    if "stage_then" not in rows.columns or "stage_reached" in rows.columns:
        return named_by("pipeline", "pipeline_id")(ask, rows)
    stages = ask.defined("stage")
    stages = stages.select(stage_=stages.id, pipeline_of_=stages.pipeline_id)
    joined = rows.left_join(stages, rows.stage_then == stages.stage_)
    joined = joined.mutate(pipeline_then=ibis.coalesce(joined.pipeline_of_, joined.pipeline_id))
    joined = joined.drop("stage_", "pipeline_of_")
    return named_by("pipeline", "pipeline_then")(ask, joined).drop("pipeline_then")


def stage(ask: Ask, rows: Any) -> Any:
    """That of the instant which counts the row; of a stage reached, that stage itself."""
    if "stage_reached" in rows.columns:
        return named_by("stage", "stage_reached")(ask, rows)
    return named_by("stage", "stage_then")(ask, _then(ask, rows))


def owner(ask: Ask, rows: Any) -> Any:
    """Likewise."""
    return named_by("user", "owner_then")(ask, _then(ask, rows))


def team(ask: Ask, rows: Any) -> Any:
    """The team that the owner of that instant was in at that instant."""
    rows, users = _then(ask, rows), ask.definitions("user")
    users = users.select(user_=users.id, team_then=users.team_id, from_=users.valid_from, to_=users.valid_to)
    joined = rows.left_join(
        users,
        [rows.owner_then == users.user_, rows["at"] >= users.from_, rows["at"] < users.to_],
    ).drop("user_", "from_", "to_")
    return named_by("team", "team_then")(ask, joined).drop("team_then")


def _then(ask: Ask, rows: Any) -> Any:
    if "owner_then" in rows.columns:
        return rows
    if ask.metric.kind == "opportunity" and ask.metric.is_flow:
        return then(ask, rows)
    return rows.mutate(
        owner_then=rows.owner_id, **({"stage_then": rows.stage_id} if "stage_id" in rows.columns else {})
    )


def company_size(ask: Ask, rows: Any) -> Any:
    """Upper edges belong to their band: 1 to 10, 11 to 50."""
    joined, edges = _with_company(ask, rows, "employees"), ask.settings.size_bands
    starts = (1, *(edge + 1 for edge in edges))
    bands = tuple((edge, f"{start:,} to {edge:,}") for start, edge in zip(starts, edges, strict=False))
    return _banded(joined, joined.of_company_, bands, f"more than {edges[-1]:,}").drop("of_company_")


def amount_band(ask: Ask, rows: Any) -> Any:
    """By amount in the currency of the question."""
    edges = ask.settings.bands
    whole = [_short(edge, ask.query.currency) for edge in edges]
    starts = ["", *whole]
    names = [
        f"under {whole[0]}",
        *(f"{start} to {end}" for start, end in zip(starts[1:], whole[1:], strict=False)),
    ]
    # Upper edges belong to the next band: 1 to 10 k is 1,000 up to, not including, 10,000.
    inner = tuple((edge - 1, name) for edge, name in zip(edges, names, strict=True))
    return _banded(rows, rows.value_minor, inner, f"{whole[-1]} and more")


def _short(minor: int, currency: str) -> str:
    return f"{minor // 10 ** decimals(currency):,}"


def _banded(rows: Any, value: Any, edges: tuple[tuple[int, str], ...], rest: str) -> Any:
    names = [name for _, name in edges] + [rest]
    place = ibis.cases(
        (value.isnull(), None),
        *((value <= edge, str(i)) for i, (edge, _) in enumerate(edges)),
        else_=str(len(edges)),
    )
    rows = rows.mutate(key=place)
    return rows.mutate(
        name=ibis.cases(*((rows.key == str(i), name) for i, name in enumerate(names)), else_=None)
    )


def customer(ask: Ask, rows: Any) -> Any:
    """new, existing or, before the history is complete, unknown, as it was when the opportunity was opened (METRICS, 2)."""
    if "opened_at" not in rows.columns:
        opened = openings(ask)
        rows = rows.left_join(opened, rows.id == opened.opening_of).drop(
            "opening_of", "opened_by", "opened_in"
        )
    first = _earliest_wins(ask)
    joined = rows.left_join(first, rows.company_id == first.won_by)
    other = ibis.ifelse(joined.first_id == joined.id, joined.second_at, joined.first_at)
    since = ask.settings.complete_from
    unknown = joined.opened_at < since if since is not None else ibis.literal(False)
    word = ibis.cases(
        (joined.company_id.isnull() | joined.opened_at.isnull(), None),
        (other < joined.opened_at, "existing"),
        (unknown, "unknown"),
        else_="new",
    )
    return joined.mutate(key=word, name=word).drop("won_by", "first_id", "first_at", "second_at")


def _earliest_wins(ask: Ask) -> Any:
    """Of each company, its first won opportunity and when its second was won; whoever may see them."""
    return ask.leaf("earliest_wins", lambda: _wins_in_turn(ask))


def _wins_in_turn(ask: Ask) -> Any:
    won = closed_ones(ask).filter(ibis._.kind == "won", ibis._.company_id.notnull())
    in_order = ibis.window(group_by=won.company_id, order_by=[won["at"], won.id])
    won = won.mutate(place=ibis.row_number().over(in_order))
    return won.group_by(won_by=won.company_id).aggregate(
        first_id=won.id.min(where=won.place == 0),
        first_at=won["at"].min(where=won.place == 0),
        second_at=won["at"].min(where=won.place == 1),
    )


SALE, LEAD = ("opportunity",), ("lead",)
BOTH = SALE + LEAD
DIMENSIONS = {
    dimension.name: dimension
    for dimension in (
        Dimension("pipeline", "the pipeline of that instant", SALE, pipeline),
        Dimension("stage", "the stage of that instant", SALE, stage),
        Dimension("owner", "the owner of that instant", BOTH, owner),
        Dimension("team", "the team that the owner was in at that instant", BOTH, team),
        Dimension("source", "the lead source", BOTH, named_by("lead_source", "source_id")),
        Dimension("industry", "the company's industry", BOTH, of_company("industry")),
        Dimension("country", "the company's country", BOTH, of_company("country")),
        Dimension("company_size", "how many work at the company, in bands", BOTH, company_size),
        Dimension("amount_band", "the amount, in bands", SALE, amount_band),
        Dimension("customer", "new or existing when it was opened", SALE, customer),
        Dimension("currency", "the currency that it is kept in", SALE, itself("currency")),
        Dimension("loss_reason", "why it was lost", SALE, named_by("loss_reason", "loss_reason_id")),
        Dimension("competitor", "to whom it was lost", SALE, named_by("competitor", "competitor_id")),
        Dimension("status", "the lead's status", LEAD, itself("status")),
        Dimension("intent", "what the lead said of its intent", LEAD, itself("intent")),
        Dimension("field", "which field (completeness only)", SALE, itself("field")),
    )
}


def dimension_named(ask: Ask, name: str) -> Dimension:
    """One of the list, or a custom field: custom.KEY of the record, company.custom.KEY of its company. Raises WrongQuestion."""
    kind = ask.metric.kind
    if name.startswith("company.custom."):
        return Dimension(name, name, BOTH, of_company(f"custom_{name.removeprefix('company.custom.')}"))
    if name.startswith("custom."):
        column = f"custom_{name.removeprefix('custom.')}"
        if column not in ask.state.at(kind, NEWEST, NEWEST).columns:
            raise WrongQuestion(f"there is no field {name} to ask by")
        return Dimension(name, name, (kind,), itself(column))
    found = DIMENSIONS.get(name)
    if found is None or kind not in found.of or (name == "field" and ask.metric.population != "fields"):
        known = ", ".join(one.name for one in DIMENSIONS.values() if kind in one.of and one.name != "field")
        raise WrongQuestion(f"{ask.metric.name} can't be asked by {name}; by any of {known}, custom.KEY")
    return found


def described(ask: Ask, rows: Any) -> Any:
    """rows with key:NAME and name:NAME for every field that the question uses."""
    for name in ask.fields_used:
        rows = dimension_named(ask, name).describe(ask, rows)
        rows = rows.mutate(
            **{
                f"key:{name}": ibis.coalesce(rows.key, ""),
                f"name:{name}": ibis.coalesce(rows.name, NOT_RECORDED),
            }
        ).drop("key", "name")
    return rows
