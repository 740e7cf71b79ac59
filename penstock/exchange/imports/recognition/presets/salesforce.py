"""Salesforce: API names (Data Loader, weekly export, connectors) and the labels of reports and of the import wizard."""

from penstock.exchange.imports.recognition.presets import localised
from penstock.exchange.imports.recognition.presets.localised import also
from penstock.exchange.imports.recognition.presets.salesforce_history import (
    CUSTOM_FIELD,
    HISTORY,
    ROLES,
    ROWS_IN_TIME,
)
from penstock.exchange.imports.recognition.presets.table import Preset, preset

SYSTEM_COLUMNS = (
    "IsDeleted|MasterRecordId|RecordTypeId|LastModifiedDate|LastModifiedById|SystemModstamp|CreatedById|LastActivityDate"
    "|LastViewedDate|LastReferencedDate|PhotoUrl|Jigsaw|JigsawCompanyId|JigsawContactId|IsUnreadByOwner|Unread By Owner"
    "|Latitude|Longitude|GeocodeAccuracy|BillingLatitude|BillingLongitude|BillingGeocodeAccuracy|ShippingLatitude"
    "|ShippingLongitude|ShippingGeocodeAccuracy|MailingLatitude|MailingLongitude|MailingGeocodeAccuracy"
    "|_fivetran_synced|_fivetran_active|_fivetran_start|_fivetran_end|_fivetran_deleted|CleanStatus|DandbCompanyId"
    "|Last Modified Date|Last Modified By|Last Activity|Last Activity Date|Created By|Record Type|CurrencyIsoCode (2)"
)

OPPORTUNITIES = preset(
    "salesforce",
    "opportunities",
    also(
        {
            "external_id": "Id|Opportunity ID|OpportunityId|18 Digit Opportunity ID",
            "name": "Name|Opportunity Name",
            "amount": "Amount|Amount (converted)|Opportunity Amount",
            "currency": "CurrencyIsoCode|Currency|Amount Currency|Currency ISO Code",
            "close_on": "CloseDate|Close Date",
            "stage": "StageName|Stage",
            "probability": "Probability|Probability (%)",
            "forecast_category": "ForecastCategoryName|ForecastCategory|Forecast Category",
            "is_won": "IsWon|Won",
            "is_closed": "IsClosed|Closed",
            "is_lost": "IsLost",
            "type": "Type|Opportunity Type",
            "source": "LeadSource|Lead Source",
            "campaign_id": "CampaignId|Campaign ID",
            "campaign": "Primary Campaign Source|Campaign.Name",
            "next_step": "NextStep|Next Step",
            "description": "Description",
            "created_at": "CreatedDate|Created Date|Opportunity Created Date",
            "stage_changed_at": "LastStageChangeDate|Last Stage Change Date",
            "company": "Account Name|Account.Name|Account|AccountName",
            "company_id": "AccountId|Account ID",
            "person_id": "ContactId|Contact ID",
            "person": "Primary Contact|Contact Name|Contact.Name",
            "person_email": "Contact Email|Contact.Email",
            "owner": "Opportunity Owner|Owner.Name|Owner|Owner Name|Opportunity Owner: Full Name",
            "owner_id": "OwnerId|Owner ID",
            "owner_email": "Owner.Email|Owner Email",
            "loss_reason": "Loss Reason|Loss_Reason__c|Closed Lost Reason|Reason Lost",
            "competitor": "Main Competitor(s)|Main Competitors|MainCompetitors__c|Competitor",
            "product": "Product Name|Product.Product.Name",
            "ignored": SYSTEM_COLUMNS
            + "|ExpectedRevenue|Expected Revenue|HasOpportunityLineItem|Pricebook2Id|PushCount|FiscalQuarter|FiscalYear|Fiscal"
            "|Fiscal Period|Age|HasOpenActivity|HasOverdueTask|LastAmountChangedHistoryId|LastCloseDateChangedHistoryId"
            "|Owner Role|Stage Duration|IsSplit|IsPrivate|Private|ContractId|Has Line Item|Pushed|IsPastDue|Neglected|CustomFilter"
            "|OpenClosedWonLost|OpportunityScoreId",
            "quantity": "TotalOpportunityQuantity|Quantity",
        },
        localised.SALESFORCE_OPPORTUNITIES,
    ),
    marks="StageName|LastStageChangeDate|ForecastCategoryName|Opportunity Owner|Fiscal Period|HasOpportunityLineItem"
    "|ForecastCategory|Opportunity Name"
    "|" + localised.SALESFORCE_MARKS,
    patterns=CUSTOM_FIELD,
)

LEADS = preset(
    "salesforce",
    "leads",
    also(
        {
            "external_id": "Id|Lead ID|LeadID",
            "first_name": "FirstName|First Name",
            "last_name": "LastName|Last Name",
            "name": "Name|FullName|Full Name|Lead Name",
            "salutation": "Salutation",
            "job_title": "Title",
            "company": "Company|Company / Account",
            "email": "Email",
            "phone": "Phone",
            "mobile": "MobilePhone|Mobile|Mobile Phone",
            "website": "Website",
            "street": "Street|Address Line 1",
            "city": "City",
            "state": "State|State/Province|StateCode",
            "postal_code": "PostalCode|Zip/Postal Code|Zip|Postal Code",
            "country": "Country|CountryCode",
            "description": "Description",
            "source": "LeadSource|Lead Source|Lead_Source",
            "referrer": "Referrer",
            "status": "Status|Lead Status",
            "industry": "Industry",
            "rating": "Rating",
            "annual_revenue": "AnnualRevenue|Annual Revenue",
            "employees": "NumberOfEmployees|No. of Employees|Employees|No of Employees",
            "owner": "Lead Owner|Owner.Name|Owner",
            "owner_id": "OwnerId|Owner ID",
            "is_converted": "IsConverted|Converted",
            "converted_at": "ConvertedDate|Converted Date",
            "converted_company_id": "ConvertedAccountId|Converted Account ID",
            "converted_person_id": "ConvertedContactId|Converted Contact ID",
            "opportunity_id": "ConvertedOpportunityId|Converted Opportunity ID",
            "opportunity": "ConvertedOpportunityName|ConvertedOpportunity.Name",
            "created_at": "CreatedDate|Created Date|Create Date",
            "no_email": "HasOptedOutOfEmail|Email Opt Out",
            "no_call": "DoNotCall|Do Not Call",
            "ignored": SYSTEM_COLUMNS
            + "|Fax|HasOptedOutOfFax|Fax Opt Out|LastTransferDate|EmailBouncedReason|EmailBouncedDate|OwnerType|Queue.Name"
            "|LastProcessedDate|LeadAgeInDays",
        },
        localised.SALESFORCE_LEADS,
    ),
    marks="IsConverted|ConvertedDate|ConvertedAccountId|ConvertedOpportunityId|ConvertedContactId|Lead Owner|Lead Status"
    "|" + localised.SALESFORCE_LEAD_MARKS,
    patterns=CUSTOM_FIELD,
)

COMPANIES = preset(
    "salesforce",
    "companies",
    {
        "external_id": "Id|Account ID|AccountId",
        "name": "Name|Account Name",
        "parent_id": "ParentId|Parent Account ID",
        "parent": "Parent Account|Parent.Name",
        "website": "Website",
        "phone": "Phone",
        "industry": "Industry",
        "employees": "NumberOfEmployees|Employees",
        "annual_revenue": "AnnualRevenue|Annual Revenue",
        "type": "Type|Account Type",
        "source": "AccountSource|Account Source",
        "street": "BillingStreet|Billing Street|Billing Address Line 1",
        "city": "BillingCity|Billing City",
        "state": "BillingState|Billing State/Province|Billing State",
        "postal_code": "BillingPostalCode|Billing Zip/Postal Code",
        "country": "BillingCountry|Billing Country|BillingCountryCode",
        "owner": "Account Owner|Owner.Name|Owner",
        "owner_id": "OwnerId|Owner ID",
        "created_at": "CreatedDate|Created Date",
        "description": "Description|Account Description",
        "custom": "AccountNumber|Account Number|Ownership|Rating|Site|Account Site|Sic|SIC Code|SicDesc|TickerSymbol|Segment"
        "|NaicsCode|NaicsDesc|Tradestyle|YearStarted|DunsNumber",
        "ignored": SYSTEM_COLUMNS
        + "|Fax|BillingStateCode|ShippingStreet|ShippingCity|ShippingState|ShippingStateCode|ShippingPostalCode"
        "|ShippingCountry|ShippingCountryCode|Shipping Street|Shipping City|Shipping State/Province"
        "|Shipping Zip/Postal Code|Shipping Country|IsPartner|IsCustomerPortal|OperatingHoursId",
    },
    marks="BillingCity|BillingCountry|BillingState|AccountSource|Billing City|Billing Country|NumberOfEmployees|TickerSymbol"
    "|AccountNumber|Account Owner",
    patterns=CUSTOM_FIELD,
)

PEOPLE = preset(
    "salesforce",
    "people",
    {
        "external_id": "Id|Contact ID|ContactId",
        "first_name": "FirstName|First Name",
        "last_name": "LastName|Last Name",
        "name": "Name|Full Name",
        "salutation": "Salutation",
        "email": "Email",
        "phone": "Phone|Business Phone",
        "mobile": "MobilePhone|Mobile|Mobile Phone",
        "phone_3": "HomePhone|Home Phone|OtherPhone|Other Phone",
        "job_title": "Title",
        "department": "Department",
        "source": "LeadSource|Lead Source",
        "company": "Account Name|Account.Name|Account",
        "company_id": "AccountId|Account ID",
        "street": "MailingStreet|Mailing Street",
        "city": "MailingCity|Mailing City",
        "state": "MailingState|Mailing State/Province",
        "postal_code": "MailingPostalCode|Mailing Zip/Postal Code",
        "country": "MailingCountry|Mailing Country",
        "owner": "Contact Owner|Owner.Name|Owner",
        "owner_id": "OwnerId|Owner ID",
        "created_at": "CreatedDate|Created Date",
        "description": "Description|Contact Description",
        "no_email": "HasOptedOutOfEmail|Email Opt Out",
        "no_call": "DoNotCall|Do Not Call",
        "ignored": SYSTEM_COLUMNS
        + "|Fax|HomeFax|AssistantPhone|AssistantName|ReportsToId|Reports To|Birthdate|EmailBouncedReason|EmailBouncedDate"
        "|IsEmailBounced|HasOptedOutOfFax|MailingStateCode|MailingCountryCode|OtherStreet|OtherCity|OtherState"
        "|OtherPostalCode|OtherCountry|LastCURequestDate|LastCUUpdateDate|IndividualId",
    },
    marks="MailingCity|MailingCountry|MailingStreet|ReportsToId|AssistantPhone|IsEmailBounced|LastCURequestDate"
    "|Contact Owner",
    patterns=CUSTOM_FIELD,
)

ACTIVITIES = preset(
    "salesforce",
    "activities",
    {
        "external_id": "Id|Activity ID",
        "about": "WhatId|Related To|What.Name",
        "person_id": "WhoId",
        "person": "Name|Contact|Who.Name",
        "company_id": "AccountId",
        "owner_id": "OwnerId",
        "owner": "Assigned|Owner.Name|Assigned To",
        "type": "TaskSubtype|Type|EventSubtype|Task Subtype",
        "subject": "Subject",
        "text": "Description|Comments|Full Comments",
        "at": "StartDateTime|ActivityDateTime",
        "due_at": "ActivityDate|Due Date|Date",
        "done_at": "CompletedDateTime",
        "status": "Status",
        "priority": "Priority",
        "outcome": "CallDisposition|Call Result",
        "direction": "CallType|Call Type",
        "seconds": "CallDurationInSeconds|Call Duration",
        "minutes": "DurationInMinutes",
        "created_at": "CreatedDate",
        "ignored": SYSTEM_COLUMNS
        + "|WhatCount|WhoCount|IsClosed|IsHighPriority|IsArchived|IsRecurrence|IsReminderSet|ReminderDateTime|EndDateTime"
        "|Location|IsAllDayEvent|IsPrivate|ShowAs|IsChild|IsGroupEvent|GroupEventType|CallObject|Call Object Identifier"
        "|EndDate|IsTask",
    },
    marks="WhatId|WhoId|TaskSubtype|CallDurationInSeconds|DurationInMinutes|ActivityDate",
    patterns=((r"Recurrence.+|recurrence_.+", "ignored"), *CUSTOM_FIELD),
)

USERS = preset(
    "salesforce",
    "users",
    {
        "external_id": "Id|User ID",
        "name": "Name|Full Name",
        "first_name": "FirstName|First Name",
        "last_name": "LastName|Last Name",
        "email": "Email",
        "role": "UserRole.Name|Role",
        "is_active": "IsActive|Active",
        "manager": "Manager",
        "office": "Division|Department",
        "created_at": "CreatedDate",
        "custom": "Title|Phone|MobilePhone|Mobile Phone|City|Country|State|Street|PostalCode|CompanyName|AboutMe|EmployeeNumber",
        "ignored": SYSTEM_COLUMNS
        + "|Username|Alias|CommunityNickname|UserRoleId|ProfileId|Profile|ManagerId|AccountId|ContactId|LastLoginDate"
        "|TimeZoneSidKey|LocaleSidKey|LanguageLocaleKey|EmailEncodingKey|UserType|IndividualId|Fax|Signature"
        "|OfflineTrialExpirationDate|FederationIdentifier",
    },
    marks="UserRoleId|ProfileId|TimeZoneSidKey|LocaleSidKey|Username|CommunityNickname",
    patterns=CUSTOM_FIELD,
)

PRESETS: tuple[Preset, ...] = (
    OPPORTUNITIES,
    LEADS,
    COMPANIES,
    PEOPLE,
    HISTORY,
    ROWS_IN_TIME,
    ROLES,
    ACTIVITIES,
    USERS,
)
