"""Search and go: over all records as one types, accents and case ignored, only what the reader may see."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from penstock.faces.views.fields import Kind
from penstock.faces.views.folding import fold
from penstock.faces.views.sources import VISIBLE
from penstock.foundation.base.remembering import with_references
from penstock.records.people.checks import phone
from penstock.records.team.models import User

PER_KIND = 6
# Trigrams need three letters; of two letters and a space before them there is one too.
TRIGRAM = 3
KINDS: tuple[Kind, ...] = ("opportunity", "company", "person", "lead")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: its name, a word or two about it, and the e-mail address or domain that tells it from a namesake."""

    kind: Kind
    id: int
    name: str
    about: str = ""
    alone: str = ""


def search(
    user: User, text: str, *, kinds: Sequence[Kind] = KINDS, per_kind: int = PER_KIND
) -> dict[Kind, list[Hit]]:
    """What is called so (every word somewhere in the name), or has exactly this e-mail, domain or phone. Names that
    begin so come first. Kinds without a hit are left out."""
    words = fold(text.replace("\x00", "")).split()[:6]
    if not words:
        return {}
    found = {kind: _hits(kind, VISIBLE[kind](user), words, per_kind) for kind in kinds}
    return {kind: hits for kind, hits in found.items() if hits}


def _hits(kind: Kind, records: "QuerySet[Any]", words: list[str], limit: int) -> list[Hit]:
    records = records.select_related(None).only(*_SHOWN[kind]).order_by()
    if _PRELOADS[kind]:
        records = records.select_related(*_PRELOADS[kind])
    rows: dict[int, Any] = {}
    begins = _beginning(words)
    for step in (_exactly(kind, words), begins, _anywhere(words)):
        if step is not None and len(rows) < limit:
            # As many as could be there already, and the rest; sorted only where the index has the order.
            some = records.filter(step).order_by(*(["sort_name", "id"] if step is begins else []))
            rows |= {row.pk: row for row in some[: limit + len(rows)] if row.pk not in rows}
    shown = with_references(list(rows.values())[:limit])
    return [Hit(kind, row.pk, str(row), _about(kind, row), _alone(kind, row)) for row in shown]


_PRELOADS: dict[Kind, tuple[str, ...]] = {
    "opportunity": ("company",),
    "company": (),
    "person": ("company",),
    "lead": ("company",),
}


# All that a hit shows: putting together a query for every column took longer than asking it.
_SHOWN: dict[Kind, tuple[str, ...]] = {
    "opportunity": ("name", "company", "stage", "company__name"),
    "company": ("name", "city", "domains"),
    "person": ("name", "emails", "job_title", "company", "company__name"),
    "lead": ("name", "company", "company__name"),
}


def _about(kind: Kind, row: Any) -> str:
    match kind:
        case "company":
            return row.city or (row.domains[0] if row.domains else "")
        case "opportunity":
            return " · ".join(str(part) for part in (row.company, row.stage) if part)
        case "person":
            return " · ".join(str(part) for part in (row.job_title, row.company) if part)
        case _:
            return str(row.company or "")


def _alone(kind: Kind, row: Any) -> str:
    known = {"company": "domains", "person": "emails"}.get(kind)
    return next(iter(getattr(row, known)), "") if known else ""


def _beginning(words: list[str]) -> Q:
    """Names that begin with what was typed, as a range of the index by name: by the numbers of letters, as our clusters
    compare them. With `startswith` beside it, PostgreSQL takes the two for independent, expects few rows, and sorts what
    it could have read in order."""
    text = " ".join(words)
    return Q(sort_name__gte=text, sort_name__lt=text[:-1] + _letter_after(text[-1]))


def _letter_after(letter: str) -> str:
    number = ord(letter) + 1
    # Surrogates are no letters, and behind the last one there is none.
    return chr(min(0xE000 if 0xD800 <= number < 0xE000 else number, 0x10FFFF))


def _anywhere(words: list[str]) -> Q | None:
    """Every word somewhere in the name. Short ones at the beginning of a word only, which their index can find too;
    None where all are single letters."""
    if max(map(len, words)) < 2:
        return None
    found = Q()
    for word in words:
        short = Q(sort_name__startswith=word) | Q(sort_name__contains=f" {word}")
        found &= Q(sort_name__contains=word) if len(word) >= TRIGRAM else short
    return found


def _exactly(kind: Kind, words: list[str]) -> Q | None:
    text = "".join(words).lower()
    if kind == "person" and "@" in text:
        return Q(emails__contains=[text])
    if kind in ("person", "company") and re.fullmatch(r"\+?[\d\s()/.-]{6,}", text):
        return Q(phones__contains=[phone(text)])
    if kind == "company" and "." in text:
        return Q(domains__contains=[text.rpartition("@")[2].removeprefix("www.")])
    return None
