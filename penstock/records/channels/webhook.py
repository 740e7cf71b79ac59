"""Telling another program: signed JSON by POST, to public addresses only, without following anybody elsewhere."""

import hashlib
import hmac
import json
import os
import socket
import ssl
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused

TIMEOUT_SECONDS = 10.0
# All in all: who answers byte by byte, each of them in time, is not waited for.
MOST_SECONDS = 30.0
SIGNATURE = "Penstock-Signature"
# For companies whose receiver stands in their own network.
PRIVATE = "PENSTOCK_WEBHOOKS_PRIVATE"


class NotTaken(Exception):
    """The receiver did not answer with a 2xx: to be tried again."""


def sign(secret: str, seconds: int, body: bytes) -> str:
    """t=SECONDS,v1=HEX: HMAC-SHA256, with the secret, of "SECONDS." and the body. Who receives it recomputes it, and
    takes no old ones."""
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def checked_address(url: str) -> str:
    """An address that may be told something. Raises Refused."""
    if len(url) > 500 or not _is_address(url.strip()):
        raise Refused(
            _("A webhook's address begins with https://, without a name or password."), field="webhook_url"
        )
    return url.strip()  # fmt: skip


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and not parts.username
            and parts.port != 0
        )
    except ValueError:
        return False


def send_webhook(url: str, message: dict[str, Any], secret: str, *, seconds: int) -> None:
    """POST it once. seconds: the clock, which is signed. Raises NotTaken, or Refused for an address that may not be told."""
    parts = urlsplit(checked_address(url))
    body = json.dumps(message, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Penstock",
        SIGNATURE: sign(secret, seconds, body),
    }
    try:
        connection = _connected(parts)
        patience = Timer(MOST_SECONDS, _cut, [connection.sock])
        patience.start()
        try:
            connection.request(
                "POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers
            )
            status = connection.getresponse().status
        finally:
            patience.cancel()
            connection.close()
    except (OSError, HTTPException) as error:
        raise NotTaken(f"{parts.hostname}: {error}") from error
    if not 200 <= status < 300:
        raise NotTaken(f"{parts.hostname} answered {status}")  # fmt: skip


def _cut(connection: socket.socket) -> None:
    """Whoever reads from it reads its end."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _connected(parts: SplitResult) -> HTTPConnection:
    """Connected to the very address that was looked at: a name that changes its mind in between changes nothing."""
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if os.environ.get(PRIVATE) != "1" and not all(ip_address(one).is_global for one in addresses):
        raise Refused(_("%(host)s lies in a private network.") % {"host": host}, field="webhook_url")
    plain = socket.create_connection((addresses[0], port), timeout=TIMEOUT_SECONDS)
    connection = HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    connection.sock = (
        ssl.create_default_context().wrap_socket(plain, server_hostname=host) if is_secure else plain
    )
    return connection  # fmt: skip
