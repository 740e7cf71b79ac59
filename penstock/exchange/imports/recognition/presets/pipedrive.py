"""Pipedrive: “Deal - Title”, the entity's word being whatever the account's language calls it."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset

ANY_ENTITY = r"[^\W\d]+(?: [^\W\d]+)? [-–] .+"

DEALS = preset(
    "pipedrive",
    "opportunities",
    {
        "external_id": "Deal - ID|Deal - Pipedrive System ID|Deal ID",
        "name": "Deal - Title",
        "amount": "Deal - Value|Deal - Deal value",
        "currency": "Deal - Currency of Value|Deal - Currency",
        "owner": "Deal - Owner",
        "company": "Deal - Organization|Organization - Name",
        "company_id": "Deal - Organization ID|Organization - ID",
        "person": "Deal - Contact person|Person - Name",
        "person_id": "Deal - Contact person ID|Person - ID",
        "person_email": "Person - Email|Person - Email - Work",
        "pipeline": "Deal - Pipeline",
        "stage": "Deal - Stage",
        "status": "Deal - Status",
        "probability": "Deal - Probability",
        "created_at": "Deal - Deal created|Deal - Deal created on|Deal - Creation date|Deal - Created|Deal - Add time",
        "stage_changed_at": "Deal - Last stage change",
        "won_at": "Deal - Won time",
        "lost_at": "Deal - Lost time",
        "closed_at": "Deal - Deal closed on",
        "loss_reason": "Deal - Lost reason",
        "close_on": "Deal - Expected close date",
        "source": "Deal - Source channel|Deal - Source origin|Deal - Source",
        "product": "Deal - Product name",
        "quantity": "Deal - Product quantity",
        "tags": "Deal - Label|Deal - Labels",
        "custom": "Deal - MRR|Deal - ARR|Deal - ACV|Deal - Participants",
        "ignored": "Deal - Creator|Deal - Weighted value|Deal - Currency of Weighted value|Deal - Update time"
        "|Deal - Next activity date|Deal - Last activity date|Deal - Total activities|Deal - Done activities"
        "|Deal - Activities to do|Deal - Email messages count|Deal - Product amount|Deal - Visible to|Deal - Archive status"
        "|Deal - Currency of MRR|Deal - Currency of ARR|Deal - Currency of ACV|Deal - Source channel ID|Deal - Source origin ID"
        "|Deal - Archive time|Deal - Last email received|Deal - Last email sent|Deal - Deleted",
    },
    marks="Deal - Title|Deal - ID|Deal - Stage|Deal - Status|Deal - Organization",
    patterns=((r"(?:Deal) [-–] .+", "custom"), (r"(?:Person|Organization) [-–] .+", "ignored")),
)

PEOPLE = preset(
    "pipedrive",
    "people",
    {
        "external_id": "Person - ID",
        "name": "Person - Name",
        "first_name": "Person - First name",
        "last_name": "Person - Last name",
        "email": "Person - Email - Work|Person - Email",
        "email_2": "Person - Email - Home",
        "email_3": "Person - Email - Other",
        "phone": "Person - Phone - Work|Person - Phone",
        "mobile": "Person - Phone - Mobile",
        "phone_3": "Person - Phone - Home|Person - Phone - Other",
        "company": "Person - Organization|Organization - Name",
        "company_id": "Person - Organization ID",
        "job_title": "Person - Job title",
        "owner": "Person - Owner",
        "tags": "Person - Labels|Person - Label",
        "created_at": "Person - Person created|Person - Created",
        "description": "Person - Notes",
        "street": "Person - Full/combined address of Postal address|Person - Postal address",
        "city": "Person - City/town/village/locality of Postal address",
        "state": "Person - State/county of Postal address",
        "postal_code": "Person - ZIP/Postal code of Postal address",
        "country": "Person - Country of Postal address",
        "ignored": "Person - Update time|Person - Visible to|Person - Next activity date|Person - Last activity date"
        "|Person - Open deals|Person - Won deals|Person - Lost deals|Person - Closed deals|Person - Total activities"
        "|Person - Done activities|Person - Activities to do|Person - Email messages count|Person - Marketing status"
        "|Person - Profile picture|Person - Instant messenger|Person - Birthday",
    },
    marks="Person - Name|Person - ID|Person - First name",
    patterns=((r"Person [-–] .+ of Postal address", "ignored"), (r"Person [-–] .+", "custom")),
)

COMPANIES = preset(
    "pipedrive",
    "companies",
    {
        "external_id": "Organization - ID",
        "name": "Organization - Name",
        "owner": "Organization - Owner",
        "tags": "Organization - Labels|Organization - Label",
        "website": "Organization - Website",
        "industry": "Organization - Industry",
        "employees": "Organization - Number of employees|Organization - Employee count",
        "annual_revenue": "Organization - Annual revenue",
        "created_at": "Organization - Organization created|Organization - Created",
        "street": "Organization - Full/combined address of Address|Organization - Address",
        "city": "Organization - City/town/village/locality of Address",
        "state": "Organization - State/county of Address",
        "postal_code": "Organization - ZIP/Postal code of Address",
        "country": "Organization - Country of Address",
        "description": "Organization - Notes",
        "ignored": "Organization - Update time|Organization - Visible to|Organization - Next activity date"
        "|Organization - Last activity date|Organization - Open deals|Organization - Won deals|Organization - Lost deals"
        "|Organization - Closed deals|Organization - People|Organization - Total activities|Organization - Done activities"
        "|Organization - Activities to do|Organization - Email messages count|Organization - Profile picture"
        "|Organization - LinkedIn profile",
    },
    marks="Organization - Name|Organization - ID",
    patterns=((r"Organization [-–] .+ of Address", "ignored"), (r"Organization [-–] .+", "custom")),
)

PRESETS: tuple[Preset, ...] = (DEALS, PEOPLE, COMPANIES)
