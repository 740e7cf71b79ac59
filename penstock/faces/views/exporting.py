"""A list as a file: every row of the query, streamed from the database; nothing in it that a spreadsheet would run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from penstock.faces.views.actions import note_export
from penstock.faces.views.compiling import matching, ordered
from penstock.faces.views.fields import Field, value_of
from penstock.faces.views.files.columnar import parquet_file
from penstock.faces.views.files.tables import Column, Row
from penstock.faces.views.files.texts import csv_file
from penstock.faces.views.files.workbooks import xlsx_file
from penstock.faces.views.models import Export
from penstock.faces.views.query import ListQuery
from penstock.faces.views.reading import Reader
from penstock.foundation.base.values.money import Money
from penstock.records.team import rules
from penstock.records.team.acting import Acting

AT_ONCE = 2000
Form = Literal["csv", "xlsx", "parquet"]


@dataclass(frozen=True, slots=True)
class FileForm:
    """How a table becomes a file, and what the file is called on the way."""

    write: Callable[[list[Column], Iterator[Row]], Iterator[bytes]]
    content_type: str


FORMS: dict[Form, FileForm] = {
    "csv": FileForm(csv_file, "text/csv; charset=utf-8"),
    "xlsx": FileForm(xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": FileForm(parquet_file, "application/vnd.apache.parquet"),
}


def export_list(
    query: ListQuery, reader: Reader, *, actor: Acting, form: Form = "csv", every_column: bool = False
) -> Iterator[bytes]:
    """The file in pieces, with the shown columns or all. Noted before the first piece goes out. Raises NotAllowed."""
    rules.require(rules.may_export(actor, reader.workspace), _("Your role may not export."))
    fields = [field for field in query.fields.values() if field.is_column] if every_column else query.shown
    query = query.with_columns([field.name for field in fields])
    note = note_export(actor=actor, query=query, columns=[field.name for field in fields])
    records = ordered(query, matching(query, reader)).iterator(chunk_size=AT_ONCE)
    rows = _counted(([record.pk, *_cells(fields, record, reader)] for record in records), note)
    return FORMS[form].write([Column("id", "whole"), *_columns(fields)], rows)


def _counted(rows: Iterator[Row], note: Export) -> Iterator[Row]:
    count = 0
    for row in rows:
        count += 1
        yield row
    note.row_count = count
    note.save(update_fields=["row_count"])


def _columns(fields: list[Field]) -> Iterator[Column]:
    for field in fields:
        label = str(field.label)
        match field.type:
            case "money" if not field.custom_key:
                yield Column(label, "money")
                yield Column(_("Currency"), "text")
            case "number" | "share" | "money":
                yield Column(label, "number")
            case "texts" | "day" | "moment" | "yes_no":
                yield Column(label, field.type)
            case _:
                yield Column(label, "text")


def _cells(fields: list[Field], record: Any, reader: Reader) -> Iterator[Any]:
    for field in fields:
        value = value_of(field, record)
        if field.type == "money" and not field.custom_key:
            yield None if value is None else Money(value, record.currency).major
            yield None if value is None else record.currency
        else:
            yield _cell(field, value, reader)


def _cell(field: Field, value: Any, reader: Reader) -> Any:
    match field.type:
        case _ if value is None:
            return None
        case "number" | "share" | "money" | "texts" | "day" | "yes_no":
            return value
        case "moment":
            return value.astimezone(reader.workspace.tzinfo)
        case "choice" if field.choices:
            return str(dict(reader.choices(field.choices)).get(value, value))
        case _:
            return str(value)
