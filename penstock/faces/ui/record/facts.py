"""The fields of a record that are edited where they stand: how each is written, sent and shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from babel.numbers import NumberFormatError, parse_decimal
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from penstock.faces.ui import formats
from penstock.faces.ui.record.named import company_called, person_called
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.values.money import Money
from penstock.records.people.models import Company, CustomField, Person
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.models import User
from penstock.records.workspace.queries import current

Text = str | Promise
Control = Literal[
    "text",
    "long",
    "number",
    "money",
    # Of the home currency, whatever the record's is.
    "home_money",
    "share",
    "date",
    "choice",
    "several",
    "tick",
    "list",
    "link",
    "company",
    "person",
]
# Major units of any currency, and counts, fit into a column below this.
LARGEST = 10**14
Options = Callable[[User], list[tuple[Any, Any]]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One field. `name` is the model's, or custom.KEY; money is two columns under the name "amount"."""

    name: str
    label: Text
    control: Control = "text"
    options: Options | None = None
    hint: Text = ""

    @property
    def key(self) -> str:
        """For ids in the page, where a dot would mean a class."""
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Shown:
    """A field of one record: `raw` for its control, `value` for the eye."""

    fact: Fact
    raw: str | list[str]
    value: str


def shown(fact: Fact, record: Model, user: User) -> Shown:
    """A field as it stands. A choice from a list of texts asks for its options."""
    value = _held(fact, record)
    return Shown(fact, raw(fact, value), _for_eyes(fact, value, user))


def amount_of(opportunity: Opportunity) -> Money | None:
    """The amount in its own currency, or nothing where none is known."""
    if opportunity.amount_minor is None:
        return None
    return Money(opportunity.amount_minor, opportunity.currency)


def raw(fact: Fact, value: Any) -> str | list[str]:
    """A value as its control sends it back."""
    match fact.control, value:
        case "several", list():
            return [str(each) for each in value]
        case _, None | "":
            return ""
        case "list", list():
            return ", ".join(value)
        case "money", Money():
            return formats.number(value.major)
        case "share", _:
            return formats.number(Decimal(value * 100).normalize() + 0)
        case "tick", _:
            return "yes" if value else "no"
        case _, Model():
            return str(value) if fact.control in ("company", "person") else str(value.pk)
        case _:
            return str(value)


def changes_of(fact: Fact, sent: QueryDict, user: User) -> dict[str, Any]:
    """What a form says of a field, by the names that the actions take. Raises Refused where it can't be read."""
    text = sent.get(fact.name, "").strip()
    match fact.control:
        case "money":
            return _money(text, sent.get("currency", ""))
        case "share":
            number = _decimal(text, fact)
            return {fact.name: None if number is None else number / 100}
        case "number" | "home_money":
            number = _decimal(text, fact)
            return {fact.name: int(number) if number is not None and number == int(number) else number}
        case "several":
            return {fact.name: [each for each in sent.getlist(fact.name) if each]}
        case "list":
            return {fact.name: [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]}
        case "company" | "person" if text and text == sent.get("seen"):
            return {}
        case "company":
            return {fact.name: _there(company_called(user, text), text, fact)}
        case "person":
            return {fact.name: _there(person_called(user, text), text, fact)}
        case _:
            return {fact.name: text}


def seen_of(fact: Fact, sent: QueryDict, record: Model) -> dict[str, Any]:
    """What the form showed before, by which an action notices that somebody else was faster."""
    if fact.control in ("money", "company", "person", "several", "list", "share") or "seen" not in sent:
        return {}
    if fact.name.startswith("custom."):
        return {}
    column = next(field for field in record._meta.concrete_fields if field.name == fact.name)
    try:
        value = column.to_python(sent["seen"]) if sent["seen"] else None
    except ValidationError:
        return {}
    return {column.attname if isinstance(column, ForeignKey) else fact.name: value}


def custom_fact(field: CustomField) -> Fact:
    """A field that the company added, as a fact."""
    controls: dict[str, Control] = {
        CustomField.Type.TEXT: "text",
        CustomField.Type.LONG_TEXT: "long",
        CustomField.Type.NUMBER: "number",
        CustomField.Type.MONEY: "home_money",
        CustomField.Type.DATE: "date",
        CustomField.Type.CHOICE: "choice",
        CustomField.Type.CHOICES: "several",
        CustomField.Type.YES_NO: "choice",
        CustomField.Type.LINK: "link",
    }
    return Fact(f"custom.{field.key}", field.label, controls[field.type], _choices_of(field))


def _choices_of(field: CustomField) -> Options | None:
    if field.type == CustomField.Type.YES_NO:
        return lambda user: [("yes", _("Yes")), ("no", _("No"))]
    return (lambda user: [(choice, choice) for choice in field.choices]) if field.choices else None


def _held(fact: Fact, record: Any) -> Any:
    if fact.name.startswith("custom."):
        value = record.custom.get(fact.name.removeprefix("custom."))
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    return amount_of(record) if fact.control == "money" else getattr(record, fact.name)


def _for_eyes(fact: Fact, value: Any, user: User) -> str:
    if value is None or value == "":
        return ""
    if fact.control == "choice" and fact.options and not isinstance(value, Model):
        return next((str(title) for key, title in fact.options(user) if str(key) == str(value)), str(value))
    match fact.control:
        case "money":
            return formats.exact_money(value)
        case "share":
            return formats.per_cent(float(value))
        case "list" if fact.name == "phones":
            return ", ".join(formats.phone(each) for each in value)
        case "list" | "several":
            return ", ".join(value)
        case "number":
            return formats.number(value)
        case "home_money":
            return formats.exact_money(Money.of(str(value), current().home_currency))
        case "date":
            return formats.day(value if isinstance(value, date) else date.fromisoformat(value))
        case _:
            return str(value)


def _money(text: str, currency: str) -> dict[str, Any]:
    changes: dict[str, Any] = {"currency": currency} if currency else {}
    if not text:
        return changes | {"amount_minor": None}
    number = _decimal(text, Fact("amount", ""))
    assert number is not None
    return changes | {"amount_minor": Money.of(number, currency or "EUR").minor}


def _decimal(text: str, fact: Fact) -> Decimal | None:
    """As people of this language write numbers (1,234.50), or plainly (1234.5)."""
    if not text:
        return None
    for number in (_localised(text), _plain(text)):
        if number is not None and number.is_finite():
            if abs(number) >= LARGEST:
                raise Refused(_("This number is too large."), field=fact.name)
            return number
    raise Refused(_("“%(value)s” is not a number.") % {"value": text[:80]}, field=fact.name)


def _localised(text: str) -> Decimal | None:
    try:
        return Decimal(parse_decimal(text, locale=formats.locale(), strict=True))
    except NumberFormatError:
        return None


def _plain(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(" ", ""))
    except InvalidOperation:
        return None


def _there(found: Company | Person | None, text: str, fact: Fact) -> Company | Person | None:
    if text and found is None:
        raise Refused(_("There is no “%(name)s” that you can see.") % {"name": text}, field=fact.name)
    return found
