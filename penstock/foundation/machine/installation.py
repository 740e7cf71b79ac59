"""One installation: its home, and the database that belongs to it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from penstock.foundation.machine.cluster import APP, OWNER, Cluster
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.external import External
from penstock.foundation.machine.home import Home, holder, locked, open_home, secret_key
from penstock.foundation.machine.programs import Programs, find_programs


@dataclass(frozen=True)
class Installation:
    """Its database is our own cluster or an external server, never both."""

    home: Home
    database: Cluster | External

    @property
    def cluster(self) -> Cluster | None:
        return self.database if isinstance(self.database, Cluster) else None

    @property
    def programs(self) -> Programs:
        """PostgreSQL's programs that fit the database."""
        return self.cluster.programs if self.cluster else find_programs(self.home.programs)

    @property
    def owner_url(self) -> str:
        """Where the role connects that owns the tables."""
        return self.database.url(OWNER)

    def env(self) -> dict[str, str]:
        """The environment of the web server, the worker and all other commands."""
        return {
            **os.environ,
            "PENSTOCK_HOME": str(self.home.root),
            "PENSTOCK_SECRET_KEY": secret_key(self.home),
            "PENSTOCK_DATABASE_URL": self.database.url(APP),
        }

    def owner_env(self) -> dict[str, str]:
        """The environment of migrations. In our cluster they also give the application's role its rights."""
        grantee = {"PENSTOCK_APP_ROLE": APP} if self.cluster else {}
        return {**self.env(), "PENSTOCK_DATABASE_URL": self.owner_url, **grantee}


def open_installation(root: Path, url: str | None) -> Installation:
    """The installation in the home at root, with the server at `url` or, without one, its own cluster."""
    home = open_home(root)
    return Installation(home, External(url) if url else Cluster(home))


@contextmanager
def reachable(installation: Installation, *, make: bool = False) -> Iterator[None]:
    """Our own cluster runs while inside: it is started and stopped if nobody runs it, and `make` makes it."""
    cluster = installation.cluster
    if cluster is None or cluster.is_ready():
        yield
        return
    if holder(installation.home):
        cluster.wait_until_ready(threading.Event())
        yield
        return
    with locked(installation.home):
        if not cluster.exists():
            if not make:
                raise Refusal(f"there is no installation in {installation.home.root}: penstock up makes one")
            cluster.create()
        cluster.start()
        try:
            cluster.wait_until_ready()
            cluster.make_roles()
            yield
        finally:
            cluster.stop()
            cluster.wait_until_gone()
