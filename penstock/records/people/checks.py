"""Checks and normal forms of what people type or files bring: the same for form, API and import."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.remembering import rows_of
from penstock.records.people.models import CustomField
from penstock.records.team.editing import LONGEST_LINE, LONGEST_TEXT, require_short

# Mail providers whose domain says nothing about the firm.
FREE_MAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "ymail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "web.de",
        "t-online.de",
        "proton.me",
        "protonmail.com",
        "mail.com",
        "mail.ru",
        "yandex.ru",
        "yandex.com",
        "qq.com",
        "163.com",
        "126.com",
        "sina.com",
        "wp.pl",
        "o2.pl",
        "onet.pl",
        "interia.pl",
        "gazeta.pl",
        "orange.fr",
        "free.fr",
        "laposte.net",
        "libero.it",
        "zoho.com",
        "fastmail.com",
        "hey.com",
        "tutanota.com",
    ]
)
DOMAIN = re.compile(r"[^\s.]+(\.[^\s.]+)+")
# Beyond it a number is no longer exact where it is added up.
LARGEST = 10**15


def email(value: str) -> str:
    """The address in its normal form (domain lower case; all lower case for comparison's sake). Raises Refused."""
    try:
        return validate_email(value.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise Refused(
            _("“%(value)s” is not an e-mail address.") % {"value": value}, field="emails"
        ) from error


def phone(value: str, country: str = "") -> str:
    """E.164 where the number can be understood (with the country's help), else as it was typed, spaces tidied."""
    text = re.sub(r"\s+", " ", value.strip())
    try:
        number = phonenumbers.parse(text, country.upper() or None)
    except phonenumbers.NumberParseException:
        return text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def domain(value: str) -> str:
    """ "https://www.Example.com/about" and "Example.com" are both example.com. Raises Refused."""
    text = value.strip().lower()
    host = _host(text if "//" in text else f"//{text}").removeprefix("www.")
    if not DOMAIN.fullmatch(host):
        raise Refused(_("“%(value)s” is not a domain.") % {"value": value}, field="domains")
    return host


def _host(address: str) -> str:
    """Empty where none can be read."""
    try:
        parts = urlsplit(address)
        host = "" if parts.port == 0 else parts.hostname or ""
    except ValueError:
        return ""
    return "" if re.search(r"\s", host) else host


def business_domain(address: str) -> str:
    """The domain of an e-mail address if it says anything about the firm, else empty."""
    host = address.rpartition("@")[2].lower()
    return "" if host in FREE_MAIL else host


def link(value: str) -> str:
    """An http(s) address. Raises Refused: anything else could be a script."""
    text = value.strip()
    if "://" not in text and text:
        text = f"https://{text}"
    is_web = text.lower().startswith(("http://", "https://")) and _host(text) != ""
    if text and not is_web:
        raise Refused(_("Only http and https addresses can be kept."), field="website")
    return text


def several(values: Iterable[str], normal: Callable[[str], str]) -> list[str]:
    """A list in normal form, each once, in order, without the empty ones."""
    return list(dict.fromkeys(normal(value) for value in values if value and value.strip()))


def clean_company(values: dict[str, Any]) -> dict[str, Any]:
    """Normal forms of a company's fields; a website brings its domain."""
    values = dict(values)
    if "website" in values:
        values["website"] = link(values["website"])
    if DOMAIN.fullmatch(_host(values.get("website", ""))) and not values.get("domains"):
        values.setdefault("domains", [values["website"]])
    if "domains" in values:
        values["domains"] = [host for host in several(values["domains"], domain) if host not in FREE_MAIL]
    if "phones" in values:
        values["phones"] = several(values["phones"], lambda value: phone(value, values.get("country", "")))
    if values.get("employees") is not None and values["employees"] < 0:
        raise Refused(_("The number of employees can't be negative."), field="employees")
    return values


def clean_person(values: dict[str, Any]) -> dict[str, Any]:
    """Normal forms of a person's fields."""
    values = dict(values)
    if "emails" in values:
        values["emails"] = several(values["emails"], email)
    if "phones" in values:
        values["phones"] = several(values["phones"], lambda value: phone(value, values.get("country", "")))
    return values


def with_custom(kind: str, values: dict[str, Any], custom: dict[str, Any]) -> dict[str, Any]:
    """values without its "custom.KEY" entries, and the column `custom` with them, each valid for its type."""
    given = {
        name.removeprefix("custom."): value for name, value in values.items() if name.startswith("custom.")
    }
    if not given:
        return values
    fields = {field.key: field for field in _fields(kind)}
    result = dict(custom)
    for key, value in given.items():
        if key not in fields:
            raise Refused(_("There is no field “%(name)s” to change.") % {"name": key}, field=f"custom.{key}")
        checked = custom_value(fields[key], value)
        if checked is None:
            _require_optional(fields[key])
            result.pop(key, None)
        else:
            result[key] = checked
    return {name: value for name, value in values.items() if not name.startswith("custom.")} | {
        "custom": result
    }


def require_custom(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """The same values, if they have what the company's own fields of a kind ask a new record for. Raises Refused."""
    for field in _fields(kind):
        if field.is_required and field.key not in values.get("custom", {}):
            _require_optional(field)
    return values


def _fields(kind: str) -> list[CustomField]:
    return [field for field in rows_of(CustomField).values() if field.kind == kind and not field.is_removed]


def _require_optional(field: CustomField) -> None:
    if field.is_required:
        raise Refused(_("%(label)s must be filled.") % {"label": field.label}, field=f"custom.{field.key}")


def custom_value(field: CustomField, value: Any) -> Any:
    """A value as JSON keeps it, or None for empty. Raises Refused naming the field."""
    if value in (None, "", []):
        return None
    require_short(str(value), _longest(field), f"custom.{field.key}")
    try:
        return _CUSTOM[CustomField.Type(field.type)](field, value)
    except (ValueError, TypeError, InvalidOperation, Refused) as error:
        message = _("“%(value)s” does not fit the field %(label)s.") % {"value": value, "label": field.label}
        raise Refused(message, field=f"custom.{field.key}") from error


def _longest(field: CustomField) -> int:
    is_long = field.type in (CustomField.Type.LONG_TEXT, CustomField.Type.CHOICES)
    return LONGEST_TEXT if is_long else LONGEST_LINE


def _number(field: CustomField, value: Any) -> int | float:
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError(value)
    return int(number) if number == number.to_integral_value() else float(number)


def _choice(field: CustomField, value: Any) -> str:
    if value not in field.choices:
        raise ValueError(value)
    return str(value)


def _choices(field: CustomField, value: Any) -> list[str]:
    return [_choice(field, each) for each in ([value] if isinstance(value, str) else list(value))]


def _yes_no(field: CustomField, value: Any) -> bool:
    words = {
        "true": True,
        "yes": True,
        "1": True,
        "on": True,
        "false": False,
        "no": False,
        "0": False,
        "off": False,
    }
    return words[str(value).strip().lower()] if str(value).strip().lower() in words else _refuse(value)


def _refuse(value: Any) -> bool:
    raise ValueError(value)


def _text(field: CustomField, value: Any) -> str:
    text = str(value).strip()
    if "\x00" in text:
        raise ValueError(value)
    return text


def _date(field: CustomField, value: Any) -> str:
    return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()


def _link(field: CustomField, value: Any) -> str:
    return link(str(value))


_CUSTOM: dict[str, Callable[[CustomField, Any], Any]] = {
    CustomField.Type.TEXT: _text,
    CustomField.Type.LONG_TEXT: _text,
    CustomField.Type.NUMBER: _number,
    # Major units of the home currency.
    CustomField.Type.MONEY: _number,
    CustomField.Type.DATE: _date,
    CustomField.Type.CHOICE: _choice,
    CustomField.Type.CHOICES: _choices,
    CustomField.Type.YES_NO: _yes_no,
    CustomField.Type.LINK: _link,
}
