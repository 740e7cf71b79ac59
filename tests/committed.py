"""A database that keeps what is written: the mirror reads through another connection, which sees only what is
committed. Each test gets a copy of the tests' database, since a ledger can't be flushed. Used by conftest.py."""

import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from penstock.insight.mirror.place import url_of

HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


def _elsewhere(sql: str, settings: dict[str, object]) -> None:
    with psycopg.connect(
        host=str(settings["HOST"]),
        port=settings["PORT"] or None,
        user=str(settings["USER"]),
        dbname="postgres",
        autocommit=True,
    ) as other:
        other.execute(sql)  # type: ignore[call-overload]


@pytest.fixture
def transactional_db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """In place of pytest-django's, for the live server and for `committed`: a copy of the tests' database, in which
    everything is committed. Yields its address."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        settings = connection.settings_dict
        template = settings["NAME"]
        connection.close()
        copy = f"{template}_committed"
        _elsewhere(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"', settings)
        settings["NAME"] = copy
        try:
            yield url_of(settings)
        finally:
            connection.close()
            settings["NAME"] = template
            _elsewhere(f'DROP DATABASE "{copy}" WITH (FORCE)', settings)


@pytest.fixture
def committed(transactional_db: str) -> str:
    """The address of a copy of the tests' database, for tests that read through a connection of their own."""
    return transactional_db


def settle(url: str) -> None:
    """Wait until nothing of the tests beside these runs that began before now: it holds back the horizon of the whole
    cluster, and what was written since is then taken for changed once more (LEDGER, 6)."""
    with psycopg.connect(url.replace("penstock mirror", "settle"), autocommit=True) as other:
        written = other.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
        while other.execute(HORIZON).fetchone() <= written:  # type: ignore[operator]
            time.sleep(0.05)
