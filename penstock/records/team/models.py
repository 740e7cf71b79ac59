"""Who sells: users, teams in a hierarchy, keys. Membership and role are dated by the ledger."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from penstock.foundation.base.ledger import Actor
from penstock.foundation.base.models import Tracked


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    REPRESENTATIVE = "representative"
    MARKETER = "marketer"
    VIEWER = "viewer"


class Team(Tracked):
    """Users who sell together; a team may lie within another."""

    is_remembered = True
    name = models.TextField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta:
        db_table = "team"

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(Tracked, AbstractBaseUser):
    """Someone on the seller's side. Signs in by e-mail; one team at a time."""

    is_remembered = True
    email = models.EmailField()
    name = models.TextField()
    role = models.TextField(choices=Role.choices, default=Role.REPRESENTATIVE)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    # How this user likes the screens; not part of the ledger.
    zone = models.TextField(blank=True, default="")
    language = models.TextField(blank=True, default="")
    theme = models.TextField(default="auto", choices=[("auto", "auto"), ("light", "light"), ("dark", "dark")])
    density = models.TextField(
        default="compact", choices=[("compact", "compact"), ("comfortable", "comfortable")]
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        # Not "user", a reserved word that every line of raw SQL would have to quote.
        db_table = "seller"
        constraints = [models.UniqueConstraint(Lower("email"), name="seller_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        return Actor("user", self.id)

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"


class ApiKey(models.Model):
    """A secret for programs, acting with its user's visibility and no more than `role` may. Only its digest is kept."""

    is_remembered = True

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    name = models.TextField()
    role = models.TextField(choices=Role.choices)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "api_key"

    @property
    def actor(self) -> Actor:
        return Actor("key", self.id)
