"""An import in the background: asked for on a page, done by the worker, looked at whenever one likes."""

from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from penstock.exchange.imports.files import ImportOptions
from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.preparing.mapping import WrongMapping
from penstock.exchange.imports.reading.values import FileUnreadable
from penstock.exchange.imports.runs import DoubtsOpen, import_files, resume_run
from penstock.exchange.imports.undoing import require_undo, undo_run
from penstock.exchange.imports.uploads import files_of, forget_upload
from penstock.foundation.base.errors import Refused
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, User
from penstock.records.team.rules import require


def ask_for_run(*, actor: Acting, token: str, options: ImportOptions, is_dry: bool = False) -> ImportRun:
    """A run that waits for the worker; the job is queued with it."""
    from penstock.exchange.imports.tasks import import_task

    with transaction.atomic():
        names = [{"name": path.name, "kind": ""} for path in files_of(token)]
        run = ImportRun.objects.create(
            user_id=actor.user_id,
            state=ImportRun.State.WAITING,
            is_dry=is_dry,
            upload=token,
            options=options.as_json(),
            files=names,
        )
        import_task.defer(run_id=run.id)
    return run


def ask_to_resume(*, actor: Acting, run: ImportRun) -> None:
    """An interrupted or failed run waits for the worker again."""
    from penstock.exchange.imports.tasks import import_task

    require(
        actor.role == Role.ADMINISTRATOR or (actor.user_id is not None and run.user_id == actor.user_id),
        _("This is not your import."),
    )
    if run.state not in (ImportRun.State.FAILED, ImportRun.State.RUNNING) or not run.upload:
        raise Refused(_("There is nothing to go on with."))
    with transaction.atomic():
        run.state = ImportRun.State.WAITING
        run.save(update_fields=["state"])
        import_task.defer(run_id=run.id)


def ask_to_undo(*, actor: Acting, run: ImportRun) -> None:
    """A run that is done, or has failed, waits for the worker to take it back. Raises NotAllowed, Refused."""
    from penstock.exchange.imports.tasks import undo_task

    require_undo(actor, run)
    if run.is_dry or run.state not in (ImportRun.State.DONE, ImportRun.State.FAILED):
        raise Refused(_("Only an import that is done, or has failed, can be taken back."))
    assert actor.user_id is not None  # A terminal takes back at once, without the worker.
    with transaction.atomic():
        run.progress |= {"before": run.state, "undone": 0, "to_undo": 0}
        run.state = ImportRun.State.UNDOING
        run.save(update_fields=["state", "progress"])
        undo_task.defer(run_id=run.pk, user_id=actor.user_id)


def do_undo(*, run_id: int, user_id: int, now: datetime) -> None:
    """Take back what waits to be; what is left is kept with the run. What goes wrong is written down, and it can be asked
    for again. May be called twice."""
    run = ImportRun.objects.get(id=run_id)
    if run.state != ImportRun.State.UNDOING:
        return

    def tell(done: int, total: int) -> None:
        kept = run.progress | {"undone": done, "to_undo": total}
        ImportRun.objects.filter(id=run_id).update(progress=kept)

    try:
        actor = Acting.on_screen(User.objects.get(pk=user_id))
        undone = undo_run(actor=actor, run_id=run_id, now=now, progress=tell)
    except (Refused, DatabaseError) as error:
        told = str(error).splitlines()[0]
        ImportRun.objects.filter(id=run_id).update(
            state=run.progress.get("before", ImportRun.State.DONE), warnings=[told, *run.warnings]
        )
    else:
        ImportRun.objects.filter(id=run_id).update(progress=run.progress | {"left": undone.left})


def do_run(*, run_id: int, now: datetime) -> None:
    """Bring in what a waiting run asks for, or go on with it; a run that is done is left alone, so that this may be called
    twice. What goes wrong is written down; the run can then be taken up again."""
    run = ImportRun.objects.get(id=run_id)
    if run.state not in (ImportRun.State.WAITING, ImportRun.State.RUNNING) or run.user is None:
        return
    actor = Acting.on_screen(run.user)
    try:
        if run.is_dry:
            look(run, actor, now)
        elif run.progress:
            resume_run(actor=actor, run_id=run_id, now=now)
        else:
            options = ImportOptions.from_json(run.options)
            import_files(actor=actor, paths=files_of(run.upload), options=options, now=now, run=run)
    except (FileUnreadable, WrongMapping, DoubtsOpen, ValueError, Refused, DatabaseError) as error:
        told = (
            str(error)
            if not isinstance(error, DatabaseError)
            else _("The database refused: %(why)s") % {"why": str(error).splitlines()[0]}
        )
        ImportRun.objects.filter(id=run_id).update(
            state=ImportRun.State.FAILED, warnings=[told], finished_at=now
        )
    else:
        if not run.is_dry:
            forget_upload(run.upload)


def look(run: ImportRun, actor: Acting, now: datetime) -> None:
    """Count what would happen with every row, and write nothing but that."""
    options = ImportOptions.from_json(run.options)
    outcome = import_files(actor=actor, paths=files_of(run.upload), options=options, now=now, dry_run=True)
    run.state, run.finished_at = ImportRun.State.DONE, now
    run.read_count, run.refused_count, run.refused_file = outcome.read, outcome.refused, outcome.refused_file
    run.created_count, run.updated_count = sum(outcome.created.values()), sum(outcome.updated.values())
    run.unchanged_count = sum(outcome.unchanged.values())
    run.warnings, run.findings = list(outcome.warnings), list(outcome.findings)
    run.progress = {
        "counts": {
            "created": outcome.created,
            "updated": outcome.updated,
            "unchanged": outcome.unchanged,
            "implied": outcome.implied,
        }
    }
    run.save()
