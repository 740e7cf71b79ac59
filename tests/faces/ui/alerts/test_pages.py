"""An alert's life on the screen: made, tested, its records opened, switched off, taken away."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.models import Role, User
from penstock.response.alerts.models import Alert, Crossing
from penstock.response.alerts.tasks import look_at_alerts_task

ASKED = {"metric": "opportunities_open", "days": "90", "rule": "above", "threshold": "0", "title": "Some"}


@pytest.fixture
def client(committed: str, tmp_path: Path, settings: LazySettings) -> Client:
    settings.HOME = tmp_path
    lay_ground()
    stage = Stage.objects.filter(kind="open").order_by("position")[0]
    Opportunity.objects.create(name="One", pipeline=stage.pipeline, stage=stage, currency="EUR")
    found = Client()
    found.force_login(User.objects.create(email="ada@example.com", name="Ada", role=Role.ADMINISTRATOR))
    return found


def test_an_alerts_life(client):
    assert client.post("/alerts/", ASKED | {"threshold": ""}).status_code == 422
    assert client.post("/alerts/", ASKED).status_code == 302
    address = f"/alerts/{Alert.objects.get().pk}/"

    look_at_alerts_task(1_800_000_000)
    page = client.get(address).content.decode()
    assert "1, the line is 0 · n 1" in page
    assert "the last 90 days" not in page
    assert f'<a href="{address}">Some: 1, the line is 0' in client.get("/notices/").content.decode()
    assert "One" in client.get(f"{address}crossings/{Crossing.objects.get().pk}/").content.decode()

    assert client.post(f"{address}test/").status_code == 302
    assert Crossing.objects.filter(is_test=True).count() == 1
    client.post(f"{address}switch/")
    assert "off" in client.get("/alerts/").content.decode()
    assert client.post(f"{address}removal/").status_code == 302
    assert client.get(address).status_code == 404


def test_the_line_of_a_share_is_written_and_read_in_per_cent(client):
    share = ASKED | {"metric": "win_rate", "rule": "below"}

    refused = client.post("/alerts/", share | {"threshold": "20"})
    assert (refused.status_code, "20 % is 0.2" in refused.content.decode()) == (422, True)
    assert client.post("/alerts/", share | {"threshold": " 20 % "}).status_code == 302
    alert = Alert.objects.get()
    assert alert.threshold == 0.2
    assert "falls below 20.0\u00a0%" in client.get("/alerts/").content.decode()
    assert "<b>20.0\u00a0%</b>" in client.get(f"/alerts/{alert.pk}/").content.decode()
    client.post("/alerts/", ASKED | {"metric": "won_amount", "threshold": "500000"})
    assert "rises above €500,000" in client.get("/alerts/").content.decode()


def test_an_alert_of_a_metric_that_is_gone_can_be_tried(client):
    client.post("/alerts/", ASKED)
    Alert.objects.update(metric="gone")

    answer = client.post(f"/alerts/{Alert.objects.get().pk}/test/", headers={"referer": "/alerts/"})

    assert answer.status_code < 500


def test_a_number_of_a_report_is_watched_from_its_records(client):
    stage = Stage.objects.filter(kind="open").order_by("position")[0]
    cell = f"stage:{stage.pk}"
    page = client.get(f"/reports/pipeline/rows/?cell={cell}&title=Count&watch=count:{cell}").content.decode()
    assert 'action="/reports/pipeline/watching/"' in page
    assert f'value="{cell}"' in page
    assert 'name="threshold"' not in client.get(f"/reports/pipeline/rows/?cell={cell}").content.decode()

    sent = {
        "rule": "above",
        "threshold": "0",
        "days": "90",
        "column": "count",
        "cell": cell,
        "by": "",
        "where": "",
    }
    assert client.post("/reports/pipeline/watching/", sent).status_code == 302
    assert client.post("/reports/pipeline/watching/", sent | {"cell": "stage:0"}).status_code == 302
    alert = Alert.objects.get()
    assert '<a class="link" href="/reports/pipeline/">Pipeline</a>' in client.get(f"/alerts/{alert.pk}/").content.decode()  # fmt: skip


def test_a_condition_on_an_unknown_field_is_refused_when_it_is_saved(client):
    sent = {"rule": "above", "threshold": "0", "days": "90", "cell": "open", "where": "shoes=8"}
    answer = client.post("/reports/pipeline/watching/", sent, follow=True)

    assert "shoes" in answer.content.decode()
    assert not Alert.objects.exists()
