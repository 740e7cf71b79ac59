"""One changed field of an opportunity, as old and new value in text, to the columns of a row that tells of a change."""

from collections.abc import Callable
from typing import Any

from penstock.exchange.imports.converting.dates import parse_date
from penstock.exchange.imports.converting.money import parse_money
from penstock.exchange.imports.converting.numbers import parse_number
from penstock.exchange.imports.converting.values import Unconvertible
from penstock.exchange.imports.preparing.values import Said
from penstock.exchange.imports.recognition.headers import folded

FIELDS = {
    "stage": "stage|stagename|dealstage|stageid|status|salesstage",
    "amount": "amount|value|dealvalue|dealamount|opportunityamount",
    "close_on": "closedate|expectedclosedate|closingdate|dateclosed",
    "probability": "probability|dealprobability|hsdealstageprobability",
    "owner": "owner|ownerid|opportunityowner|dealowner|hubspotownerid|assigneduser|assigneduserid|userid",
}
COLUMN_OF = {folded(word): column for column, words in FIELDS.items() for word in words.split("|")}
# Says only that the record was made.
MADE = ("created", "opportunitycreatedfromlead", "createdate", "add")


def unfolder(said: Said) -> Callable[[dict[str, Any]], str | None]:
    """Turn `field`, `old`, `new` into the columns of that field. Gives the reason where a value is none, and an empty
    string where the field is not kept."""

    def unfold(values: dict[str, Any]) -> str | None:
        name = values.get("field")
        if name is None:
            return None
        column = COLUMN_OF.get(folded(str(name)).removeprefix("property"))
        if column is None:
            return "" if folded(str(name)) not in MADE else None
        for prefix, key in (("", "new"), ("old_", "old")):
            text = values.get(key)
            if text is None or (prefix and column in ("owner", "probability")):
                continue
            try:
                values[prefix + column] = converted(column, str(text), said)
            except (Unconvertible, ValueError) as error:
                return f"{key} value of {name}: {error}"
        return None

    return unfold


def converted(column: str, text: str, said: Said) -> Any:
    """The value that the text means. Raises Unconvertible, ValueError."""
    match column:
        case "amount":
            return parse_money(text, said.decimal or ".", said.currency)
        case "close_on":
            return parse_date(text, said.dates or "ymd")[0]
        case "probability":
            share = parse_number(text.rstrip("% "), said.decimal or ".")
            return share / 100 if share > 1 or "%" in text else share
        case _:
            return text
