"""Written down from the line where one stands, judged, taken back; not in the past, and only by whom it concerns."""

from penstock.records.pipeline.models import Stage
from penstock.response.reports.models import Intervention
from tests.faces.ui.reports.test_pages import clients, text  # noqa: F401  (a fixture)


def test_something_done_is_written_down_shown_judged_and_taken_back(clients):  # noqa: F811
    rita = clients["rita"]
    stage = Stage.objects.filter(kind="open").order_by("position")[0]
    address = f"/reports/interventions/new/?about=stage%3A{stage.pk}&back=%2Freports%2Fstages%2F"
    assert f'<option value="stage:{stage.pk}" selected>' in text(rita, address)

    sent = {"target": f"stage:{stage.pk}", "text": "<b>Train</b>", "day": "2026-05-01", "expected": "more"}
    made = rita.post(address, sent)
    wrong = rita.post(address, sent | {"text": ""})

    one = Intervention.objects.get()
    assert (made.status_code, made.headers["Location"], wrong.status_code) == (302, "/reports/stages/", 422)
    stages = text(rita, "/reports/stages/")
    assert "&lt;b&gt;Train&lt;/b&gt; (since 1 May 2026, rita)" in stages
    assert address.replace("&", "&amp;") in stages
    judging = f"/reports/interventions/{one.pk}/judgement/"
    page = text(rita, "/reports/interventions/")
    assert "Too early: 0 of 30 since." in page
    assert judging in page
    assert clients["olga"].get(judging).status_code == 404

    assert rita.post(judging, {"text": "Nothing", "day": "2026-04-01"}).status_code == 422
    assert rita.post(judging, {"text": "Nothing", "day": "2026-06-01"}).status_code == 302
    assert Intervention.objects.get().judgement == "Nothing"
    assert rita.post(f"/reports/interventions/{one.pk}/removal/").status_code == 302
    assert Intervention.objects.exclude(removed_at=None).count() == 1


def test_one_goes_back_to_ones_own_pages_only(clients):  # noqa: F811
    sent = {"target": "leak:stalled", "text": "Call", "day": "2026-05-01"}
    made = clients["ada"].post("/reports/interventions/new/?back=//evil.example/", sent)

    assert made.headers["Location"] == "/reports/interventions/"


def test_conditions_of_the_page_come_along_and_must_be_askable(clients):  # noqa: F811
    sent = {"target": "leak:stalled", "text": "Call", "day": "2026-05-01"}
    address = "/reports/interventions/new/?where="

    assert clients["ada"].post(address + "shoes%3D8", sent).status_code == 422
    assert clients["ada"].post(address + "owner%3Drita", sent).status_code == 302
    assert Intervention.objects.get().where == ["owner=rita"]
