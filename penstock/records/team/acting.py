"""Who acts, and by which way: what every action takes first."""

from dataclasses import dataclass, replace

from penstock.foundation.base.ledger import SYSTEM, Actor, Cause
from penstock.records.team.models import ApiKey, Role, User

# From most to least: a key may do no more than its own role and its user's.
RANK = (Role.VIEWER, Role.MARKETER, Role.REPRESENTATIVE, Role.MANAGER, Role.ADMINISTRATOR)


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
        role = min(Role(key.role), Role(key.user.role), key=RANK.index)
        return cls(key.user, key.actor, Cause("api"), role)

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
