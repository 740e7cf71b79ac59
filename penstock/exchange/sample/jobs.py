"""The sample in the background: asked for on a page, done by the worker, looked at whenever one likes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections, transaction
from django.utils.translation import gettext as _

from penstock.exchange.sample.actions import Progress, load
from penstock.exchange.sample.models import SampleRun
from penstock.exchange.sample.queries import is_sample
from penstock.exchange.sample.removing import remove
from penstock.foundation.base.errors import Refused
from penstock.records.pipeline.queries import is_empty
from penstock.records.team import rules
from penstock.records.team.acting import Acting

SEED, SCALE = 1, 1.0


def ask_for_sample(*, actor: Acting, seed: int = SEED, scale: float = SCALE) -> SampleRun:
    """A run that brings the sample in, queued with its row; the one that is under way, if there is one.

    Raises NotAllowed, and Refused where there are records already."""
    rules.require_administrator(actor)
    if not is_empty():
        raise Refused(_("There are records here already; the sample is for an empty database."))
    return _ask(actor, SampleRun.Deed.LOAD, seed, scale)


def ask_for_removal(*, actor: Acting) -> SampleRun:
    """A run that takes the sample out. Raises NotAllowed, and Refused where there is none."""
    rules.require_administrator(actor)
    if not is_sample():
        raise Refused(_("There is no sample here."))
    return _ask(actor, SampleRun.Deed.REMOVE, SEED, SCALE)


def do_run(*, run_id: int, now: datetime) -> None:
    """Do what a run asks for; one that ended is left alone, so that this may be called twice."""
    run = SampleRun.objects.get(id=run_id)
    if not run.is_under_way:
        return
    SampleRun.objects.filter(pk=run.pk).update(state=SampleRun.State.RUNNING)
    try:
        with transaction.atomic(), _progress_of(run) as progress:
            count = _do(run, now, progress)
            run.state, run.done_count, run.whole_count = SampleRun.State.DONE, count, count
    except Refused as refused:
        run.state, run.message = SampleRun.State.FAILED, str(refused)
    run.finished_at = now
    run.save(update_fields=["state", "message", "done_count", "whole_count", "finished_at"])


def _do(run: SampleRun, now: datetime, progress: Progress) -> int:
    if run.deed == SampleRun.Deed.REMOVE:
        return remove()
    return load(seed=run.seed, scale=run.scale, now=now, progress=progress).opportunities


@contextmanager
def _progress_of(run: SampleRun) -> Iterator[Progress]:
    """How far it is, told by a connection of its own: what this one writes is seen only when all is done."""
    teller = connections.create_connection("default")

    def tell(done: int, of: int) -> None:
        with teller.cursor() as cursor:
            sql = "UPDATE sample_run SET done_count = %s, whole_count = %s WHERE id = %s"
            cursor.execute(sql, [done, of, run.pk])

    try:
        yield tell
    finally:
        teller.close()


def _ask(actor: Acting, deed: str, seed: int, scale: float) -> SampleRun:
    from penstock.exchange.sample.tasks import sample_task

    with transaction.atomic():
        run, is_new = SampleRun.objects.get_or_create(
            state__in=[SampleRun.State.WAITING, SampleRun.State.RUNNING],
            defaults={"deed": deed, "user_id": actor.user_id, "seed": seed, "scale": scale},
        )
        if is_new:
            sample_task.defer(run_id=run.pk)
    return run
