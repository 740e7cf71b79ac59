"""Exports of other systems as they were found: recognised without a question, with the counts and sums of their README."""

from collections import Counter

import pytest

from tests.exchange.imports.preparing.bringing import brought

pytestmark = [pytest.mark.data, pytest.mark.slow]
DEMO = "salesforce_demo_templates"
# File, kind, rows, refused, amount in major units.
FILES = """
zoho_crm/Accounts.csv companies 2229 0 0
zoho_crm/Contacts.csv people 1265 0 0
zoho_crm/Leads.csv leads 3900 0 0
zoho_crm/Potentials.csv opportunities 3632 0 231380900
salesforce_dtc/DTC_Opportunity.csv opportunities 1999 0 2287908969
salesforce_dtc/DTC_OpportunityHistory.csv history 387 0 447929225
salesforce_dtc/DTC_Account.csv companies 1001 0 0
salesforce_powerbi_sample/data/Opportunity.csv opportunities 36 0 5760000
salesforce_powerbi_sample/data/OpportunityHistory.csv history 48 0 6590000
salesforce_powerbi_sample/data/Lead.csv leads 22 0 0
salesforce_powerbi_sample/data/Contact.csv people 25 0 0
salesforce_demo_templates/TCRMPMM_Demo_Sales_Analytics/opportunity.csv.gz opportunities 1702 0 158793483
salesforce_demo_templates/TCRMPMM_Demo_Sales_Analytics/lead.csv.gz leads 1335 0 0
salesforce_demo_templates/TCRMPMM_Demo_Sales_Analytics/pipeline_trending.csv.gz history 1646 0 145862779
salesforce_demo_templates/EAPMM_EA_for_FINS_Insurance/InsOpportunities.csv.gz opportunities 5382 0 465231750.5
salesforce_demo_templates/EAPMM_EA_for_FINS_Insurance/InsPipelineTrending.csv.gz history 9999 0 559189031
salesforce_small_karim/Accounts.csv companies 10 0 0
salesforce_small_karim/Contacts.csv people 15 0 0
salesforce_small_karim/Leads.csv leads 20 0 0
salesforce_small_karim/Opportunities.csv opportunities 12 0 99000
hubspot_dummy/hubspot_deals.csv opportunities 500 0 62499790.17
hubspot_dummy/hubspot_companies.csv companies 200 0 0
hubspot_dummy/hubspot_contacts.csv people 950 0 0
hubspot_dummy/hubspot_activities.csv activities 2000 0 0
fivetran_seeds/dbt_hubspot/deal_data.csv opportunities 44 0 0
fivetran_seeds/dbt_hubspot/deal_property_history_data.csv history 100 0 0
fivetran_seeds/dbt_hubspot/deal_stage_data.csv history 14 0 0
fivetran_seeds/dbt_salesforce/sf_opportunity_data.csv opportunities 10 1 410001
jaffle_gaggle/deals.csv opportunities 123 0 2220000
bpi2012_loan_pipeline/bpi2012_stage_history_A_and_O.csv.gz history 92093 0 1379649624
"""
STAGES = {
    "zoho_crm/Potentials.csv": {
        "Closed Won": 1425,
        "Qualification": 698,
        "Closed Lost": 485,
        "Needs Analysis": 296,
    },
    "salesforce_dtc/DTC_Opportunity.csv": {"Closed Won": 1345, "Closed Lost": 463},
    f"{DEMO}/TCRMPMM_Demo_Sales_Analytics/opportunity.csv.gz": {"Closed Lost": 1029, "Closed Won": 335},
    "hubspot_dummy/hubspot_deals.csv": {"Closed Won": 71, "Closed Lost": 69},
}


@pytest.mark.parametrize("line", FILES.strip().splitlines(), ids=lambda line: line.split()[0])
def test_export_is_recognised_and_whole(data, line):
    name, kind, count, refused, amount = line.split()

    rows, flags, plan = brought(data / name, currency="USD")

    values = [row for row in rows.values() if isinstance(row, dict)]
    assert (plan.kind, flags, len(rows), len(rows) - len(values)) == (kind, [], int(count), int(refused))
    assert sum(row["amount"][0] for row in values if "amount" in row) == round(float(amount) * 100)
    by_stage = Counter(row.get("stage") for row in values)
    wanted = STAGES.get(name, {})
    assert {stage: by_stage[stage] for stage in wanted} == wanted
