"""API keys: a secret that is shown once, of which only the digest is kept."""

import secrets
from copy import copy
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.foundation.base.remembering import remembered
from penstock.records.team import rules
from penstock.records.team.acting import ROLES_WITHIN, Acting
from penstock.records.team.models import ApiKey, Role, User
from penstock.records.team.queries import get_user

MARK = "pen_"
PREFIX_LENGTH = 12


def create_key(
    *, actor: Acting, name: str, role: str, now: datetime, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """A key of the actor's own, and its secret, which can't be shown again. Raises Refused, NotAllowed."""
    if actor.user is None or not ROLES_WITHIN[actor.role]:
        raise NotAllowed(_("Your role has no keys."))
    if not name.strip():
        raise Refused(_("A name is needed."), field="name")
    if role not in ROLES_WITHIN[actor.role]:
        raise Refused(_("A key can't do more than you may."), field="role")
    if expires_at is not None and expires_at <= now:
        raise Refused(_("The end lies in the past."), field="expires_at")
    secret = MARK + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        user=actor.user,
        name=name.strip(),
        role=role,
        prefix=secret[:PREFIX_LENGTH],
        digest=_digest(secret),
        expires_at=expires_at,
    )
    return key, secret


def end_key(*, actor: Acting, key: ApiKey, now: datetime) -> None:
    """It opens nothing from now on. One's own, or as an administrator anybody's. Raises NotAllowed."""
    rules.require(
        rules.may_administer(actor) or key.user_id == actor.user_id, _("This is somebody else's key.")
    )
    ApiKey.objects.filter(pk=key.pk, ended_at=None).update(ended_at=now)


def find_key(secret: str, *, now: datetime) -> ApiKey | None:
    """The key of this secret with its user, if it is in force and the user active. Notes the day of its use."""
    if not secret.startswith(MARK):
        return None
    known = _by_digest().get(_digest(secret))
    user = get_user(known.user_id) if known and _is_in_force(known, now) else None
    if known is None or user is None:
        return None
    found = copy(known)
    found.user = user
    if found.last_used_on != now.date():
        ApiKey.objects.filter(pk=found.pk).update(last_used_on=now.date())
    return found


def keys_visible_to(user: User) -> QuerySet[ApiKey]:
    """One's own keys, newest first; for an administrator, everybody's. With their users."""
    keys = ApiKey.objects.select_related("user").order_by("-created_at", "-id")
    return keys if user.role == Role.ADMINISTRATOR else keys.filter(user=user)


@remembered
def _by_digest() -> dict[str, ApiKey]:
    return {key.digest: key for key in ApiKey.objects.all()}


def _is_in_force(key: ApiKey, now: datetime) -> bool:
    return key.ended_at is None and (key.expires_at is None or key.expires_at > now)


def _digest(secret: str) -> str:
    # A fast digest will do: the secret is random and long, not a password.
    return sha256(secret.encode()).hexdigest()
