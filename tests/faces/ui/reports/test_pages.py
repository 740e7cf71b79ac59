"""Pages of the reports: whose numbers, the way into the records, and questions that can't be asked."""

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from penstock.foundation.base.models import Fact
from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, Team, User
from penstock.response.reports.own import keep_own_metric


@pytest.fixture
def clients(committed: str, tmp_path: Path, settings: LazySettings) -> dict[str, Client]:
    """Two representatives of two teams with a sale each, and the administrator."""
    settings.HOME = tmp_path
    lay_ground()
    stage = Stage.objects.filter(kind="open").order_by("position")[0]
    found = {}
    for name, role, amount in (
        ("ada", Role.ADMINISTRATOR, 0),
        ("rita", Role.REPRESENTATIVE, 1_000),
        ("olga", Role.REPRESENTATIVE, 20_000),
    ):
        team = Team.objects.create(name=name) if amount else None
        user = User.objects.create(email=f"{name}@example.com", name=name, role=role, team=team)
        if amount:
            Opportunity.objects.create(
                name=f"{name}'s sale",
                pipeline=stage.pipeline,
                stage=stage,
                owner=user,
                amount_minor=amount * 100,
                currency="EUR",
            )
        found[name] = Client()
        found[name].force_login(user)
    return found  # fmt: skip


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_everybody_sees_their_own_pipeline_and_opens_it(clients):
    assert "€21 k" in text(clients["ada"], "/reports/pipeline/")
    mine = text(clients["rita"], "/reports/pipeline/")
    assert "€1 k" in mine
    assert "€21 k" not in mine

    behind = text(clients["rita"], "/reports/pipeline/rows/?cell=kind:open")
    assert "rita&#39;s sale" in behind
    assert "olga" not in behind


def test_the_bridge_opens_by_name_for_those_who_may_see_it(clients):
    page = text(clients["rita"], "/reports/changes/")

    assert "rita&#39;s sale" in page
    assert "olga" not in page
    assert "rita&#39;s sale" in text(clients["rita"], "/reports/changes/rows/?cell=new")


def test_what_was_measured_takes_the_place_of_a_probability(clients):
    """Of 25 that were in the first stage 5 were won: 20 %; the ledger says what that rests on."""
    stage = Stage.objects.filter(kind="open").order_by("position")[0]
    ends = {kind: Stage.objects.get(pipeline=stage.pipeline, kind=kind) for kind in ("won", "lost")}
    made = [Opportunity(name=f"{i}", pipeline=stage.pipeline, stage=stage, currency="EUR") for i in range(25)]
    Opportunity.objects.bulk_create(made)
    Opportunity.objects.filter(pk__in=[one.pk for one in made[:5]]).update(stage=ends["won"])
    Opportunity.objects.filter(pk__in=[one.pk for one in made[5:]]).update(stage=ends["lost"])
    Stage.objects.filter(pk=stage.pk).update(probability="0.9")
    address = f"/reports/calibration/stages/{stage.pk}/"

    assert f'action="{address}' in text(clients["ada"], "/reports/calibration/")
    assert address not in text(clients["rita"], "/reports/calibration/")
    assert clients["rita"].post(address).status_code == 403
    assert clients["ada"].post(address).status_code == 302
    assert Stage.objects.get(pk=stage.pk).probability == Decimal("0.2")
    facts = Fact.objects.filter(kind="stage", record_id=stage.pk, reason="measured: 5 of 25 won")
    assert facts.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "/reports/",
        "/reports/trend/?metric=opportunities_opened&period=year",
        "/reports/sources/?period=last-quarter",
        "/reports/winloss/?by=owner&where=source%3Dnot+recorded",
        "/reports/leaks/?period=year",
        "/reports/changes/?window=2026-01-01..2026-03-31&period=quarter",
        "/reports/changes/?as_of=2026-01-01&known=yes",
        "/reports/week/",
        "/reports/funnel/?against=previous&unit=opportunity",
        "/reports/stages/",
        "/reports/calibration/",
        "/reports/paths/",
        "/reports/drivers/",
        "/reports/reps/",
        "/reports/pipeline/?as_of=2020-01-01&known=yes&against=2019-01-01",
    ],
)
def test_pages_answer(clients, address):
    assert "<h1>" in text(clients["ada"], address)


def test_benchmarks_stand_beside_their_metric_with_whom_they_are_of(clients):
    for address in ("/reports/winloss/", "/reports/trend/?metric=win_rate", "/reports/drivers/"):
        page = text(clients["ada"], address)
        assert "of the closed; 48.2 % of all opened" in page, address
        assert ('href="/reports/winloss/?by=owner"' in page) == ("winloss" in address)
    assert "Maven" not in text(clients["ada"], "/reports/pipeline/")


def test_a_wrong_question_says_so(clients):
    assert "be asked so" in text(clients["ada"], "/reports/trend/?metric=none")
    assert "be asked so" in text(clients["ada"], "/reports/pipeline/?where=nonsense")
    assert "be asked so" in text(clients["ada"], "/reports/trend/?where=source%3D%00")
    window = text(clients["ada"], "/reports/changes/?window=2026-01-01")
    assert "A window is" in window
    assert "Close date: 2026-01-01" in window
    assert "next quarter" in window
    text(clients["ada"], "/reports/none/", status=404)
    text(clients["ada"], "/reports/pipeline/rows/?cell=nonsense", status=404)


def test_export_is_the_first_table_in_major_units(clients):
    lines = text(clients["ada"], "/reports/pipeline/export/").splitlines()

    assert lines[0] == "pipeline,stage,kind,count,value,weighted"
    assert lines[1].split(",")[3:5] == ["2", "21000.0"]


def test_filters_stand_as_chips_in_words_and_go_one_by_one(clients):
    rita = User.objects.get(name="rita").pk
    held = f"/reports/pipeline/?where=owner%3D{rita}&where=amount_band%3D1"
    page, form = (
        text(clients["ada"], held),
        text(clients["ada"], held.replace("pipeline/?", "pipeline/filters/?")),
    )

    assert "€1 k" in page
    assert "€21 k" not in page
    assert "Owner <b>rita</b>" in page
    assert "Amount <b>1,000 to 10,000 EUR</b>" in page
    assert f'href="/reports/pipeline/?where=owner%3D{rita}"' in page
    assert f'value="owner={rita}" checked' in form
    assert 'value="loss_reason=not recorded"' in form
    assert "Renewals" not in text(clients["ada"], "/reports/sources/filters/")
    assert clients["ada"].get("/reports/interventions/filters/").status_code == 404


def test_another_time_or_segment_stands_beside_a_report(clients):
    """By a key the period before; by a form anything else, which leads back to the page that says so in a chip."""
    form = text(clients["ada"], "/reports/sources/beside/?against=source%3Dnot+recorded")
    compared = text(clients["ada"], "/reports/sources/?against=source%3Dnot+recorded")

    assert 'name="against" value="year-before"' in form
    assert 'value="source=not recorded" checked' in form
    assert "Beside <b>Source: not recorded</b>" in compared
    assert " beside</span>" in compared
    assert 'href="/reports/sources/?" class="button button--quiet" data-key="compare"' in compared
    text(clients["ada"], "/reports/week/beside/", status=404)


def test_a_metric_of_ones_own_is_offered_by_the_trend(clients):
    keep_own_metric(
        actor=Acting.on_screen(User.objects.get(name="ada")),
        title="Won in the north",
        form="filter",
        parts=[{"metric": "opportunities_won", "where": ["team=rita"]}],
        direction="up",
        now=timezone.now(),
    )

    page = text(clients["ada"], "/reports/trend/?metric=won_in_the_north")
    assert '<option value="won_in_the_north" selected>Won in the north</option>' in page


def test_a_share_of_few_is_said_in_counts_and_periods_in_words(clients):
    page = text(clients["ada"], "/reports/funnel/?unit=opportunity&period=twelve")
    assert "0 of 2" in page
    assert "0 of 0" not in page
    now = timezone.now()
    assert f"{now:%b %Y}" in text(clients["ada"], "/reports/trend/?metric=opportunities_opened")


def test_without_anything_to_count_a_report_says_so_and_leads_to_the_import(clients):
    Opportunity.objects.all().update(is_removed=True)

    page = text(clients["ada"], "/reports/trend/?metric=opportunities_won")
    assert "There is nothing to count yet" in page
    assert 'href="/imports/"' in page or 'href="/import/"' in page
    assert "Nothing was counted in these periods." in page
    assert "Import files" not in text(clients["rita"], "/reports/pipeline/")


def test_what_a_filter_leaves_empty_says_so_and_offers_to_clear_it(clients):
    page = text(clients["ada"], "/reports/winloss/?where=amount_band%3D1&period=year")

    assert "Nothing with this filter" in page
    assert 'href="/reports/winloss/?period=year"' in page


def test_records_are_titled_by_their_row_and_column(clients):
    page = unescape(text(clients["ada"], "/reports/pipeline/"))

    assert re.search(r"/reports/pipeline/rows/\?cell=stage%3A\d+&title=[^&\"]+%3A\+Opportunities", page)
