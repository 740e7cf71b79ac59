"""What a metric counts, one row each: open, closed, opened, pushes, stays in a stage, leads. No Django.

Each has `id`, `at` (the instant that counts it, microseconds; NULL: not recorded), and what the record was as of the
question. Flows belong to the owner and stage of `at` (METRICS, 1): `then` finds these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import ibis

from penstock.insight.metrics.asking import Ask

DECIDED = ("won", "lost")


def opportunities(ask: Ask) -> Any:
    """Opportunities as of the question, with what their stage meant then: kind, weight_e4 (their own probability, else
    the stage's), stale_after_days, position. A stage not recorded is open."""
    columns = _columns(ask)
    return ask.leaf("_".join(["opportunities", *columns[len(CORE) :]]), lambda: _opportunities(ask, columns))


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
    return joined.mutate(
        kind=ibis.coalesce(joined.kind_, "open"),
        weight_e4=ibis.coalesce(joined.probability_e4, joined.stage_probability, ibis.literal(0, "int64")),
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


def open_ones(ask: Ask) -> Any:
    rows = opportunities(ask)
    return rows.filter(rows.kind == "open").mutate(at=ask.instant("as_of"))


def closed_ones(ask: Ask) -> Any:
    """By their last closure."""
    rows = opportunities(ask)
    return rows.filter(rows.kind.isin(DECIDED)).mutate(at=rows.stage_since)


def won_ones(ask: Ask) -> Any:
    rows = closed_ones(ask)
    return rows.filter(rows.kind == "won")


def lost_ones(ask: Ask) -> Any:
    rows = closed_ones(ask)
    return rows.filter(rows.kind == "lost")


def openings(ask: Ask) -> Any:
    """opening_of, opened_at: when each was first in an open stage."""
    return ask.leaf("openings", lambda: _openings(ask))


def _openings(ask: Ask) -> Any:
    spans = with_kind(ask, ask.history("opportunity").select("id", "valid_from", "stage_id"))
    opened = spans.filter(spans.kind_then == "open")
    return opened.group_by(opening_of=opened.id).aggregate(opened_at=opened.valid_from.min())


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


def opened_ones(ask: Ask) -> Any:
    """All, by when they entered an open stage for the first time; `at` is NULL where they never were in one."""
    rows, opened = opportunities(ask), openings(ask)
    joined = rows.left_join(opened, rows.id == opened.opening_of)
    return joined.mutate(at=joined.opened_at).drop("opening_of")


def won_with_opening(ask: Ask) -> Any:
    """The won, with when they were opened."""
    rows, opened = won_ones(ask), openings(ask)
    return rows.left_join(opened, rows.id == opened.opening_of).drop("opening_of")


def won_of_leads(ask: Ask) -> Any:
    """The won that came of a lead, with when it had come."""
    rows, came, sales = won_ones(ask), ask.at("lead"), ask.at("opportunity")
    came = sales.inner_join(came, sales.source_lead_id == came.id).select(
        won_of=sales.id, lead_at=came.created_at
    )
    return rows.inner_join(came, rows.id == came.won_of).drop("won_of")


def pushes(ask: Ask) -> Any:
    """One row for each change of the close date to a later day, while open."""
    spans = with_kind(ask, ask.history("opportunity").select("id", "valid_from", "stage_id", "close_on"))
    in_order = ibis.window(group_by=spans.id, order_by=spans.valid_from)
    spans = spans.mutate(before=spans.close_on.lag(1).over(in_order))
    later = spans.filter(spans.close_on > spans.before, spans.kind_then == "open")
    later = later.select(pushed=later.id, at=later.valid_from)
    rows = opportunities(ask)
    return rows.inner_join(later, rows.id == later.pushed).drop("pushed")


def stays(ask: Ask) -> Any:
    """One row for each stay in an open stage: `at` when it was entered, left_at (NULL: still in it), stage_id that stage; next_stage
    and next_kind: where it went then."""
    rows, entries = opportunities(ask), ask.leaf("stays", lambda: _stays(ask))
    joined = rows.inner_join(entries, rows.id == entries.stay_of)
    return joined.mutate(stage_id=joined.stayed_in).drop("stay_of", "stayed_in")


def _stays(ask: Ask) -> Any:
    spans = ask.history("opportunity").select("id", "valid_from", "stage_id")
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
    )


def open_stages(ask: Ask) -> Any:
    """The open stages of every pipeline in their order: reached, of_pipeline, place from 0."""
    stages = ask.defined("stage")
    stages = stages.filter(stages.kind == "open")
    in_order = ibis.window(group_by=stages.pipeline_id, order_by=[stages.position, stages.id])
    stages = stages.mutate(place=ibis.row_number().over(in_order).cast("int64"))
    return stages.select(reached=stages.id, of_pipeline=stages.pipeline_id, place=stages.place)


def furthest(ask: Ask) -> Any:
    """The opened ones (`at` NULL: not recorded) with `far`, the place of the highest open stage of its pipeline that each was
    ever in; -1: in none; one that was won is beyond all."""
    rows, stages = opened_ones(ask), open_stages(ask)
    spans = ask.history("opportunity").select("id", "stage_id", "pipeline_id")
    lived = spans.inner_join(stages, spans.stage_id == stages.reached)
    lived = lived.filter(lived.pipeline_id == lived.of_pipeline)
    highest = lived.group_by(lived_by=lived.id, lived_in=lived.of_pipeline).aggregate(
        highest=lived.place.max()
    )
    joined = rows.left_join(highest, [rows.id == highest.lived_by, rows.pipeline_id == highest.lived_in])
    return joined.mutate(
        far=ibis.ifelse(joined.kind == "won", ibis.literal(2**31, "int64"), ibis.coalesce(joined.highest, -1))
    ).drop("lived_by", "lived_in")


def reaches(ask: Ask) -> Any:
    """One row for each open stage that an opportunity opened at `at` has reached: every one up to the highest it was ever
    in, all if it was won; `passed`: it reached the next one, or won after the last; stage_reached: by which it is asked."""
    far, stages = furthest(ask), open_stages(ask)
    every = far.inner_join(stages, [far.pipeline_id == stages.of_pipeline, far.far >= stages.place])
    every = every.mutate(stage_id=every.reached, passed=every.far > every.place).drop("of_pipeline")
    return every.rename(stage_reached="reached")


def leads(ask: Ask) -> Any:
    """Leads as of the question, by when they were first heard of, with what is known of the person."""
    rows, persons = ask.at("lead"), ask.at("person")
    persons = persons.select(
        person_=persons.id,
        person_named=persons.has_name,
        has_email=persons.has_email,
        has_phone=persons.has_phone,
        person_country=persons.country,
    )
    return (
        rows.left_join(persons, rows.person_id == persons.person_).drop("person_").mutate(at=rows.created_at)
    )


def attempted_leads(ask: Ask) -> Any:
    """Leads with first_attempt_at: the first call, meeting or message of a user's for the lead, or with its person once
    the lead was there; NULL: none yet."""
    rows, done = leads(ask), ask.at("activity")
    done = done.filter(
        done.type.isin(("call", "meeting", "message")),
        done.user_id.notnull(),
        done.at <= ask.instant("as_of"),
    )
    of_lead = done.filter(done.lead_id.notnull()).select(lead_=done.lead_id, tried_at=done.at)
    of_person = done.filter(done.person_id.notnull()).select(person_=done.person_id, tried_at=done.at)
    mine = rows.inner_join(of_lead, rows.id == of_lead.lead_).select("id", "created_at", "tried_at")
    theirs = rows.inner_join(of_person, rows.person_id == of_person.person_).select(
        "id", "created_at", "tried_at"
    )
    tries = mine.union(theirs)
    tries = tries.filter(tries.tried_at >= tries.created_at)
    first = tries.group_by(tried=tries.id).aggregate(first_attempt_at=tries.tried_at.min())
    return rows.left_join(first, rows.id == first.tried).drop("tried")


def then(ask: Ask, rows: Any) -> Any:
    """rows with owner_then and stage_then: who owned each and where it stood at `at`; as of the question where that
    is not recorded."""
    spans = ask.history("opportunity")
    spans = spans.select(
        then_=spans.id,
        from_=spans.valid_from,
        to_=spans.valid_to,
        owner_=spans.owner_id,
        stood_in=spans.stage_id,
    )
    joined = rows.left_join(
        spans, [rows.id == spans.then_, rows["at"] >= spans.from_, rows["at"] < spans.to_]
    )
    found = joined.then_.notnull()
    return joined.mutate(
        owner_then=ibis.ifelse(found, joined.owner_, joined.owner_id),
        stage_then=ibis.ifelse(found, joined.stood_in, joined.stage_id),
    ).drop("then_", "from_", "to_", "owner_", "stood_in")


@dataclass(frozen=True, slots=True)
class Population:
    """What is counted. is_flow: things that happen in a period; else a stock, there at an instant."""

    name: str
    says: str
    kind: Literal["opportunity", "lead"]
    is_flow: bool
    build: Callable[[Ask], Any]


POPULATIONS = {
    population.name: population
    for population in (
        Population("open", "opportunities open at the instant asked about", "opportunity", False, open_ones),
        Population("opened", "opportunities, by when they first entered an open stage", "opportunity", True, opened_ones),
        Population("closed", "opportunities, by their last closure", "opportunity", True, closed_ones),
        Population("won", "won opportunities, by their last closure", "opportunity", True, won_with_opening),
        Population("won_of_leads", "won opportunities that came of a lead, by their last closure", "opportunity", True, won_of_leads),
        Population("lost", "lost opportunities, by their last closure", "opportunity", True, lost_ones),
        Population("pushes", "changes of a close date to a later day", "opportunity", True, pushes),
        Population("stays", "stays in an open stage, by when it was entered", "opportunity", True, stays),
        Population("reaches", "open stages reached, by when the opportunity was opened", "opportunity", True, reaches),
        Population("leads", "leads, by when they were first heard of", "lead", True, leads),
        Population("lead_stock", "leads there are at the instant asked about", "lead", False, leads),
        Population("attempts", "leads, by when they were first heard of", "lead", True, attempted_leads),
    )
}  # fmt: skip
