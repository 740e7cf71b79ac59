"""Model fields that PostgreSQL has and Django lacks."""

from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL


class XactField(models.TextField):  # type: ignore[type-arg]
    """The transaction that last wrote the row (xid8, read as text): the mirror's watermark and the row's version."""

    def __init__(self, **options: Any) -> None:
        options |= {"db_default": RawSQL("pg_current_xact_id()", ()), "editable": False, "db_index": True}
        super().__init__(**options)

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def db_type_suffix(self, connection: Any) -> None:
        return None

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        for derived in ("db_default", "editable", "db_index"):
            options.pop(derived, None)
        return name, path, list(args), options

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        return f"{sql}::text", params


class FilledByTrigger(models.DateTimeField):  # type: ignore[type-arg]
    """An instant that the ledger's trigger sets; a value given at insert is a valid time (LEDGER, 3)."""

    def __init__(self, **options: Any) -> None:
        options |= {"db_default": models.Value(None), "null": True, "editable": False}
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        for derived in ("db_default", "null", "editable"):
            options.pop(derived, None)
        return name, path, list(args), options
