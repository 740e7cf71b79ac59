"""Salesforce's histories of opportunities: OpportunityHistory, OpportunityFieldHistory, trending, and Fivetran's rows in time."""

from penstock.exchange.imports.recognition.presets.table import preset

# Fields that a company made, and columns of related records.
CUSTOM_FIELD = ((r".+__c$|.+_c$", "custom"), (r".+__pc$", "custom"), (r"[A-Za-z ]+\.[\w. ]+$", "ignored"))

HISTORY = preset(
    "salesforce",
    "history",
    {
        "external_id": "Id",
        "opportunity_id": "OpportunityId|Opportunity ID",
        "opportunity": "OpportunityName|Opportunity Name|Opportunity.Name",
        "at": "CreatedDate|ValidFromDate|Last Modified|Edit Date|EffectiveFromDate",
        "stage": "StageName|To Stage|Stage|NewStageName",
        "old_stage": "From Stage|OldStageName|PrevStageName",
        "amount": "Amount|NewAmount",
        "old_amount": "PrevAmount|OldAmount|Amount_prev",
        "close_on": "CloseDate|Close Date|NewCloseDate",
        "old_close_on": "PrevCloseDate|OldCloseDate|CloseDate_prev",
        "probability": "Probability|Probability (%)|NewProbabilityPercent",
        "forecast_category": "ForecastCategory|ForecastCategoryName|NewForecastCategoryName",
        "opportunity_created_at": "OpportunityCreatedDate|Opportunity.CreatedDate",
        "field": "Field|Field / Event|Field/Event",
        "old": "OldValue|Old Value",
        "new": "NewValue|New Value",
        "by_id": "CreatedById",
        "by": "Edited By|CreatedBy.Name|Last Modified By",
        "is_removed": "IsDeleted",
        "ignored": "ExpectedRevenue|SystemModstamp|DataType|OpportunityHistoryKey|EffectiveToDate|ValidToDate|OldProbabilityPercent"
        "|OldForecastCategoryName|IsLastUpdate|Stage Duration|IsNewOpportunity|CustomFilter|ForecastCategory_prev"
        "|StageName_prev|Amount_isUpdated|CloseDate_isUpdated|Stage_isUpdated|Stage_IsAdvanced|ForecastCategory_isUpdated"
        "|_fivetran_synced|_fivetran_active|_fivetran_start|_fivetran_end",
    },
    marks="OpportunityId|OldValue|NewValue|PrevAmount|PrevCloseDate|ValidFromDate|OpportunityHistoryKey|DataType"
    "|OpportunityName",
    patterns=((r".+_(isUpdated|prev|change|count)\w*$", "ignored"), *CUSTOM_FIELD),
)

ROLES = preset(
    "salesforce",
    "roles",
    {
        "external_id": "Id",
        "opportunity_id": "OpportunityId|Opportunity ID|Opportunity.Id",
        "opportunity": "Opportunity.Name|Opportunity Name",
        "person_id": "ContactId|Contact ID|Contact.Id",
        "person": "Contact.Name|Contact Name|Full Name",
        "person_email": "Contact.Email|Contact Email|Email",
        "role": "Role|Contact Role",
        "created_at": "CreatedDate|Created Date",
        "is_removed": "IsDeleted",
        "ignored": "IsPrimary|Primary|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp|CurrencyIsoCode",
    },
    marks="ContactId|IsPrimary|Role|Contact Role|OpportunityId",
)

# Fivetran's tables of history: the whole row, each time that something in it changed.
ROWS_IN_TIME = preset(
    "salesforce",
    "history",
    {
        "opportunity_id": "id",
        "opportunity": "name",
        "at": "_fivetran_start",
        "opportunity_created_at": "created_date",
        "stage": "stage_name",
        "amount": "amount",
        "close_on": "close_date",
        "probability": "probability",
        "forecast_category": "forecast_category_name|forecast_category",
        "ignored": "is_deleted|_fivetran_end|_fivetran_active|_fivetran_synced|expected_revenue|fiscal|fiscal_quarter|fiscal_year"
        "|has_open_activity|has_opportunity_line_item|has_overdue_task|is_closed|is_won|last_activity_date|last_referenced_date"
        "|last_viewed_date|record_type_id|synced_quote_id|account_id|owner_id|campaign_id|description|next_step|lead_source|type",
    },
    marks="_fivetran_start|_fivetran_end|stage_name|fiscal_year",
)
