"""Sets of other systems: the counts and sums that the data's README states."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from penstock.records.pipeline.models import Opportunity

pytestmark = [pytest.mark.data, pytest.mark.slow]


def by_kind():
    rows = Opportunity.objects.values_list("stage__kind").annotate(Count("id"))
    return Counter(dict(rows))


def total():
    return Decimal(Opportunity.objects.aggregate(Sum("amount_minor"))["amount_minor__sum"]) / 100


def test_hubspot_set(data, bring):
    folder = data / "hubspot_dummy"

    outcome = bring(*(folder / f"hubspot_{name}.csv" for name in ("deals", "companies", "contacts")))

    assert (outcome.created, outcome.refused) == ({"companies": 200, "people": 950, "opportunities": 500}, 0)
    assert by_kind() == {"won": 71, "lost": 69, "open": 360}
    assert total() == Decimal("62499790.17")
    pipelines = Opportunity.objects.values_list("pipeline__name").annotate(Count("id"))
    assert sorted(count for _, count in pipelines) == [248, 252]
    assert Opportunity.objects.filter(company=None).count() == 0


def test_zoho_set(data, bring):
    folder = data / "zoho_crm"

    outcome = bring(
        *(folder / f"{name}.csv" for name in ("Potentials", "Accounts", "Contacts", "Leads", "Users"))
    )

    stages = dict(Opportunity.objects.values_list("stage__name").annotate(Count("id")))
    assert (outcome.created["opportunities"], outcome.created["leads"], outcome.refused) == (3632, 3900, 0)
    assert (
        stages["Closed Won"],
        stages["Closed Lost"],
        stages["Qualification"],
        stages["Negotiation/Review"],
    ) == (
        1425,
        485,
        698,
        64,
    )
    assert total() == 231_380_900
    assert [(found["count"], found["message"]) for found in outcome.findings if found["kind"] == "leads"] == [
        (366, "are converted and “Junk Lead” at the same time; they count as converted"),
        (371, "are converted and “Lost Lead” at the same time; they count as converted"),
    ]


def test_salesforce_dtc_set(data, bring):
    folder = data / "salesforce_dtc"

    outcome = bring(folder / "DTC_Account.csv", folder / "DTC_Opportunity.csv")

    assert (outcome.created["opportunities"], outcome.refused) == (1999, 0)
    assert by_kind() == {"won": 1345, "lost": 463, "open": 191}
    assert total() == 2_287_908_969


def test_salesforce_demo_opportunities(data, bring):
    folder = data / "salesforce_demo_templates" / "TCRMPMM_Demo_Sales_Analytics"

    outcome = bring(folder / "opportunity.csv.gz")

    assert (outcome.created["opportunities"], outcome.refused) == (1702, 0)
    assert by_kind() == {"won": 335, "lost": 1029, "open": 338}
    assert total() == 158_793_483


def test_jaffle_gaggle_deals(data, bring):
    outcome = bring(data / "jaffle_gaggle" / "deals.csv")

    assert (outcome.created["opportunities"], outcome.refused) == (123, 0)
    assert set(Opportunity.objects.values_list("currency", flat=True)) == {"USD"}
