"""The one place where records are written: lock, rights, what the caller saw, checks, only what changed.

The rooms' actions say which fields are theirs to change and add their own rules; the ledger's triggers do the rest."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import ChangedMeanwhile, Refused
from penstock.foundation.base.ledger import Precision, writing
from penstock.foundation.base.models import Tracked
from penstock.foundation.base.remembering import row_of
from penstock.records.team import rules
from penstock.records.team.acting import Acting

Record = TypeVar("Record", bound=Tracked)
Clean = Callable[[dict[str, Any]], dict[str, Any]]
Values = Callable[[Record, dict[str, Any]], dict[str, Any]]


# Letters of what stands on one line, and of the fields that hold more than one.
LONGEST_LINE, LONGEST_TEXT = 500, 20_000
LONG_TEXTS = frozenset({"description", "message", "guidance", "disqualified_reason"})
# A text of which nobody sees anything is none: a record of that name could not be clicked.
UNSEEN = re.compile(r"[\s\u00ad\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff]*")


class NotVisible(Refused):
    """Not there, or not theirs to see: the two must look the same."""

    status = 404


def create(
    actor: Acting,
    kind: str,
    model: type[Record],
    values: dict[str, Any],
    *,
    fields: Collection[str],
    clean: Clean,
    at: datetime | None = None,
    precision: Precision = "instant",
) -> Record:
    """A new record. at: since when it exists, if not since now. Raises Refused, NotAllowed."""
    rules.require(rules.may_create(actor, kind), _("Your role may not create this."))
    _require_past(at)
    record = model(**({"created_at": at} if at else {}))
    values = clean(checked(record, values, fields))
    blank_names = [
        field.name for field in model._meta.concrete_fields if field.name == "name" and not field.generated
    ]
    for name in blank_names:
        if not values.get(name):
            raise Refused(_("A name is needed."), field=name)
    for name, value in values.items():
        setattr(record, name, value)
    with transaction.atomic(), writing(actor.ledger, actor.cause, precision=precision):
        record.save(force_insert=True)
    return record


def update(
    actor: Acting,
    kind: str,
    record: Record,
    changes: dict[str, Any],
    *,
    values: Values[Record],
    seen: dict[str, Any] | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Record:
    """Change some fields. values: what the changes set in the row as it is now, each checked. seen: what the caller's
    screen showed of them; if the record holds something else by now, ChangedMeanwhile is raised and nothing written.
    Returns the record as it is then."""
    with transaction.atomic():
        current = locked(actor, kind, record)
        _compare(current, seen or {})
        write(actor, current, values(current, changes), reason=reason, at=at)
    return current


def checking(fields: Collection[str], clean: Clean) -> Values[Any]:
    """The `values` of a kind of record that needs no more than its fields and a check of them."""
    return lambda record, changes: clean(checked(record, changes, fields))


def write(
    actor: Acting, record: Tracked, values: dict[str, Any], *, reason: str = "", at: datetime | None = None
) -> None:
    """Save those values that differ; inside the caller's transaction, on a locked row."""
    changed = [name for name, value in values.items() if getattr(record, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(record, name, values[name])
    _require_past(at)
    if at:
        record.true_from, record.known_from = at, None
        changed += ["true_from", "known_from"]
    with writing(actor.ledger, actor.cause, reason=reason):
        _save(record, changed)


def remove(actor: Acting, kind: str, record: Tracked) -> None:
    """Gone from today, still there as of before (LEDGER.md, 3)."""
    with transaction.atomic():
        current = locked(actor, kind, record)
        rules.require(
            rules.may_remove(actor, kind, getattr(current, "owner_id", None)),
            _("Your role may not remove this."),
        )
        write(actor, current, {"is_removed": True})


def restore(actor: Acting, kind: str, record: Tracked) -> None:
    """Take a removal back, by a fact."""
    with transaction.atomic():
        current = locked(actor, kind, record, even_removed=True)
        rules.require(
            rules.may_remove(actor, kind, getattr(current, "owner_id", None)),
            _("Your role may not restore this."),
        )
        write(actor, current, {"is_removed": False})


def locked(actor: Acting, kind: str, record: Record, *, even_removed: bool = False) -> Record:
    """The row as it is now, locked, if the actor may change it."""
    is_locked = getattr(record._state, "locked_by", None) in connection.atomic_blocks
    current = record if is_locked else _first_locked(type(record), "%s", [record.pk])
    if current is None or (current.is_removed and not even_removed):
        raise NotVisible(_("It was removed meanwhile."))
    rules.require(
        rules.may_change(actor, kind, getattr(current, "owner_id", None)),
        _("This belongs to someone else; you may look, not change."),
    )
    return current


def lock(rows: "models.QuerySet[Record]") -> Record | None:
    """The one of the rows, locked until the caller's transaction ends; within it `locked` takes it as it is."""
    try:
        which, params = rows.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    found = _first_locked(rows.model, which, params)
    if found is not None:
        found._state.locked_by = connection.atomic_blocks[-1]  # type: ignore[attr-defined]
    return found


def _first_locked(model: type[Record], which: str, params: Sequence[Any]) -> Record | None:
    # In SQL: each write asks, and putting a query for every column together took longer than asking it.
    statement = f"SELECT * FROM {model._meta.db_table} WHERE id IN ({which}) FOR NO KEY UPDATE"
    return next(iter(model._base_manager.raw(statement, params)), None)


def _save(record: Tracked, names: Sequence[str]) -> None:
    """Write these columns, and learn the version that the row has by it."""
    fields = [field for name in names if (field := _field(record, name))]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    values = [field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {record._meta.db_table} SET {columns} WHERE id = %s RETURNING xact::text",
            [*values, record.pk],
        )
        (record.xact,) = cursor.fetchone()


def checked(record: Tracked, values: dict[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """Values by column name, each valid for its column: an unknown field, a wrong type, a reference to
    what is not there are refused with the field's name. custom.KEY entries pass to the room's own check."""
    result: dict[str, Any] = {}
    for name, value in values.items():
        if name.startswith("custom."):
            result[name] = value
            continue
        field = _field(record, name)
        if field is None or field.name not in fields:
            raise Refused(_("There is no field “%(name)s” to change.") % {"name": name}, field=name)
        result[field.attname] = _valid(field, record, value)
    return result


def require_short(text: str, longest: int, field: str) -> None:
    """Raises Refused for a text that nobody typed."""
    if len(text) > longest:
        raise Refused(_("This is too long: at most %(longest)d letters.") % {"longest": longest}, field=field)


def behind(model: type[Tracked], **same: Any) -> int:
    """The position behind all rows of a model that stand in an order (with the same kind, where it has kinds)."""
    last = model._base_manager.filter(is_removed=False, **same).aggregate(last=models.Max("position"))["last"]
    return 0 if last is None else last + 1


def arrange(actor: Acting, rows: "models.QuerySet[Any]", order: Sequence[int]) -> None:
    """Rows that have a `position`, by id as they shall stand. Raises Refused unless it names each of them once."""
    with transaction.atomic():
        found = {row.pk: row for row in rows.order_by("pk").select_for_update(no_key=True)}
        if sorted(order) != sorted(found):
            raise Refused(_("Something changed here meanwhile; this is how it stands."))
        for position, pk in enumerate(order):
            write(actor, found[pk], {"position": position})


def _require_past(at: datetime | None) -> None:
    """The current row holds what is true now (LEDGER.md, 2): what is to come is no fact yet."""
    if at is not None and at > timezone.now():
        raise Refused(_("This lies in the future."), field="at")


def _field(record: Tracked, name: str) -> "models.Field[Any, Any] | None":
    for field in record._meta.concrete_fields:
        if name in (field.name, field.attname):
            return field
    return None


def _valid(field: "models.Field[Any, Any]", record: Tracked, value: Any) -> Any:
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, str):
        value = "" if UNSEEN.fullmatch(value) else value.strip()
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            _require_storable(text, field.name)
    if value == "" and field.null:
        value = None
    try:
        if isinstance(field, models.ForeignKey):
            return _existing(field, value)
        return field.clean(value, record)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field=field.name) from error


def _require_storable(text: str, name: str) -> None:
    if "\x00" in text:
        raise Refused(_("A character here can't be stored."), field=name)
    require_short(text, LONGEST_TEXT if name in LONG_TEXTS else LONGEST_LINE, name)


def _existing(field: "models.ForeignKey[Any, Any]", value: Any) -> int | None:
    if value is None:
        if not field.null:
            raise Refused(_("This can't be empty."), field=field.name)
        return None
    pk = field.target_field.clean(value, None)
    related = field.related_model
    assert isinstance(related, type)
    if not _is_there(related, pk):
        raise Refused(_("What this points to is not there."), field=field.name)
    return int(pk)


def _is_there(model: type[models.Model], pk: Any) -> bool:
    if not issubclass(model, Tracked):
        return model._base_manager.filter(pk=pk).exists()
    if model.is_remembered:
        row = row_of(model, pk)
        return row is not None and not row.is_removed
    return model._base_manager.filter(pk=pk, is_removed=False).exists()


def _compare(record: Record, seen: dict[str, Any]) -> None:
    for name, value in seen.items():
        if (_held(record, name) or None) != (value or None):
            message = _("Somebody changed this meanwhile. Nothing was saved; here is what it holds now.")
            raise ChangedMeanwhile(message, field=name)


def _held(record: Any, name: str) -> Any:
    if name.startswith("custom."):
        return record.custom.get(name.removeprefix("custom."))
    field = _field(record, name)
    return getattr(record, field.attname) if field else None
