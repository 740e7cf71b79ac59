"""Odoo: leads and opportunities are one table (crm.lead), people and companies another (res.partner); exports hold labels, or
technical names with paths (partner_id/name) when they are meant to be brought in again."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset

COMMON = (
    "Last Updated on|Last Updated by|write_date|write_uid|create_uid|Created by|Active|active|Sequence|Color|Color Index"
    "|Activity State|Next Activity Deadline|Next Activity Summary|Next Activity Type|Activities|Messages|Followers"
    "|Last Stage Update (deprecated)|Country/Country Code|Properties|Recurring Plan|Days to Assign|Days to Close|message_bounce"
)

OPPORTUNITIES = preset(
    "odoo",
    "opportunities",
    {
        "external_id": "External ID|id|.id",
        "name": "Opportunity|name|Opportunity Name",
        "amount": "Expected Revenue|expected_revenue|planned_revenue",
        "currency": "Currency|company_currency",
        "close_on": "Expected Closing|date_deadline|Expected Closing Date",
        "closed_at": "Closed Date|date_closed|Date Closed",
        "stage": "Stage|stage_id|stage_id/name|Stage/Stage Name",
        "stage_changed_at": "Last Stage Update|date_last_stage_update",
        "probability": "Probability|probability|Success Rate",
        "status": "Won/Lost|won_status",
        "loss_reason": "Lost Reason|lost_reason_id|lost_reason_id/name|lost_reason",
        "company": "Company Name|partner_name|Customer|partner_id|partner_id/name|Customer/Name",
        "company_id": "partner_id/id|Customer/External ID",
        "person": "Contact Name|contact_name",
        "person_email": "Email|email_from",
        "owner": "Salesperson|user_id|user_id/name|Salesperson/Name",
        "owner_id": "user_id/id|Salesperson/External ID",
        "source": "Source|source_id|source_id/name|utm.source",
        "campaign": "Campaign|campaign_id|campaign_id/name",
        "created_at": "Created on|create_date|Creation Date",
        "description": "Notes|description|Internal Notes",
        "tags": "Tags|tag_ids|tag_ids/name",
        "custom": "Sales Team|team_id|team_id/name|Medium|medium_id|medium_id/name|Priority|priority|Recurring Revenues|Phone"
        "|phone|Mobile|mobile|City|city|State|state_id|Country|country_id|Street|street|Zip|zip|Website|website|Job Position|function",
        "ignored": COMMON
        + "|Prorated Revenue|prorated_revenue|Expected MRR|Type|type|Assignment Date|date_open|Conversion Date|Referred By"
        "|automated_probability|Automated Probability|Company|company_id|Date Last Stage Update|Salesperson/ID",
    },
    marks="Expected Closing|expected_revenue|date_deadline|Salesperson|Sales Team|stage_id|lost_reason_id|Prorated Revenue"
    "|email_from|External ID|Lost Reason|tag_ids|contact_name|partner_name",
)

PEOPLE = preset(
    "odoo",
    "people",
    {
        "external_id": "External ID|id|.id",
        "name": "Name|Name*|name|Display Name|display_name|Complete Name|complete_name",
        "salutation": "Title|title",
        "email": "Email|email",
        "phone": "Phone|phone",
        "mobile": "Mobile|mobile",
        "job_title": "Job Position|function",
        "company": "Related Company|parent_id|parent_id/name|Related Company/Name|Parent name",
        "company_id": "parent_id/id|Related Company/External ID",
        "website": "Website|website|Website Link",
        "street": "Street|street",
        "city": "City|city",
        "state": "State|state_id|state_id/name",
        "postal_code": "Zip|zip",
        "country": "Country|country_id|country_id/name",
        "owner": "Salesperson|user_id|user_id/name",
        "description": "Notes|comment",
        "tags": "Tags|category_id|category_id/name",
        "created_at": "Created on|create_date",
        "custom": "Tax ID|vat|Reference|ref|Bank Accounts|Bank Accounts / Account Number|Bank Accounts / Bank|Industry|industry_id"
        "|Language|lang",
        "ignored": COMMON
        + "|Street2|street2|Address Type|type|is_company|Is a Company|Company Type|company_type|Company|company_id|Image"
        "|Degree of trust you have in this debtor|Payment Terms|customer_rank|supplier_rank|Customer Rank|Supplier Rank|Timezone|tz",
    },
    marks="External ID|Related Company|Job Position|parent_id|parent_id/name|is_company|Is a Company|Salesperson|category_id|Name*"
    "|Company Type",
)

PRESETS: tuple[Preset, ...] = (OPPORTUNITIES, PEOPLE)
