"""A kind in batches, each a transaction of its own that also says how far the run is: what is interrupted goes on there.

A long list of opportunities has two lanes: its second half is written by a second session meanwhile. What was in which lane is
part of the progress, so that a resumed run goes on in both."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Lock

from django.db import transaction

from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.sessions import (
    OF_A_BATCH,
    may_have_second,
    second_session,
    tables_of_the_set,
)
from penstock.exchange.imports.writing.sql import run, scalar
from penstock.exchange.imports.writing.staging import open_batch
from penstock.foundation.base.ledger import tell_planner

# A second or two of work: what a crash costs, how long others wait for a row, how much memory a statement takes.
BATCH_ROWS = 20_000
# Below this copying the tables would cost more than it brings.
BATCHES_OF_TWO_LANES = 4
# So many are worth telling the planner: what it knew of the tables before is no longer so.
MANY_ROWS = 1_000
Write = Callable[[RunContext], None]
Stage = Callable[[int, int, RunContext], int]


@dataclass(slots=True)
class Lanes:
    """What two sessions share: how far the run is, and who tells of it."""

    kind: str
    total: int
    context: RunContext
    lock: Lock = field(default_factory=Lock)
    has_failed: bool = False

    def done(self) -> int:
        """Rows that are written, of both lanes."""
        middle, cursor = self.context.cursor.get(middle_of(self.kind)), self.context.cursor
        if middle is None:
            return min(cursor.get(self.kind, 0), self.total)
        second = cursor.get(second_of(self.kind), middle)
        return min(cursor.get(self.kind, 0), middle) + min(second, self.total) - middle


def middle_of(kind: str) -> str:
    """Where the second lane begins, in the cursor."""
    return f"{kind} middle"


def second_of(kind: str) -> str:
    """How far the second lane is, in the cursor."""
    return f"{kind} second"


def write_batches(
    kind: str,
    context: RunContext,
    write: Write,
    stage: Stage | None = None,
    may_split: Callable[[RunContext], bool] | None = None,
) -> None:
    """Write the rows of the kind that are not yet written. stage: makes `staged_KIND` from the rows after one until another;
    may_split: whether no row needs what another one of the kind writes."""
    if kind not in context.kinds:
        return
    total = scalar(f"SELECT coalesce(max(id), 0) FROM all_{kind}")
    _write_lanes(kind, total, context, write, stage, may_split)
    if total >= MANY_ROWS:
        tell_planner()


def _write_lanes(
    kind: str,
    total: int,
    context: RunContext,
    write: Write,
    stage: Stage | None,
    may_split: Callable[[RunContext], bool] | None,
) -> None:
    lanes = Lanes(kind, total, context)
    is_split = middle_of(kind) in context.cursor
    is_long = total - context.cursor.get(kind, 0) >= BATCHES_OF_TWO_LANES * BATCH_ROWS
    may_have_both = may_split is not None and may_have_second()
    if not is_split and is_long and may_have_both and may_split is not None and may_split(context):
        context.cursor[middle_of(kind)] = (context.cursor.get(kind, 0) + total) // 2
        is_split = True
    middle = context.cursor.get(middle_of(kind), total)
    if not is_split or not may_have_both:
        write_lane(lanes, kind, 0, middle, write, stage)
        if is_split:
            write_lane(lanes, second_of(kind), middle, total, write, stage)
        return
    rest = context.cursor.get(second_of(kind), middle)
    tables = {name: f"id > {rest:d}" if name == f"all_{kind}" else "true" for name in tables_of_the_set(kind)}
    with second_session(context.run_id, tables) as submit:
        other = submit(partial(write_lane, lanes, second_of(kind), middle, total, write, stage))
        try:
            write_lane(lanes, kind, 0, middle, write, stage)
        finally:
            other.result()


def write_lane(lanes: Lanes, lane: str, begin: int, end: int, write: Write, stage: Stage | None) -> None:
    """The rows of a lane that are not yet written, until the other lane fails."""
    after = lanes.context.cursor.get(lane, begin)
    try:
        while after < end and not lanes.has_failed:
            until = min(after + BATCH_ROWS, end)
            write_batch(lanes, lane, after, until, write, stage)
            after = until
    except BaseException:
        lanes.has_failed = True
        raise


def write_batch(lanes: Lanes, lane: str, after: int, until: int, write: Write, stage: Stage | None) -> None:
    """One transaction. Only one lane at a time tells how far it is, until that is written for good."""
    kind = lanes.kind
    own = replace(lanes.context, counts={}, warnings=[], findings=[], same={})
    with ExitStack() as until_written, transaction.atomic():
        run(OF_A_BATCH)
        if stage is None:
            open_batch(kind, after, until)
        else:
            stage(after, until, own)
        write(own)
        keep_refusals(f"staged_{kind}", own)
        until_written.enter_context(lanes.lock)
        lanes.context.add(own)
        lanes.context.cursor[lane] = until
        save(kind, lanes.done(), lanes.total, lanes.context)


def save(step: str, done: int, total: int, context: RunContext) -> None:
    """Where the run is, in the transaction that brought it there."""
    if context.save_progress is not None:
        context.save_progress(step, done, total)


def keep_refusals(staged: str, context: RunContext) -> None:
    """The rows with a reason."""
    run(
        f"INSERT INTO import_refusal (run_id, file, line, reason) SELECT %s, file, line, reason FROM {staged}"
        " WHERE reason IS NOT NULL ON CONFLICT (run_id, file, line) DO NOTHING",
        [context.run_id],
    )


def refuse(rows: Iterable[tuple[int, int, str]], context: RunContext) -> None:
    """Rows (file, line, reason) that could not even be staged."""
    chunk: list[tuple[int, int, str]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == 1000:
            refuse_chunk(chunk, context)
            chunk = []
    refuse_chunk(chunk, context)


def refuse_chunk(chunk: list[tuple[int, int, str]], context: RunContext) -> None:
    """One statement."""
    if not chunk:
        return
    files, lines, reasons = zip(*chunk, strict=True)
    run(
        "INSERT INTO import_refusal (run_id, file, line, reason) SELECT %s, r.* FROM"
        " unnest(%s::smallint[], %s::bigint[], %s::text[]) AS r (file, line, reason)"
        " ON CONFLICT (run_id, file, line) DO NOTHING",
        [context.run_id, list(files), list(lines), list(reasons)],
    )
