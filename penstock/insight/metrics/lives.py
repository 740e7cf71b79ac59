"""Opportunities as of the question, and what their lives came to: when each was opened, closed, pushed, in which stages it
stayed. Every population of them stands on these, and a state makes each once (plans.py). No Django."""

from typing import Any

import ibis

from penstock.insight.metrics.asking import Ask

DECIDED = ("won", "lost")
NOBODY = -1


def opportunities(ask: Ask) -> Any:
    """Opportunities as of the question, with what their stage meant then: kind, weight_e4 (their own probability while
    open, else the stage's), stale_after_days, position. A stage not recorded is open."""
    columns = _columns(ask)
    return ask.leaf(
        "_".join(["opportunities", *columns[len(CORE) :]]),
        lambda: _opportunities(ask, columns),
        ("opportunity", "id"),
    )


def _opportunities(ask: Ask, columns: list[str]) -> Any:
    rows = ask.at("opportunity").select(*columns)
    stages = ask.defined("stage")
    stages = stages.select(
        stage_=stages.id,
        kind_=stages.kind,
        stage_probability=stages.probability_e4,
        stale_after_days=stages.stale_after_days,
        position=stages.position,
    )
    joined = rows.left_join(stages, rows.stage_id == stages.stage_)
    own = ibis.coalesce(joined.probability_e4, joined.stage_probability, ibis.literal(0, "int64"))
    return joined.mutate(
        kind=ibis.coalesce(joined.kind_, "open"),
        # What was hoped for one that is closed by now says nothing any more.
        weight_e4=ibis.ifelse(joined.kind_.isin(DECIDED), joined.stage_probability, own),
    ).drop("stage_", "kind_", "stage_probability")


CORE = ("id", "pipeline_id", "stage_id", "stage_since", "company_id", "amount_minor", "currency", "probability_e4",
        "close_on", "owner_id", "source_id", "loss_reason_id", "competitor_id", "has_next_step")  # fmt: skip


def _columns(ask: Ask) -> list[str]:
    """What metrics read of an opportunity; of the custom fields only those asked for: every column costs in every step."""
    used = {f"custom_{name.removeprefix('custom.')}" for name in ask.fields_used}
    wanted = [column.name for column in ask.state.custom.get("opportunity", ())]
    if ask.metric.population != "fields":
        wanted = [name for name in wanted if name in used]
    return [*CORE, *wanted]


def closed_ones(ask: Ask) -> Any:
    """By their last closure."""
    rows = opportunities(ask)
    return rows.filter(rows.kind.isin(DECIDED)).mutate(at=rows.stage_since)


def with_kind(ask: Ask, spans: Any) -> Any:
    """Spans of opportunities with kind_then: what their stage was when the span began."""
    stages = ask.definitions("stage")
    stages = stages.select(stage_=stages.id, kind_=stages.kind, from_=stages.valid_from, to_=stages.valid_to)
    joined = spans.left_join(
        stages,
        [
            spans.stage_id == stages.stage_,
            spans.valid_from >= stages.from_,
            spans.valid_from < stages.to_,
        ],
    )
    return joined.mutate(kind_then=ibis.coalesce(joined.kind_, "open")).drop(
        "stage_", "kind_", "from_", "to_"
    )


def openings(ask: Ask) -> Any:
    """opening_of, opened_at: when each was first in an open stage; opened_by, opened_in: its owner and stage then."""
    return ask.leaf("openings", lambda: _openings(ask), ("opportunity", "opening_of"))


def _openings(ask: Ask) -> Any:
    spans = with_kind(ask, ask.history("opportunity").select("id", "valid_from", "stage_id", "owner_id"))
    opened = spans.filter(spans.kind_then == "open")
    found = opened.group_by(opening_of=opened.id).aggregate(
        opened_at=opened.valid_from.min(),
        # Of none, too: the engine passes over what is NULL.
        opened_by=ibis.coalesce(opened.owner_id, NOBODY).argmin(opened.valid_from),
        opened_in=ibis.coalesce(opened.stage_id, NOBODY).argmin(opened.valid_from),
    )
    return found.mutate(opened_by=found.opened_by.nullif(NOBODY), opened_in=found.opened_in.nullif(NOBODY))


def standing_then(rows: Any, found: Any, owner: Any, stage: Any) -> Any:
    """rows with owner_then and stage_then, as of the question where nothing of `at` was found."""
    return rows.mutate(
        owner_then=ibis.ifelse(found.notnull(), owner, rows.owner_id),
        stage_then=ibis.ifelse(found.notnull(), stage, rows.stage_id),
    )


def then(ask: Ask, rows: Any) -> Any:
    """Closed ones with owner_then and stage_then: who owned each and where it stood when it was closed; as of the question
    where that is not recorded. What happens otherwise brings them along."""
    closings = ask.leaf("closings", lambda: _closings(ask), ("opportunity", "closing_of"))
    joined = rows.left_join(closings, rows.id == closings.closing_of)
    return standing_then(joined, joined.closing_of, joined.closed_by, joined.closed_in).drop(
        "closing_of", "closed_by", "closed_in"
    )


def _closings(ask: Ask) -> Any:
    rows, spans = closed_ones(ask).select("id", "at"), ask.history("opportunity")
    spans = spans.select(
        closing_of="id", from_="valid_from", to_="valid_to", closed_by="owner_id", closed_in="stage_id"
    )
    joined = rows.inner_join(
        spans, [rows.id == spans.closing_of, rows["at"] >= spans.from_, rows["at"] < spans.to_]
    )
    return joined.select("closing_of", "closed_by", "closed_in")


def taken_back(ask: Ask) -> Any:
    """Closings that are none any more, since each was reopened or removed: taken_back (whose), closed_at, closed_as."""
    return ask.leaf("taken_back", lambda: _taken_back(ask), ("opportunity", "taken_back"))


def _taken_back(ask: Ask) -> Any:
    spans = ask.history("opportunity").select("id", "valid_from", "stage_id", "stage_since")
    spans = with_kind(ask, spans)
    were = spans.filter(spans.kind_then.isin(DECIDED))
    were = were.select(taken_back=were.id, closed_at=were.stage_since, closed_as=were.kind_then).distinct()
    are = closed_ones(ask).select(are_="id", since_="stage_since")
    return were.anti_join(are, [were.taken_back == are.are_, were.closed_at == are.since_])


def pushed_days(ask: Ask) -> Any:
    """Each change of a close date to a later day while open: pushed (whose), at, and pushed_by, pushed_in: owner and stage then."""
    return ask.leaf("pushes", lambda: _pushes(ask), ("opportunity", "pushed"))


def _pushes(ask: Ask) -> Any:
    columns = ("id", "valid_from", "stage_id", "close_on", "owner_id")
    spans = ask.history("opportunity").select(*columns)
    in_order = ibis.window(group_by=spans.id, order_by=spans.valid_from)
    spans = spans.mutate(before=spans.close_on.lag(1).over(in_order))
    # Their stages are looked up for the few that are left.
    later = with_kind(ask, spans.filter(spans.close_on > spans.before))
    later = later.filter(later.kind_then == "open")
    return later.select(
        pushed=later.id, at=later.valid_from, pushed_by=later.owner_id, pushed_in=later.stage_id
    )


def entries(ask: Ask) -> Any:
    """Each stay in an open stage: stay_of, stayed_in, at, left_at (NULL: still in it), next_stage, next_kind; stayed_with: the owner
    when it was entered."""
    return ask.leaf("stays", lambda: _stays(ask), ("opportunity", "stay_of"))


def _stays(ask: Ask) -> Any:
    spans = ask.history("opportunity").select("id", "valid_from", "stage_id", "owner_id")
    in_order = ibis.window(group_by=spans.id, order_by=spans.valid_from)
    spans = spans.mutate(place=ibis.row_number().over(in_order), before=spans.stage_id.lag(1).over(in_order))
    entered = (
        (spans.place == 0)
        | (spans.stage_id != spans.before)
        | (spans.stage_id.isnull() != spans.before.isnull())
    )
    entries = spans.filter(entered)
    entries = with_kind(ask, entries)
    in_turn = ibis.window(group_by=entries.id, order_by=entries.valid_from)
    entries = entries.mutate(
        left_at=entries.valid_from.lead(1).over(in_turn),
        next_stage=entries.stage_id.lead(1).over(in_turn),
        next_kind=entries.kind_then.lead(1).over(in_turn),
    )
    entries = entries.filter(entries.kind_then == "open", entries.stage_id.notnull())
    return entries.select(
        "left_at",
        "next_stage",
        "next_kind",
        stay_of=entries.id,
        at=entries.valid_from,
        stayed_in=entries.stage_id,
        stayed_with=entries.owner_id,
    )


def open_stages(ask: Ask) -> Any:
    """The open stages of every pipeline in their order: reached, of_pipeline, place from 0."""
    stages = ask.defined("stage")
    stages = stages.filter(stages.kind == "open")
    in_order = ibis.window(group_by=stages.pipeline_id, order_by=[stages.position, stages.id])
    stages = stages.mutate(place=ibis.row_number().over(in_order).cast("int64"))
    return stages.select(reached=stages.id, of_pipeline=stages.pipeline_id, place=stages.place)


def highest(ask: Ask) -> Any:
    """lived_by, lived_in, highest: of each in each pipeline, the place of the highest open stage that it was ever in."""
    return ask.leaf("highest", lambda: _highest(ask), ("opportunity", "lived_by"))


def _highest(ask: Ask) -> Any:
    spans, stages = ask.history("opportunity").select("id", "stage_id", "pipeline_id"), open_stages(ask)
    lived = spans.inner_join(stages, spans.stage_id == stages.reached)
    lived = lived.filter(lived.pipeline_id == lived.of_pipeline)
    return lived.group_by(lived_by=lived.id, lived_in=lived.of_pipeline).aggregate(highest=lived.place.max())
