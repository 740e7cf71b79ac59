"""The timeline in words: each entry of the record rooms as a line with its icon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from penstock.faces.ui import formats
from penstock.faces.ui.asof import Look
from penstock.faces.ui.record.facts import Fact
from penstock.faces.ui.record.kinds import INTENTS, STATUSES, Kind
from penstock.foundation.base.values.money import Money
from penstock.records.activities.models import Activity
from penstock.records.activities.timeline import Change, Entry, timeline_of

ICONS = {
    "created": "plus",
    "removed": "trash",
    "restored": "undo",
    "merged": "merge",
    "changed": "edit",
    Activity.Type.NOTE: "note",
    Activity.Type.TASK: "check",
    Activity.Type.CALL: "phone",
    Activity.Type.MEETING: "calendar",
    Activity.Type.MESSAGE: "mail",
    Activity.Type.FILE: "file",
}
# Columns of which a reader is told in other words, or not at all.
TOLD_APART = ("stage_id", "stage_since", "status_since", "currency", "sort_name")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `what` with its `strong` beginning, below it what changed beside that (`more`) and `how`, `quote` for
    what somebody wrote."""

    icon: str
    strong: str
    what: str
    more: str
    how: str
    quote: str
    at: datetime
    is_day: bool
    is_void: bool
    activity: Activity | None

    @property
    def is_open_task(self) -> bool:
        return self.activity is not None and self.activity.type == "task" and self.activity.done_at is None


def words_of(
    changes: dict[str, Any], facts: Iterable[Fact], labels: dict[str, str], currency: str
) -> list[str]:
    """New values in words, of those fields that have a name for a reader; references by name already."""
    known = {column: str(fact.label) for fact in facts for column in _columns(fact)} | labels
    return [_change(Change(name, value), known, currency) for name, value in changes.items() if name in known]


def lines_of(kind: Kind, record: Any, facts: Iterable[Fact], look: Look) -> list[Line]:
    """The newest lines of a record that its reader may see, up to the day that is looked at."""
    labels = {column: str(fact.label) for fact in facts for column in _columns(fact)}
    currency = getattr(record, "currency", "")
    return [
        _line(entry, labels, currency)
        for entry in timeline_of(kind.name, record.pk, valid=look.valid, known=look.known)
    ]


def _columns(fact: Fact) -> tuple[str, ...]:
    return ("amount_minor",) if fact.control == "money" else (fact.name, f"{fact.name}_id")


def _line(entry: Entry, labels: dict[str, str], currency: str) -> Line:
    strong, what, more, quote = _told(entry, labels, currency)
    return Line(
        icon="arrow" if _stage(entry) else ICONS[entry.type],
        strong=strong,
        what=what,
        more=more,
        how=_how(entry),
        quote=quote,
        at=entry.valid_at,
        is_day=entry.precision == "day",
        is_void=entry.is_void,
        activity=entry.activity,
    )


def _told(entry: Entry, labels: dict[str, str], currency: str) -> tuple[str, str, str, str]:
    if entry.activity is not None:
        strong, what, quote = _activity(entry.activity)
        return strong, what, "", quote
    told = [
        _change(change, labels, currency)
        for change in entry.changes
        if change.field not in TOLD_APART
        and change.field in {*labels, "status", "checked"}
        and (change.value or change.previous)
    ]
    rest, stage, status = "; ".join(told), _stage(entry), _of(entry, "status")
    match entry.type:
        case "created":
            return _("Created"), _("in %(stage)s") % {"stage": stage.value} if stage else "", "", ""
        case "removed":
            return _("Removed"), "", "", ""
        case "restored":
            return _("Restored"), "", "", ""
        case "merged":
            return _("Merged"), rest, "", ""
    if stage is None and (status is None or len(told) > 1):
        return "", rest or _("Changed"), "", ""
    moved = stage or status
    assert moved is not None
    new, old = (_value(moved.field, value, currency) for value in (moved.value, moved.previous))
    come = _("from %(stage)s") % {"stage": old} if old else ""
    return new or _("No stage"), come, " · ".join(told) if stage else "", ""


def _stage(entry: Entry) -> Change | None:
    return _of(entry, "stage_id")


def _of(entry: Entry, field: str) -> Change | None:
    return next((change for change in entry.changes if change.field == field), None)


def _change(change: Change, labels: dict[str, str], currency: str) -> str:
    label = labels.get(change.field) or {"status": _("Status"), "checked": _("Agreed")}.get(
        change.field, change.field
    )
    value, previous = (
        _value(change.field, change.value, currency),
        _value(change.field, change.previous, currency),
    )
    if not previous:
        return _("%(field)s: %(value)s") % {"field": label, "value": value or "–"}
    return _("%(field)s: %(value)s, was %(previous)s") % {
        "field": label,
        "value": value or "–",
        "previous": previous,
    }


def _value(field: str, value: Any, currency: str) -> str:
    match field, value:
        case _, None | "":
            return ""
        case "amount_minor", int():
            return formats.exact_money(Money(value, currency))
        case "probability", _:
            return formats.per_cent(float(value))
        case "status", _:
            return str(STATUSES.get(value, value))
        case "intent", _:
            return str(INTENTS.get(value, value))
        case _, list():
            return ", ".join(str(each) for each in value)
        case _, bool():
            return _("yes") if value else _("no")
        case _, int() | float():
            return formats.number(value)
    return _as_day(value) or str(value)


def _as_day(value: Any) -> str:
    try:
        return formats.day(date.fromisoformat(value)) if isinstance(value, str) and len(value) == 10 else ""
    except ValueError:
        return ""


def _activity(activity: Activity) -> tuple[str, str, str]:
    match activity.type:
        case Activity.Type.NOTE:
            return _("Note"), "", activity.text
        case Activity.Type.TASK:
            return _("Task"), activity.text, ""
        case Activity.Type.CALL:
            return _("Call"), "", activity.text
        case Activity.Type.MEETING:
            return _("Meeting"), "", activity.text
        case Activity.Type.MESSAGE:
            return _("Message"), "", activity.text
        case _:
            return _("File"), "", ""


def _how(entry: Entry) -> str:
    parts = [_("by %(name)s") % {"name": entry.actor}] if entry.actor else []
    if entry.activity is not None and entry.activity.type == Activity.Type.TASK:
        parts += _due(entry.activity)
    causes = {
        "import": _("from a file"),
        "api": _("by API"),
        "bulk": _("many at once"),
        "rule": _("by a rule"),
        "merge": _("by a merge"),
        "sample": "",
    }
    parts.append(causes.get(entry.cause, ""))
    if entry.reason:
        parts.append(f"“{entry.reason}”")
    if entry.is_void:
        parts.append(_("taken back since"))
    elif entry.activity is None and (entry.recorded_at - entry.valid_at).days >= 1:
        parts.append(_("recorded on %(day)s") % {"day": formats.day(entry.recorded_at)})
    return " · ".join(part for part in parts if part)


def _due(task: Activity) -> list[str]:
    if task.done_at:
        return [_("done %(day)s") % {"day": formats.day(task.done_at)}]
    return [_("due %(day)s") % {"day": formats.day(task.due_at)}] if task.due_at else []
