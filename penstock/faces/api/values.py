"""The small shapes that records share: text, ids, money, references, custom fields."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from babel.core import get_global
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.values.money import Money, decimals

# PostgreSQL stores any character but this one.
NO_NUL = r"^[^\x00]*$"
Line = Annotated[str, StringConstraints(pattern=NO_NUL, max_length=500)]
Text = Annotated[str, StringConstraints(pattern=NO_NUL, max_length=20_000)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
CustomValue = bool | int | float | Text | list[Line] | None
Custom = Annotated[dict[Line, CustomValue], Field(description="Values by the keys of GET /api/custom-fields")]


# Far enough from the ends of the calendar that no zone leads out of it.
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(9000, 1, 1))]
# In UTC, because PostgreSQL knows no offsets beyond 16 hours and ISO 8601 does.
Moment = Annotated[
    AwareDatetime,
    Field(ge=datetime(1900, 1, 1, tzinfo=UTC), le=datetime(9000, 1, 1, tzinfo=UTC)),
    AfterValidator(lambda moment: moment.astimezone(UTC)),
]
# Since when something is true, for what happened before it is told; no later than now.
Since = Annotated[Moment | None, Field(description="Since when it is true; without it, since now")]


class Given(Schema):
    """A body that a caller sends: what it does not know is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")

    def values(self) -> dict[str, Any]:
        """What was sent, as actions take it: custom fields as "custom.KEY", money in minor units."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        custom = given.pop("custom", None) or {}
        if "amount" in given:
            given |= minor_units(given.pop("amount"))
        return given | {f"custom.{key}": value for key, value in custom.items()}


class Amount(Schema):
    """Major units as text, so that no binary fraction touches them: {"amount": "1234.50", "currency": "EUR"}."""

    model_config = ConfigDict(extra="forbid")

    amount: Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,14}(\.[0-9]{1,4})?$")]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Reference(Schema):
    """Another record, and the name it goes by."""

    id: int
    name: str


def minor_units(amount: Amount | None) -> dict[str, Any]:
    """amount_minor and currency, as the record keeps them. Raises Refused where the currency has no such unit."""
    if amount is None:
        return {"amount_minor": None}
    if amount.currency not in get_global("all_currencies"):
        raise Refused("There is no such currency.", field="amount.currency")
    places = decimals(amount.currency)
    if len(amount.amount.partition(".")[2].rstrip("0")) > places:
        raise Refused(f"{amount.currency} has {places} decimals.", field="amount.amount")
    return {
        "amount_minor": Money.of(amount.amount, amount.currency).minor,
        "currency": amount.currency,
    }


def money(minor: int | None, currency: str) -> Amount | None:
    """None stays None: an amount that nobody knows is not 0."""
    if minor is None:
        return None
    return Amount.model_construct(amount=f"{Money(minor, currency).major:f}", currency=currency)


def reference(record: Any) -> Reference | None:
    """A loaded related record by id and name."""
    return None if record is None else Reference(id=record.pk, name=str(record))
