"""Numbers of reports, watched: by column and cell, by figure; with their records; refused where there is none."""

import pytest

from penstock.foundation.base.errors import Refused
from penstock.insight.metrics.query import WrongQuestion
from penstock.response.alerts.models import Alert, Rule
from penstock.response.alerts.reading import read
from penstock.response.alerts.watching import look_at
from tests.insight.metrics.world import NOW
from tests.response.alerts.test_watching import boss, state, watched, workspace  # noqa: F401  (fixtures)
from tests.response.reports.test_told_by import told

pytestmark = pytest.mark.django_db
FIRST = {"metric": "", "report": "pipeline", "column": "value", "cell": "stage:11"}


def test_a_cell_is_watched_with_its_records(state, workspace, boss):  # noqa: F811
    alert = watched(boss, **FIRST, threshold=1.0)
    row = next(row for row in told("pipeline").table.rows if row["stage_id"] == 11)

    crossing = look_at(state, alert, workspace, NOW)

    assert crossing is not None
    assert crossing.value == row["value"] / 100
    assert len(crossing.record_ids) == row["count"] == crossing.n
    assert crossing.text.startswith(
        f"{crossing.value:,.2f}".rstrip("0").rstrip(".") + " EUR, the line is 1 EUR"
    )


def test_a_figure_is_watched_by_its_name(state, workspace, boss):  # noqa: F811
    alert = watched(boss, metric="", report="pipeline", cell="open", rule=Rule.BELOW, threshold=10_000)
    crossing = look_at(state, alert, workspace, NOW)

    assert crossing is not None
    assert crossing.value == len(crossing.record_ids) == told("pipeline").figures[0].value


def test_a_cell_that_is_not_there_now_crosses_nothing(state, workspace, boss):  # noqa: F811
    alert = watched(boss, **FIRST | {"cell": "stage:99"})

    with pytest.raises(WrongQuestion, match="has no number value stage:99 now"):
        read(state, alert, workspace, NOW)
    assert look_at(state, alert, workspace, NOW) is None
    alert.refresh_from_db()
    assert "no number" in alert.says


@pytest.mark.parametrize(
    "wrong",
    [
        {"metric": "win_rate"},
        {"report": "rain"},
        {"report": ""},
        {"cell": ""},
        {"cell": "a\x00b"},
        {"rule": Rule.CHART, "threshold": None},
        {"where": ["nonsense"]},
    ],
)
def test_what_a_cell_takes(workspace, boss, wrong):  # noqa: F811
    with pytest.raises(Refused):
        watched(boss, **FIRST | wrong)
    assert not Alert.objects.exists()


@pytest.mark.parametrize("name", ["leaks", "stages", "winloss", "interventions"])
def test_a_number_of_any_report_is_read(state, workspace, boss, name):  # noqa: F811
    alert = watched(boss, metric="", report=name, cell=told(name).figures[0].name, days=365)

    assert read(state, alert, workspace, NOW).text
