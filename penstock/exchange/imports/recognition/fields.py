"""Every field that an import can fill, by kind: the one table that recognition, mapping and the importer share.

A reference (`company`, `person`, `owner`, `opportunity`, `lead`) can be named in several ways: by the id that the other
system gave it (`..._id`), by e-mail or domain, or by name."""

from dataclasses import dataclass
from typing import Literal

FieldType = Literal[
    "id", "text", "long_text", "email", "phone", "link", "money", "currency", "number", "integer", "share", "day",
    "moment", "yes_no", "name", "outcome",
]  # fmt: skip

Rows = tuple[tuple[str, FieldType, str], ...]
IGNORED = "ignored"
CUSTOM = "custom"
STAGE_ENTERED = "stage_entered:"


@dataclass(frozen=True, slots=True)
class ImportField:
    """`type` decides the converter; a `name` refers to another record by what it is called."""

    key: str
    type: FieldType
    label: str


def declared(*rows: tuple[str, FieldType, str]) -> dict[str, ImportField]:
    """Rows of key, type and label."""
    return {key: ImportField(key, kind, label) for key, kind, label in rows}


OWNER: Rows = (
    ("owner", "name", "Owner"),
    ("owner_id", "id", "Id of the owner"),
    ("owner_email", "email", "E-mail of the owner"),
)
COMPANY: Rows = (
    ("company", "name", "Company"),
    ("company_id", "id", "Id of the company"),
    ("company_domain", "link", "Domain of the company"),
)
PERSON: Rows = (
    ("person", "name", "Person"),
    ("person_id", "id", "Id of the person"),
    ("person_email", "email", "E-mail of the person"),
)
ADDRESS: Rows = (
    ("street", "text", "Street"),
    ("city", "text", "City"),
    ("state", "text", "State or region"),
    ("postal_code", "text", "Postal code"),
    ("country", "text", "Country"),
)
RECORD: Rows = (
    ("external_id", "id", "Id in the other system"),
    ("created_at", "moment", "Created"),
    ("description", "long_text", "Description"),
    ("tags", "text", "Tags"),
)

FIELDS: dict[str, dict[str, ImportField]] = {
    "companies": declared(
        ("name", "text", "Name"),
        ("domain", "link", "Domain"),
        ("website", "link", "Website"),
        ("email", "email", "E-mail"),
        ("phone", "phone", "Phone"),
        ("industry", "text", "Industry"),
        ("employees", "integer", "Employees"),
        ("annual_revenue", "money", "Annual revenue"),
        ("type", "text", "Type"),
        ("source", "text", "Source"),
        ("parent", "name", "Parent company"),
        ("parent_id", "id", "Id of the parent company"),
        *ADDRESS,
        *OWNER,
        *RECORD,
    ),
    "people": declared(
        ("name", "text", "Name"),
        ("first_name", "text", "First name"),
        ("last_name", "text", "Last name"),
        ("salutation", "text", "Salutation"),
        ("email", "email", "E-mail"),
        ("email_2", "email", "Second e-mail"),
        ("email_3", "email", "Third e-mail"),
        ("phone", "phone", "Phone"),
        ("mobile", "phone", "Mobile phone"),
        ("phone_3", "phone", "Third phone"),
        ("job_title", "text", "Job title"),
        ("department", "text", "Department"),
        ("source", "text", "Source"),
        ("status", "text", "Status"),
        ("website", "link", "Website"),
        ("no_email", "yes_no", "Wants no e-mail"),
        ("no_call", "yes_no", "Wants no calls"),
        *ADDRESS,
        *COMPANY,
        *OWNER,
        *RECORD,
    ),
    "leads": declared(
        ("name", "text", "Name"),
        ("first_name", "text", "First name"),
        ("last_name", "text", "Last name"),
        ("salutation", "text", "Salutation"),
        ("email", "email", "E-mail"),
        ("phone", "phone", "Phone"),
        ("mobile", "phone", "Mobile phone"),
        ("job_title", "text", "Job title"),
        ("website", "link", "Website"),
        ("industry", "text", "Industry"),
        ("employees", "integer", "Employees"),
        ("annual_revenue", "money", "Annual revenue"),
        ("source", "text", "Source"),
        ("campaign", "text", "Campaign"),
        ("keyword", "text", "Keyword"),
        ("landing_page", "text", "Landing page"),
        ("referrer", "text", "Referrer"),
        ("click_id", "text", "Click id"),
        ("status", "text", "Status"),
        ("disqualified_reason", "text", "Disqualified because"),
        ("rating", "text", "Rating"),
        ("score", "number", "Score"),
        ("amount", "money", "Amount"),
        ("currency", "currency", "Currency"),
        ("is_converted", "yes_no", "Is converted"),
        ("converted_at", "moment", "Converted"),
        ("converted_company_id", "id", "Id of the company it became"),
        ("converted_person_id", "id", "Id of the person it became"),
        ("opportunity_id", "id", "Id of the opportunity it became"),
        ("opportunity", "name", "Opportunity it became"),
        ("no_email", "yes_no", "Wants no e-mail"),
        ("no_call", "yes_no", "Wants no calls"),
        *ADDRESS,
        *COMPANY,
        *OWNER,
        *RECORD,
    ),
    "opportunities": declared(
        ("name", "text", "Name"),
        ("amount", "money", "Amount"),
        ("amount_at_close", "money", "Amount at closing"),
        ("currency", "currency", "Currency"),
        ("close_on", "day", "Close date"),
        ("closed_at", "moment", "Closed"),
        ("won_at", "moment", "Won"),
        ("lost_at", "moment", "Lost"),
        ("stage", "text", "Stage"),
        ("stage_changed_at", "moment", "Last change of stage"),
        ("last_stage", "text", "Stage before closing"),
        ("pipeline", "text", "Pipeline"),
        ("status", "outcome", "Open, won or lost"),
        ("is_won", "yes_no", "Is won"),
        ("is_closed", "yes_no", "Is closed"),
        ("is_lost", "yes_no", "Is lost"),
        ("probability", "share", "Probability"),
        ("forecast_category", "text", "Forecast category"),
        ("type", "text", "Type"),
        ("source", "text", "Source"),
        ("campaign", "text", "Campaign"),
        ("campaign_id", "id", "Id of the campaign"),
        ("next_step", "text", "Next step"),
        ("loss_reason", "text", "Loss reason"),
        ("win_reason", "text", "Reason for winning"),
        ("competitor", "text", "Competitor"),
        ("product", "name", "Product"),
        ("quantity", "number", "Quantity"),
        ("lead_id", "id", "Id of the lead"),
        *PERSON,
        *COMPANY,
        *OWNER,
        *RECORD,
    ),
    "history": declared(
        ("external_id", "id", "Id of the change"),
        ("opportunity_id", "id", "Id of the opportunity"),
        ("opportunity", "name", "Opportunity"),
        ("at", "moment", "When"),
        ("field", "text", "Field"),
        ("old", "text", "Old value"),
        ("new", "text", "New value"),
        ("stage", "text", "Stage"),
        ("old_stage", "text", "Stage before"),
        ("amount", "money", "Amount"),
        ("old_amount", "money", "Amount before"),
        ("close_on", "day", "Close date"),
        ("old_close_on", "day", "Close date before"),
        ("probability", "share", "Probability"),
        ("forecast_category", "text", "Forecast category"),
        ("opportunity_created_at", "moment", "Opportunity created"),
        ("by", "name", "By whom"),
        ("by_id", "id", "Id of who did it"),
        ("is_removed", "yes_no", "Is deleted"),
    ),
    "activities": declared(
        ("external_id", "id", "Id in the other system"),
        ("type", "text", "Kind of activity"),
        ("subject", "text", "Subject"),
        ("text", "long_text", "Text"),
        ("at", "moment", "When"),
        ("due_at", "moment", "Due"),
        ("done_at", "moment", "Done"),
        ("status", "text", "Status"),
        ("priority", "text", "Priority"),
        ("outcome", "text", "Outcome"),
        ("direction", "text", "Direction"),
        ("seconds", "number", "Length in seconds"),
        ("minutes", "number", "Length in minutes"),
        ("opportunity", "name", "Opportunity"),
        ("opportunity_id", "id", "Id of the opportunity"),
        ("lead_id", "id", "Id of the lead"),
        ("about", "name", "Record it is about"),
        ("created_at", "moment", "Created"),
        *PERSON,
        *COMPANY,
        *OWNER,
    ),
    "roles": declared(
        ("external_id", "id", "Id in the other system"),
        ("opportunity_id", "id", "Id of the opportunity"),
        ("opportunity", "name", "Opportunity"),
        ("role", "text", "Part they play"),
        ("created_at", "moment", "Created"),
        ("is_removed", "yes_no", "Is deleted"),
        *PERSON,
    ),
    "users": declared(
        ("external_id", "id", "Id in the other system"),
        ("name", "text", "Name"),
        ("first_name", "text", "First name"),
        ("last_name", "text", "Last name"),
        ("email", "email", "E-mail"),
        ("role", "text", "Role"),
        ("team", "text", "Team"),
        ("office", "text", "Office"),
        ("manager", "name", "Manager"),
        ("is_active", "yes_no", "Is active"),
        ("created_at", "moment", "Created"),
    ),
    "products": declared(
        ("external_id", "id", "Id in the other system"),
        ("name", "text", "Name"),
        ("code", "text", "Code"),
        ("family", "text", "Family"),
        ("price", "money", "Price"),
        ("currency", "currency", "Currency"),
        ("cost", "money", "Cost"),
        ("is_active", "yes_no", "Is active"),
        ("description", "long_text", "Description"),
        ("created_at", "moment", "Created"),
    ),
}
