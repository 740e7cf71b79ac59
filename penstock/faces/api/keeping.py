"""Idempotency-Key: the second request with the same key gets the first one's answer, and nothing is done twice."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse

from penstock.faces.api.errors import KeyUsedOtherwise
from penstock.faces.api.models import KeptAnswer
from penstock.foundation.base.errors import Refused

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255
# One statement, because between asking and writing another request could come.
CLAIM = """
    INSERT INTO kept_answer AS kept (caller, key, digest, status, etag, location, body, kept_at)
    VALUES (%(caller)s, %(key)s, %(digest)s, 0, '', '', '', %(now)s)
    ON CONFLICT (caller, key) DO UPDATE SET
        digest = CASE WHEN kept.kept_at < %(forgotten)s THEN excluded.digest ELSE kept.digest END,
        status = CASE WHEN kept.kept_at < %(forgotten)s THEN 0 ELSE kept.status END,
        kept_at = CASE WHEN kept.kept_at < %(forgotten)s THEN excluded.kept_at ELSE kept.kept_at END
    RETURNING *"""


def once(request: HttpRequest, caller: str, now: datetime, act: Callable[[], HttpResponse]) -> HttpResponse:
    """The kept answer, or else that of `act`, kept if it did something. Runs in the transaction of what it does, so
    that act and answer are both there or neither; the same key at the same time waits for the first."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Refused(f"A key has at most {LONGEST_KEY} printable characters.", field="Idempotency-Key")
    digest = _digest(request)
    kept = _claim(caller, key, digest, now)
    if kept.digest != digest:
        raise KeyUsedOtherwise("This key was used for another request.", field="Idempotency-Key")
    return _again(kept) if kept.status else _keep(kept, act())


def _claim(caller: str, key: str, digest: str, now: datetime) -> KeptAnswer:
    """The row of this key, locked: new, or the earlier request's. One older than a day counts as new."""
    given = {"caller": caller, "key": key, "digest": digest, "now": now, "forgotten": now - KEPT_FOR}
    return KeptAnswer.objects.raw(CLAIM, given)[0]


def forget_old_answers(now: datetime) -> int:
    """Remove what is older than a day. Returns how many."""
    return KeptAnswer.objects.filter(kept_at__lt=now - KEPT_FOR).delete()[0]


def _digest(request: HttpRequest) -> str:
    head = f"{request.method} {request.get_full_path()}\n{request.headers.get('If-Match', '')}\n"
    return hashlib.sha256(head.encode() + request.body).hexdigest()


def _keep(kept: KeptAnswer, response: HttpResponse) -> HttpResponse:
    """What was refused has changed nothing: its claim goes with the transaction, and it may be tried again."""
    if response.status_code < 400:
        KeptAnswer.objects.filter(pk=kept.pk).update(
            status=response.status_code,
            etag=response.headers.get("ETag", ""),
            location=response.headers.get("Location", ""),
            body=response.content.decode(),
        )
    return response


def _again(kept: KeptAnswer) -> HttpResponse:
    response = HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8")
    headers = {"ETag": kept.etag, "Location": kept.location, "Idempotency-Replayed": "true"}
    for name, value in headers.items():
        if value:
            response.headers[name] = value
    return response
