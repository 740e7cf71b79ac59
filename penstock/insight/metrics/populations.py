"""What a metric counts, one row each: open, closed, opened, pushes, stays in a stage, leads. No Django.

Each has `id`, `at` (the instant that counts it, microseconds; NULL: not recorded), and what the record was as of the
question. Flows belong to the owner and stage of `at` (METRICS, 1): `then` finds these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import ibis

from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.lives import (
    closed_ones,
    entries,
    highest,
    open_stages,
    openings,
    opportunities,
    pushed_days,
    standing_then,
)


def open_ones(ask: Ask) -> Any:
    rows = opportunities(ask)
    return rows.filter(rows.kind == "open").mutate(at=ask.instant("as_of"))


def won_ones(ask: Ask) -> Any:
    rows = closed_ones(ask)
    return rows.filter(rows.kind == "won")


def lost_ones(ask: Ask) -> Any:
    rows = closed_ones(ask)
    return rows.filter(rows.kind == "lost")


def opened_ones(ask: Ask) -> Any:
    """All, by when they entered an open stage for the first time; `at` is NULL where they never were in one."""
    rows, opened = opportunities(ask), openings(ask)
    joined = rows.left_join(opened, rows.id == opened.opening_of)
    return (
        standing_then(joined, joined.opening_of, joined.opened_by, joined.opened_in)
        .mutate(at=joined.opened_at)
        .drop("opening_of", "opened_by", "opened_in")
    )


def won_with_opening(ask: Ask) -> Any:
    """The won, with when they were opened."""
    rows, opened = won_ones(ask), openings(ask)
    return rows.left_join(opened, rows.id == opened.opening_of).drop("opening_of", "opened_by", "opened_in")


def won_of_leads(ask: Ask) -> Any:
    """The won that came of a lead, with when it had come."""
    rows, came, sales = won_ones(ask), ask.at("lead"), ask.at("opportunity")
    came = sales.inner_join(came, sales.source_lead_id == came.id).select(
        won_of=sales.id, lead_at=came.created_at
    )
    return rows.inner_join(came, rows.id == came.won_of).drop("won_of")


def pushes(ask: Ask) -> Any:
    """One row for each change of the close date to a later day, while open."""
    rows, later = opportunities(ask), pushed_days(ask)
    joined = rows.inner_join(later, rows.id == later.pushed)
    return joined.mutate(owner_then=joined.pushed_by, stage_then=joined.pushed_in).drop(
        "pushed", "pushed_by", "pushed_in"
    )


def stays(ask: Ask) -> Any:
    """One row for each stay in an open stage: `at` when it was entered, left_at (NULL: still in it), stage_id that stage; next_stage
    and next_kind: where it went then."""
    rows, stayed = opportunities(ask), entries(ask)
    joined = rows.inner_join(stayed, rows.id == stayed.stay_of)
    return joined.mutate(
        stage_id=joined.stayed_in, stage_then=joined.stayed_in, owner_then=joined.stayed_with
    ).drop("stay_of", "stayed_in", "stayed_with")


def furthest(ask: Ask) -> Any:
    """The opened ones (`at` NULL: not recorded) with `far`, the place of the highest open stage of its pipeline that each was
    ever in; -1: in none; one that was won is beyond all."""
    rows, far = opened_ones(ask), highest(ask)
    joined = rows.left_join(far, [rows.id == far.lived_by, rows.pipeline_id == far.lived_in])
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
