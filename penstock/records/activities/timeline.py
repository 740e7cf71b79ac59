"""The timeline of a record: what the ledger says of it and what was done or is due with it, newest first, in one."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery

from penstock.foundation.base.ledger import as_of, counting_as
from penstock.foundation.base.models import Fact
from penstock.foundation.base.remembering import rows_of
from penstock.records.activities.models import Activity
from penstock.records.leads.models import Lead
from penstock.records.people.models import Company, CustomField, Person
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.models import ApiKey, User

MODELS: dict[str, type[models.Model]] = {
    "company": Company,
    "person": Person,
    "lead": Lead,
    "opportunity": Opportunity,
}
NameOf = Callable[[str, Any], Any]
# When a fact was first taken back.
VOIDED_AT = Subquery(
    Fact.objects.filter(voids=OuterRef("pk")).order_by("recorded_at").values("recorded_at")[:1]
)
# Said elsewhere, or no news to a reader.
SILENT = frozenset({"is_removed", "pipeline_id", "custom"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field's new value, and what it was before, as words (references by name)."""

    field: str
    value: Any
    previous: Any = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the timeline. `type` is created, changed, removed, restored or an Activity.Type; `valid_at` is when it
    was so, `recorded_at` when we got to know; is_void marks what was taken back since."""

    type: str
    valid_at: datetime
    recorded_at: datetime
    precision: str = "instant"
    actor: str = ""
    cause: str = ""
    reason: str = ""
    changes: tuple[Change, ...] = ()
    is_void: bool = False
    seq: int | None = None
    activity: Activity | None = field(default=None, compare=False)


def timeline_of(
    kind: str, id: int, *, valid: datetime | None = None, known: datetime | None = None, limit: int = 200
) -> list[Entry]:
    """Of a record that the caller found through what its viewer may see. valid, known: nothing later than these."""
    entries = _facts(kind, id, valid, known) + _activities(kind, id, valid, known)
    return sorted(
        entries, key=lambda entry: (entry.valid_at, entry.recorded_at, entry.seq or 0), reverse=True
    )[:limit]


def _facts(kind: str, id: int, valid: datetime | None, known: datetime | None) -> list[Entry]:
    ids = counting_as(kind, id, known)
    facts = Fact.objects.filter(kind=kind, record_id__in=ids, voids=None).annotate(voided_at=VOIDED_AT)
    # A merge is a fact of both; it is told once.
    facts = facts.exclude(cause="merge", record_id__in=ids[1:])
    if valid:
        facts = facts.filter(valid_at__lte=valid)
    if known:
        facts = facts.filter(recorded_at__lte=known)
    rows = sorted(facts, key=lambda fact: (fact.valid_at, fact.recorded_at, fact.seq))
    names, actors = names_of(kind, rows), _actors(rows)
    held: dict[str, Any] = {}
    begun: set[int] = set()
    entries = []
    for fact in rows:
        changes = tuple(
            Change(name, names(name, value), names(name, held.get(name)))
            for name, value in fact.changes.items()
            if name not in SILENT and not (not held and value in ("", [], None))
        )
        is_void = fact.voided_at is not None and (known is None or fact.voided_at <= known)
        entries.append(
            Entry(
                type=_type(fact, fact.record_id in begun),
                valid_at=fact.valid_at,
                recorded_at=fact.recorded_at,
                precision=fact.precision,
                actor=actors.get((fact.actor, fact.actor_id), ""),
                cause=fact.cause,
                reason=fact.reason or "",
                changes=changes,
                is_void=is_void,
                seq=fact.seq,
            )
        )
        begun.add(fact.record_id)
        if not is_void:
            held.update(fact.changes)
    return [entry for entry in entries if entry.changes or entry.type != "changed"]


def _type(fact: Fact, has_begun: bool) -> str:
    """A record into which others were merged was created as often."""
    if not has_begun and "is_removed" in fact.changes:
        return "created"
    if fact.cause == "merge":
        return "merged"
    match fact.changes.get("is_removed"):
        case True:
            return "removed"
        case False:
            return "restored"
    return "changed"


def _activities(kind: str, id: int, valid: datetime | None, known: datetime | None) -> list[Entry]:
    # What was known then is about whom it was about then, before a merge.
    rows = as_of(Activity, known, known).filter(**{f"{kind}_id": id})
    rows = rows.select_related("user", "file", "opportunity")
    if valid:
        rows = rows.filter(at__lte=valid)
    return [
        Entry(
            row.type, row.at, row.created_at or row.at, actor=row.user.name if row.user else "", activity=row
        )
        for row in rows.order_by("-at")[:200]
    ]


def _actors(facts: Iterable[Fact]) -> dict[tuple[str, int | None], str]:
    """Names of who wrote."""
    users = rows_of(User) if any(fact.actor == "user" for fact in facts) else {}
    keys = rows_of(ApiKey) if any(fact.actor == "key" for fact in facts) else {}
    named: dict[tuple[str, int | None], str] = {("user", id): user.name for id, user in users.items()}
    return named | {("key", id): f"{key.user.name} ({key.name})" for id, key in keys.items()}


def names_of(kind: str, facts: Iterable[Fact]) -> NameOf:
    """A function from a field and its value in the ledger to what a reader sees: references by name."""
    references = {
        f.attname: f.related_model
        for f in MODELS[kind]._meta.concrete_fields
        if isinstance(f, models.ForeignKey)
    }
    wanted: dict[str, set[int]] = {}
    for fact in facts:
        for name, value in fact.changes.items():
            if name in references and value is not None:
                wanted.setdefault(name, set()).add(value)
    known = {
        name: {row.pk: str(row) for row in _named(references[name], ids)} for name, ids in wanted.items()
    }

    def name_of(name: str, value: Any) -> Any:
        return known.get(name, {}).get(value, value) if name in references and value is not None else value

    return name_of


def _named(model: Any, ids: Collection[int]) -> "Iterable[Any]":
    """These of its records with what their names are made of."""
    if model.is_remembered:
        return [row for id, row in rows_of(model).items() if id in ids]
    columns = {field.attname for field in model._meta.concrete_fields}
    records: models.QuerySet[Any] = model._base_manager.filter(pk__in=ids)
    return records.only(*(columns & {"name", "emails"})) if "name" in columns else records


def labels_of(kind: str) -> dict[str, str]:
    """Column -> the label that a reader sees, custom fields by their present labels."""
    plain = {f.attname: str(f.verbose_name) for f in MODELS[kind]._meta.concrete_fields}
    custom = [field for field in rows_of(CustomField).values() if field.kind == kind]
    return plain | {f"custom.{field.key}": field.label for field in custom}
