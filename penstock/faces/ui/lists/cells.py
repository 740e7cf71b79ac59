"""A value of a record as a cell of a list: drawn in Python, because a page has some hundreds of them."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from penstock.faces.ui import components, formats
from penstock.faces.ui.lists.screens import record_address
from penstock.faces.views.fields import Field, Type, value_of
from penstock.faces.views.reading import Reader
from penstock.foundation.base.values.money import Money

NOTHING = Markup("")
LEAD_LOOKS = {"converted": " chip--won", "disqualified": "", "new": " chip--accent"}
HUES = 8
STAGE_LOOKS = {"won": " chip--won", "lost": " chip--lost"}


def cell(field: Field, record: Any, reader: Reader) -> str:
    """What the list shows of `field`; escaped, or Markup."""
    value = value_of(field, record)
    if value is None or value == "" or value == []:
        return _owner(None) if field.name == "owner" else NOTHING
    return _DRAWN.get(field.type, _text)(field, value, record, reader)


def _text(field: Field, value: Any, record: Any, reader: Reader) -> str:
    return str(value)


def _record(field: Field, value: Any, record: Any, reader: Reader) -> str:
    match field.name:
        case "owner":
            return _owner(value)
        case "company" | "person":
            return Markup(f'<a href="{record_address(field.name, value.pk)}">{escape(str(value))}</a>')
        case "stage":
            return _stage(value.kind, value.name, value.position)
        case _:
            return str(value)


@lru_cache(1024)
def _stage(kind: str, name: str, position: int) -> Markup:
    if kind in STAGE_LOOKS:
        return Markup(f'<span class="chip{STAGE_LOOKS[kind]}">{escape(name)}</span>')
    dot = f'<span class="dot stage-hue-{position % HUES + 1}"></span>'
    return Markup(f'<span class="list__stage">{dot}{escape(name)}</span>')


def _owner(user: Any) -> Markup:
    if user is None:
        return Markup(f'<span class="list__owner">{components.avatar("")}</span>')
    drawn = components.avatar(user.name, user.pk, said=False)
    return Markup(f'<span class="list__owner">{drawn} {escape(user.name)}</span>')


def _choice(field: Field, value: str, record: Any, reader: Reader) -> str:
    said = dict(reader.choices(field.choices)).get(value, value) if field.choices else value
    if field.name != "status":
        return str(said)
    return Markup('<span class="chip{}">{}</span>').format(LEAD_LOOKS.get(value, ""), said)


def _money(field: Field, value: Any, record: Any, reader: Reader) -> str:
    if field.custom_key:
        return formats.money(Money.of(str(value), reader.workspace.home_currency))
    return formats.money(Money(value, record.currency))


def _day(field: Field, value: date | str, record: Any, reader: Reader) -> str:
    return formats.day(date.fromisoformat(value) if isinstance(value, str) else value, reader.today)


def _texts(field: Field, value: list[str], record: Any, reader: Reader) -> str:
    value = [formats.phone(each) for each in value] if field.name == "phones" else value
    if len(value) == 1:
        return value[0]
    more = ", ".join(value[1:])
    return Markup('{} <span class="faint" title="{}">+{}</span>').format(value[0], more, len(value) - 1)


def _link(field: Field, value: str, record: Any, reader: Reader) -> str:
    return Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>').format(value, value)


_DRAWN: dict[Type, Callable[[Field, Any, Any, Reader], str]] = {
    "record": _record,
    "choice": _choice,
    "money": _money,
    "number": lambda field, value, record, reader: formats.number(value),
    "share": lambda field, value, record, reader: formats.per_cent(float(value)),
    "day": _day,
    "moment": lambda field, value, record, reader: formats.when(value, reader.now),
    "texts": _texts,
    "yes_no": lambda field, value, record, reader: _("yes") if value else _("no"),
    "link": _link,
}
