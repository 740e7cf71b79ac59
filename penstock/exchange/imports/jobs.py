"""An import in the background: asked for on a page, done by the worker, looked at whenever one likes."""

from datetime import datetime

from django.db import transaction

from penstock.exchange.imports.files import ImportOptions
from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.preparing.mapping import WrongMapping
from penstock.exchange.imports.reading.values import FileUnreadable
from penstock.exchange.imports.runs import DoubtsOpen, import_files
from penstock.exchange.imports.uploads import files_of, forget_upload
from penstock.foundation.base.errors import Refused
from penstock.records.team.acting import Acting


def ask_for_run(*, actor: Acting, token: str, options: ImportOptions) -> ImportRun:
    """A run that waits for the worker; the job is queued with it."""
    from penstock.exchange.imports.tasks import import_task

    with transaction.atomic():
        names = [{"name": path.name} for path in files_of(token)]
        run = ImportRun.objects.create(
            user_id=actor.user_id,
            state=ImportRun.State.WAITING,
            upload=token,
            options=options.as_json(),
            files=names,
        )
        import_task.defer(run_id=run.id)
    return run


def do_run(*, run_id: int, now: datetime) -> None:
    """Bring in what a waiting run asks for; a run that is not waiting is left alone, so that this may be called twice."""
    run = ImportRun.objects.get(id=run_id)
    if run.state not in (ImportRun.State.WAITING, ImportRun.State.RUNNING) or run.user is None:
        return
    run.state = ImportRun.State.RUNNING
    run.save(update_fields=["state"])
    actor = Acting.on_screen(run.user)
    try:
        import_files(
            actor=actor, paths=files_of(run.upload), options=ImportOptions(**run.options), now=now, run=run
        )
    except (FileUnreadable, WrongMapping, DoubtsOpen, ValueError, Refused) as error:
        run.state, run.warnings, run.finished_at = ImportRun.State.FAILED, [str(error)], now
        run.save(update_fields=["state", "warnings", "finished_at"])
    forget_upload(run.upload)
