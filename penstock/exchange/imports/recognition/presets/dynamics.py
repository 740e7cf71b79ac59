"""Microsoft Dynamics 365: workbooks whose first columns say (Do Not Modify), with the labels of the view; a topic is the name."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset

COMMON = (
    "(Do Not Modify) Row Checksum|(Do Not Modify) Modified On|Modified On|Modified By|Created By|Created By (Delegate)|Version Number"
    "|Process Stage|Process Id|Time Zone Rule Version Number|Import Sequence Number|Record Created On|Owning Business Unit|Owning Team"
)

OPPORTUNITIES = preset(
    "dynamics",
    "opportunities",
    {
        "external_id": "(Do Not Modify) Opportunity|opportunityid|Opportunity",
        "name": "Topic|name",
        "company": "Potential Customer|Account|parentaccountid|customerid|Parent Account for lead",
        "company_id": "customerid value|parentaccountid value",
        "person": "Contact|parentcontactid",
        "amount": "Est. Revenue|Est. revenue|estimatedvalue|Estimated Revenue|Budget Amount",
        "amount_at_close": "Actual Revenue|actualvalue",
        "close_on": "Est. Close Date|Est. close date|estimatedclosedate|Estimated Close Date",
        "closed_at": "Actual Close Date|Actual close date|actualclosedate",
        "currency": "Currency|transactioncurrencyid",
        "stage": "Pipeline Phase|Sales Stage|stepname|salesstage|Process Code",
        "status": "Status|statecode",
        "loss_reason": "Status Reason|statuscode",
        "probability": "Probability|closeprobability",
        "forecast_category": "Forecast category|msdyn_forecastcategory",
        "owner": "Owner|ownerid",
        "created_at": "Created On|createdon",
        "description": "Description|description|Customer Need|Current Situation",
        "source": "Source Campaign|campaignid|Lead Source",
        "lead_id": "Originating Lead|originatingleadid",
        "custom": "Rating|opportunityratingcode|Purchase Timeframe|Purchase Process|Decision Maker?|Proposed Solution|Confirm Interest",
        "ignored": COMMON
        + "|Est. Revenue (Base)|Actual Revenue (Base)|Exchange Rate|Price List|Total Amount|Total Amount (Base)"
        "|Weighted Revenue|Email Address|Parent Contact for lead|Total Detail Amount",
    },
    marks="(Do Not Modify) Opportunity|Topic|Potential Customer|Est. Revenue|Est. Close Date|estimatedvalue|estimatedclosedate"
    "|Pipeline Phase|Status Reason|actualvalue|closeprobability|(Do Not Modify) Row Checksum|Actual Close Date",
)

LEADS = preset(
    "dynamics",
    "leads",
    {
        "external_id": "(Do Not Modify) Lead|leadid",
        "name": "Name|fullname|Full Name",
        "first_name": "First Name|firstname",
        "last_name": "Last Name|lastname",
        "job_title": "Job Title|jobtitle",
        "company": "Company Name|companyname",
        "email": "Email|emailaddress1|E-mail|Email Address",
        "phone": "Business Phone|telephone1",
        "mobile": "Mobile Phone|mobilephone",
        "website": "Website|websiteurl",
        "street": "Street 1|address1_line1",
        "city": "City|address1_city",
        "state": "State/Province|address1_stateorprovince",
        "postal_code": "ZIP/Postal Code|address1_postalcode",
        "country": "Country/Region|address1_country",
        "source": "Lead Source|leadsourcecode",
        "rating": "Rating|leadqualitycode",
        "status": "Status Reason|statuscode",
        "industry": "Industry|industrycode",
        "employees": "No. of Employees|numberofemployees",
        "annual_revenue": "Annual Revenue|revenue",
        "amount": "Est. Value|estimatedamount",
        "owner": "Owner|ownerid",
        "created_at": "Created On|createdon",
        "description": "Description|description",
        "no_email": "Do not allow Emails|donotemail",
        "no_call": "Do not allow Phone Calls|donotphone",
        "custom": "Topic|subject",
        "ignored": COMMON
        + "|Status|statecode|Fax|Street 2|Street 3|Parent Account for lead|Parent Contact for lead|Exchange Rate"
        "|Qualifying Opportunity",
    },
    marks="(Do Not Modify) Lead|Topic|Business Phone|Status Reason|leadid|leadsourcecode|Created On|(Do Not Modify) Row Checksum"
    "|emailaddress1",
)

COMPANIES = preset(
    "dynamics",
    "companies",
    {
        "external_id": "(Do Not Modify) Account|accountid",
        "name": "Account Name|name",
        "phone": "Main Phone|telephone1",
        "website": "Website|websiteurl",
        "email": "Email|emailaddress1",
        "industry": "Industry|industrycode",
        "employees": "Number of Employees|No. of Employees|numberofemployees",
        "annual_revenue": "Annual Revenue|revenue",
        "parent": "Parent Account|parentaccountid",
        "type": "Relationship Type|customertypecode",
        "street": "Address 1: Street 1|address1_line1",
        "city": "Address 1: City|address1_city",
        "state": "Address 1: State/Province|address1_stateorprovince",
        "postal_code": "Address 1: ZIP/Postal Code|address1_postalcode",
        "country": "Address 1: Country/Region|address1_country",
        "owner": "Owner|ownerid",
        "created_at": "Created On|createdon",
        "description": "Description|description",
        "custom": "Account Number|accountnumber|Ticker Symbol|Ownership|SIC Code",
        "ignored": COMMON
        + "|Status|Status Reason|statecode|statuscode|Primary Contact|primarycontactid|Email (Primary Contact)|Fax"
        "|Address 1: Street 2|Address 1: Street 3|Exchange Rate|Currency|Price List",
    },
    marks="(Do Not Modify) Account|Main Phone|Address 1: City|accountid|Primary Contact|Relationship Type|Created On"
    "|(Do Not Modify) Row Checksum",
)

PEOPLE = preset(
    "dynamics",
    "people",
    {
        "external_id": "(Do Not Modify) Contact|contactid",
        "name": "Full Name|fullname",
        "first_name": "First Name|firstname",
        "last_name": "Last Name|lastname",
        "salutation": "Salutation|salutation",
        "job_title": "Job Title|jobtitle",
        "department": "Department|department",
        "company": "Company Name|Account Name|parentcustomerid|Company",
        "email": "Email|emailaddress1|E-mail",
        "email_2": "Email Address 2|emailaddress2",
        "phone": "Business Phone|telephone1",
        "mobile": "Mobile Phone|mobilephone",
        "phone_3": "Home Phone|telephone2",
        "street": "Address 1: Street 1|address1_line1",
        "city": "Address 1: City|address1_city",
        "state": "Address 1: State/Province|address1_stateorprovince",
        "postal_code": "Address 1: ZIP/Postal Code|address1_postalcode",
        "country": "Address 1: Country/Region|address1_country",
        "owner": "Owner|ownerid",
        "created_at": "Created On|createdon",
        "no_email": "Do not allow Emails|donotemail",
        "no_call": "Do not allow Phone Calls|donotphone",
        "description": "Description|description",
        "ignored": COMMON
        + "|Status|Status Reason|statecode|statuscode|Fax|Address 1: Street 2|Address 1: Street 3|Middle Name"
        "|Manager|Assistant|Birthday|Anniversary|Preferred Method of Contact|Exchange Rate|Currency",
    },
    marks="(Do Not Modify) Contact|contactid|Business Phone|parentcustomerid|Address 1: City|Created On|(Do Not Modify) Row Checksum"
    "|emailaddress1",
)

PRESETS: tuple[Preset, ...] = (OPPORTUNITIES, LEADS, COMPANIES, PEOPLE)
