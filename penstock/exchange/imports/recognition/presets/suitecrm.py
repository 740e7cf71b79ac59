"""SuiteCRM and SugarCRM: one module a file, the labels or the technical names (date_entered, account_name) in the header."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset

COMMON = (
    "Modified By|Modified By Name|modified_user_id|modified_by_name|Modified By Id|Created By|Created By Name|Created By Id|created_by"
    "|created_by_name|Date Modified|date_modified|Deleted|deleted|Team Id|team_id|Teams|Team Set|my_favorite|Following|Locked Fields"
    "|Commentlog|Integration Sync ID|sync_key|assigned_user_link"
)
OWNER = {
    "owner": "Assigned to|Assigned To|Assigned User Name|assigned_user_name|User|Assigned to User",
    "owner_id": "Assigned User|Assigned User Id|assigned_user_id|Assigned User ID",
    "created_at": "Date Created|date_entered|Date Entered",
    "description": "Description|description",
    "tags": "Tags|tag",
}
ADDRESS = {
    "street": "Primary Address Street|primary_address_street|Primary Street|Primary Address",
    "city": "Primary Address City|primary_address_city|Primary City",
    "state": "Primary Address State|primary_address_state|Primary State",
    "postal_code": "Primary Address Postal Code|Primary Address Postalcode|primary_address_postalcode|Primary Postal Code",
    "country": "Primary Address Country|primary_address_country|Primary Country",
}
OTHER_ADDRESS = (
    "|Alternate Address Street|Alternate Address City|Alternate Address State|Alternate Address Postal Code|Alternate Address Postalcode"
    "|Alternate Address Country|alt_address_street|alt_address_city|alt_address_state|alt_address_postalcode|alt_address_country"
)

OPPORTUNITIES = preset(
    "suitecrm",
    "opportunities",
    {
        "external_id": "ID|id|Opportunity ID",
        "name": "Opportunity Name|name|Name",
        "amount": "Opportunity Amount|amount|Likely|Amount",
        "currency": "Currency|currency_id|Currency Name|currency_name|Currency ID|Currency Symbol",
        "close_on": "Expected Close Date|date_closed|Date Closed",
        "stage": "Sales Stage|sales_stage",
        "probability": "Probability (%)|probability|Probability",
        "status": "Status|sales_status",
        "type": "Type|opportunity_type",
        "source": "Lead Source|lead_source",
        "next_step": "Next Step|next_step",
        "company": "Account Name|account_name",
        "company_id": "Account ID|account_id",
        "campaign": "Campaign|campaign_name|Campaign Name",
        "campaign_id": "Campaign ID|campaign_id",
        "forecast_category": "Forecast|commit_stage",
        "ignored": COMMON
        + "|Amount (US Dollar)|Opportunity Amount (US Dollar)|amount_usdollar|amount_usd|base_rate|Conversion Rate|Best"
        "|Worst|best_case|worst_case|sales_probability|jjwg_maps_address_c|jjwg_maps_lat_c|jjwg_maps_lng_c|jjwg_maps_geocode_status_c",
        **OWNER,
    },
    marks="Sales Stage|sales_stage|Expected Close Date|date_closed|Opportunity Amount|amount_usdollar|Date Created|date_entered"
    "|assigned_user_id|opportunity_type|Date Modified|Deleted",
    patterns=((r"jjwg_.+", "ignored"), (r".+_c$", "custom")),
)

LEADS = preset(
    "suitecrm",
    "leads",
    {
        "external_id": "ID|id",
        "salutation": "Salutation|salutation",
        "first_name": "First Name|first_name",
        "last_name": "Last Name|last_name",
        "name": "Name|Full Name|full_name",
        "job_title": "Title|title",
        "email": "Email Address|email1|email|Email",
        "phone": "Office Phone|phone_work|Phone Work",
        "mobile": "Mobile|phone_mobile|Mobile Phone",
        "website": "Website|website",
        "status": "Status|status",
        "source": "Lead Source|lead_source",
        "company": "Account Name|account_name",
        "is_converted": "Converted|converted",
        "converted_company_id": "Account ID|account_id",
        "converted_person_id": "Contact ID|contact_id",
        "opportunity_id": "Opportunity ID|opportunity_id",
        "opportunity": "Opportunity Name|opportunity_name",
        "amount": "Opportunity Amount|opportunity_amount",
        "campaign": "Campaign|campaign_name",
        "referrer": "Referred By|refered_by",
        "no_call": "Do Not Call|do_not_call",
        "no_email": "Email Opt Out|email_opt_out",
        "custom": "Department|department|Status Description|status_description|Lead Source Description|lead_source_description"
        "|Account Description|account_description|Birthdate|birthdate",
        "ignored": COMMON
        + OTHER_ADDRESS
        + "|Home Phone|phone_home|Other Phone|phone_other|Fax|phone_fax|Assistant|assistant"
        "|Assistant Phone|assistant_phone|Reports To ID|reports_to_id|campaign_id|Campaign ID|Photo|photo|Portal Name|portal_name"
        "|portal_app|Invalid Email|invalid_email|Non Primary E-mails|email_addresses_non_primary|Lawful Basis|lawful_basis",
        **ADDRESS,
        **OWNER,
    },
    marks="Lead Source Description|lead_source_description|Status Description|status_description|email1|phone_work|Office Phone"
    "|Primary Address City|primary_address_city|Date Created|date_entered|Converted|Referred By|Deleted",
    patterns=((r"jjwg_.+", "ignored"), (r".+_c$", "custom")),
)

COMPANIES = preset(
    "suitecrm",
    "companies",
    {
        "external_id": "ID|id|Account ID",
        "name": "Name|name|Account Name",
        "website": "Website|website",
        "email": "Email Address|email1|email",
        "phone": "Office Phone|phone_office|Phone Office",
        "industry": "Industry|industry",
        "employees": "Employees|employees",
        "annual_revenue": "Annual Revenue|annual_revenue",
        "type": "Type|account_type",
        "parent": "Member of|parent_name",
        "parent_id": "Parent Account ID|parent_id",
        "street": "Billing Street|billing_address_street|Billing Address Street",
        "city": "Billing City|billing_address_city|Billing Address City",
        "state": "Billing State|billing_address_state|Billing Address State",
        "postal_code": "Billing Postal Code|billing_address_postalcode|Billing Address Postal Code",
        "country": "Billing Country|billing_address_country|Billing Address Country",
        "source": "Campaign|campaign_name",
        "custom": "Rating|rating|Ownership|ownership|SIC Code|sic_code|Ticker Symbol|ticker_symbol",
        "ignored": COMMON
        + "|Shipping Street|Shipping City|Shipping State|Shipping Postal Code|Shipping Country|shipping_address_street"
        "|shipping_address_city|shipping_address_state|shipping_address_postalcode|shipping_address_country|Fax|phone_fax"
        "|Alternate Phone|Other Phone|phone_alternate|campaign_id|Campaign ID|Non Primary E-mails|email_addresses_non_primary",
        **OWNER,
    },
    marks="billing_address_city|phone_office|Office Phone|account_type|Member of|Billing Postal Code|Date Created|date_entered|SIC Code"
    "|Date Modified|Deleted",
    patterns=((r"jjwg_.+", "ignored"), (r".+_c$", "custom")),
)

PEOPLE = preset(
    "suitecrm",
    "people",
    {
        "external_id": "ID|id",
        "salutation": "Salutation|salutation",
        "first_name": "First Name|first_name",
        "last_name": "Last Name|last_name",
        "name": "Name|Full Name|full_name",
        "job_title": "Title|title",
        "department": "Department|department",
        "email": "Email Address|email1|email|Email",
        "phone": "Office Phone|phone_work|Phone Work",
        "mobile": "Mobile|phone_mobile|Mobile Phone",
        "phone_3": "Home Phone|phone_home|Home|Other Phone|phone_other",
        "company": "Account Name|account_name",
        "company_id": "Account ID|account_id",
        "source": "Lead Source|lead_source",
        "no_call": "Do Not Call|do_not_call",
        "no_email": "Email Opt Out|email_opt_out",
        "custom": "Birthdate|birthdate",
        "ignored": COMMON
        + OTHER_ADDRESS
        + "|Fax|phone_fax|Assistant|assistant|Assistant Phone|assistant_phone|Reports To|Reports To ID"
        "|reports_to_id|report_to_name|Campaign|campaign_name|campaign_id|Campaign ID|Photo|photo|Sync to Outlook|Portal Name"
        "|Non Primary E-mails|email_addresses_non_primary|Invalid Email|Lawful Basis|Joomla Account ID",
        **ADDRESS,
        **OWNER,
    },
    marks="email1|phone_work|Office Phone|Primary Address City|primary_address_city|Reports To ID|reports_to_id|Date Created"
    "|date_entered|Deleted",
    patterns=((r"jjwg_.+", "ignored"), (r".+_c$", "custom")),
)

PRESETS: tuple[Preset, ...] = (OPPORTUNITIES, LEADS, COMPANIES, PEOPLE)
