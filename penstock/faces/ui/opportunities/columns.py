"""The board as a value: columns of one pipeline with their totals and the first cards of each, now or on a past day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import QueryDict

from penstock.faces.ui.asof import Look
from penstock.faces.ui.opportunities.paging import behind, beyond, cursor_at, rest_of
from penstock.faces.ui.record.facts import amount_of
from penstock.faces.views.compiling import matching
from penstock.faces.views.query import ListQuery
from penstock.faces.views.reading import Reader
from penstock.foundation.base.ledger import as_of
from penstock.foundation.base.remembering import with_references
from penstock.foundation.base.values.money import Money
from penstock.foundation.base.values.period import start_of_day
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage
from penstock.records.pipeline.queries import (
    Totals,
    column_totals,
    is_used,
    pipelines,
    stages_of,
    stale_days,
)
from penstock.records.team.models import Role, User
from penstock.records.workspace.models import Workspace

CARDS = 15
HUES = 8
# What a card shows.
SHOWN = (
    "name", "company", "owner", "stage_id", "stage_since", "amount_minor", "currency", "close_on", "next_step", "last_activity_at",
    "company__name",
)  # fmt: skip
# Stages with the first of each: a look into the index for every one. In SQL, because putting it together took longer.
FIRST = """
    SELECT s.id, ARRAY(SELECT o.id FROM ({rows}) AS o (id, stage_id, close_on, stage_since)
        WHERE o.stage_id = s.id ORDER BY {order} LIMIT %s) FROM unnest(%s::bigint[]) AS s (id)"""
# Of the open ones, and of the closed.
ORDERS = {True: "o.close_on, o.id", False: "o.stage_since DESC, o.id DESC"}
NOTHING = Totals()


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks at which day of the board, and when; `state` is what the address says beside that."""

    user: User
    look: Look
    workspace: Workspace
    now: datetime
    state: QueryDict
    query: ListQuery

    @property
    def reader(self) -> Reader:
        """The same, for the filter that board and list share."""
        return Reader(self.user, self.workspace, self.now)

    def may_change(self, opportunity: Opportunity) -> bool:
        """Whether a card can be moved, without asking the database for each. The action decides."""
        if self.look.is_past:
            return False
        is_own = opportunity.owner_id == self.user.pk and self.user.role == Role.REPRESENTATIVE
        return is_own or self.user.role in (Role.ADMINISTRATOR, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class Card:
    """An opportunity on the board, with the one warning that it may carry."""

    opportunity: Opportunity
    amount: Money | None
    day: date | None
    stale_days: int | None
    is_late: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A stage; `more` is where its next cards begin, `share` how full it is beside the fullest."""

    stage: Stage
    totals: Totals
    amount: Money
    weighted: Money
    cards: list[Card]
    rest: int
    more: str
    hue: str
    share: float
    is_unfolded: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A pipeline's columns, and the sums over its open ones."""

    pipeline: Pipeline
    columns: list[Column]
    count: int
    amount: Money
    weighted: Money
    left_out: int
    unrecorded: int


def pipeline_of(state: QueryDict) -> Pipeline | None:
    """The pipeline that the address names, else the first with anything in it; none before there is any."""
    every = pipelines()
    named = next((one for one in every if str(one.pk) == state.get("pipeline")), None)
    if named or len(every) < 2:
        return named or next(iter(every), None)
    return next((one for one in every if is_used(one)), every[0])


def opportunities_of(by: Onlooker, pipeline: Pipeline) -> QuerySet[Opportunity]:
    """All of a pipeline that the filter asks for and this person may see on that day, in no order."""
    return matching(by.query, by.reader).filter(pipeline=pipeline.pk)


def board_of(by: Onlooker, pipeline: Pipeline) -> Board:
    """Columns, totals over all that is visible, and cards: a query each for the sums, for which cards, and for these."""
    seen = matching(by.query, by.reader)
    stages = stages_then(pipeline, by.look)
    totals = _totals(seen, pipeline, stages, by)
    fullest = max((its.amount_minor for its in totals.values()), default=0)
    filled = [stage for stage in stages if totals.get(stage.pk, NOTHING).count and _is_unfolded(stage, by)]
    pages = _pages(seen, filled, by)
    rows = _rows_of([pk for page in pages.values() for pk in page[:CARDS]], by.look)
    columns = [
        _column(stage, totals.get(stage.pk, NOTHING), fullest, pages.get(stage.pk, []), rows, by)
        for stage in stages
    ]
    columns = [column for column in columns if column.totals.count or not _is_later(column.stage, by.look)]
    open_ = [column.totals for column in columns if column.stage.is_open]
    return Board(
        pipeline=pipeline,
        columns=_coloured(columns),
        count=sum(its.count for its in open_),
        amount=Money(sum(its.amount_minor for its in open_), by.workspace.home_currency),
        weighted=Money(sum(its.weighted_minor for its in open_), by.workspace.home_currency),
        left_out=sum(its.without_rate for its in open_),
        unrecorded=totals.get(None, NOTHING).count,
    )


def _totals(
    seen: QuerySet[Opportunity], pipeline: Pipeline, stages: list[Stage], by: Onlooker
) -> dict[int | None, Totals]:
    """By stage. The open and the closed are apart, and found by their stages alone: then an index answers each."""
    shares = {
        stage.pk: (stage.probability, stage.is_open) for stage in stages if not _is_later(stage, by.look)
    }
    one, *others = [seen.filter(part) for part in _shown(stages, pipeline, by)]
    return column_totals(one, by.workspace, by.look.on, *others, shares=shares)


def stages_then(pipeline: Pipeline, look: Look) -> list[Stage]:
    """The stages as they stood, and those made since as they are: history from a file may lie in them."""
    then = stages_of(pipeline, **look.instants)
    if not look.is_past:
        return then
    known = {stage.pk for stage in then}
    later = [stage for stage in stages_of(pipeline) if stage.pk not in known]
    return sorted([*then, *later], key=lambda stage: (stage.position, stage.pk))


def _is_later(stage: Stage, look: Look) -> bool:
    return look.valid is not None and stage.created_at is not None and stage.created_at > look.valid


def _pages(seen: QuerySet[Opportunity], stages: list[Stage], by: Onlooker) -> dict[int, list[int]]:
    """By stage, which stand on a page of its column, and the first of the next: soonest to close first, of the closed the
    latest. Only which, out of an index: what a card shows is read for all columns together."""
    alike: dict[tuple[bool, str], list[int]] = {}
    for stage in stages:
        alike.setdefault((stage.is_open, behind(stage, by.state)), []).append(stage.pk)
    parts = [_first_of(ids, seen, *which, by) for which, ids in alike.items()]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(sql for sql, _ in parts), [one for _, params in parts for one in params]
        )
        return dict(cursor.fetchall())


def _first_of(
    stages: list[int], seen: QuerySet[Opportunity], is_open: bool, after: str, by: Onlooker
) -> tuple[str, list[Any]]:
    """Stages with the first of each, behind a card that was shown: of the open, or of the closed of the month."""
    rows = seen.filter(_entered(by) if is_open else _closed_in_month(by))
    rows = rows.filter(beyond(after, is_open)) if after else rows
    sql, params = rows.values("id", "stage_id", "close_on", "stage_since").query.sql_with_params()
    return FIRST.format(rows=sql, order=ORDERS[is_open]), [*params, CARDS + 1, stages]


def _rows_of(ids: list[int], look: Look) -> dict[int, Opportunity]:
    """No more of opportunity, company and owner than a card shows, by the names of the day."""
    if not ids:
        return {}
    rows = as_of(Opportunity, look.valid, look.known).filter(pk__in=ids).only(*SHOWN)
    if look.is_past:
        return rows.select_related("company", "owner").only(*SHOWN, "owner__name").in_bulk()
    return {row.pk: row for row in with_references(rows.select_related("company"))}


def _shown(stages: list[Stage], pipeline: Pipeline, by: Onlooker) -> list[Q]:
    """The open, the closed of the month that is looked at, and in the past what had no recorded stage."""
    open_ = Q(stage__in=[stage.pk for stage in stages if stage.is_open]) & _entered(by)
    closed = Q(stage__in=[stage.pk for stage in stages if not stage.is_open]) & _closed_in_month(by)
    if by.look.is_past:
        return [open_ | closed | Q(stage=None, pipeline=pipeline.pk)]
    return [open_, closed]


def _entered(by: Onlooker) -> Q:
    """Where something stood on a past day it had entered by then. That is so of all that `as_of` finds; said, it spares
    looking at what came into the stage since, which an index tells apart."""
    return Q(stage_since__lte=by.look.valid) if by.look.valid else Q()


def _closed_in_month(by: Onlooker) -> Q:
    first = by.look.on.replace(day=1)
    after, zone = (first + timedelta(days=31)).replace(day=1), by.workspace.tzinfo
    month = Q(stage_since__gte=start_of_day(first, zone), stage_since__lt=start_of_day(after, zone))
    return month & _entered(by)


def card_of(opportunity: Opportunity, stage: Stage, by: Onlooker) -> Card:
    """One card, with the day it is to close or was closed. In the past nobody can tell what was stale: activities are
    not dated by knowledge."""
    closed_at = None if stage.is_open else opportunity.stage_since
    return Card(
        opportunity=opportunity,
        amount=amount_of(opportunity),
        day=closed_at.astimezone(by.workspace.tzinfo).date() if closed_at else opportunity.close_on,
        stale_days=None if by.look.is_past else stale_days(opportunity, stage, by.now),
        is_late=stage.is_open and opportunity.close_on is not None and opportunity.close_on < by.look.on,
        may_change=by.may_change(opportunity),
    )


def _column(
    stage: Stage,
    totals: Totals,
    fullest: int,
    page: list[int],
    rows: dict[int, Opportunity],
    by: Onlooker,
) -> Column:
    cards = [card_of(rows[pk], stage, by) for pk in page[:CARDS]]
    return Column(
        stage=stage,
        totals=totals,
        amount=Money(totals.amount_minor, by.workspace.home_currency),
        weighted=Money(totals.weighted_minor, by.workspace.home_currency),
        cards=cards,
        rest=rest_of(totals.count, len(cards), behind(stage, by.state), by.state),
        more=cursor_at(cards[-1].opportunity, stage.is_open) if len(page) > CARDS else "",
        hue="",
        share=totals.amount_minor / fullest if fullest else 0.0,
        is_unfolded=_is_unfolded(stage, by),
    )


def _is_unfolded(stage: Stage, by: Onlooker) -> bool:
    return stage.kind != Stage.Kind.LOST or str(stage.pk) in by.state.getlist("unfolded")


def _coloured(columns: Iterable[Column]) -> list[Column]:
    """Hues go by position among the open stages; won and lost have their own."""
    open_ = 0
    coloured = []
    for column in columns:
        open_ += column.stage.is_open
        hue = str((open_ - 1) % HUES + 1) if column.stage.is_open else column.stage.kind
        coloured.append(replace(column, hue=hue))
    return coloured
