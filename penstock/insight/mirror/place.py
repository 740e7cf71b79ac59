"""Where this installation's lake and database are. The only file of the room, beside the job, that knows Django's settings."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from penstock.insight.mirror.state import State


def lake_folder() -> Path:
    """The folder of the mirror's files."""
    return Path(settings.HOME) / "lake"


def database_url() -> str:
    """The record's address, for readers that are not Django."""
    return url_of(connection.settings_dict)


def url_of(database: Mapping[str, Any]) -> str:
    """Django's settings of a database as a libpq connection string."""
    words = {
        "host": database["HOST"],
        "port": database["PORT"],
        "dbname": database["NAME"],
        "user": database["USER"],
        "password": database["PASSWORD"],
        "sslmode": database["OPTIONS"].get("sslmode"),
        "application_name": "penstock mirror",
    }
    return " ".join(f"{name}='{_escaped(value)}'" for name, value in words.items() if value)


def _escaped(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace("'", "\\'")


def opened() -> "State":
    """The installation's mirror as of this moment, for a `with`."""
    from penstock.insight.mirror.keeping import kept_state

    return kept_state(lake_folder(), database_url(), _told)


def is_behind() -> bool:
    """Whether anything was written since the lake's files were, or they are another database's. False where there is no lake."""
    from penstock.insight.mirror.manifest import read_manifest
    from penstock.insight.mirror.source import marks_of

    manifest = read_manifest(lake_folder())
    if manifest is None:
        return False
    identity, _clock, marks = _told(marks_of(manifest.watermark))
    return bool(identity != manifest.identity or marks)


def _told(sql: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
