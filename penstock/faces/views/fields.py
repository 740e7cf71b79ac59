"""What a list can show, filter, sort and sum: one literal table per kind, and the fields a company added itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from penstock.faces.views import choices as offers
from penstock.faces.views.reading import Choice, Reader
from penstock.records.people.models import CustomField
from penstock.records.people.queries import custom_fields

Text = str | Promise
Kind = Literal["company", "person", "lead", "opportunity"]
# name: the record itself; record: a related one by id; choice: one of a list of texts; money: minor units + currency.
Type = Literal[
    "name", "text", "texts", "number", "share", "money", "day", "moment", "record", "choice", "yes_no", "link"
]
Operator = Literal["is", "not", "has", "from", "to", "empty"]

OPERATORS: dict[Type, tuple[Operator, ...]] = {
    "name": ("has", "is"),
    "text": ("has", "is", "not", "empty"),
    "texts": ("has", "is", "empty"),
    "number": ("from", "to", "empty"),
    "share": ("from", "to", "empty"),
    "money": ("from", "to", "empty"),
    "day": ("is", "from", "to", "empty"),
    "moment": ("is", "from", "to", "empty"),
    "record": ("is", "not", "empty"),
    "choice": ("is", "not", "empty"),
    "yes_no": ("is", "empty"),
    "link": ("has", "empty"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column and filter. path: where the value is, as the ORM spells it; "custom.KEY" names custom ones."""

    name: str
    label: Text
    type: Type
    path: str
    # What the ORM sorts by; empty: does not sort. may_be_null: the empty ones come last either way.
    sort: tuple[str, ...] = ()
    may_be_null: bool = True
    choices: Callable[[Reader], list[Choice]] | None = None
    preload: str = ""
    is_column: bool = True
    is_default: bool = False
    is_filter: bool = True
    is_summed: bool = False
    is_bulk: bool = False

    @property
    def operators(self) -> tuple[Operator, ...]:
        if self.type == "record" and self.choices is None:
            # Too many to choose from: found by a part of their name.
            return ("has", *OPERATORS["record"])
        return OPERATORS[self.type] if self.is_filter else ()

    @property
    def custom_key(self) -> str:
        """The key in `custom`; empty for a field of the model."""
        return self.name.removeprefix("custom.") if self.name.startswith("custom.") else ""

    @property
    def is_number(self) -> bool:
        """Whether it stands to the right."""
        return self.type in ("number", "share", "money")


NAME = Field("name", _("Name"), "name", "name", ("sort_name",), may_be_null=False, is_default=True)
OWNER = Field(
    "owner",
    _("Owner"),
    "record",
    "owner",
    ("owner__name",),
    choices=offers.owners,
    preload="owner",
    is_default=True,
    is_bulk=True,
)
TEAM = Field(
    "team",
    _("Team"),
    "record",
    "owner__team",
    ("owner__team__name",),
    choices=offers.teams,
    preload="owner__team",
)
CREATED = Field("created", _("Created"), "moment", "created_at", ("created_at",), may_be_null=False)
ACTIVITY = Field(
    "activity", _("Last activity"), "moment", "last_activity_at", ("last_activity_at",), is_default=True
)
COMPANY = Field(
    "company", _("Company"), "record", "company", ("company__sort_name",), preload="company", is_default=True
)
SOURCE = Field(
    "source",
    _("Source"),
    "record",
    "source",
    ("source__name",),
    choices=offers.sources,
    preload="source",
    is_bulk=True,
)
CITY = Field("city", _("City"), "text", "city", ("city",), may_be_null=False, is_bulk=True)
COUNTRY = Field("country", _("Country"), "text", "country", ("country",), may_be_null=False, is_bulk=True)

TABLE: dict[Kind, tuple[Field, ...]] = {
    "company": (
        NAME,
        Field("domains", _("Domain"), "texts", "domains", is_default=True),
        Field(
            "industry",
            _("Industry"),
            "text",
            "industry",
            ("industry",),
            may_be_null=False,
            is_default=True,
            is_bulk=True,
        ),
        Field("employees", _("Employees"), "number", "employees", ("employees",), is_default=True),
        CITY,
        Field("region", _("Region"), "text", "region", ("region",), may_be_null=False),
        Field(
            "country",
            _("Country"),
            "text",
            "country",
            ("country",),
            may_be_null=False,
            is_default=True,
            is_bulk=True,
        ),
        Field("phones", _("Phone"), "texts", "phones"),
        Field("website", _("Website"), "link", "website"),
        OWNER,
        TEAM,
        Field(
            "created",
            _("Created"),
            "moment",
            "created_at",
            ("created_at",),
            may_be_null=False,
            is_default=True,
        ),
    ),
    "person": (
        NAME,
        Field("job", _("Job title"), "text", "job_title", ("job_title",), may_be_null=False, is_default=True),
        COMPANY,
        Field("emails", _("E-mail"), "texts", "emails", is_default=True),
        Field("phones", _("Phone"), "texts", "phones", is_default=True),
        CITY,
        COUNTRY,
        OWNER,
        TEAM,
        CREATED,
    ),
    "lead": (
        NAME,
        Field(
            "status",
            _("Status"),
            "choice",
            "status",
            ("status",),
            may_be_null=False,
            choices=offers.statuses,
            is_default=True,
        ),
        COMPANY,
        Field("person", _("Person"), "record", "person", ("person__sort_name",), preload="person"),
        Field(
            "source",
            _("Source"),
            "record",
            "source",
            ("source__name",),
            choices=offers.sources,
            preload="source",
            is_default=True,
            is_bulk=True,
        ),
        Field(
            "intent",
            _("Intent"),
            "choice",
            "intent",
            ("intent",),
            may_be_null=False,
            choices=offers.intents,
            is_default=True,
            is_bulk=True,
        ),
        Field("reason", _("Disqualified because"), "text", "disqualified_reason"),
        OWNER,
        TEAM,
        ACTIVITY,
        Field("since", _("Status since"), "moment", "status_since", ("status_since",)),
        Field(
            "created",
            _("Created"),
            "moment",
            "created_at",
            ("created_at",),
            may_be_null=False,
            is_default=True,
        ),
    ),
    "opportunity": (
        NAME,
        COMPANY,
        Field(
            "stage",
            _("Stage"),
            "record",
            "stage",
            ("stage__position",),
            choices=offers.stages,
            preload="stage",
            is_default=True,
            is_bulk=True,
        ),
        Field(
            "state",
            _("State"),
            "choice",
            "stage__kind",
            choices=offers.states,
            preload="stage",
            is_column=False,
        ),
        Field(
            "pipeline",
            _("Pipeline"),
            "record",
            "pipeline",
            ("pipeline__position",),
            choices=offers.pipelines,
            preload="pipeline",
        ),
        Field(
            "amount", _("Amount"), "money", "amount_minor", ("amount_minor",), is_default=True, is_summed=True
        ),
        Field("probability", _("Own probability"), "share", "probability", ("probability",)),
        Field("close", _("Close date"), "day", "close_on", ("close_on",), is_default=True, is_bulk=True),
        Field("next", _("Next step"), "text", "next_step", is_default=True),
        Field("next_on", _("Next step on"), "day", "next_step_on", ("next_step_on",)),
        OWNER,
        TEAM,
        SOURCE,
        Field(
            "loss_reason",
            _("Loss reason"),
            "record",
            "loss_reason",
            ("loss_reason__name",),
            choices=offers.loss_reasons,
            preload="loss_reason",
        ),
        Field(
            "competitor",
            _("Competitor"),
            "record",
            "competitor",
            ("competitor__name",),
            choices=offers.competitors,
            preload="competitor",
            is_bulk=True,
        ),
        ACTIVITY,
        Field("since", _("In stage since"), "moment", "stage_since", ("stage_since",)),
        CREATED,
    ),
}

DEFAULT_SORT: dict[Kind, str] = {
    "company": "name",
    "person": "name",
    "lead": "-created",
    "opportunity": "-created",
}

CUSTOM_TYPES: dict[str, Type] = {
    CustomField.Type.TEXT: "text",
    CustomField.Type.LONG_TEXT: "text",
    CustomField.Type.NUMBER: "number",
    CustomField.Type.MONEY: "money",
    CustomField.Type.DATE: "day",
    CustomField.Type.CHOICE: "choice",
    CustomField.Type.CHOICES: "texts",
    CustomField.Type.YES_NO: "yes_no",
    CustomField.Type.LINK: "link",
}


def fields_of(kind: Kind) -> dict[str, Field]:
    """The fields of a kind by name, in the order of the table, custom ones last."""
    return {field.name: field for field in (*TABLE[kind], *map(_from_custom, custom_fields(kind)))}


def _from_custom(custom: CustomField) -> Field:
    kind = CUSTOM_TYPES[custom.type]
    return Field(
        name=f"custom.{custom.key}",
        label=custom.label,
        type=kind,
        path=f"custom__{custom.key}",
        sort=(f"custom__{custom.key}",) if kind in ("number", "day", "choice", "yes_no") else (),
        choices=offers.of_custom(custom.choices) if custom.choices else None,
        is_filter=custom.is_filterable,
    )


def value_of(field: Field, record: Any) -> Any:
    """What a record has in a field: plain values, related records whole, minor units for money."""
    if field.custom_key:
        return record.custom.get(field.custom_key)
    value = record
    for step in field.path.split("__"):
        value = getattr(value, step) if value is not None else None
    return value
