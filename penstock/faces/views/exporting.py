"""A list as CSV: every row of the query, streamed, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from penstock.faces.views.actions import note_export
from penstock.faces.views.compiling import matching, ordered
from penstock.faces.views.fields import Field, value_of
from penstock.faces.views.models import Export
from penstock.faces.views.query import ListQuery
from penstock.faces.views.reading import Reader
from penstock.foundation.base.values.money import Money
from penstock.records.team import rules
from penstock.records.team.acting import Acting

AT_ONCE = 2000
# What a spreadsheet would run: = + - @, and what it strips before looking.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """A file for the csv module that hands each line on."""

    def write(self, line: str) -> str:
        return line


def export_csv(
    query: ListQuery, reader: Reader, *, actor: Acting, every_column: bool = False
) -> Iterator[str]:
    """Lines of CSV with a header, the shown columns or all. Noted before the first line goes out. Raises NotAllowed."""
    rules.require(rules.may_export(actor, reader.workspace), _("Your role may not export."))
    fields = [field for field in query.fields.values() if field.is_column] if every_column else query.shown
    query = query.with_columns([field.name for field in fields])
    note = note_export(actor=actor, query=query, columns=[field.name for field in fields])
    rows = ordered(query, matching(query, reader)).iterator(chunk_size=AT_ONCE)
    return _lines(fields, rows, reader, note)


def _lines(fields: list[Field], rows: Iterable[Any], reader: Reader, note: Export) -> Iterator[str]:
    writer = csv.writer(_Line())
    # The mark by which Excel knows UTF-8.
    yield "\ufeff" + writer.writerow(["id", *_header(fields)])
    count = 0
    for record in rows:
        count += 1
        yield writer.writerow([record.pk, *_cells(fields, record, reader)])
    note.row_count = count
    note.save(update_fields=["row_count"])


def _header(fields: list[Field]) -> Iterator[str]:
    for field in fields:
        yield safe(str(field.label))
        if field.type == "money" and not field.custom_key:
            yield _("Currency")


def _cells(fields: list[Field], record: Any, reader: Reader) -> Iterator[Any]:
    for field in fields:
        value = value_of(field, record)
        if field.type == "money" and not field.custom_key:
            yield "" if value is None else Money(value, record.currency).major
            yield "" if value is None else record.currency
        else:
            yield _cell(field, value, reader)


def _cell(field: Field, value: Any, reader: Reader) -> Any:
    match field.type:
        case _ if value is None:
            return ""
        case "number" | "share" | "money":
            return value
        case "texts":
            return safe("; ".join(value))
        case "day":
            return value if isinstance(value, str) else value.isoformat()
        case "moment":
            return value.astimezone(reader.workspace.tzinfo).isoformat(timespec="seconds")
        case "yes_no":
            return _("yes") if value else _("no")
        case "choice" if field.choices:
            return safe(dict(reader.choices(field.choices)).get(value, value))
        case _:
            return safe(str(value))


def safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
