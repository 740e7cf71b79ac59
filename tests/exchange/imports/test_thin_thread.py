"""The files of issue 2, section 7: what their makers say is in them is in the records."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import Count, Sum

from penstock.foundation.base.ledger import as_of
from penstock.foundation.base.models import Fact
from penstock.records.leads.models import Lead
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.models import User

pytestmark = [pytest.mark.data, pytest.mark.slow]

MAVEN = ("sales_pipeline", "accounts", "products", "sales_teams")


def expected(table: str) -> float:
    """How many rows the planner thinks that a table has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return cursor.fetchone()[0]


def test_maven_comes_in_whole_and_twice_changes_nothing(data, bring):
    files = [data / "maven_crm" / f"{name}.csv" for name in MAVEN]

    first = bring(*files, currency="USD")
    facts = Fact.objects.count()
    # The second run began to search row by row where the planner still thought that there was little.
    assert expected("import_key") >= 8800
    assert expected("ledger") >= 8800
    second = bring(*files, currency="USD")

    assert (first.created["opportunities"], first.created["companies"], first.created["users"]) == (
        8800,
        85,
        35,
    )
    by_stage = Opportunity.objects.values_list("stage__name").annotate(Count("id"), Sum("amount_minor"))
    assert {name: (count, money) for name, count, money in by_stage} == {
        "Won": (4238, 1_000_553_400),
        "Lost": (2473, 0),
        "Engaging": (1589, None),
        "Prospecting": (500, None),
    }
    assert sum("GTXPro" in warning and "1480" in warning for warning in first.warnings) == 1
    assert (sum(second.created.values()), sum(second.updated.values()), Fact.objects.count()) == (0, 0, facts)

    then = as_of(Opportunity, datetime(2017, 10, 1, 23, 59, 59, 999999, tzinfo=UTC))
    assert dict(then.values_list("stage__name").annotate(Count("id"))) == {
        "Engaging": 2434,
        "Lost": 1688,
        "Won": 3050,
    }
    won_by_month = [
        Opportunity.objects.filter(stage__kind="won", close_on__year=2017, close_on__month=month).count()
        for month in range(3, 13)
    ]
    assert won_by_month == [531, 285, 438, 531, 308, 446, 503, 279, 406, 511]
    melvin = User.objects.filter(team__name="Melvin Marxen")
    won = Opportunity.objects.filter(owner__in=melvin, stage__kind="won").aggregate(
        Count("id"), Sum("amount_minor")
    )
    assert won == {"id__count": 882, "amount_minor__sum": 225_193_000}


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("mql_excel_resaved_dd-mm-yyyy", {}),
        ("mql_spaces_instead_of_underscores", {}),
        ("mql_us_dates_3cols", {}),
        (
            "mql_no_header_timestamps",
            {
                "kind": "leads",
                "mapping": {"1": "external_id", "2": "created_at", "3": "landing_page", "4": "source"},
            },
        ),
    ],
)
def test_olist_variants_give_the_same_leads(data, bring, name, options):
    outcome = bring(data / "olist" / "variants" / f"{name}.csv", **options)

    assert (outcome.created["leads"], outcome.refused) == (8000, 0)
    lead = Lead.objects.get(name="dac32acd4db4c29c230538b72f8dd87d")
    assert (lead.created_at.date(), lead.source.name) == (date(2018, 2, 1), "social")
    assert Fact.objects.filter(kind="lead", record_id=lead.id).get().precision == "day"
