"""A database into a file and back, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit, urlunsplit

from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.programs import Programs, last_line

# Everything of ours is in the schema public, extensions included; the dump makes that schema anew.
EMPTY = b"SET client_min_messages = warning; DROP SCHEMA public CASCADE;\n"
USABLE = b"GRANT USAGE ON SCHEMA public TO PUBLIC;\n"
# pg_dump 17 and later write it into each dump, servers before 17 do not know it.
UNKNOWN_SETTING = b"SET transaction_timeout = 0;\n"
PIECE = 1024 * 1024


def dump(programs: Programs, url: str, target: Path) -> None:
    """Writes the database into one file of PostgreSQL's custom format: one moment, even under load."""
    address, env = _address(url)
    done = subprocess.run(
        [programs.path("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", "--schema=public",
         "--extension=*", f"--file={target}", f"--dbname={address}"],
        env=env, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    if done.returncode:
        raise Refusal(f"the database could not be written to {target}: {last_line(done.stderr)}")


def load(programs: Programs, url: str, source: Path) -> None:
    """Puts the file in the place of all that the database holds: in one transaction, so wholly or not at all."""
    address, env = _address(url)
    with (
        subprocess.Popen(
            [programs.path("pg_restore"), "--no-owner", "--no-privileges", "--file=-", source],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as reader,
        subprocess.Popen(
            [programs.path("psql"), "-qX", "-1", "-v", "ON_ERROR_STOP=1", "-f", "-", "-d", address],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env,
        ) as writer,
    ):  # fmt: skip
        assert reader.stdout and reader.stderr and writer.stdin and writer.stderr
        is_whole = _pump(reader.stdout, writer.stdin) and reader.wait() == 0
        if not is_whole and writer.poll() is None:
            # The end of its input would make it commit the half that it has.
            writer.kill()
        _close(writer.stdin)
        said = (writer.stderr.read() or reader.stderr.read()).decode(errors="replace")
    if not is_whole or writer.returncode:
        raise Refusal(f"{source} could not be restored, the database is as it was: {last_line(said)}")


def _pump(source: IO[bytes], target: IO[bytes]) -> bool:
    """Whether all of it went through."""
    try:
        target.write(EMPTY)
        target.write(source.read(PIECE).replace(UNKNOWN_SETTING, b"", 1))
        shutil.copyfileobj(source, target, PIECE)
        target.write(USABLE)
        target.flush()
    except BrokenPipeError:
        source.close()
        return False
    return True


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


def _address(url: str) -> tuple[str, dict[str, str]]:
    """The URL without its password, and the environment that carries it: arguments are seen by all."""
    parts = urlsplit(url)
    if not parts.password:
        return url, dict(os.environ)
    user, _, place = parts.netloc.rpartition("@")
    bare = urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}@{place}"))
    return bare, {**os.environ, "PGPASSWORD": unquote(parts.password)}
