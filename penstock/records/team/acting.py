"""Who acts, and by which way: what every action takes first."""

from dataclasses import dataclass, replace

from penstock.foundation.base.ledger import SYSTEM, Actor, Cause
from penstock.records.team.models import ApiKey, Role, User

# A key may do what its user may, or less; a marketer's rights are other rights than a representative's, not fewer.
ROLES_WITHIN: dict[str, tuple[Role, ...]] = {
    Role.ADMINISTRATOR: tuple(Role),
    Role.MANAGER: (Role.MANAGER, Role.REPRESENTATIVE, Role.VIEWER),
    Role.REPRESENTATIVE: (Role.REPRESENTATIVE, Role.VIEWER),
    Role.MARKETER: (Role.MARKETER, Role.VIEWER),
    Role.VIEWER: (),
}


@dataclass(frozen=True, slots=True)
class Acting:
    """A user, a key of theirs, or (user None) the system itself."""

    user: User | None
    ledger: Actor
    cause: Cause
    role: str

    @classmethod
    def on_screen(cls, user: User) -> "Acting":
        return cls(user, user.actor, Cause("screen"), user.role)

    @classmethod
    def by_key(cls, key: ApiKey) -> "Acting":
        return cls(key.user, key.actor, Cause("api"), lesser_role(key.role, key.user.role))

    @classmethod
    def at_terminal(cls) -> "Acting":
        """Whoever has a shell on the machine is the administrator."""
        return cls(None, SYSTEM, Cause("cli"), Role.ADMINISTRATOR)

    @classmethod
    def system(cls, cause: Cause) -> "Acting":
        return cls(None, SYSTEM, cause, Role.ADMINISTRATOR)

    def because(self, cause: Cause) -> "Acting":
        """The same, for another cause (import run, bulk edit)."""
        return replace(self, cause=cause)

    @property
    def user_id(self) -> int | None:
        return self.user.id if self.user else None


def lesser_role(one: str, other: str) -> str:
    """What both may do: the one that lies within the other; where neither does, only to look."""
    if one in ROLES_WITHIN[other]:
        return one
    return other if other in ROLES_WITHIN[one] else Role.VIEWER
