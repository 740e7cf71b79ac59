"""HubSpot: the labels of its exports, and the internal names that connectors bring (with or without property_)."""

from penstock.exchange.imports.recognition.presets import localised
from penstock.exchange.imports.recognition.presets.localised import also
from penstock.exchange.imports.recognition.presets.table import Preset, preset

COMMON = (
    "Last Activity Date|Last Modified Date|Last Contacted|Number of Sales Activities|Number of times contacted"
    "|Next Activity Date|Created by user ID|Record source|Record source detail 1|Updated by user ID|Object create date/time"
    "|hs_lastmodifieddate|lastmodifieddate|portal_id|is_deleted|_fivetran_synced|_fivetran_deleted|hs_object_source"
    "|Unique identifier|property_hs_lastmodifieddate|property_lastmodifieddate|notes_last_updated|hs_updated_by_user_id"
)
PREFIXED = (
    (r"property_(?:hs_v2_)?(?:hs_)?date_(entered|exited)_.+", "ignored"),
    (r"property_.+", "custom"),
    (r"hs_.+", "ignored"),
)

DEALS = preset(
    "hubspot",
    "opportunities",
    also({
        "external_id": "Record ID|Record ID - Deal|Deal ID|hs_object_id|deal_id",
        "name": "Deal Name|dealname|property_dealname",
        "stage": "Deal Stage|dealstage|property_dealstage|deal_pipeline_stage_id",
        "stage_changed_at": "Date entered current stage|hs_v2_date_entered_current_stage",
        "pipeline": "Pipeline|property_pipeline|deal_pipeline_id",
        "amount": "Amount|property_amount",
        "currency": "Currency|deal_currency_code",
        "close_on": "Close Date|closedate|property_closedate",
        "created_at": "Create Date|createdate|property_createdate",
        "owner": "Deal Owner|Deal owner",
        "owner_id": "hubspot_owner_id|owner_id|property_hubspot_owner_id",
        "type": "Deal Type|dealtype|property_dealtype",
        "description": "Deal Description|description|property_description",
        "loss_reason": "Closed Lost Reason|closed_lost_reason",
        "win_reason": "Closed Won Reason|closed_won_reason",
        "is_lost": "Is closed lost|hs_is_closed_lost",
        "is_won": "Is Closed Won|hs_is_closed_won",
        "is_closed": "Is Deal Closed?|hs_is_closed",
        "forecast_category": "Forecast category|hs_manual_forecast_category",
        "probability": "Deal probability|hs_deal_stage_probability|Forecast probability",
        "next_step": "Next step|hs_next_step",
        "source": "Original Source|Original Traffic Source|Original Source Type|hs_analytics_source",
        "company": "Associated Company|Associated Company (Primary)|Associated Company Name",
        "company_id": "Associated Company IDs|Associated Company IDs (Primary)|Primary Associated Company ID",
        "company_domain": "Associated Company Domain",
        "person": "Associated Contact|Associated Contacts",
        "person_id": "Associated Contact IDs",
        "person_email": "Associated Contact Email|Associated Email",
        "tags": "Deal Tags|Tags",
        "ignored": COMMON
        + "|Amount in company currency|Weighted amount|Weighted amount in company currency|Forecast amount|HubSpot Team"
        "|Days to close|Annual recurring revenue|Monthly recurring revenue|Total contract value|Deal Score|Priority"
        "|Original Source Drill-Down 1|Original Source Drill-Down 2|Original Source Data 1|Original Source Data 2"
        "|Annual contract value|Associated Line Item|Associated Line Item IDs|Deal Collaborator",
    }, localised.HUBSPOT_DEALS),
    marks="Record ID|Deal Name|Deal Stage|dealname|dealstage|Closed Won Reason|Is closed lost|deal_pipeline_stage_id"
    "|Associated Company|Associated Company IDs|Associated Contact IDs|property_dealname|Deal Owner|Deal Type"
    "|" + localised.HUBSPOT_DEAL_MARKS,
    patterns=((r'(?:Cumulative|Latest) time in .+|Date exited .+', "ignored"), (r'Date entered "(.+?)(?: \([^()]*\))?"$', "stage_entered:"),
              (r"hs_v2_date_entered_(.+)", "stage_entered:"), (r"hs_date_entered_(.+)", "stage_entered:"), *PREFIXED),
)  # fmt: skip

COMPANIES = preset(
    "hubspot",
    "companies",
    also(
        {
            "external_id": "Record ID|Record ID - Company|Company ID|hs_object_id|id",
            "name": "Company name|Company Name|Name|property_name",
            "domain": "Company Domain Name|domain|property_domain",
            "website": "Website URL|Website|property_website",
            "phone": "Phone Number|property_phone",
            "industry": "Industry|property_industry",
            "employees": "Number of Employees|numberofemployees|property_numberofemployees",
            "annual_revenue": "Annual Revenue|annualrevenue|property_annualrevenue",
            "street": "Street Address|property_address|address",
            "city": "City|property_city",
            "state": "State/Region|property_state",
            "postal_code": "Postal Code|zip|property_zip",
            "country": "Country/Region|Country|property_country",
            "owner": "Company owner",
            "owner_id": "hubspot_owner_id|property_hubspot_owner_id",
            "created_at": "Create Date|createdate|property_createdate",
            "description": "Description|property_description",
            "type": "Type|property_type",
            "source": "Original Source|Original Traffic Source|Original Source Type",
            "parent": "Parent Company",
            "parent_id": "Parent company ID",
            "custom": "Lifecycle Stage|Lead Status|Time Zone|Founded Year|Year Founded|About Us|property_lifecyclestage",
            "ignored": COMMON
            + "|Associated Contact|Associated Contact IDs|Associated Deal|Associated Deal IDs|Street Address 2|property_address_2"
            "|LinkedIn Company Page|Facebook Company Page|Twitter Handle|LinkedIn Bio|Is Public|Web Technologies|Total Revenue"
            "|Original Source Data 1|Original Source Data 2|Number of Associated Contacts|Number of Associated Deals",
        },
        localised.HUBSPOT_COMPANIES,
    ),
    marks="Company Domain Name|Company owner|Record ID|Company ID|property_domain|Associated Contact IDs|State/Region"
    "|" + localised.HUBSPOT_COMPANY_MARKS,
    patterns=PREFIXED,
)

CONTACTS = preset(
    "hubspot",
    "people",
    also(
        {
            "external_id": "Record ID|Record ID - Contact|Contact ID|hs_object_id|vid|id",
            "first_name": "First Name|firstname|property_firstname",
            "last_name": "Last Name|lastname|property_lastname",
            "salutation": "Salutation",
            "email": "Email|property_email|Email Address",
            "email_2": "Work email|property_work_email|property_email_1",
            "email_3": "Additional email addresses|hs_additional_emails",
            "phone": "Phone Number|property_phone",
            "mobile": "Mobile Phone Number|mobilephone|property_mobilephone",
            "job_title": "Job Title|jobtitle|property_jobtitle",
            "owner": "Contact owner",
            "owner_id": "hubspot_owner_id|property_hubspot_owner_id",
            "status": "Lead Status|hs_lead_status",
            "source": "Original Source|Original Traffic Source|Original Source Type|Lead Source|hs_analytics_source",
            "created_at": "Create Date|createdate|property_createdate",
            "company": "Company Name|Associated Company|company|property_company",
            "company_id": "Associated Company IDs|Primary Associated Company ID|associatedcompanyid",
            "company_domain": "Associated Company Domain",
            "website": "Website URL|property_website",
            "street": "Street Address|property_address",
            "city": "City|property_city",
            "state": "State/Region|property_state",
            "postal_code": "Postal Code|property_zip",
            "country": "Country/Region|Country|property_country",
            "custom": "Lifecycle Stage|Marketing contact status|Buying Role|Persona|HubSpot score|property_lifecyclestage",
            "no_email": "Unsubscribed from all email",
            "ignored": COMMON
            + "|Original Source Drill-Down 1|Original Source Drill-Down 2|Original Source Data 1|Original Source Data 2"
            "|Time Zone|Associated Deal|Associated Deal IDs|First Conversion|Recent Conversion|Became a Lead Date"
            "|Became a Customer Date|Became an Opportunity Date|Number of Pageviews|Number of Sessions|Email Domain"
            "|property_created_at|Membership notes|Preferred language|Latest Source|Latest Traffic Source"
            "|property_hs_merged_object_ids",
        },
        localised.HUBSPOT_CONTACTS,
    ),
    marks="Record ID|Contact ID|Contact owner|Lifecycle Stage|Marketing contact status|Primary Associated Company ID"
    "|property_firstname|property_email"
    "|" + localised.HUBSPOT_CONTACT_MARKS,
    patterns=PREFIXED,
)

HISTORY = preset(
    "hubspot",
    "history",
    {
        "opportunity_id": "deal_id|objectId|Deal ID",
        "field": "name|property|Property name",
        "new": "value|Property value",
        "at": "timestamp|date_entered|Change date",
        "by": "source_id|updatedByUserId|Updated by",
        "ignored": "_fivetran_synced|_fivetran_start|_fivetran_active|_fivetran_end|source|sourceType|sourceLabel|portal_id",
    },
    marks="_fivetran_synced|source_id|objectId",
)

STAGES_IN_TIME = preset(
    "hubspot",
    "history",
    {
        "opportunity_id": "deal_id",
        "at": "date_entered|_fivetran_start",
        "stage": "value",
        "by": "source_id",
        "ignored": "_fivetran_synced|_fivetran_start|_fivetran_active|_fivetran_end|source",
    },
    marks="date_entered|_fivetran_start|_fivetran_end|_fivetran_active",
)

ACTIVITIES = preset(
    "hubspot",
    "activities",
    {
        "external_id": "Activity ID|engagement_id|Record ID|id|hs_object_id|property_hs_object_id",
        "type": "Activity Type|type|hs_activity_type|task_type|property_hs_task_type",
        "at": "Activity Date|property_hs_timestamp|hs_timestamp|hs_meeting_start_time|property_hs_meeting_start_time",
        "owner": "Activity Owner|Activity assigned to",
        "owner_id": "property_hubspot_owner_id|hubspot_owner_id",
        "text": "Notes/Description|property_hs_note_body|property_hs_body_preview|Note body|Call notes|hs_note_body",
        "subject": "Call/Meeting Title/Subject|Task Title|Meeting name|Call Title|property_hs_task_subject"
        "|property_hs_meeting_title|property_hs_call_title",
        "outcome": "Call Outcome|Meeting Outcome|hs_meeting_outcome|property_hs_meeting_outcome|property_hs_call_disposition",
        "status": "Task Status|property_hs_task_status",
        "due_at": "Task Due Date|Due date",
        "created_at": "Create Date|property_hs_createdate|hs_createdate",
        "person_email": "Associated Contact Email",
        "person_id": "Associated Contact IDs",
        "company_id": "Associated Company IDs",
        "opportunity_id": "Associated Deal IDs",
        "company_domain": "Associated Company Domain",
        "ignored": COMMON + "|property_hubspot_team_id|Activity assigned to team",
    },
    marks="Activity ID|Activity Type|Activity Date|engagement_id|Call Outcome|Meeting Outcome",
    patterns=PREFIXED,
)

OWNERS = preset(
    "hubspot",
    "users",
    {
        "external_id": "owner_id|User ID|id",
        "first_name": "first_name|First name",
        "last_name": "last_name|Last name",
        "email": "email",
        "created_at": "created_at",
        "team": "primary_team_id|Team|HubSpot Team",
        "role": "role_id|Role|Permission set",
        "ignored": "portal_id|type|updated_at|active_user_id|_fivetran_synced|Last active|Seat",
    },
    marks="owner_id|active_user_id|primary_team_id",
)

ROLES = preset(
    "hubspot",
    "roles",
    {
        "opportunity_id": "deal_id|Deal ID|from_object_id|fromObjectId",
        "person_id": "contact_id|Contact ID|to_object_id|toObjectId",
        "role": "label|association_label|Association label|Buying Role",
        "ignored": "type_id|category|associationCategory|associationTypeId|_fivetran_synced|type",
    },
    marks="deal_id|contact_id|association_label|associationTypeId|type_id",
)

PRESETS: tuple[Preset, ...] = (ROLES, DEALS, COMPANIES, CONTACTS, HISTORY, STAGES_IN_TIME, ACTIVITIES, OWNERS)
