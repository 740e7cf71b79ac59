"""Bringing the simulated company into an empty database, and taking it out again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from penstock.exchange.sample.generator import Shape, blocks, shape_at, staff_of
from penstock.exchange.sample.rows import write
from penstock.exchange.sample.setting import prepare
from penstock.exchange.sample.translating import ORDER, Translator
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import tell_planner

Progress = Callable[[int, int], None]
GROWTH_UNTIL_LOOK = 2


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was written."""

    companies: int
    opportunities: int


def load(*, seed: int, scale: float, now: datetime, progress: Progress = lambda done, of: None) -> Loaded:
    """Write the simulated company: all of it or, after an error, nothing. `progress` hears opportunities written, of all.

    Raises Refused where there are companies, persons, leads or opportunities already."""
    return load_shape(seed=seed, shape=shape_at(scale), now=now, progress=progress)


def load_shape(
    *, seed: int, shape: Shape, now: datetime, progress: Progress = lambda done, of: None
) -> Loaded:
    """As `load`, for benchmarks that want a shape of their own."""
    today = now.date()
    done = 0
    with transaction.atomic():
        mark()
        known = prepare(staff_of(seed, shape), since=now - timedelta(days=365 * shape.years + 7))
        next_look = 0
        for block in blocks(seed, shape, today):
            write(Translator(known, block).translate(), ORDER)
            done += len(block.opportunities)
            if done > next_look:
                tell_planner()
                next_look = done * GROWTH_UNTIL_LOOK
            progress(done, shape.opportunities)
        tell_planner()
    return Loaded(shape.companies, done)


def mark() -> None:
    """Make this database a sample, for good or until `remove`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('sample'))")
        cursor.execute("SELECT ledger_mark_sample()")
        if not cursor.fetchone()[0]:
            raise Refused(_("There are records here already; the sample is for an empty database."))
