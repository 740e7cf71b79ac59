"""Notices inside the application."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from penstock.records.channels.models import Notice


def tell(user_ids: Iterable[int], text: str, kind: str = "", record_id: int | None = None) -> None:
    """Tell users something, with the record it is about."""
    Notice.objects.bulk_create(
        Notice(user_id=user_id, text=text, kind=kind, record_id=record_id)
        for user_id in dict.fromkeys(user_ids)
    )


def notices_of(user_id: int) -> QuerySet[Notice]:
    """What a user was told, newest first."""
    return Notice.objects.filter(user_id=user_id).order_by("-id")


def count_unread(user_id: int) -> int:
    return Notice.objects.filter(user_id=user_id, read_at=None).count()


def mark_read(user_id: int, *, now: datetime) -> int:
    """All that a user was told counts as read. Returns how many were not."""
    return Notice.objects.filter(user_id=user_id, read_at=None).update(read_at=now)
