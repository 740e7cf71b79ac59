"""Files in through the API: the same as the page and the command."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from penstock.exchange.imports.jobs import do_run, do_undo
from penstock.exchange.imports.recognition.presets.all import SYSTEMS
from penstock.faces.api.imports import System
from penstock.records.pipeline.models import Opportunity

pytestmark = pytest.mark.django_db
DEALS = b"Deal ID,Deal Name,Deal Stage,Amount\n1,One,Contract sent,100\n2,Two,Contract sent,much\n"


@pytest.fixture
def browser(administrator, client_as, stages, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return client_as(administrator)


def test_every_system_that_is_recognised_can_be_named():
    assert get_args(System) == SYSTEMS


def test_files_are_uploaded_brought_in_and_taken_back(browser, administrator):
    upload = browser.post("/api/imports/uploads", {"files": SimpleUploadedFile("deals.csv", DEALS)}).json()
    asked = {"upload": upload["upload"], "kind": "opportunities"}
    started = browser.post("/api/imports", asked, content_type="application/json").json()
    do_run(run_id=started["id"], now=datetime.now(UTC))

    found = browser.get(f"/api/imports/{started['id']}").json()
    refusals = browser.get(f"/api/imports/{started['id']}/refusals").json()["items"]
    records = browser.get(f"/api/imports/{started['id']}/records").json()["items"]
    undoing = browser.delete(f"/api/imports/{started['id']}").json()
    again = browser.delete(f"/api/imports/{started['id']}")
    do_undo(run_id=started["id"], user_id=administrator.pk, now=datetime.now(UTC))
    undone = browser.get(f"/api/imports/{started['id']}").json()

    assert (upload["files"], started["state"]) == (["deals.csv"], "waiting")
    assert (found["state"], found["created"], found["refused"]) == ("done", 1, 1)
    assert refusals == [{"file": 0, "line": 3, "reason": "Amount: “much” is no number"}]
    assert "One" in [record["name"] for record in records]
    assert (undoing["state"], again.status_code) == ("undoing", 422)
    assert (undone["state"], undone["done"], undone["left"]) == ("undone", undone["total"], {})
    assert Opportunity.objects.filter(is_removed=False).count() == 0


def test_unknown_upload_is_not_there(browser):
    answer = browser.post("/api/imports", {"upload": "0" * 32}, content_type="application/json")

    assert answer.status_code == 404
