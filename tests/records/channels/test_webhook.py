"""Webhooks: signed, to public addresses only, nowhere else."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import sleep
from typing import Any

import pytest

from penstock.foundation.base.errors import Refused
from penstock.records.channels import webhook
from penstock.records.channels.webhook import (
    PRIVATE,
    SIGNATURE,
    NotTaken,
    checked_address,
    send_webhook,
    sign,
)

taken: list[tuple[str, str, bytes]] = []


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        taken.append((self.path, self.headers[SIGNATURE], body))
        if self.path == "/slow":
            self.wfile.write(b"HTTP/1.1 ")
            with suppress(OSError):
                for _byte in range(100):
                    self.wfile.write(b".")
                    sleep(0.02)
            return
        self.send_response({"/moved": 302, "/no": 500}.get(self.path, 204))
        self.send_header("Location", "/hook")
        self.end_headers()

    def log_message(self, *about: Any) -> None:
        """Nothing on the tests' output."""


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv(PRIVATE, "1")
    taken.clear()
    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_body_is_signed(receiver):
    send_webhook(f"{receiver}/hook?a=1", {"n": 7}, "secret", seconds=1_700_000_000)
    ((path, signature, body),) = taken

    assert (path, json.loads(body)) == ("/hook?a=1", {"n": 7})
    expected = hmac.new(b"secret", b"1700000000." + body, hashlib.sha256).hexdigest()
    assert signature == f"t=1700000000,v1={expected}" == sign("secret", 1_700_000_000, body)


@pytest.mark.parametrize("path", ["/moved", "/no"])
def test_redirects_are_not_followed_and_failures_are_to_be_tried_again(receiver, path):
    with pytest.raises(NotTaken):
        send_webhook(f"{receiver}{path}", {}, "secret", seconds=0)
    assert [one[0] for one in taken] == [path]


def test_who_answers_byte_by_byte_is_not_waited_for(receiver, monkeypatch):
    monkeypatch.setattr(webhook, "MOST_SECONDS", 0.1)

    with pytest.raises(NotTaken):
        send_webhook(f"{receiver}/slow", {}, "secret", seconds=0)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "localhost"])
def test_private_addresses_hear_nothing(host):
    with pytest.raises(Refused, match="private"):
        send_webhook(f"http://{host}:9/", {}, "secret", seconds=0)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com",
        "https://",
        "https://user@example.com/",
        "javascript:x",
        "https://example.com:99999/",
        "https://[::1",
    ],
)
def test_addresses_that_are_none(url):
    with pytest.raises(Refused):
        checked_address(url)
