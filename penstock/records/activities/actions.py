"""Notes, tasks, calls, files: what is done or due with a person. Tells the pipeline when somebody worked on an opportunity."""

import hashlib
import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import writing
from penstock.records.activities.mentions import mentioned_in
from penstock.records.activities.models import Activity
from penstock.records.channels.notice import tell
from penstock.records.pipeline.actions import touch
from penstock.records.team import editing, rules
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.workspace.models import File

ABOUT = ("opportunity", "lead", "person", "company")
LARGEST_FILE = 50 * 1024 * 1024


def write_note(*, actor: Acting, text: str, at: datetime | None = None, **about: Any) -> Activity:
    """A note about an opportunity, lead, person or company. @name or @e-mail tells that user."""
    if not text.strip():
        raise Refused(_("There is nothing in this note."), field="text")
    note = _create(actor, about, type=Activity.Type.NOTE, at=at or timezone.now(), text=text.strip())
    _tell_mentioned(actor, note)
    return note


def log_call(*, actor: Acting, text: str = "", at: datetime | None = None, **about: Any) -> Activity:
    """A call that took place."""
    return _create(actor, about, type=Activity.Type.CALL, at=at or timezone.now(), text=text.strip())


def add_task(
    *, actor: Acting, text: str, due_at: datetime | None = None, user: User | None = None, **about: Any
) -> Activity:
    """Something to do, for oneself unless for another user."""
    if not text.strip():
        raise Refused(_("Say what is to be done."), field="text")
    user = user or actor.user
    task = _create(
        actor, about, type=Activity.Type.TASK, at=timezone.now(), text=text.strip(), due_at=due_at, user=user
    )
    if user is not None and user.id != actor.user_id:
        tell([user.id], _("A task for you: %(text)s") % {"text": task.text}, *_place(task))
    return task


def finish_task(*, actor: Acting, task: Activity, is_done: bool = True) -> Activity:
    """Done, or not done after all."""
    if task.type != Activity.Type.TASK:
        raise Refused(_("Only a task can be done."))
    with transaction.atomic():
        row = Activity.objects.select_for_update(no_key=True).get(pk=task.pk)
        _require_own(actor, row)
        editing.write(actor, row, {"done_at": timezone.now() if is_done else None})
        if is_done and row.opportunity_id:
            touch(row.opportunity_id, timezone.now())
    return row


def attach_file(*, actor: Acting, upload: "UploadedFile[Any]", **about: Any) -> Activity:
    """Keep a file and show it in the timeline. Bytes are kept once, by their digest. Raises Refused when too large."""
    size = upload.size or 0
    if size > LARGEST_FILE:
        raise Refused(
            _("A file can have %(size)d MB at most.") % {"size": LARGEST_FILE // 1024 // 1024}, field="file"
        )
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    path = settings.MEDIA_ROOT / digest.hexdigest()[:2] / digest.hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        part = path.with_suffix(f".{timezone.now().timestamp()}")
        with part.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        part.rename(path)
    name = re.sub(r"[\x00-\x1f/\\]", "_", upload.name or "")[-200:] or "file"
    with transaction.atomic():
        kept = File.objects.create(
            name=name,
            content_type=upload.content_type or "application/octet-stream",
            size=size,
            digest=digest.hexdigest(),
        )
        return _create(actor, about, type=Activity.Type.FILE, at=timezone.now(), text=name, file=kept)


def remove_activity(*, actor: Acting, activity: Activity) -> None:
    """Its author, or who may change anything, takes it off the timeline; it stays in the past."""
    with transaction.atomic():
        row = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
        _require_own(actor, row)
        editing.write(actor, row, {"is_removed": True})


def _create(actor: Acting, about: dict[str, Any], **values: Any) -> Activity:
    about = {name: record for name, record in about.items() if record is not None}
    if not about or set(about) - set(ABOUT):
        raise Refused(_("Say what this is about."))
    rules.require(actor.role != "viewer", _("Your role may not write this."))
    editing.require_short(values["text"], editing.LONGEST_TEXT, "text")
    values.setdefault("user", actor.user)
    opportunity = about.get("opportunity")
    if opportunity is not None:
        about.setdefault("company", opportunity.company)
    with transaction.atomic(), writing(actor.ledger, actor.cause):
        activity = Activity.objects.create(**about, **values)
        if opportunity is not None and activity.type in Activity.HUMAN:
            touch(opportunity.id, activity.at)
    return activity


def _require_own(actor: Acting, activity: Activity) -> None:
    allowed = activity.user_id == actor.user_id or rules.may_change(actor, "activity", activity.user_id)
    rules.require(allowed, _("This belongs to someone else."))


def _tell_mentioned(actor: Acting, note: Activity) -> None:
    name = actor.user.name if actor.user else "Penstock"
    tell(
        [user.pk for user in mentioned_in(note).reached if user.pk != actor.user_id],
        _("%(name)s mentioned you: %(text)s") % {"name": name, "text": note.text[:200]},
        *_place(note),
    )


def _place(activity: Activity) -> tuple[str, int | None]:
    for kind in ABOUT:
        id = getattr(activity, f"{kind}_id")
        if id:
            return kind, id
    return "", None
