"""A PostgreSQL that is not ours, named by PENSTOCK_DATABASE_URL."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.programs import OLDEST
from penstock.foundation.machine.supervisor import Stop

LOOK_EVERY, WAIT, TIMEOUT = 2.0, 1.0, 1.0
# PostgreSQL answers so while it cannot be used yet; anything else that it answers will not mend itself.
PASSING = (
    "starting up",
    "shutting down",
    "recovery",
    "not yet accepting",
    "too many",
    "remaining connection slots",
)


@dataclass(frozen=True)
class Seen:
    """What a probe of the server found."""

    version: int
    encoding: str
    may_create: bool
    is_empty: bool


class External:
    """Waited for, watched, never started or stopped."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
            raise Refusal("PENSTOCK_DATABASE_URL must look like postgresql://user:password@host:5432/name")
        asked = parse_qs(parts.query)
        self._url = url
        self.host = unquote(asked.get("host", [parts.hostname or "/var/run/postgresql"])[0])
        self.port = int(asked.get("port", [str(parts.port or 5432)])[0])
        self._was_there = True
        self._due = 0.0

    @property
    def where(self) -> str:
        """Its address, without the password."""
        return f"{self.host}:{self.port}"

    def url(self, role: str) -> str:
        """The one URL that we were given, whatever the role."""
        return self._url

    def wait_until_usable(self, stop: Stop, say: Callable[[str], None]) -> Seen | None:
        """What is there, as soon as it is there; None when told to stop before. Refuses a server of no use."""
        said = False
        while not stop.asked.is_set():
            why = self._why_silent()
            answer = None if why else self._probe()
            if isinstance(answer, Seen):
                return self._accepted(answer)
            if not said:
                say(f"the database at {self.where} does not answer ({why or answer}): waiting for it")
                said = True
            stop.asked.wait(WAIT)
        return None

    def look_once(self) -> str:
        """What is there, in words; refuses when it can't be used now."""
        why = self._why_silent()
        answer = why or self._probe()
        if not isinstance(answer, Seen):
            raise Refusal(f"the database at {self.where} does not answer ({answer})")
        return f"PostgreSQL {self._accepted(answer).version // 10000} at {self.where}"

    def is_ready(self) -> bool:
        """Whether it answered when it was last looked at."""
        return self._was_there

    def look(self, now: float, say: Callable[[str], None]) -> None:
        """Says when the server goes away and when it is back."""
        if now < self._due:
            return
        self._due = now + LOOK_EVERY
        why = self._why_silent()
        if why and self._was_there:
            say(f"the database at {self.where} does not answer ({why}): waiting for it")
        if not why and not self._was_there:
            say(f"the database at {self.where} is back")
        self._was_there = not why

    def _why_silent(self) -> str | None:
        try:
            if self.host.startswith("/"):
                with socket.socket(socket.AF_UNIX) as plug:
                    plug.settimeout(TIMEOUT)
                    plug.connect(f"{self.host}/.s.PGSQL.{self.port}")
            else:
                socket.create_connection((self.host, self.port), TIMEOUT).close()
        except OSError as error:
            return error.strerror or str(error)
        return None

    def _probe(self) -> Seen | str:
        """Asks the server through a process of its own: the driver would stay in the supervisor's memory."""
        asked = subprocess.run(
            [sys.executable, "-m", "penstock.foundation.machine.probe"],
            input=self._url, capture_output=True, text=True,
        )  # fmt: skip
        if asked.returncode == 0:
            return Seen(**json.loads(asked.stdout))
        why = (asked.stderr.strip().splitlines() or ["no reason given"])[-1]
        if "FATAL" in why and not any(sign in why for sign in PASSING):
            raise Refusal(
                f"the database at {self.where} refuses us ({why}): mend PENSTOCK_DATABASE_URL or the server"
            )
        return why

    def _accepted(self, seen: Seen) -> Seen:
        major = seen.version // 10000
        if major < OLDEST:
            raise Refusal(f"{self.where} runs PostgreSQL {major}: Penstock needs {OLDEST} or later")
        if seen.encoding != "UTF8":
            raise Refusal(
                f"the database at {self.where} is in {seen.encoding}: make one with ENCODING 'UTF8'"
            )
        if not seen.may_create:
            raise Refusal(f"our role at {self.where} may not make tables: make it the owner of the database")
        return seen
