"""Users and teams: made and changed by administrators; one's own page by oneself."""

import secrets
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.foundation.base.ledger import writing
from penstock.records.team import editing, rules
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, Team, User

USER_FIELDS = frozenset({"name", "email", "role", "team", "is_active"})
OWN_FIELDS = frozenset({"name", "zone", "language", "theme", "density"})
# Without what is easily taken for another: 0 O o, 1 l I.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def create_user(
    *,
    actor: Acting,
    email: str,
    role: str,
    name: str = "",
    team: Team | None = None,
    password: str | None = None,
) -> User:
    """Someone who may sign in with this password; without one, only after `give_password` or a reset by mail.

    The name defaults to what stands before the @. Raises Refused (address, password, role), NotAllowed."""
    rules.require_administrator(actor)
    email = _email(email)
    user = User()
    values = editing.checked(
        user, {"role": role, "name": name or email.split("@")[0], "team": team}, USER_FIELDS
    )
    for column, value in values.items():
        setattr(user, column, value)
    user.email = email
    _set_password(user, password)
    with transaction.atomic(), writing(actor.ledger, actor.cause):
        _require_free(email, None)
        user.save(force_insert=True)
    return user


def update_user(*, actor: Acting, user: User, changes: dict[str, Any]) -> User:
    """Change name, e-mail, role, team, is_active. The last administrator stays one.

    Who is no longer active is signed out, and their keys open nothing. Raises Refused, NotAllowed."""
    rules.require_administrator(actor)
    values = editing.checked(user, changes, USER_FIELDS)
    if "name" in values:
        values["name"] = _named(values["name"])
    with transaction.atomic():
        administrators = _lock_administrators()
        current = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if "email" in values:
            values["email"] = _email(values["email"])
            _require_free(values["email"], current.pk)
        stays = values.get("is_active", True) and values.get("role", Role.ADMINISTRATOR) == Role.ADMINISTRATOR
        if administrators == {current.pk} and not stays:
            raise Refused(_("This is the last administrator: make another one first."), field="role")
        editing.write(actor, current, values)
    return current


def give_password(*, actor: Acting, user: User) -> str:
    """A new random password in place of the old one, to be told to the user. It is kept nowhere. Raises NotAllowed."""
    rules.require_administrator(actor)
    password = random_password()
    user.set_password(password)
    with transaction.atomic(), writing(actor.ledger, actor.cause):
        user.save(update_fields=["password"])
    return password


def update_own_page(*, actor: Acting, changes: dict[str, Any]) -> User:
    """One's own name, zone, language, theme, density. Raises Refused for a zone that is none."""
    if actor.user is None:
        raise NotAllowed(_("Only a person has a page of their own."))
    values = editing.checked(actor.user, changes, OWN_FIELDS)
    if "name" in values:
        values["name"] = _named(values["name"])
    if values.get("zone"):
        _require_zone(values["zone"])
    with transaction.atomic():
        current = User.objects.select_for_update(no_key=True).get(pk=actor.user.pk)
        editing.write(actor, current, values)
    return current


def create_team(*, actor: Acting, name: str, parent: Team | None = None) -> Team:
    """A team, within another if given. Raises Refused, NotAllowed."""
    rules.require_administrator(actor)
    team = Team()
    values = editing.checked(team, {"name": name, "parent": parent}, {"name", "parent"})
    team.name, team.parent_id = _named(values["name"]), values["parent_id"]
    with transaction.atomic(), writing(actor.ledger, actor.cause):
        team.save(force_insert=True)
    return team


def update_team(*, actor: Acting, team: Team, changes: dict[str, Any]) -> Team:
    """Change name or parent. Raises Refused where a team would lie within itself, NotAllowed."""
    rules.require_administrator(actor)
    values = editing.checked(team, changes, {"name", "parent"})
    if "name" in values:
        values["name"] = _named(values["name"])
    with transaction.atomic():
        parents = _lock_teams()
        above = values.get("parent_id")
        while above is not None:
            if above == team.pk:
                raise Refused(_("A team can't lie within itself."), field="parent")
            above = parents.get(above)
        current = Team.objects.get(pk=team.pk)
        editing.write(actor, current, values)
    return current


def remove_team(*, actor: Acting, team: Team) -> None:
    """An empty team goes. Raises Refused while users or teams are in it, NotAllowed."""
    rules.require_administrator(actor)
    with transaction.atomic():
        if team.pk in _lock_teams().values():
            raise Refused(_("Other teams lie within this one: move them first."))
        current = Team.objects.get(pk=team.pk)
        if current.users.exists():
            raise Refused(_("There are users in this team: move them first."))
        editing.write(actor, current, {"is_removed": True})


def restore_team(*, actor: Acting, team: Team) -> None:
    """The team is there again; if the one that it lay within is gone, it comes back at the top. Raises NotAllowed."""
    rules.require_administrator(actor)
    with transaction.atomic():
        parents = _lock_teams()
        current = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        parent_id = current.parent_id if current.parent_id in parents else None
        editing.write(actor, current, {"is_removed": False, "parent_id": parent_id})


def random_password() -> str:
    """About 80 bits, in four groups that can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


def _email(given: str) -> str:
    email = given.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("This is no e-mail address."), field="email") from error
    return email


def _require_free(email: str, but: int | None) -> None:
    others = User.objects.filter(email__iexact=email)
    if (others if but is None else others.exclude(pk=but)).exists():
        raise Refused(_("There is a user with this address already."), field="email")


def _named(name: str) -> str:
    if not name:
        raise Refused(_("A name is needed."), field="name")
    return name


def _set_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password") from error
    user.set_password(password)


def _lock_administrators() -> set[int]:
    """Locked in one order, so that two who demote each other can't both succeed."""
    rows = User.objects.select_for_update(no_key=True).filter(role=Role.ADMINISTRATOR, is_active=True)
    return set(rows.order_by("id").values_list("id", flat=True))


def _lock_teams() -> dict[int, int | None]:
    """team -> its parent, all locked, so that two moves can't close a circle together."""
    rows = Team.objects.select_for_update(no_key=True).filter(is_removed=False)
    return dict(rows.order_by("id").values_list("id", "parent_id"))


def _require_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Refused(_("There is no such time zone."), field="zone") from error
