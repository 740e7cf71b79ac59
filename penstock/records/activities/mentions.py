"""Who is meant by @name in a note, and whom it does not reach."""

import re
from dataclasses import dataclass

from penstock.records.activities.models import Activity
from penstock.records.activities.queries import sees
from penstock.records.team.models import User

# Not within an e-mail address: what stands before the @ of one is a word.
MENTION = re.compile(r"(?<![\w.+-])@([\w.+-]+@[\w.-]+\w|[\w.-]*\w)")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """`reached`: those who are told. `blind`: those who may not see what the note is about. `unknown`: words that name
    nobody, as they were written."""

    reached: list[User]
    blind: list[User]
    unknown: list[str]


def mentioned_in(note: Activity) -> Mentioned:
    """By first or last name, e-mail or what stands before its @. To those who don't see what the note is about, it
    would tell what is not theirs."""
    words = list(dict.fromkeys(word.rstrip(".") for word in MENTION.findall(note.text)))
    if not words:
        return Mentioned([], [], [])
    named: dict[str, list[User]] = {word: [] for word in words}
    for user in User.objects.filter(is_active=True, is_removed=False).order_by("name", "pk"):
        for word in words:
            if word.lower() in _names(user):
                named[word].append(user)
    users = {user.pk: user for found in named.values() for user in found}
    seeing = {pk for pk, user in users.items() if sees(user, note)}
    return Mentioned(
        reached=[user for pk, user in users.items() if pk in seeing],
        blind=[user for pk, user in users.items() if pk not in seeing],
        unknown=[word for word, found in named.items() if not found],
    )


def _names(user: User) -> set[str]:
    email = user.email.lower()
    return {email, email.split("@")[0], *user.name.lower().split()}
