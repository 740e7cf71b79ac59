"""Owners that imports kept by name: matched to users in one step, in truth from the beginning."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.exchange.imports.writing.sql import fetch, make_table, run, scalar
from penstock.exchange.imports.writing.users import NAMED, PLACEHOLDER, folded
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import writing
from penstock.records.team.acting import Acting
from penstock.records.team.actions import update_user
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import User
from penstock.records.team.rules import may_administer, require

# Kind of record to its field that names a user.
OWNED = {
    "company": "owner_id",
    "person": "owner_id",
    "lead": "owner_id",
    "opportunity": "owner_id",
    "activity": "user_id",
}
BATCH_RECORDS = 2_000


@dataclass(frozen=True, slots=True)
class NamedOwner:
    """Somebody whom files name and who can't sign in; how many records are theirs now."""

    user: User
    count: int


def named_owners(actor: Acting) -> list[NamedOwner]:
    """All of them, those with the most records first. Raises NotAllowed."""
    require(may_administer(actor), _("Only administrators match owners."))
    counts: dict[int, int] = {}
    for kind, column in OWNED.items():
        rows = fetch(
            f"SELECT {column}, count(*) FROM {kind} WHERE NOT is_removed AND {column} IS NOT NULL GROUP BY 1"
        )
        for user, count in rows:
            counts[user] = counts.get(user, 0) + count
    users = User.objects.filter(is_active=False, is_removed=False, last_login=None).order_by("name")
    owners = [NamedOwner(user, counts.get(user.pk, 0)) for user in users]
    return sorted(owners, key=lambda owner: -owner.count)


def match_owner(*, actor: Acting, owner: User, user: User) -> int:
    """What is `owner`'s is, and was from the beginning, `user`'s; files that name the one mean the other from now on.

    Gives the number of records. Raises Refused, NotAllowed."""
    require(may_administer(actor), _("Only administrators match owners."))
    if owner.pk == user.pk or owner.is_active or owner.is_removed:
        raise Refused(_("%(name)s is no owner that is known by name only.") % {"name": owner.name})
    moved = sum(move_owned(actor, kind, column, owner.pk, user.pk) for kind, column in OWNED.items())
    with transaction.atomic():
        run(
            "UPDATE import_key SET record_id = %s WHERE kind = 'user' AND record_id = %s", [user.pk, owner.pk]
        )
        run(
            "INSERT INTO import_key (kind, source, key, record_id, run_id) SELECT 'user', %s, %s, %s, max(id) FROM import_run"
            " HAVING max(id) IS NOT NULL ON CONFLICT (kind, source, key) DO UPDATE SET record_id = excluded.record_id",
            [NAMED, folded(owner.name), user.pk],
        )
        with writing(actor.ledger, actor.cause):
            User.objects.filter(pk=owner.pk).update(is_removed=True)
    return moved


def move_owned(actor: Acting, kind: str, column: str, owner: int, user: int) -> int:
    """A late fact beside each fact that names the owner: of two that are true since the same instant, the later one counts."""
    make_table(
        "owned_fact",
        f"""
        SELECT f.record_id, f.valid_at, f.precision, (dense_rank() OVER (ORDER BY f.record_id) - 1) / {BATCH_RECORDS} + 1 AS part
        FROM ledger AS f WHERE f.kind = %s AND f.changes->>'{column}' = %s AND f.voids IS NULL
        AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq)
        """,
        [kind, str(owner)],
    )
    for part in range(1, scalar("SELECT coalesce(max(part), 0) FROM owned_fact") + 1):
        with transaction.atomic(), writing(actor.ledger, actor.cause):
            run(
                "SELECT ledger_enter((SELECT jsonb_agg(jsonb_build_object('kind', %s::text, 'record_id', record_id, 'valid_at', valid_at,"
                f" 'precision', precision, 'changes', jsonb_build_object('{column}', %s::bigint))) FROM owned_fact WHERE part = %s))",
                [kind, user, part],
            )
    return int(scalar("SELECT count(DISTINCT record_id) FROM owned_fact"))


def make_user_of(*, actor: Acting, owner: User, email: str) -> User:
    """The owner becomes a user with this address, and keeps what is theirs. Raises Refused, NotAllowed."""
    require(may_administer(actor), _("Only administrators match owners."))
    if owner.is_active or owner.is_removed:
        raise Refused(_("%(name)s is no owner that is known by name only.") % {"name": owner.name})
    return update_user(actor=actor, user=owner, changes={"email": email, "is_active": True})


def owner_named(actor: Acting, name: str) -> User:
    """By name, address or id. Raises NotVisible."""
    for owner in named_owners(actor):
        if name in (
            owner.user.name,
            owner.user.email,
            owner.user.email.removesuffix(PLACEHOLDER),
            str(owner.user.pk),
        ):
            return owner.user
    raise NotVisible(_("No owner that is known by name only is called %(name)s.") % {"name": name})
