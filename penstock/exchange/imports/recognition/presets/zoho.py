"""Zoho: “Record Id” first, lookups as a pair of label and label.id; also the flat tables of its analytics sample."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset

COMMON = (
    "Created By.id|Created By|Modified By.id|Modified By|Modified Time|Last Activity Time|Change Log Time|Locked"
    "|Last Enriched Time|Enrich Status|Layout|Layout.id|Record Image|User Modified Time|System Modified Time"
    "|User Related Activity Time|System Related Activity Time|Tasks Involved|Events Involved|Calls Involved"
    "|Activities Involved|Connected To.id|Connected To|Unsubscribed Mode|Unsubscribed Time"
)

DEALS = preset(
    "zoho",
    "opportunities",
    {
        "external_id": "Record Id|Deal Id|Potential Id|POTENTIALID",
        "name": "Deal Name|Potential Name",
        "owner": "Deal Owner|Potential Owner",
        "owner_id": "Deal Owner.id|Potential Owner Id|Potential Owner.id",
        "amount": "Amount",
        "currency": "Currency",
        "close_on": "Closing Date",
        "stage": "Stage",
        "pipeline": "Pipeline|Sub-Pipeline",
        "probability": "Probability (%)|Probability",
        "forecast_category": "Forecast Category|Forecast Type",
        "type": "Type",
        "source": "Lead Source",
        "campaign": "Campaign Source",
        "campaign_id": "Campaign Source.id|Campaign Id",
        "next_step": "Next Step",
        "company": "Account Name|Company Name",
        "company_id": "Account Name.id|Company Name.id|Account Id|ACCOUNTID",
        "person": "Contact Name",
        "person_id": "Contact Name.id|Contact Id|CONTACTID",
        "lead_id": "LEADID|Lead Id",
        "created_at": "Created Time",
        "loss_reason": "Reason For Loss",
        "description": "Description",
        "tags": "Tag",
        "stage_changed_at": "Stage Modified Time",
        "ignored": COMMON
        + "|Expected Revenue|Exchange Rate|Lead Conversion Time|Sales Cycle Duration|Overall Sales Duration|Pipeline.id"
        "|Age in Days|Age Tier|Amount Tier|Territory|Deal Category Status",
    },
    marks="Record Id|Deal Owner.id|Closing Date|Potential Name|Potential Owner|Account Name.id|Campaign Source"
    "|Reason For Loss|Sales Cycle Duration|Forecast Type",
    patterns=((r"month_.+|.+\.id$", "ignored"),),
)

LEADS = preset(
    "zoho",
    "leads",
    {
        "external_id": "Record Id|LEADID|Lead Id",
        "owner": "Lead Owner",
        "owner_id": "Lead Owner.id|Lead Owner Id",
        "is_converted": "Is Converted|CONVERTED",
        "company": "Company",
        "first_name": "First Name",
        "last_name": "Last Name",
        "name": "Lead Name",
        "salutation": "Salutation",
        "job_title": "Title|Designation",
        "email": "Email",
        "phone": "Phone",
        "mobile": "Mobile",
        "website": "Website",
        "industry": "Industry",
        "employees": "No. of Employees|No of Employees",
        "annual_revenue": "Annual Revenue",
        "source": "Lead Source",
        "status": "Lead Status",
        "rating": "Rating",
        "score": "Visitor Score|Score",
        "created_at": "Created Time",
        "street": "Street",
        "city": "City",
        "state": "State",
        "postal_code": "Zip Code",
        "country": "Country",
        "no_email": "Email Opt Out",
        "description": "Description",
        "tags": "Tag",
        "converted_at": "Converted Date Time",
        "converted_company_id": "Converted Account.id",
        "converted_person_id": "Converted Contact.id",
        "opportunity_id": "Converted Deal.id",
        "opportunity": "Converted Deal",
        "landing_page": "First Page Visited",
        "referrer": "Referrer",
        "click_id": "GCLID",
        "campaign": "Ad Campaign Name|Campaign",
        "keyword": "Keyword",
        "custom": "Secondary Email|Skype ID|Twitter|Data Source|Ad Click Date|AdGroup Name|Device Type|Ad Network",
        "ignored": COMMON
        + "|Fax|Days Visited|Average Time Spent (Minutes)|Number Of Chats|Most Recent Visit|First Visit"
        "|Data Processing Basis Details.id|Data Processing Basis|Lead Conversion Time|Converted Account|Converted Contact"
        "|ZCAMPAIGNID|ADGROUPID|ADID|Cost per Click|Cost per Conversion|Conversion Export Status|Search Partner Network"
        "|Conversion Exported On|Reason for Conversion Failure|Click Type|Currency|Exchange Rate",
    },
    marks="Record Id|Lead Owner.id|LEADID|Is Converted|Converted Deal.id|Visitor Score|GCLID|Lead Owner|CONVERTED",
    patterns=((r"month_.+|.+\.id$", "ignored"),),
)

COMPANIES = preset(
    "zoho",
    "companies",
    {
        "external_id": "Record Id|ACCOUNTID|Account Id",
        "name": "Account Name|Company Name",
        "owner": "Account Owner|Company Owner",
        "owner_id": "Account Owner Id|Account Owner.id",
        "type": "Account Type",
        "industry": "Industry",
        "website": "Website",
        "phone": "Phone",
        "employees": "Employees",
        "annual_revenue": "Annual Revenue",
        "parent": "Parent Account",
        "parent_id": "Parent Account.id",
        "street": "Billing Street",
        "city": "Billing City",
        "state": "Billing State",
        "postal_code": "Billing Code",
        "country": "Billing Country",
        "created_at": "Created Time",
        "description": "Description",
        "tags": "Tag",
        "custom": "Rating|Ownership|SIC Code|Ticker Symbol|Account Number|Account Site",
        "ignored": COMMON
        + "|Fax|Shipping Street|Shipping City|Shipping State|Shipping Code|Shipping Country|Currency|Exchange Rate|Territories",
    },
    marks="Record Id|ACCOUNTID|Account Owner Id|Account Owner.id|Account Type|Billing Code",
    patterns=((r".+\.id$", "ignored"),),
)

PEOPLE = preset(
    "zoho",
    "people",
    {
        "external_id": "Record Id|CONTACTID|Contact Id",
        "owner": "Contact Owner",
        "owner_id": "Contact Owner Id|Contact Owner.id",
        "first_name": "First Name",
        "last_name": "Last Name",
        "name": "Full Name|Contact Name",
        "salutation": "Salutation",
        "company": "Account Name|Company Name",
        "company_id": "Account Id|Account Name.id|ACCOUNTID",
        "email": "Email",
        "email_2": "Secondary Email",
        "phone": "Phone",
        "mobile": "Mobile",
        "phone_3": "Home Phone|Other Phone",
        "job_title": "Title",
        "department": "Department",
        "source": "Lead Source",
        "street": "Mailing Street",
        "city": "Mailing City",
        "state": "Mailing State",
        "postal_code": "Mailing Zip",
        "country": "Mailing Country",
        "created_at": "Created Time",
        "no_email": "Email Opt Out",
        "description": "Description",
        "tags": "Tag",
        "custom": "Date of Birth|Assistant|Skype ID|Twitter",
        "ignored": COMMON
        + "|Fax|Asst Phone|Other Street|Other City|Other State|Other Zip|Other Country|Reporting To|Reporting To.id"
        "|Vendor Name|Vendor Name.id|Data Processing Basis|Data Processing Basis Details.id|Data Source|Currency|Exchange Rate",
    },
    marks="Record Id|CONTACTID|Contact Owner Id|Contact Owner.id|Account Name.id",
    patterns=((r".+\.id$", "ignored"),),
)

NOTES = preset(
    "zoho",
    "activities",
    {
        "external_id": "Record Id|TASKID|EVENTID|Task Id|Call Id",
        "text": "Note Content|Description|Call Agenda",
        "subject": "Note Title|Subject|Title",
        "owner": "Note Owner|Task Owner|Call Owner|Event Owner|Host",
        "owner_id": "Note Owner.id|Task Owner.id|Call Owner Id|Call Owner.id|Event Owner Id",
        "about": "Parent ID|Related To|Associated_Id",
        "created_at": "Created Time",
        "at": "Call Start Time|Start DateTime|From",
        "due_at": "Due Date",
        "done_at": "Closed Time",
        "status": "Status|Call Status",
        "priority": "Priority",
        "direction": "Call Type",
        "outcome": "Call Result|Call Purpose",
        "seconds": "Call Duration (in seconds)",
        "minutes": "Call Duration (in minutes)",
        "person": "Contact Name",
        "person_id": "CONTACTID|Contact Name.id",
        "company_id": "ACCOUNTID",
        "opportunity_id": "POTENTIALID",
        "lead_id": "LEADID",
        "ignored": COMMON
        + "|Parent ID.id|Billable|Who Id Id|What Id|SEMODULE|End DateTime|To|Call Duration|Related To.id",
    },
    marks="Note Content|Note Owner|Parent ID|Call Start Time|Call Owner|Event Owner|Task Owner|SEMODULE",
)

USERS = preset(
    "zoho",
    "users",
    {
        "external_id": "USER_ID|User Id|Record Id|Id",
        "first_name": "First Name",
        "last_name": "Last Name",
        "name": "Full Name",
        "email": "Email",
        "role": "Role|Profile",
        "is_active": "Status",
    },
    marks="USER_ID|User Id",
)

PRESETS: tuple[Preset, ...] = (DEALS, LEADS, COMPANIES, PEOPLE, NOTES, USERS)
