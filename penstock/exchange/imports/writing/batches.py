"""A kind in batches, each a transaction of its own that also says how far the run is: what is interrupted goes on there."""

from collections.abc import Callable, Iterable

from django.db import transaction

from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.sql import run, scalar
from penstock.exchange.imports.writing.staging import open_batch

# A second or two of work: what a crash costs, how long others wait for a row, how much memory a statement takes.
BATCH_ROWS = 20_000


def write_batches(
    kind: str,
    context: RunContext,
    write: Callable[[RunContext], None],
    stage: Callable[[int, int, RunContext], int] | None = None,
) -> None:
    """Write the rows of the kind that are not yet written. stage: makes `staged_KIND` from the rows after one until another."""
    if kind not in context.kinds:
        return
    total = scalar(f"SELECT coalesce(max(id), 0) FROM all_{kind}")
    after = context.cursor.get(kind, 0)
    while after < total:
        until = after + BATCH_ROWS
        with transaction.atomic():
            if stage is None:
                open_batch(kind, after, until)
            else:
                stage(after, until, context)
            write(context)
            keep_refusals(f"staged_{kind}", context)
            context.cursor[kind] = until
            save(kind, min(until, total), total, context)
        after = until


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
