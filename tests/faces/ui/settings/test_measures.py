"""The pages of one's own metrics and of benchmarks."""

import pytest

from penstock.response.reports.models import Benchmark, OwnMetric

pytestmark = pytest.mark.django_db
OWN = {"title": "Referred wins", "form": "filter", "first": "opportunities_won", "first_where": "source=Referral", "direction": "up"}  # fmt: skip


def test_a_metric_is_made_again_and_removed(client_as, manager):
    client = client_as(manager)
    assert client.post("/settings/metrics/", OWN).status_code == 302
    assert (
        client.post("/settings/metrics/", OWN | {"form": "sum", "second": "opportunities_lost"}).status_code
        == 302
    )
    page = client.get("/settings/metrics/").content.decode()
    assert "opportunities_won (source=Referral) + opportunities_lost" in page
    assert OwnMetric.objects.filter(name="referred_wins").count() == 2

    refused = client.post("/settings/metrics/", OWN | {"form": "ratio", "title": "X", "second": "win_rate"})
    assert refused.status_code == 422
    assert client.post("/settings/metrics/referred_wins/removal/").status_code == 302
    assert "Referred wins" not in client.get("/settings/metrics/").content.decode()


def test_a_benchmark_has_its_source(client_as, manager):
    client = client_as(manager)
    given = {"metric": "win_rate", "value": "0.25", "text": "A quarter", "denominator": "of our trade", "source": "Report 2026"}  # fmt: skip
    assert client.post("/settings/benchmarks/", given).status_code == 302
    page = client.get("/settings/benchmarks/").content.decode()
    assert "A quarter" in page
    assert "Report 2026" in page
    assert client.post(f"/settings/benchmarks/{Benchmark.objects.get().pk}/removal/").status_code == 302
    assert Benchmark.objects.count() == 0
