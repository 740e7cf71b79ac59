"""The columns that each system's exports have: at least 95 of 100 map by themselves, whatever their letters and marks."""

import pytest

from penstock.exchange.imports.recognition.headers import folded
from penstock.exchange.imports.recognition.recognize import recognize

EXPORTS = {
    ("hubspot", "people"): (
        "Record ID|First Name|Last Name|Email|Phone Number|Mobile Phone Number|Job Title|Contact owner|Lead Status"
        "|Lifecycle Stage|Marketing contact status|Original Source|Original Source Drill-Down 1|Create Date"
        "|Last Activity Date|Last Modified Date|Company Name|City|State/Region|Country/Region|Website URL"
        "|Associated Company|Associated Company IDs|Primary Associated Company ID"
    ),
    ("hubspot", "companies"): (
        "Record ID|Company name|Company Domain Name|Company owner|Website URL|Phone Number|Street Address|City"
        "|State/Region|Postal Code|Country/Region|Industry|Number of Employees|Annual Revenue|Lifecycle Stage"
        "|Create Date|Last Activity Date|Description|Associated Contact|Associated Contact IDs"
    ),
    ("hubspot", "opportunities"): (
        "Record ID|Deal Name|Deal Stage|Pipeline|Amount|Close Date|Create Date|Deal owner|Deal Type"
        "|Last Activity Date|Deal Description|Closed Lost Reason|Closed Won Reason|Is closed lost|Forecast category"
        '|Deal probability|Date entered current stage|Date entered "Contract Sent (Sales Pipeline)"'
        "|Associated Company|Associated Company IDs|Associated Contact|Associated Contact IDs"
        "|Associated Company (Primary)|Associated Company IDs (Primary)"
    ),
    ("salesforce", "opportunities"): (
        "Id|IsDeleted|AccountId|RecordTypeId|Name|Description|StageName|Amount|Probability|ExpectedRevenue"
        "|TotalOpportunityQuantity|CloseDate|Type|NextStep|LeadSource|IsClosed|IsWon|ForecastCategory"
        "|ForecastCategoryName|CurrencyIsoCode|CampaignId|HasOpportunityLineItem|Pricebook2Id|OwnerId|ContactId"
        "|CreatedDate|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp|LastActivityDate|PushCount"
        "|LastStageChangeDate|FiscalQuarter|FiscalYear|Fiscal|LastViewedDate|LastReferencedDate|HasOpenActivity"
        "|HasOverdueTask|LastAmountChangedHistoryId|LastCloseDateChangedHistoryId"
    ),
    ("salesforce", "opportunities", "report"): (
        "Opportunity Name|Account Name|Opportunity Owner|Owner Role|Stage|Fiscal Period|Amount|Expected Revenue"
        "|Probability (%)|Age|Close Date|Created Date|Next Step|Lead Source|Type"
    ),
    ("salesforce", "leads"): (
        "Id|IsDeleted|MasterRecordId|LastName|FirstName|Salutation|Name|Title|Company|Street|City|State|PostalCode"
        "|Country|Phone|MobilePhone|Fax|Email|Website|Description|LeadSource|Status|Industry|Rating|AnnualRevenue"
        "|NumberOfEmployees|OwnerId|HasOptedOutOfEmail|IsConverted|ConvertedDate|ConvertedAccountId"
        "|ConvertedContactId|ConvertedOpportunityId|IsUnreadByOwner|CreatedDate|CreatedById|LastModifiedDate"
        "|LastModifiedById|SystemModstamp|LastActivityDate|DoNotCall|HasOptedOutOfFax|LastTransferDate|Jigsaw"
        "|EmailBouncedReason|EmailBouncedDate"
    ),
    ("salesforce", "history"): (
        "Id|OpportunityId|CreatedById|CreatedDate|StageName|Amount|ExpectedRevenue|CloseDate|Probability"
        "|ForecastCategory|SystemModstamp|IsDeleted|PrevAmount|PrevCloseDate"
    ),
    ("salesforce", "history", "fields"): (
        "Id|IsDeleted|OpportunityId|CreatedById|CreatedDate|Field|DataType|OldValue|NewValue"
    ),
    ("pipedrive", "opportunities"): (
        "Deal - ID|Deal - Title|Deal - Creator|Deal - Owner|Deal - Value|Deal - Currency of Value|Deal - Weighted value"
        "|Deal - Currency of Weighted value|Deal - Probability|Deal - Organization|Deal - Organization ID"
        "|Deal - Contact person|Deal - Contact person ID|Deal - Pipeline|Deal - Stage|Deal - Status|Deal - Label"
        "|Deal - Deal created|Deal - Update time|Deal - Last stage change|Deal - Won time|Deal - Lost time"
        "|Deal - Deal closed on|Deal - Lost reason|Deal - Expected close date|Deal - Next activity date"
        "|Deal - Last activity date|Deal - Total activities|Deal - Done activities|Deal - Activities to do"
        "|Deal - Email messages count|Deal - Product quantity|Deal - Product name|Deal - Product amount"
        "|Deal - Visible to|Deal - Participants|Deal - Source origin|Deal - Source channel|Deal - MRR|Deal - ARR"
        "|Deal - ACV"
    ),
    ("pipedrive", "opportunities", "older"): (
        "Deal - Pipedrive System ID|Deal - Title|Deal - Deal value|Deal - Currency of value|Deal - Deal created on"
        "|Deal - Stage|Deal - Status|Deal - Organization|Deal - Owner"
    ),
    ("pipedrive", "people"): (
        "Person - ID|Person - Name|Person - First name|Person - Last name|Person - Email - Work|Person - Email - Home"
        "|Person - Email - Other|Person - Phone - Work|Person - Phone - Mobile|Person - Phone - Home"
        "|Person - Phone - Other|Person - Organization ID|Person - Job title|Person - Labels|Person - Person created"
        "|Person - Update time|Person - Notes|Person - Full/combined address of Postal address"
        "|Person - City/town/village/locality of Postal address|Person - State/county of Postal address"
        "|Person - ZIP/Postal code of Postal address|Person - Country of Postal address"
    ),
    ("pipedrive", "companies"): (
        "Organization - ID|Organization - Name|Organization - Owner|Organization - Labels"
        "|Organization - Organization created|Organization - Update time|Organization - Notes"
        "|Organization - Full/combined address of Address|Organization - City/town/village/locality of Address"
        "|Organization - State/county of Address|Organization - ZIP/Postal code of Address"
        "|Organization - Country of Address"
    ),
    ("zoho", "opportunities"): (
        "Record Id|Deal Owner.id|Deal Owner|Amount|Deal Name|Closing Date|Account Name.id|Account Name|Stage|Type"
        "|Probability (%)|Expected Revenue|Next Step|Lead Source|Campaign Source.id|Campaign Source|Contact Name.id"
        "|Contact Name|Pipeline|Created By.id|Created By|Modified By.id|Modified By|Created Time|Modified Time"
        "|Last Activity Time|Lead Conversion Time|Sales Cycle Duration|Overall Sales Duration|Reason For Loss"
        "|Description|Currency|Exchange Rate|Tag|Change Log Time|Locked|Last Enriched Time|Enrich Status"
    ),
    ("zoho", "opportunities", "new"): (
        "Deal Id|Deal Owner.id|Deal Owner|Deal Name|Company Name.id|Company Name|Stage|Amount|Closing Date"
        "|Sub-Pipeline|Pipeline.id|Pipeline|Created Time"
    ),
    ("zoho", "leads"): (
        "Record Id|Lead Owner.id|Lead Owner|Is Converted|Company|First Name|Last Name|Email|Phone|Mobile|Lead Source"
        "|Lead Status|Created By.id|Created By|Modified By.id|Modified By|Created Time|Modified Time|Lead Name|Street"
        "|City|State|Zip Code|Email Opt Out|Salutation|Last Activity Time|Tag|Days Visited"
        "|Average Time Spent (Minutes)|Number Of Chats|Most Recent Visit|First Visit|First Page Visited|Referrer"
        "|Visitor Score|Data Processing Basis Details.id|Data Processing Basis|Data Source|Converted Date Time"
        "|Lead Conversion Time|Unsubscribed Mode|Unsubscribed Time|Converted Account.id|Converted Account"
        "|Converted Contact.id|Converted Contact|Converted Deal.id|Converted Deal|Change Log Time|Locked"
        "|Last Enriched Time|Enrich Status|GCLID|ZCAMPAIGNID|ADGROUPID|ADID|Keyword|Ad Campaign Name|AdGroup Name"
        "|Cost per Click|Cost per Conversion|Conversion Export Status|Ad Click Date|Search Partner Network"
    ),
    ("zoho", "activities"): (
        "Record Id|Associated_Id|Created By.id|Created By|Note Content|Note Owner.id|Note Owner|Note Title"
        "|Parent ID.id|Parent ID"
    ),
    ("espocrm", "companies"): (
        "id|name|website|emailAddress|phoneNumber|type|industry|sicCode|billingAddressStreet|billingAddressCity"
        "|billingAddressState|billingAddressCountry|billingAddressPostalCode|shippingAddressStreet|description"
        "|createdAt|modifiedAt|createdById|createdByName|assignedUserId|assignedUserName|teamsIds|teamsNames"
        "|campaignId|campaignName"
    ),
    ("espocrm", "people"): (
        "id|salutationName|firstName|lastName|name|accountId|accountName|title|emailAddress|phoneNumber|doNotCall"
        "|addressStreet|addressCity|addressState|addressCountry|addressPostalCode|accountRole|opportunityRole"
        "|description|createdAt"
    ),
    ("espocrm", "leads"): (
        "id|salutationName|firstName|lastName|name|title|status|source|industry|opportunityAmount"
        "|opportunityAmountCurrency|website|addressStreet|addressCity|emailAddress|phoneNumber|doNotCall|accountName"
        "|convertedAt|createdAccountId|createdContactId|createdOpportunityId|campaignId|assignedUserId"
        "|assignedUserName|createdAt|modifiedAt"
    ),
    ("espocrm", "opportunities"): (
        "id|name|amount|amountCurrency|amountConverted|amountWeightedConverted|accountId|accountName|contactId"
        "|contactName|contactsIds|contactsNames|stage|lastStage|probability|leadSource|closeDate|description"
        "|campaignId|campaignName|originalLeadId|createdAt|modifiedAt|createdById|assignedUserId|assignedUserName"
        "|teamsIds|pipelineId|pipelineName|pipelineStageId|pipelineStageName"
    ),
    ("espocrm", "opportunities", "labels"): (
        "Name|Account|Stage|Amount|Probability, %|Lead Source|Close Date|Contacts|Contact (Primary)"
        "|Amount (converted)|Amount Weighted|Last Stage"
    ),
    ("odoo", "opportunities"): (
        "External ID|Opportunity|Contact Name|Company Name|Email|Phone|Salesperson|Sales Team|Stage|Expected Revenue"
        "|Probability|Expected Closing|Created on|Lost Reason|Tags|Campaign|Medium|Source|Country|Active"
    ),
    ("odoo", "opportunities", "technical"): (
        "id|name|partner_id/name|partner_name|contact_name|email_from|phone|user_id/name|team_id/name|stage_id/name"
        "|expected_revenue|probability|date_deadline|create_date|date_closed|lost_reason_id/name|tag_ids/name"
    ),
    ("odoo", "people"): (
        "External ID|Name|Company Type|Related Company|Street|City|State|Zip|Country|Email|Phone|Mobile|Website"
        "|Job Position|Tags|Salesperson|Tax ID|Reference"
    ),
    ("suitecrm", "opportunities"): (
        "Opportunity Name|ID|Date Created|Date Modified|Modified By|Created By|Description|Deleted|Assigned User Name"
        "|Assigned User|Type|Account Name|Account ID|Campaign ID|Lead Source|Opportunity Amount|Currency"
        "|Expected Close Date|Next Step|Sales Stage|Probability (%)"
    ),
    ("suitecrm", "opportunities", "technical"): (
        "id|name|date_entered|date_modified|modified_user_id|created_by|description|deleted|assigned_user_id"
        "|assigned_user_name|opportunity_type|account_id|account_name|campaign_id|lead_source|amount|amount_usdollar"
        "|currency_id|date_closed|next_step|sales_stage|probability"
    ),
    ("suitecrm", "leads"): (
        "ID|Date Created|Date Modified|First Name|Last Name|Title|Department|Do Not Call|Home Phone|Mobile|Office Phone"
        "|Primary Address Street|Primary Address City|Primary Address State|Primary Address Postal Code"
        "|Primary Address Country|Converted|Referred By|Lead Source|Lead Source Description|Status"
        "|Status Description|Account Name|Email Address|Assigned User Name|Deleted"
    ),
    ("suitecrm", "companies"): (
        "Name|ID|Date Created|Date Modified|Assigned User Name|Type|Industry|Annual Revenue|Fax|Billing Street"
        "|Billing City|Billing State|Billing Postal Code|Billing Country|Rating|Office Phone|Alternate Phone|Website"
        "|Ownership|Employees|Ticker Symbol|SIC Code|Email Address|Deleted"
    ),
    ("dynamics", "opportunities"): (
        "(Do Not Modify) Opportunity|(Do Not Modify) Row Checksum|(Do Not Modify) Modified On|Topic|Potential Customer"
        "|Est. Close Date|Est. Revenue|Contact|Account|Probability|Rating|Email Address|Status|Status Reason|Owner"
        "|Created On|Currency|Actual Revenue|Actual Close Date|Pipeline Phase"
    ),
    ("dynamics", "leads"): (
        "(Do Not Modify) Lead|(Do Not Modify) Row Checksum|(Do Not Modify) Modified On|Name|Topic|Company Name"
        "|Business Phone|Mobile Phone|Email|Lead Source|Rating|Status|Status Reason|Owner|Created On"
    ),
    ("dynamics", "companies"): (
        "(Do Not Modify) Account|(Do Not Modify) Row Checksum|(Do Not Modify) Modified On|Account Name|Main Phone"
        "|Address 1: City|Address 1: Country/Region|Primary Contact|Email (Primary Contact)|Industry|Annual Revenue"
        "|Number of Employees|Owner|Created On|Status"
    ),
    ("dynamics", "people"): (
        "(Do Not Modify) Contact|(Do Not Modify) Row Checksum|(Do Not Modify) Modified On|Full Name|Email|Company Name"
        "|Business Phone|Mobile Phone|Job Title|Address 1: City|Status|Owner|Created On"
    ),
}  # fmt: skip
LOCAL = {
    "German": "Deal - ID|Deal - Titel|Deal - Besitzer|Deal - Wert|Deal - Währung von Wert|Deal - Organisation"
    "|Deal - Kontaktperson|Deal - Pipeline|Deal - Phase|Deal - Status|Deal - Erwartetes Abschlussdatum",
    "Czech": "Obchod - ID|Obchod - Název|Obchod - Vlastník|Obchod - Hodnota|Obchod - Měna|Obchod - Organizace"
    "|Obchod - Kontaktní osoba|Obchod - Pipeline|Obchod - Fáze|Obchod - Stav|Obchod - Očekávané datum uzavření",
    "French": "Affaire - ID|Affaire - Titre|Affaire - Propriétaire|Affaire - Valeur|Affaire - Devise|Affaire - Organisation"
    "|Affaire - Personne de contact|Affaire - Pipeline|Affaire - Étape|Affaire - Statut|Affaire - Date de clôture prévue",
    "Portuguese": "Negócio - ID|Negócio - Título|Negócio - Proprietário|Negócio - Valor|Negócio - Moeda|Negócio - Organização"
    "|Negócio - Pessoa de contato|Negócio - Funil|Negócio - Etapa|Negócio - Status|Negócio - Data de fechamento esperada",
}  # fmt: skip
DEAL = [
    "external_id",
    "name",
    "owner",
    "amount",
    "currency",
    "company",
    "person",
    "pipeline",
    "stage",
    "status",
    "close_on",
]
SHARE = 0.95


@pytest.mark.parametrize("export", EXPORTS, ids=" ".join)
def test_exports_of_other_systems_map_by_themselves(export):
    system, kind, *_ = export
    header = EXPORTS[export].split("|")

    found = recognize(header)

    assert (found.system, found.kind, found.doubts) == (system, kind, ())
    unknown = [column.header for column in found.columns if not column.is_known]
    assert len(unknown) <= (1 - SHARE) * len(header), unknown


@pytest.mark.parametrize("export", EXPORTS, ids=" ".join)
@pytest.mark.parametrize(
    "disguise",
    [
        str.upper,
        str.lower,
        lambda name: f"  {name} *",
        lambda name: name.replace(" ", "_"),
        lambda name: name.replace("a", "á").replace("o", "ö"),
    ],
    ids=["upper", "lower", "stars", "underscores", "accents"],
)
def test_the_same_in_any_spelling(export, disguise):
    header = [name for name in EXPORTS[export].split("|") if '"' not in name]

    plain, disguised = (
        recognize(header),
        recognize(["\ufeff" + disguise(header[0]), *map(disguise, header[1:])]),
    )

    assert (disguised.system, disguised.kind) == (plain.system, plain.kind)
    assert [column.target for column in disguised.columns] == [column.target for column in plain.columns]


@pytest.mark.parametrize("language", LOCAL)
def test_pipedrive_maps_in_the_language_of_its_account(language):
    found = recognize(LOCAL[language].split("|"))

    assert (found.system, found.kind) == ("pipedrive", "opportunities")
    assert [column.target for column in found.columns] == DEAL


@pytest.mark.parametrize(
    ("header", "kind", "targets"),
    [
        ("Organizace - Název|Organizace - ID", "companies", ["name", "external_id"]),
        ("Organisation - Name|Organisation - Adresse", "companies", ["name", "street"]),
        (
            "Person - Name|Person - E-Mail - Arbeit|Person - Telefon - Mobil",
            "people",
            ["name", "email", "mobile"],
        ),
    ],
)
def test_pipedrive_entities_map_in_other_languages(header, kind, targets):
    found = recognize(header.split("|"))

    assert (found.system, found.kind) == ("pipedrive", kind)
    assert [column.target for column in found.columns] == targets


def test_no_two_columns_of_one_export_fold_into_one():
    for header in EXPORTS.values():
        names = [folded(name) for name in header.split("|")]
        assert len(names) == len(set(names))
