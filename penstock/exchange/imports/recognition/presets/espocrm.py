"""EspoCRM: the CSV header holds attribute names, the XLSX header holds labels."""

from penstock.exchange.imports.recognition.presets.table import Preset, preset

COMMON = (
    "modifiedAt|createdById|createdByName|modifiedById|modifiedByName|teamsIds|teamsNames|deleted|streamUpdatedAt|versionNumber"
    "|isFollowed|followersIds|followersNames|Modified At|Created By|Modified By|Teams"
)
ADDRESS = {
    "street": "addressStreet|Address Street",
    "city": "addressCity|Address City",
    "state": "addressState|Address State",
    "country": "addressCountry|Address Country",
    "postal_code": "addressPostalCode|Address Postal Code",
}
OWNER = {
    "owner": "assignedUserName|Assigned User",
    "owner_id": "assignedUserId",
    "created_at": "createdAt|Created At",
}

OPPORTUNITIES = preset(
    "espocrm",
    "opportunities",
    {
        "external_id": "id",
        "name": "name",
        "amount": "amount",
        "currency": "amountCurrency",
        "company": "accountName|Account",
        "company_id": "accountId",
        "person": "contactName|Contact (Primary)",
        "person_id": "contactId",
        "stage": "stage|pipelineStageName",
        "last_stage": "lastStage|Last Stage",
        "probability": "probability|Probability, %",
        "source": "leadSource|Lead Source",
        "close_on": "closeDate|Close Date",
        "description": "description",
        "campaign": "campaignName",
        "campaign_id": "campaignId",
        "lead_id": "originalLeadId",
        "pipeline": "pipelineName",
        "ignored": COMMON
        + "|amountConverted|amountWeightedConverted|contactsIds|contactsNames|Contacts|Amount (converted)|Amount Weighted"
        "|originalLeadName|pipelineId|pipelineStageId|contactsColumns",
        **OWNER,
    },
    marks="amountConverted|amountWeightedConverted|accountName|assignedUserId|assignedUserName|lastStage|closeDate|originalLeadId",
)

LEADS = preset(
    "espocrm",
    "leads",
    {
        "external_id": "id",
        "salutation": "salutationName|Salutation",
        "first_name": "firstName",
        "last_name": "lastName",
        "name": "name",
        "job_title": "title",
        "status": "status",
        "source": "source",
        "industry": "industry",
        "amount": "opportunityAmount|Opportunity Amount",
        "currency": "opportunityAmountCurrency",
        "website": "website",
        "email": "emailAddress|Email",
        "phone": "phoneNumber|Phone",
        "no_call": "doNotCall|Do Not Call",
        "company": "accountName|Account Name",
        "converted_at": "convertedAt|Converted At",
        "converted_company_id": "createdAccountId",
        "converted_person_id": "createdContactId",
        "opportunity_id": "createdOpportunityId",
        "opportunity": "createdOpportunityName",
        "campaign": "campaignName",
        "description": "description",
        "ignored": COMMON
        + "|campaignId|createdAccountName|createdContactName|emailAddressData|phoneNumberData|middleName"
        "|opportunityAmountConverted|emailAddressIsOptedOut|phoneNumberIsOptedOut|targetListId|targetListName",
        **ADDRESS,
        **OWNER,
    },
    marks="salutationName|opportunityAmountCurrency|createdOpportunityId|emailAddress|convertedAt|assignedUserId",
)

COMPANIES = preset(
    "espocrm",
    "companies",
    {
        "external_id": "id",
        "name": "name",
        "website": "website",
        "email": "emailAddress|Email",
        "phone": "phoneNumber|Phone",
        "type": "type",
        "industry": "industry",
        "street": "billingAddressStreet",
        "city": "billingAddressCity",
        "state": "billingAddressState",
        "country": "billingAddressCountry",
        "postal_code": "billingAddressPostalCode",
        "description": "description",
        "source": "campaignName",
        "custom": "sicCode|SIC Code",
        "ignored": COMMON
        + "|shippingAddressStreet|shippingAddressCity|shippingAddressState|shippingAddressCountry|shippingAddressPostalCode"
        "|campaignId|originalLeadId|originalLeadName|emailAddressData|phoneNumberData|contactRole|contactIsInactive"
        "|targetListId|targetListName",
        **OWNER,
    },
    marks="emailAddress|billingAddressStreet|billingAddressCity|sicCode|assignedUserId|shippingAddressCity",
)

PEOPLE = preset(
    "espocrm",
    "people",
    {
        "external_id": "id",
        "salutation": "salutationName|Salutation",
        "first_name": "firstName",
        "last_name": "lastName",
        "name": "name",
        "company": "accountName|Account",
        "company_id": "accountId",
        "job_title": "title|accountRole",
        "email": "emailAddress|Email",
        "phone": "phoneNumber|Phone",
        "no_call": "doNotCall|Do Not Call",
        "description": "description",
        "source": "campaignName",
        "ignored": COMMON
        + "|accountsIds|accountsNames|accountsColumns|opportunityRole|campaignId|accountIsInactive|accountType|portalUserId"
        "|portalUserName|originalLeadId|originalLeadName|emailAddressData|phoneNumberData|middleName|acceptanceStatus"
        "|targetListId|targetListName|emailAddressIsOptedOut|phoneNumberIsOptedOut",
        **ADDRESS,
        **OWNER,
    },
    marks="salutationName|emailAddress|accountRole|opportunityRole|assignedUserId|accountId",
)

PRESETS: tuple[Preset, ...] = (OPPORTUNITIES, LEADS, COMPANIES, PEOPLE)
