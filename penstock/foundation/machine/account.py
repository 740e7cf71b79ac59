"""Under which account of this machine PostgreSQL runs. It refuses root, so root needs another."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from penstock.foundation.machine.errors import Refusal

# Tried in this order; one of our own name first, should the administrator have made it.
LENT = ("penstock", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An existing user of the machine."""

    name: str
    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether this process already runs as it."""
        return self.uid == os.geteuid()

    def popen(self) -> dict[str, Any]:
        """Arguments that make subprocess start a program as this account."""
        drop = {} if self.is_ours else {"user": self.uid, "group": self.gid, "extra_groups": []}
        return {**drop, "umask": 0o077, "cwd": "/"}


def account_for(cluster: Path) -> Account:
    """The owner of an existing cluster, else ourselves, else (as root) one that the machine lends."""
    if os.geteuid() != 0:
        return _account(pwd.getpwuid(os.geteuid()))
    if cluster.exists() and cluster.stat().st_uid != 0:
        return _account(pwd.getpwuid(cluster.stat().st_uid))
    for name in LENT:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise Refusal(
        "PostgreSQL does not run as root and this machine has no other account: adduser --system penstock"
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def give(folder: Path, account: Account) -> None:
    """Makes a folder (its parent must exist) that belongs to the account and is closed to all others."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if not account.is_ours:
        os.chown(folder, account.uid, account.gid)


def require_way_in(folder: Path, account: Account) -> None:
    """Refuses a folder that the account can't reach because a parent is closed to it."""
    way = subprocess.run(["/bin/sh", "-c", 'cd "$0"', folder], stderr=subprocess.DEVNULL, **account.popen())
    if way.returncode:
        raise Refusal(
            f"PostgreSQL runs as '{account.name}', which cannot get into {folder}: "
            "choose a home outside closed folders with --home (for instance /var/lib/penstock)"
        )
