"""Where a record has its page, from things that only point to it."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from penstock.records.activities.models import Activity

KINDS = ("opportunity", "lead", "person", "company")


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """A record's name and address; no address where it has no page."""

    name: str
    address: str


def place_of(task: Activity) -> RecordPlace | None:
    """The record that a task is most closely about."""
    for kind in KINDS:
        record = getattr(task, kind)
        if record is not None:
            return RecordPlace(str(record), record_address(kind, record.pk))
    return None


def record_address(kind: str, id: int | None) -> str:
    """The page of a record of a kind; empty for what has none."""
    if kind not in (*KINDS, "alert") or id is None:
        return ""
    try:
        return reverse(kind, args=[id])
    except NoReverseMatch:
        return ""
