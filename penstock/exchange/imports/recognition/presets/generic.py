"""Spreadsheets of no known system: what people call their columns."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset

OWNER = (
    "Owner|Sales Agent|Sales Rep|Salesperson|Sales Person|Rep|Seller|Account Manager|Account Executive|Assigned To|Responsible"
    "|Owned By|Sales Owner|Responsible User|Responsible Person|Assignee|Deal Rep|BDM|AE|Sales Manager Name|User Responsible|User Name|Opportunity Owner|Deal Owner|Account Owner"
)
OWNER_ID = "Owner Employee ID|Manager ID|Assignee ID|Responsible ID|Employee ID|Sales Agent ID|Owner ID|Sales Rep ID|SR ID|Salesperson ID|Rep ID|Assigned User ID"
CREATED = (
    "Created|Created At|Created On|Created Date|Create Date|Creation Date|Date Created|Created Time|Opened|Open Date|Opened At"
    "|Date Added|Entry Date|Added|Start Date|Record Created|Creation Time|Inserted"
)
COMPANY = "Company|Company Name|Account|Account Name|Organization|Organisation|Organization Name|Customer|Customer Name|Client|Client Name|Firm|Business|Sales Account|Accounts|Companies|Organizations|Prospect|Buyer Company|End Customer|Client Company|Primary Company"
COMPANY_ID = "Company ID|Account ID|Organization ID|Customer ID|Client ID|Seller ID"
COUNTRY = "Country|Nation|Office Location|Location|Country/Region"
IGNORED = (
    "Row|No|No.|#|Index|Unnamed: 0|Last Modified|Modified|Updated|Updated At|Last Updated|_fivetran_synced"
)

OPPORTUNITIES = preset(
    "",
    "opportunities",
    {
        "external_id": "ID|Opportunity ID|Deal ID|Opp ID|Potential ID|Case ID|Deal Number|Opportunity Number|Quote ID|Ref|Reference|Prospect ID|Record ID|Copper ID|Item ID",
        "name": "Name|Opportunity|Opportunity Name|Deal|Deal Name|Deal Title|Title|Project|Potential Name|Subject|Opp Name|Display Name|Opportunity Title|Deal Description|Project Name|Job Name|Topic",
        "amount": "Amount|Value|Deal Value|Deal Size|Opportunity Amount|Opportunity Value|Price|Revenue|Deal Amount|ACV|TCV|Total Amount|Total Value|Est Value|Est Revenue|Est. Amount|Estimated Revenue|Potential Value|Potential Revenue|Order Value|Order Amount|Quote Value|Quote Amount|Proposal Value|Bid Amount|Annual Value|Potential|Budget|Expected Amount|Estimated Amount|Estimated Deal Value|Total Contract Value|Annual Contract Value|Sale Amount|Sales Amount|Gross Amount"
        "|Contract Value|Total|Amount Requested|Estimated Value|Expected Value",
        "amount_at_close": "Close Value|Closed Value|Final Amount|Closed Amount|Won Amount|Sold For|Contract Amount",
        "currency": "Currency|Currency Code|Bid Currency|Value Currency|Amount Currency|Deal Currency|Total Amount Currency|Currency ISO Code",
        "close_on": "Close Date|Closing Date|Expected Close|Expected Close Date|Expected Closing|Estimated Close Date|Forecast Date|Target Date|Forecast Close Date|Exp Close|Exp Close Date|Est Close|Est Close Date|Estimated Close|Anticipated Close|Anticipated Close Date|Planned Close|Planned Close Date|Projected Close|Projected Close Date|Forecasted Close Date|Decision Date|Expected Date|Expected Closing Date|Expected Order Date|Expected Signature|Due Date|Target Close|Target Close Date|ETA|Expected Close Month|Close Month",
        "closed_at": "Closed At|Closed On|Closed Date|Date Closed|Actual Close Date|Closing Time|Completed Date|Deal Closed|Deal Closed Date|Deal Close Date|Close Time|Closed Time|Actual Close|Date of Closing",
        "won_at": "Won Date|Won At|Won On|Date Won|Won Time|Date of Win|Sold Date|Sold On|Signed On|Date Signed|Signature Date|Contract Date",
        "lost_at": "Lost Date|Lost At|Lost On|Date Lost|Lost Time",
        "stage": "Stage|Deal Stage|Opportunity Stage|Sales Stage|Pipeline Stage|Phase|Step|Current Stage|Status Label|Milestone|Sales Phase|Deal Phase|Sales Step|Funnel Stage|Stage ID|Deal Stage ID",
        "pipeline": "Pipeline|Sales Pipeline|Funnel|Deal Pipeline|Pipeline Name",
        "status": "Status|Outcome|Result|Current State|Opportunity Status|Deal Status|Won/Lost|Opportunity Result|Win/Loss|Won or Lost|Opportunity State|State of Deal|Status Type|Open/Closed",
        "is_won": "Won|Is Won",
        "is_closed": "Closed|Is Closed",
        "probability": "Probability|Probability (%)|Win Probability|Chance|Confidence|Likelihood|Close Probability|Prob|Win Prob|Win|Win Chance|Chance of Winning|Probability of Winning|Probability To Close|Close Prob|Closing Probability|Win Rate|Odds",
        "forecast_category": "Forecast|Forecast Category",
        "type": "Deal Type|Opportunity Type|Type|Business Type of Deal|Sale Type|New/Existing|Deal Category",
        "source": "Source|Lead Source|Origin|Channel|Deal Source|Lead Channel|Source Channel|Acquisition Channel|How Found|Sources",
        "campaign": "Campaign|Acquisition Campaign|Campaign Name|Source Campaign|UTM Campaign",
        "next_step": "Next Step|Next Steps|Next Action|Next Actions|To Do|Action|Actions|Follow Up|Follow-up Action|Opportunity Next Steps|Nächste Aktion",
        "loss_reason": "Loss Reason|Lost Reason|Closed Lost Reason|Reason Lost|Reason for Loss|Reason|Lost Reason Detail|Why Lost|Loss Reasons|Win/Loss Reason|Reason of Loss|Opportunity State Reason",
        "competitor": "Competitor|Lost To|Main Competitor|Competitor Type|Competitors|Competition",
        "product": "Product|Product Name|Solution|Service|Item|Products|Service Type|Product/Service|Product Interest|Offering",
        "quantity": "Quantity|Units|Seats|Licenses",
        "lead_id": "Lead ID|MQL ID",
        "company": COMPANY,
        "company_id": COMPANY_ID,
        "company_domain": "Domain|Company Domain|Website",
        "person": "Contact|Contact Name|Person|Contact Person|Primary Contact|Decision Maker|Contacts|Related Contacts|Contact Full Name|Contact Person Name|Lead Contact|Buyer|Client Contact|Customer Contact|People",
        "person_id": "Contact ID|Person ID",
        "person_email": "Email|E-mail|Contact Email|Email Address",
        "owner": OWNER,
        "owner_id": OWNER_ID,
        "owner_email": "Owner Email|Rep Email",
        "created_at": CREATED
        + "|Registered At|Date|Submitted At|Date Entered|Lead Date|Inquiry Date|Date Opened|First Contact Date|Identified Date",
        "stage_entered:Engaging": "Engage Date|Engaging Date",
        "description": "Description|Notes|Comments|Comment|Remarks|Details|Note|Memo|Summary|Latest Update|Status Update|Last Update Notes|Remark",
        "tags": "Tags|Labels|Tag|Label",
        "custom": "Business Segment|Lead Type|Lead Behaviour Profile|Has Company|Has GTIN|Average Stock|Business Type"
        "|Declared Product Catalog Size|Declared Monthly Revenue|SDR ID|SDR|Region|Territory|Segment|Industry|Priority|Territory Region|Customer Tier|Proposal Deadline",
        "ignored": IGNORED
        + "|Weighted Value|Expected Revenue|Weighted Amount|Age|Days Open|Gaggle ID|Weighted|Weighted Revenue|Forecast Value"
        "|Weighted Forecast|Weighted Pipeline|Last Activity|Last Activity Date|Days in Stage|Days in Pipeline|Last Contact|Last Contacted|Subitems",
    },
    marks="Opportunity ID|Deal ID|Deal Stage|Deal Value|Close Date|Close Value|Opportunity Name|Deal Name|Stage|Loss Reason"
    "|Won Date|Opportunity|Deal|Lost Reason|Deal Size|Expected Close Date|Expected Close|Pipeline|Closing Date",
)

LEADS = preset(
    "",
    "leads",
    {
        "external_id": "ID|Lead ID|MQL ID|Prospect ID|Lead Number|Enquiry ID|Inquiry ID",
        "name": "Name|Lead Name|Full Name|Contact Name|Contact",
        "first_name": "First Name|Given Name",
        "last_name": "Last Name|Surname|Family Name",
        "email": "Email|E-mail|Email Address",
        "phone": "Phone|Phone Number|Telephone",
        "mobile": "Mobile|Cell|Mobile Phone",
        "job_title": "Title|Job Title|Position|Role",
        "website": "Website|URL",
        "industry": "Industry|Sector",
        "source": "Source|Lead Source|Origin|Channel|How did you hear about us|Traffic Source",
        "campaign": "Campaign|UTM Campaign|Campaign Name",
        "keyword": "Keyword|UTM Term",
        "landing_page": "Landing Page|Landing Page ID|First Page",
        "referrer": "Referrer|Referer",
        "click_id": "GCLID",
        "status": "Status|Lead Status|Lead Stage",
        "rating": "Rating|Lead Quality|Temperature",
        "score": "Score|Lead Score|Points",
        "amount": "Amount|Value|Expected Revenue|Budget",
        "is_converted": "Converted|Is Converted",
        "converted_at": "Converted At|Converted Date|Conversion Date",
        "no_email": "Do Not Email|Opt Out|Unsubscribed|Email Opt Out|Opted Out of Email",
        "no_call": "Do Not Call",
        "company": COMPANY,
        "owner": OWNER + "|Lead Owner",
        "owner_id": OWNER_ID,
        "created_at": CREATED
        + "|First Contact Date|First Contact|Date|Capture Date|Submitted At|Inquiry Date|Enquiry Date|Lead Date",
        "city": "City|Town",
        "state": "State|Region|Province",
        "country": COUNTRY,
        "description": "Description|Notes|Message|Comments|Enquiry",
        "tags": "Tags|Labels",
        "custom": "Lead Origin|TotalVisits|Total Time Spent on Website|Page Views Per Visit|Last Activity|Specialization"
        "|Last Notable Activity|Lead Profile|What is your current occupation",
        "ignored": IGNORED,
    },
    marks="Lead ID|MQL ID|First Contact Date|Landing Page ID|Lead Source|Lead Status|Lead Name|Lead Origin|Lead Number|Lead Score"
    "|Converted|Lead Owner|Landing Page|Prospect ID",
)

COMPANIES = preset(
    "",
    "companies",
    {
        "external_id": "ID|Company ID|Account ID|Organization ID|Customer ID|Client ID|External ID",
        "name": "Name|" + COMPANY,
        "domain": "Domain|Company Domain|Domain Name",
        "website": "Website|URL|Homepage|Web|Web Site",
        "email": "Email|E-mail|Email Address",
        "phone": "Phone|Phone Number|Telephone|Tel|Tel.",
        "industry": "Industry|Sector|Vertical|Branch",
        "employees": "Employees|Number of Employees|Headcount|Company Size|Size|Employee Count",
        "annual_revenue": "Revenue|Annual Revenue|Turnover|Sales",
        "type": "Type|Account Type|Company Type",
        "source": "Source|Account Source",
        "parent": "Parent|Parent Company|Parent Account|Subsidiary Of|Related company",
        "street": "Street|Address|Street Address|Address Line 1|Billing Street",
        "city": "City|Town|Billing City",
        "state": "State|Region|Province|State/Region|County",
        "postal_code": "Postal Code|Zip|Zip Code|Postcode|ZIP/Postal Code|PLZ",
        "country": COUNTRY + "|Billing Country",
        "owner": OWNER + "|Account Owner|Company Owner",
        "owner_id": OWNER_ID,
        "created_at": CREATED,
        "description": "Description|Notes|Comments",
        "tags": "Tags|Labels",
        "custom": "Year Established|Founded|Year Founded|Account Number|VAT|VAT Number|Tax ID",
        "ignored": IGNORED + "|Fax",
    },
    marks="Sector|Industry|Employees|Year Established|Subsidiary Of|Domain|Office Location|Number of Employees|Company Name"
    "|Annual Revenue|Headcount|Founded",
)

PEOPLE = preset(
    "",
    "people",
    {
        "external_id": "ID|Contact ID|Person ID|External ID",
        "name": "Name|Full Name|Contact|Contact Name|Person",
        "first_name": "First Name|Given Name|Firstname|First|Forename",
        "last_name": "Last Name|Surname|Family Name|Lastname|Last",
        "salutation": "Salutation|Mr/Ms",
        "email": "Email|E-mail|Email Address|Work Email|Email 1|Primary Email",
        "email_2": "Email 2|Second Email|Secondary Email|Private Email|Personal Email",
        "phone": "Phone|Phone Number|Telephone|Tel|Tel.|Work Phone|Business Phone|Phone 1",
        "mobile": "Mobile|Cell|Mobile Phone|Cell Phone|Mobile Number|Phone 2",
        "phone_3": "Home Phone|Other Phone",
        "job_title": "Title|Job Title|Position|Role|Function|Job Position",
        "department": "Department",
        "source": "Source|Lead Source",
        "status": "Status",
        "company": COMPANY + "|Employer|Related Company",
        "company_id": COMPANY_ID,
        "company_domain": "Company Domain|Domain",
        "website": "Website|LinkedIn",
        "street": "Street|Address|Street Address",
        "city": "City|Town",
        "state": "State|Region|Province",
        "postal_code": "Postal Code|Zip|Zip Code|Postcode",
        "country": COUNTRY,
        "owner": OWNER + "|Contact Owner",
        "owner_id": OWNER_ID,
        "created_at": CREATED,
        "no_email": "Do Not Email|Unsubscribed|Opt Out|Email Opt Out|Opted Out of Email",
        "no_call": "Do Not Call",
        "description": "Description|Notes|Comments",
        "tags": "Tags|Labels",
        "custom": "Gaggle ID|Birthday|Date of Birth",
        "ignored": IGNORED + "|Fax",
    },
    marks="First Name|Last Name|Surname|Job Title|Email|E-mail|Contact Name|Full Name|Mobile|Email Address",
)

HISTORY = preset(
    "",
    "history",
    {
        "external_id": "Change ID|History ID",
        "opportunity_id": "Opportunity ID|Deal ID|Opp ID|Case ID|Record ID",
        "opportunity": "Opportunity|Opportunity Name|Deal|Deal Name",
        "at": "Changed At|Changed On|At|When|Date|Timestamp|Change Date|Changed|Entered At|Date Entered|Stage Date|Time",
        "field": "Field|Field Name|Property|Attribute|What Changed",
        "old": "Old|Old Value|From|Before|Previous Value|From Value",
        "new": "New|New Value|To|After|To Value|Value",
        "stage": "Stage|To Stage|New Stage|Activity|Stage Name",
        "old_stage": "From Stage|Old Stage|Previous Stage",
        "amount": "Amount|Deal Value|New Amount|Amount Requested",
        "close_on": "Close Date|Expected Close Date",
        "probability": "Probability",
        "opportunity_created_at": "Registered At|Created At|Opportunity Created",
        "by": "Changed By|By|User|Who|Actor|Resource|Edited By",
        "ignored": IGNORED + "|Lifecycle",
    },
    marks="Changed At|Old Value|New Value|Changed By|From Stage|To Stage|Field|Timestamp|Case ID",
)

USERS = preset(
    "",
    "users",
    {
        "external_id": "ID|User ID|Employee ID|Rep ID|Sales Rep ID",
        "name": "Name|Full Name|User|User Name|" + OWNER,
        "first_name": "First Name",
        "last_name": "Last Name|Surname",
        "email": "Email|E-mail|Email Address",
        "role": "Role|Position|Title",
        "team": "Team|Sales Team|Group",
        "office": "Office|Regional Office|Region|Location|Branch",
        "manager": "Manager|Supervisor|Team Lead|Boss|Reports To|Sales Manager",
        "is_active": "Active|Is Active|Status",
        "created_at": CREATED + "|Hire Date|Joined",
        "ignored": IGNORED,
    },
    marks="Manager|Regional Office|Sales Team|Team|Supervisor|User ID|Employee ID|Sales Agent",
)

PRODUCTS = preset(
    "",
    "products",
    {
        "external_id": "ID|Product ID",
        "name": "Name|Product|Product Name|Item|Title",
        "code": "Code|SKU|Product Code|Internal Reference|Article Number",
        "family": "Family|Series|Category|Product Family|Line|Product Line|Product Category|Product Type",
        "price": "Price|Sales Price|List Price|Unit Price|Sale Price",
        "currency": "Currency",
        "cost": "Cost",
        "is_active": "Active|Product Active|Is Active",
        "description": "Description",
        "created_at": CREATED,
        "ignored": IGNORED,
    },
    marks="Sales Price|List Price|Unit Price|SKU|Product Code|Series|Product Family|Price|Product Category|Sale Price",
)

ACTIVITIES = preset(
    "",
    "activities",
    {
        "external_id": "ID|Activity ID|Task ID|Call ID",
        "type": "Type|Activity Type|Interaction Type|Kind|Activity",
        "subject": "Subject|Title|Task|Summary",
        "text": "Notes|Note|Description|Text|Comments|Body|Content|Note Content",
        "at": "Date|At|When|Activity Date|Interaction Date|Call Date|Meeting Date|Timestamp",
        "due_at": "Due|Due Date|Due At|Deadline",
        "done_at": "Done At|Completed|Completed At|Completion Date",
        "status": "Status|Task Status",
        "priority": "Priority",
        "outcome": "Outcome|Result|Call Result",
        "minutes": "Duration|Minutes|Duration (minutes)",
        "opportunity": "Opportunity|Opportunity Name|Deal|Deal Name",
        "opportunity_id": "Opportunity ID|Deal ID",
        "company": COMPANY,
        "company_id": "Company ID|Account ID",
        "person": "Contact|Contact Name|Person",
        "person_email": "Contact Email|Email|E-mail",
        "owner": OWNER + "|User|Task Owner|Activity Owner|Author",
        "owner_id": OWNER_ID,
        "created_at": "Created|Created At|Created Time|Created Date",
        "ignored": IGNORED,
    },
    marks="Subject|Due Date|Interaction Date|Interaction Type|Activity Type|Activity Date|Note|Notes|Call Date|Task|Task Owner",
)

PRESETS: tuple[Preset, ...] = (
    OPPORTUNITIES,
    LEADS,
    COMPANIES,
    PEOPLE,
    HISTORY,
    USERS,
    PRODUCTS,
    ACTIVITIES,
)
