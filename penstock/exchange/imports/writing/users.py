"""Owners: users as they are, and people who are no users yet, kept by name until somebody matches them."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.keys import remember_keys
from penstock.exchange.imports.writing.sql import fetch, run, scalar

WITH_EMAIL = ("companies", "people", "leads", "opportunities", "activities")
OWNED = (*WITH_EMAIL, "history")
# Nobody can sign in by such an address, and no mail ever leaves for it (RFC 2606).
PLACEHOLDER = "@import.invalid"
# The namespace of names that somebody said whom they mean (imports.owners).
NAMED = "name of an owner"


@dataclass(slots=True)
class KnownUsers:
    """Users by their id elsewhere, e-mail and name."""

    by_key: dict[str, int] = field(default_factory=dict)
    by_email: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)

    def find(self, key: str | None, email: str | None, name: str | None) -> int | None:
        """In that order."""
        for found, value in ((self.by_key, key), (self.by_email, email), (self.by_name, folded(name))):
            if value and value in found:
                return found[value]
        return None

    def add(self, user: int, key: str | None, email: str | None, name: str | None) -> None:
        """From now on known."""
        for found, value in ((self.by_key, key), (self.by_email, email), (self.by_name, folded(name))):
            if value:
                found.setdefault(value, user)


def folded(name: str | None) -> str:
    """For comparing names."""
    return " ".join((name or "").casefold().split())


def known_users(context: RunContext) -> KnownUsers:
    """Everybody who is in the workspace."""
    known = KnownUsers()
    for user, email, name in fetch(
        "SELECT id, lower(email), name FROM seller WHERE NOT is_removed ORDER BY id"
    ):
        known.add(user, None, email, name)
    keys = fetch(
        "SELECT key, record_id FROM import_key WHERE kind = 'user' AND source = %s", [context.source]
    )
    known.by_key |= dict(keys)
    matched = fetch("SELECT key, record_id FROM import_key WHERE kind = 'user' AND source = %s", [NAMED])
    known.by_name |= dict(matched)
    return known


def write_users(context: RunContext) -> None:
    """The users of the users' files, then everybody who is named as an owner; each staged row gets its owner."""
    known = known_users(context)
    run("DROP TABLE IF EXISTS pg_temp.owner_named")
    run(
        "CREATE TEMP TABLE owner_named (kind text, owner_id text, owner_email text, owner text, user_id bigint)"
    )
    if "users" in context.kinds:
        write_users_file(known, context)
    for kind in OWNED:
        if kind in context.kinds:
            name_owners(kind, known, context)
    # Without, the planner takes it for a short list, and compares each row with every owner.
    run("ANALYZE owner_named")


def write_users_file(known: KnownUsers, context: RunContext) -> None:
    """Their own rows."""
    rows = fetch(
        "SELECT id, external_id, email[1], coalesce(name, nullif(trim(concat_ws(' ', first_name, last_name)), ''), email[1],"
        " external_id), manager, coalesce(team, ''), coalesce(office, '') FROM all_users WHERE reason IS NULL ORDER BY id"
    )
    teams = Teams(context)
    created = 0
    for row, key, email, name, manager, team, office in rows:
        found = known.find(key, email, name)
        if found is None:
            found = make_user(context, email, name, teams.of(manager, team, office, known))
            created += 1
        known.add(found, key, email, name)
        run("UPDATE all_users SET record_id = %s WHERE id = %s", [found, row])
    remember_keys("user", "all_users", "external_id", "record_id", context)
    if "users" not in context.cursor:
        context.count("created", "users", created)
        context.count("unchanged", "users", len(rows) - created)
        context.cursor["users"] = len(rows)


def name_owners(kind: str, known: KnownUsers, context: RunContext) -> None:
    """Each distinct way of naming an owner, once."""
    email = "owner_email[1]" if kind in WITH_EMAIL else "NULL"
    key = "owner_id" if kind in WITH_EMAIL else "NULL"
    distinct = fetch(
        f"SELECT DISTINCT {key}::text, {email}::text, owner FROM all_{kind} WHERE reason IS NULL ORDER BY 3, 2, 1"
    )
    made = 0
    for owner_id, email, name in distinct:
        if not (owner_id or email or name):
            continue
        address = email or (name.lower() if name and "@" in name else None)
        found = known.find(owner_id or name, address, name)
        if found is None:
            found = make_user(context, address, name or address or owner_id, context.team)
            made += 1
            if context.owners is not None:
                context.owners |= {found}
        known.add(found, owner_id, address, name)
        run(
            "INSERT INTO owner_named VALUES (%s, %s, %s, %s, %s)",
            [kind, owner_id or "", email or "", name or "", found],
        )
    run(
        "INSERT INTO import_key (kind, source, key, record_id, run_id) SELECT DISTINCT ON (owner_id) 'user', %s, owner_id, user_id, %s"
        " FROM owner_named WHERE kind = %s AND owner_id <> '' ORDER BY owner_id, user_id ON CONFLICT (kind, source, key) DO NOTHING",
        [context.source, context.run_id, kind],
    )
    context.count("implied", "owners that are no users yet", made)


def assign_owners(kind: str, context: RunContext) -> None:
    """Each row of the batch gets its owner; a row whose owner or record is not for this person to write is refused."""
    run(
        f"UPDATE staged_{kind} AS s SET owner_user = o.user_id FROM owner_named AS o WHERE o.kind = %s AND o.owner_id = coalesce(s.owner_id, '')"
        " AND o.owner_email = coalesce(s.owner_email[1], '') AND o.owner = coalesce(s.owner, '')",
        [kind],
    )
    refuse_foreign_owners(kind, context)


def refuse_foreign_owners(kind: str, context: RunContext) -> None:
    """A manager brings in what is their team's."""
    if context.owners is not None:
        run(
            f"UPDATE staged_{kind} SET reason = 'its owner is not of your team' WHERE reason IS NULL AND NOT owner_user = ANY (%s)",
            [sorted(context.owners)],
        )


def refuse_foreign_records(kind: str, table: str, context: RunContext) -> None:
    """A record that is there already and that somebody of another team owns stays as it is."""
    if context.owners is not None:
        run(
            f"UPDATE staged_{kind} AS s SET reason = 'it is there already and belongs to somebody of another team' FROM {table} AS t"
            " WHERE t.id = s.record_id AND NOT s.is_new AND s.reason IS NULL AND NOT t.owner_id = ANY (%s)",
            [sorted(context.owners)],
        )


def make_user(
    context: RunContext, email: str | None, name: str, team: int | None, role: str = "representative"
) -> int:
    """Somebody who can't sign in yet."""
    address = email or placeholder(name)
    with as_import(context):
        rows = fetch(
            "INSERT INTO seller (email, name, role, team_id, is_active, zone, language, theme, density, password, created_at)"
            " VALUES (%s, %s, %s, %s, false, '', '', 'auto', 'compact', %s, %s) RETURNING id",
            [address, name, role, team, make_password(None), context.earliest],
        )
    return int(rows[0][0])


def placeholder(name: str) -> str:
    """An address from a name, free of collisions."""
    stem = re.sub(r"[^a-z0-9]+", ".", folded(name)).strip(".")[:40] or "owner"
    taken = scalar("SELECT count(*) FROM seller WHERE lower(email) LIKE %s", [f"{stem}%{PLACEHOLDER}"])
    return f"{stem}{f'.{taken + 1}' if taken else ''}{PLACEHOLDER}"


class Teams:
    """Teams by name: one for each manager, within one for each office."""

    def __init__(self, context: RunContext) -> None:
        self.context = context
        self.known: dict[str, int] = {
            folded(name): team
            for team, name in fetch("SELECT id, name FROM team WHERE NOT is_removed ORDER BY id DESC")
        }

    def of(self, manager: str | None, team: str, office: str, users: KnownUsers) -> int | None:
        """The team of somebody with this manager, team and office."""
        parent = self.named(office, None) if office else None
        own = self.named(team or manager or "", parent) if team or manager else parent
        if manager and users.find(None, None, manager) is None:
            users.add(make_user(self.context, None, manager, own, "manager"), None, None, manager)
        return own

    def named(self, name: str, parent: int | None) -> int:
        """The team of that name, made if need be."""
        if folded(name) not in self.known:
            with as_import(self.context):
                rows: list[tuple[Any, ...]] = fetch(
                    "INSERT INTO team (name, parent_id, created_at) VALUES (%s, %s, %s) RETURNING id",
                    [name, parent, self.context.earliest],
                )
            self.known[folded(name)] = int(rows[0][0])
        return self.known[folded(name)]
