"""Sets of other systems: the counts and sums that the data's README states. Each set is brought in once for all that is asked."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from penstock.foundation.base.models import Fact
from penstock.records.activities.models import Activity
from penstock.records.leads.models import Lead
from penstock.records.people.models import Company
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.workspace.models import Workspace
from tests.exchange.imports.replaying import pushes_in_the_ledger

pytestmark = [pytest.mark.data, pytest.mark.slow]
ZOHO = ("Potentials", "Accounts", "Contacts", "Leads", "Users", "Calls", "Events", "Tasks")


@pytest.fixture
def db(committed):
    """What is brought in is committed, so that the mirror sees it."""
    return committed


@pytest.fixture
def value(metric):
    """The number that `penstock metric NAME --json` says."""
    Workspace.objects.update(home_currency="USD")
    return lambda *words: metric(*words)["value"]


def counts(value):
    """Won, lost and open, as the metrics say."""
    return tuple(value(f"opportunities_{kind}") for kind in ("won", "lost", "open"))


def worth(value):
    """Of all three together."""
    return round(sum(value(name) for name in ("won_amount", "lost_amount", "pipeline_value")), 2)


def by_kind(**wanted):
    rows = Opportunity.objects.filter(**wanted).values_list("stage__kind").annotate(Count("id"))
    return Counter(dict(rows))


def by_stage():
    return dict(Opportunity.objects.values_list("stage__name").annotate(Count("id")))


def total(**wanted):
    return (
        Decimal(Opportunity.objects.filter(**wanted).aggregate(Sum("amount_minor"))["amount_minor__sum"])
        / 100
    )


def told(outcome, kind):
    return {found["message"]: found["count"] for found in outcome.findings if found["kind"] == kind}


def moves(before=None):
    """How many facts give an opportunity another stage, after its first one."""
    facts = Fact.objects.filter(kind="opportunity", changes__has_key="stage_id")
    return facts.count() - facts.values("record_id").distinct().count()


def test_hubspot_set(data, bring, metric, value):
    folder = data / "hubspot_dummy"

    outcome = bring(
        *(folder / f"hubspot_{name}.csv" for name in ("deals", "companies", "contacts", "activities"))
    )

    assert outcome.created == {"companies": 200, "people": 950, "opportunities": 500, "activities": 2000}
    assert outcome.refused == 0
    assert by_kind() == {"won": 71, "lost": 69, "open": 360}
    assert total() == Decimal("62499790.17")
    pipelines = Opportunity.objects.values_list("pipeline__name").annotate(Count("id"))
    assert sorted(count for _, count in pipelines) == [248, 252]
    assert Opportunity.objects.filter(company=None).count() == 0
    assert (counts(value), worth(value)) == ((71, 69, 360), 62_499_790.17)
    opened = metric("opportunities_opened", "--by", "pipeline")["groups"]
    assert sorted(group["value"] for group in opened) == [248, 252]


def test_zoho_set(data, bring, metric, value, report):
    outcome = bring(*(data / "zoho_crm" / f"{name}.csv" for name in ZOHO))

    assert outcome.created == {
        "users": 11, "companies": 2229, "people": 1265, "leads": 3900, "opportunities": 3632, "activities": 5285,
    }  # fmt: skip
    assert by_stage() == {
        "Closed Won": 1425, "Qualification": 698, "Closed Lost": 485, "Needs Analysis": 296, "Initial Offer": 283,
        "Prospect": 245, "Proposal/Price Quote": 136, "Negotiation/Review": 64,
    }  # fmt: skip
    assert total() == 231_380_900
    assert Lead.objects.filter(status="converted").count() == 3632
    assert told(outcome, "leads") == {
        "are converted and “Junk Lead” at the same time; they count as converted": 366,
        "are converted and “Lost Lead” at the same time; they count as converted": 371,
    }
    assert (counts(value), worth(value)) == ((1425, 485, 1722), 231_380_900)
    stages = {row["stage"]: row["count"] for row in report("pipeline")["rows"] if row["count"]}
    assert stages == by_stage()
    leads = {group["by"]["status"]: group["value"] for group in metric("leads", "--by", "status")["groups"]}
    assert leads["converted"] == 3632


def test_salesforce_dtc_set(data, bring, value):
    names = ("Account", "Opportunity", "OpportunityHistory", "Task", "Event")

    outcome = bring(*(data / "salesforce_dtc" / f"DTC_{name}.csv" for name in names))

    assert outcome.created == {"companies": 1001, "opportunities": 1999, "history": 387, "activities": 3998}
    assert outcome.refused == 0
    assert by_kind() == {"won": 1345, "lost": 463, "open": 191}
    assert (total(), total(stage__kind="won")) == (2_287_908_969, 1_529_286_880)
    assert (counts(value), worth(value)) == ((1345, 463, 191), 2_287_908_969)
    assert value("won_amount") == 1_529_286_880


def test_salesforce_power_bi_set(data, bring):
    folder = data / "salesforce_powerbi_sample" / "data"
    names = ("Account", "Contact", "Lead", "Opportunity", "OpportunityHistory")

    outcome = bring(*(folder / f"{name}.csv" for name in names))

    assert (outcome.created["opportunities"], outcome.created["history"], outcome.created["people"]) == (
        36,
        48,
        25,
    )
    assert total() == 5_760_000
    assert told(outcome, "opportunities")["are closed before they were created"] == 19


def test_salesforce_demo_with_history(data, bring, value):
    folder = data / "salesforce_demo_templates" / "TCRMPMM_Demo_Sales_Analytics"

    outcome = bring(*(folder / f"{name}.csv.gz" for name in ("opportunity", "lead", "pipeline_trending")))

    assert (outcome.created["opportunities"], outcome.created["leads"]) == (1702, 1335)
    assert by_kind() == {"won": 335, "lost": 1029, "open": 338}
    assert total() == 158_793_483
    assert (outcome.created["history"], outcome.refused) == (405, 1241)
    assert told(outcome, "history") == {"tell of 1107 opportunities that are not here": 1241}
    assert (counts(value), worth(value)) == ((335, 1029, 338), 158_793_483)


def test_insurance_with_history_comes_twice(data, bring, value):
    folder = data / "salesforce_demo_templates" / "EAPMM_EA_for_FINS_Insurance"
    files = [folder / f"{name}.csv.gz" for name in ("InsOpportunities", "InsPipelineTrending")]

    outcome = bring(*files)
    facts = Fact.objects.count()
    again = bring(*files)

    assert outcome.created == {"opportunities": 5382, "history": 9999}
    assert outcome.refused == 0
    assert by_kind() == {"won": 1112, "lost": 3581, "open": 689}
    assert (sum(again.created.values()), sum(again.updated.values()), Fact.objects.count()) == (0, 0, facts)
    assert counts(value) == (1112, 3581, 689)
    assert value("push_count") == pushes_in_the_ledger() == 638


def test_salesforce_small_set(data, bring):
    names = ("Accounts", "Contacts", "Leads", "Opportunities", "Customer_Interactions")

    outcome = bring(*(data / "salesforce_small_karim" / f"{name}.csv" for name in names))

    assert outcome.created == {
        "companies": 10,
        "people": 15,
        "leads": 20,
        "opportunities": 12,
        "activities": 30,
    }
    assert (outcome.refused, total()) == (0, 99_000)
    assert Activity.objects.exclude(opportunity=None).count() == 30


def test_fivetran_hubspot_set(data, bring):
    folder = data / "fivetran_seeds" / "dbt_hubspot"

    outcome = bring(
        *(
            folder / f"{name}_data.csv"
            for name in ("deal", "deal_stage", "deal_property_history", "company", "contact")
        )
    )

    assert outcome.created == {"companies": 24, "opportunities": 44, "people": 22}


def test_fivetran_salesforce_set(data, bring):
    folder = data / "fivetran_seeds" / "dbt_salesforce"

    outcome = bring(folder / "sf_opportunity_data.csv", folder / "sf_opportunity_history_data.csv")

    assert (outcome.created, outcome.refused) == ({"opportunities": 9, "history": 9}, 2)


def test_jaffle_gaggle_deals(data, bring):
    outcome = bring(data / "jaffle_gaggle" / "deals.csv")

    assert (outcome.created["opportunities"], outcome.refused) == (123, 0)
    assert (set(Opportunity.objects.values_list("currency", flat=True)), total()) == ({"USD"}, 2_220_000)


def test_loan_applications_are_made_of_their_history(data, bring, metric, value, report):
    stages = dict.fromkeys(("A_APPROVED", "A_ACTIVATED", "A_REGISTERED", "O_ACCEPTED"), "won")
    stages |= {"A_DECLINED": "lost", "A_CANCELLED": "lost", "O_DECLINED": "ignored", "O_CANCELLED": "ignored"}

    outcome = bring(data / "bpi2012_loan_pipeline" / "bpi2012_stage_history_A_and_O.csv.gz", stages=stages)

    assert outcome.created == {"opportunities": 13_087, "history": 92_093}
    assert by_kind() == {"won": 2246, "lost": 10_442, "open": 399}
    lost = Stage.objects.filter(pipeline__opportunities__isnull=False)
    assert lost.exists()
    entered = {
        name: Fact.objects.filter(kind="opportunity", changes__stage_id=stage)
        .values("record_id")
        .distinct()
        .count()
        for stage, name in Stage.objects.values_list("id", "name")
    }
    assert {name: entered[name] for name in ("A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "O_SENT", "O_SENT_BACK")} == {
        "A_SUBMITTED": 13_087, "A_PREACCEPTED": 7367, "A_ACCEPTED": 5113, "O_SENT": 5015, "O_SENT_BACK": 3254,
    }  # fmt: skip
    first = Opportunity.objects.get(name="173688")
    assert first.created_at == datetime(2011, 9, 30, 22, 38, 44, 546000, tzinfo=UTC)
    assert counts(value) == (2246, 10_442, 399)
    steps = {
        row["step"]: row["reached"]
        for row in report("funnel", "--unit", "opportunity", "--where", f"pipeline={first.pipeline}")["rows"]
    }
    assert steps == {
        "A_SUBMITTED": 13_087, "A_PARTLYSUBMITTED": 13_087, "A_PREACCEPTED": 7367, "A_ACCEPTED": 5113, "O_SELECTED": 5015,
        "A_FINALIZED": 5015, "O_CREATED": 5015, "O_SENT": 5015, "O_SENT_BACK": 3254, "Won": 2246,
    }  # fmt: skip
    lost = {
        group["by"]["loss_reason"]: group["value"]
        for group in metric("opportunities_lost", "--by", "loss_reason")["groups"]
    }
    assert lost == {"A_DECLINED": 7635, "A_CANCELLED": 2807}
    ways = {
        row["path"]: (row["n"], row["won"])
        for row in report("paths", "--where", f"pipeline={first.pipeline}")["rows"]
    }
    assert ways["A_SUBMITTED → A_PARTLYSUBMITTED"] == (5720, 0)


def test_olist_comes_in_whole_and_twice_changes_nothing(data, bring, metric, report):
    files = [
        data / "olist" / f"olist_{name}_dataset.csv" for name in ("closed_deals", "marketing_qualified_leads")
    ]

    first = bring(*files)
    facts = Fact.objects.count()
    second = bring(*files)

    assert (first.created["leads"], first.created["opportunities"], first.refused) == (8000, 842, 0)
    assert dict(Lead.objects.values_list("status").annotate(Count("id"))) == {"new": 7158, "converted": 842}
    assert Opportunity.objects.filter(stage__kind="won", source_lead__isnull=False).count() == 842
    assert any("closed before the first contact of their lead" in warning for warning in first.warnings)
    assert (sum(second.created.values()), sum(second.updated.values()), Fact.objects.count()) == (0, 0, facts)
    assert Company.objects.count() == 842
    sources = {row["source"]: (row["leads"], row["won"]) for row in report("sources")["rows"]}
    assert sources == {
        "organic_search": (2296, 271), "paid_search": (1586, 195), "social": (1350, 75), "unknown": (1099, 179),
        "direct_traffic": (499, 56), "email": (493, 15), "referral": (284, 24), "other": (150, 4), "display": (118, 6),
        "other_publicities": (65, 3), "not recorded": (60, 14),
    }  # fmt: skip
    assert report("funnel")["figures"]["won_share"]["value"] == 0.10525
    days = metric("lead_cycle_days", "--rows")
    assert (days["n"], round(days["details"]["mean"], 1), days["details"]["backwards"]) == (842, 49.1, 1)
    lengths = [
        (datetime.fromisoformat(row["at"]) - datetime.fromisoformat(row["lead_at"])).days
        for row in days["rows"]
    ]
    assert [sum(low < one <= high for one in lengths) for low, high in ((-9, 30), (-9, 90), (179, 270), (270, 999))] == [
        555, 692, 43, 25,
    ]  # fmt: skip
