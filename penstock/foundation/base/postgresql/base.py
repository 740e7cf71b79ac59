"""Django's PostgreSQL backend with three things more: instants are read by psycopg's compiled loader (Django's own goes through
Python for each, which was a seventh of the time of a list), what the server says of remembered tables is heard, and a connection on which
the server has said nothing since is taken to be alive, so that a request need not ask it."""

from datetime import UTC, datetime
from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from psycopg import adapters
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format

from penstock.foundation.base import remembering

COMPILED: Any = adapters.get_loader(adapters.types["timestamptz"].oid, Format.TEXT)


class InstantLoader(Loader):
    """Aware, in the connection's zone, which is UTC. The compiled class can't be subclassed."""

    # Django looks at it to see that it needs no other loader.
    timezone = UTC

    def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
        super().__init__(oid, context)
        self._read = COMPILED(oid, context).load

    def load(self, data: Buffer) -> datetime:
        """The instant; raises psycopg.DataError for one beyond what Python knows."""
        instant: datetime = self._read(data)
        return instant


class DatabaseWrapper(PostgreSQL):
    """What settings.DATABASES names as ENGINE."""

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if self.timezone is UTC:
            params["context"].register_loader("timestamptz", InstantLoader)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.add_notice_handler(remembering.listen)
        return connection

    def is_usable(self) -> bool:
        """Asked before the first query of a request. A server that ended the connection has left its word on the socket."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = poll()
        waiting.register(self.connection.fileno(), POLLIN)
        return bool(super().is_usable()) if waiting.poll(0) else True
