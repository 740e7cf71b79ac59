"""A workspace from its .zip into an empty one: the same records, the same ledger, each fact recorded when it was.

Only the owner of the tables may do this: the triggers that write the ledger rest meanwhile. One transaction: all or nothing."""

import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from penstock.exchange.imports.whole.leaving import quoted
from penstock.exchange.imports.whole.tables import FILES, FORMAT, MANIFEST, SECRET, Table, tables
from penstock.foundation.base.errors import Refused
from penstock.records.team.models import User

PIECE = 1 << 18
DIGEST = re.compile(r"[0-9a-f]{64}$")
MANIFEST_LIMIT = 1 << 20
# One of these, and the workspace is not empty.
RECORDS = ("company", "person", "lead", "opportunity", "activity")
# Whatever hangs on users that are replaced.
OF_USERS = (
    "usersessions_usersession", "mfa_authenticator", "account_emailconfirmation", "account_emailaddress", "api_key",
    "kept_answer", "notice", "export",
)  # fmt: skip


def is_workspace(path: Path) -> bool:
    """Whether the file is such a set."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return MANIFEST in archive.namelist() and manifest_of(archive).get("format") == FORMAT


def manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest; empty if it is none of ours."""
    with archive.open(MANIFEST) as member:
        text = member.read(MANIFEST_LIMIT)
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def read_workspace(path: Path) -> dict[str, int]:
    """Bring it in; gives the number of rows of each table. Raises Refused: then nothing has changed."""
    with zipfile.ZipFile(path) as archive, transaction.atomic():
        manifest = manifest_of(archive)
        wanted = {table["name"]: table for table in manifest["tables"]}
        ours = {table.name: table for table in tables()}
        refuse_foreign(wanted, ours)
        refuse_full()
        passwords = dict(User.objects.values_list("email", "password"))
        known = [ours[name] for name in wanted]
        with triggers_resting([*ours, *OF_USERS]):
            for name in (*OF_USERS, *ours):
                run(f"DELETE FROM {quoted(name)}")
            for table in known:
                copy_in(archive, table, tuple(wanted[table.name]["columns"]), int(wanted[table.name]["rows"]))
            let_sign_in(passwords)
            run("SET CONSTRAINTS ALL IMMEDIATE")
        for table in known:
            go_on_counting(table)
        run("SELECT setval('ledger_act', %s)", [max(1, int(manifest["last_act"]))])
        keep_files(archive)
    return {name: int(table["rows"]) for name, table in wanted.items()}


def refuse_foreign(wanted: dict[str, Any], ours: dict[str, Table]) -> None:
    """Tables or columns that this version does not have."""
    for name, table in wanted.items():
        if name not in ours or not set(table["columns"]) <= set(ours[name].columns):
            raise Refused(_("The set was written by another version: %s is not known here.") % name)


def refuse_full() -> None:
    """Only an empty workspace takes a whole one."""
    for name in RECORDS:
        if scalar(f"SELECT EXISTS (SELECT FROM {quoted(name)})"):
            raise Refused(_("This workspace has records already; a whole workspace goes into an empty one."))


@contextmanager
def triggers_resting(names: list[str]) -> Iterator[None]:
    """Without the triggers that write the ledger and keep it from being written."""
    # What waits to be checked would forbid it.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for name in names:
        run(f"ALTER TABLE {quoted(name)} DISABLE TRIGGER USER")
    run("SET CONSTRAINTS ALL DEFERRED")
    yield
    # After an error the transaction is over, and this with it.
    for name in names:
        run(f"ALTER TABLE {quoted(name)} ENABLE TRIGGER USER")
    run("SELECT remember_always()")


def copy_in(archive: zipfile.ZipFile, table: Table, columns: tuple[str, ...], count: int) -> None:
    """By COPY into a table beside, then with the apostrophes taken off again."""
    listed = ", ".join(map(quoted, columns))
    run(f"CREATE TEMP TABLE arriving AS SELECT {listed} FROM {quoted(table.name)} WITH NO DATA")
    try:
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY arriving ({listed}) FROM STDIN (FORMAT csv, HEADER)") as rows,
        ):
            for piece in pieces_of(archive, f"{table.name}.csv"):
                rows.write(piece)
    except (psycopg.Error, DatabaseError) as error:
        raise Refused(_("The set is damaged: %s can't be read.") % table.name) from error
    values = ", ".join(
        f"CASE WHEN left({quoted(name)}, 1) = '''' THEN substr({quoted(name)}, 2) ELSE {quoted(name)} END"
        if name in table.texts
        else quoted(name)
        for name in columns
    )
    secret = ', "password"' if table.name in SECRET else ""
    nobody = ", ''" if secret else ""
    order = f" ORDER BY {quoted(table.serial)}" if table.serial else ""
    run(
        f"INSERT INTO {quoted(table.name)} ({listed}{secret}) OVERRIDING SYSTEM VALUE"
        f" SELECT {values}{nobody} FROM arriving{order}"
    )
    if scalar("SELECT count(*) FROM arriving") != count:
        raise Refused(_("The set is damaged: %s does not have the rows that it should.") % table.name)
    run("DROP TABLE arriving")


def pieces_of(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A member of the archive, piece by piece."""
    try:
        with archive.open(name) as member:
            while piece := member.read(PIECE):
                yield piece
    except (KeyError, zipfile.BadZipFile) as error:
        raise Refused(_("The set is damaged: %s can't be read.") % name) from error


def let_sign_in(passwords: dict[str, str]) -> None:
    """Passwords do not travel: who has one here, by e-mail, keeps it; the others are given one anew."""
    for user in User.objects.only("id", "email"):
        password = passwords.get(user.email) or make_password(None)
        run("UPDATE seller SET password = %s WHERE id = %s", [password, user.id])


def go_on_counting(table: Table) -> None:
    """New records get numbers after those that came."""
    if table.serial:
        name, serial = quoted(table.name), quoted(table.serial)
        run(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), greatest(1, (SELECT max({serial}) FROM {name})))",
            [table.name, table.serial],
        )


def keep_files(archive: zipfile.ZipFile) -> None:
    """The bytes of attached files; what is not called by a digest is no such file."""
    for member in archive.infolist():
        digest = member.filename.removeprefix(FILES)
        if member.filename.startswith(FILES) and DIGEST.match(digest):
            path = Path(settings.MEDIA_ROOT) / digest[:2] / digest
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as target:
                write_pieces(pieces_of(archive, member.filename), target)


def write_pieces(pieces: Iterator[bytes], target: IO[bytes]) -> None:
    """One after the other."""
    for piece in pieces:
        target.write(piece)


def run(statement: str, values: list[Any] | None = None) -> None:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def scalar(statement: str) -> Any:
    """The one value of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
