"""The rows of a list as HTML: drawn in Python, because a page has some fifty of them with a handful of cells each."""

from typing import Any

from markupsafe import Markup, escape

from penstock.faces.ui.jinja import text as _
from penstock.faces.ui.lists.cells import cell
from penstock.faces.ui.lists.screens import Screen
from penstock.faces.views.fields import Field
from penstock.faces.views.query import ListQuery
from penstock.faces.views.reading import Reader

TEXT, NUMBER = "<td>", '<td class="num">'


def rows_of(
    records: list[Any], screen: Screen, query: ListQuery, reader: Reader, *, may_change: bool
) -> Markup:
    """The records, each with a cell for every column; may_change: they can be selected."""
    columns, came_from = query.shown[1:], screen.came_from(query)
    rows = []
    for record in records:
        name, address = escape(str(record)), escape(screen.record(record.pk) + came_from)
        select = _select(record.pk, str(record)) if may_change else ""
        rows.append(
            f'<tr data-item id="row-{record.pk}" data-peek-href="{address}"><td><span class="list__name">{select}'
            f'<a href="{address}" data-open>{name}</a></span></td>{_cells(columns, record, reader)}</tr>\n'
        )
    return Markup("".join(rows))


def _select(pk: int, name: str) -> str:
    return f'<input type="checkbox" name="id" value="{pk}" aria-label="{_("Select %(name)s", name=name)}">'


def _cells(columns: list[Field], record: Any, reader: Reader) -> str:
    return "".join(
        f"{NUMBER if field.is_number else TEXT}{escape(cell(field, record, reader))}</td>"
        for field in columns
    )
