"""Notices inside the application."""

from collections.abc import Iterable

from penstock.records.channels.models import Notice


def tell(user_ids: Iterable[int], text: str, kind: str = "", record_id: int | None = None) -> None:
    """Tell users something, with the record it is about."""
    Notice.objects.bulk_create(
        Notice(user_id=user_id, text=text, kind=kind, record_id=record_id)
        for user_id in dict.fromkeys(user_ids)
    )
