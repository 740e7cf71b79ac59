from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from penstock.exchange.imports.jobs import do_run, do_undo
from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.uploads import bare_name, forget_old_uploads
from penstock.foundation.base.ledger import SYSTEM, Cause, writing
from penstock.records.leads.models import Lead
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.models import User

pytestmark = pytest.mark.django_db
LEADS = b"Lead ID,First Name,Last Name,Email,Created Time\n1,Anna,Ek,anna@x.example,01/02/2025\n2,Bo\n"


@pytest.fixture
def browser(administrator, client_as, settings, tmp_path):
    """The administrator's, with uploads going to a folder of the test's."""
    settings.MEDIA_ROOT = tmp_path
    return client_as(administrator)


def upload(browser, content=LEADS, name="../../leads.csv"):
    return browser.post(reverse("import"), {"files": SimpleUploadedFile(name, content)})


def test_upload_is_looked_at_asked_about_brought_in_and_taken_back(browser):
    looked_at = upload(browser)
    page = browser.get(looked_at.url)
    assert looked_at.url.startswith("/import/sets/")
    assert b"can be read day first or month first" in page.content
    assert b"Bring them in" not in page.content
    assert browser.post(looked_at.url).status_code == 422

    asked = browser.post(looked_at.url, {"dates": "dmy"})
    run = ImportRun.objects.get()
    assert (asked.url, run.state) == (reverse("import-run", kwargs={"pk": run.pk}), "waiting")
    assert b"every 2s" in browser.get(asked.url).content

    do_run(run_id=run.pk, now=datetime.now(UTC))
    do_run(run_id=run.pk, now=datetime.now(UTC))
    run.refresh_from_db()
    assert (run.state, run.created_count, run.refused_count, Lead.objects.count()) == ("done", 1, 1, 1)
    assert Lead.objects.get().created_at == datetime(2025, 2, 1, tzinfo=UTC)
    refused = browser.get(reverse("import-run-refused", kwargs={"pk": run.pk}))
    assert b"2 cells where the header has 5" in b"".join(refused.streaming_content)

    taken_back(browser, run)
    assert Lead.objects.filter(is_removed=False).count() == 0


def test_no_file_is_said(browser):
    page = browser.post(reverse("import"))

    assert (page.status_code, b"Choose at least one file." in page.content) == (422, True)


def test_file_that_cannot_be_read_is_said(browser):
    page = browser.get(upload(browser, b"%PDF-1.7", "x.csv").url)

    assert b"this is a PDF file" in page.content


def test_run_that_fails_says_why(browser, administrator):
    address = upload(browser, LEADS.replace(b"/", b"-")).url
    browser.post(address, {"dates": "dmy"})
    run = ImportRun.objects.get()
    ImportRun.objects.update(options=run.options | {"currency": "XXL"})

    do_run(run_id=run.pk, now=datetime.now(UTC))

    run.refresh_from_db()
    assert (run.state, run.warnings) == ("failed", ["there is no currency 'XXL' (--currency)"])


def test_unknown_uploads_are_not_there(browser):
    assert browser.get(reverse("import-set", kwargs={"token": "0" * 32})).status_code == 404
    assert browser.get(reverse("import-set", kwargs={"token": "nonsense"})).status_code == 404


def test_names_of_uploads_have_no_path():
    assert [bare_name(name) for name in ("../../etc/passwd", "C:\\x\\leads.csv", "..", "a\x00b.csv")] == [
        "passwd",
        "leads.csv",
        "file",
        "a_b.csv",
    ]


DEALS = b"Deal ID,Deal Name,Deal Stage,Amount,Shoe size,Deal Owner\n1,One,Talking,100,42,Bo Ek\n2,Two,Talking,much,43,Bo Ek\n"


def done(browser, address, **said):
    """Sent, and done by the worker."""
    page = browser.post(address, said)
    run = ImportRun.objects.order_by("-id").first()
    do_run(run_id=run.pk, now=datetime.now(UTC))
    run.refresh_from_db()
    return page, run


def test_what_would_happen_is_counted_and_nothing_is_written(browser):
    page = browser.get(upload(browser, DEALS, "deals.csv").url)

    assert "What would happen" in page.text
    assert "deals.csv, line 3: Amount: “much” is no number" in page.text
    assert (Opportunity.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_column_becomes_a_field_of_its_own_name_and_is_offered_again(browser):
    address = upload(browser, DEALS, "deals.csv").url
    form = {"map-0-5": "custom", "label-0-5": "Size of shoe", "map-0-6": "ignored"}
    _, run = done(browser, address, **form)

    again = browser.get(upload(browser, DEALS, "deals.csv").url)

    assert run.state == "done"
    opportunity = Opportunity.objects.get()
    assert (opportunity.custom, opportunity.owner) == ({"size_of_shoe": "42"}, None)
    assert "The columns are as you said for deals.csv." in again.text
    assert 'value="Size of shoe"' in again.text


def test_every_row_is_checked_by_the_worker_and_nothing_is_written(browser):
    _, run = done(browser, upload(browser, DEALS, "deals.csv").url, do="check")

    assert (run.is_dry, run.state, run.created_count, run.refused_count) == (True, "done", 1, 1)
    assert Opportunity.objects.count() == 0
    assert "Back to the files" in browser.get(reverse("import-run", kwargs={"pk": run.pk})).text


def taken_back(browser, run):
    """Asked for, and done by the worker."""
    browser.post(reverse("import-run-undoing", kwargs={"pk": run.pk}))
    run.refresh_from_db()
    assert run.state == "undoing"
    assert "every 2s" in browser.get(reverse("import-run", kwargs={"pk": run.pk})).text
    do_undo(run_id=run.pk, user_id=run.user_id, now=datetime.now(UTC))
    do_undo(run_id=run.pk, user_id=run.user_id, now=datetime.now(UTC))
    run.refresh_from_db()
    assert run.state == "undone"


def test_what_undo_leaves_is_named_with_the_run(browser):
    _, run = done(browser, upload(browser, DEALS, "deals.csv").url)
    opportunity = Opportunity.objects.get()
    with writing(SYSTEM, Cause("screen")):
        Opportunity.objects.update(next_step="call")

    taken_back(browser, run)
    page = browser.get(reverse("import-run", kwargs={"pk": run.pk}))

    assert reverse("opportunity", kwargs={"pk": opportunity.pk}) in page.text
    assert (run.progress["undone"], run.progress["left"]["opportunity"]) == (
        run.progress["to_undo"],
        [opportunity.pk],
    )


def test_rows_that_said_nothing_new_open(browser):
    deals = b"Deal ID,Deal Name,Deal Stage,Amount\n1,One,Talking,100\n2,Two,Talking,7\n"
    done(browser, upload(browser, deals, "deals.csv").url)
    _, run = done(browser, upload(browser, deals.replace(b"7", b"8"), "deals.csv").url)
    one = Opportunity.objects.get(name="One")

    page = browser.get(reverse("import-run-same", kwargs={"pk": run.pk}))

    assert (run.unchanged_count, run.progress["same"]) == (1, {"opportunities": [[0, 2, one.pk]]})
    assert reverse("opportunity", kwargs={"pk": one.pk}) in page.text


def test_what_stages_mean_is_said_on_the_page(browser):
    deals = b"Deal ID,Deal Name,Deal Stage,Amount\n1,One,Handshake,100\n2,Two,Talking,7\n"
    address = upload(browser, deals, "deals.csv").url

    page = browser.get(address)
    _, run = done(browser, address, **{"stage-name-1": "Handshake", "stage-1": "won"})

    assert 'name="stage-name-1" value="Handshake"' in page.text
    assert "open, by its name" in page.text
    kinds = dict(Opportunity.objects.values_list("name", "stage__kind"))
    assert (run.state, kinds) == ("done", {"One": "won", "Two": "open"})


def test_doubt_names_the_field_of_the_page(browser):
    page = browser.get(upload(browser).url)

    assert "can be read day first or month first. Choose it under “Order of dates”." in page.text
    assert "--dates" not in page.text


def test_field_that_settles_a_doubt_stands_once_and_in_its_question(browser):
    page = browser.get(upload(browser, b"Deal Name,Stage,Amount\nA,Open,$1\nB,Open,2\n", "deals.csv").url)
    question = page.text.split('<section class="question"')[1].split("</section>")[0]

    assert (question.count('name="currency"'), page.text.count('name="currency"')) == (1, 1)
    assert "names USD in some cells and no currency in others" in question


def test_numbers_open_into_rows(browser):
    _, run = done(browser, upload(browser, DEALS, "deals.csv").url)
    opportunity = Opportunity.objects.get()

    records = browser.get(reverse("import-run-records", kwargs={"pk": run.pk, "what": "created"}))
    refusals = browser.get(reverse("import-run-refusals", kwargs={"pk": run.pk}))

    assert reverse("opportunity", kwargs={"pk": opportunity.pk}) in records.text
    assert records.text.count(">Number</th>") == 1
    assert "“much” is no number" in refusals.text
    assert (
        browser.get(reverse("import-run-records", kwargs={"pk": run.pk, "what": "eaten"})).status_code == 404
    )


def test_owner_by_name_is_matched_on_a_page(browser, representative):
    done(browser, upload(browser, DEALS, "deals.csv").url)
    owner = User.objects.get(name="Bo Ek")

    page = browser.get(reverse("import-owners"))
    browser.post(reverse("import-owners"), {"owner": owner.pk, "user": representative.pk})

    assert "Bo Ek" in page.text
    assert Opportunity.objects.get().owner == representative


def test_run_that_failed_goes_on(browser):
    address = upload(browser, LEADS, "leads.csv").url
    browser.post(address, {"dates": "dmy"})
    run = ImportRun.objects.get()
    ImportRun.objects.update(state="failed", progress={"step": "reading", "done": 0, "total": 0})

    browser.post(reverse("import-run-resumption", kwargs={"pk": run.pk}))
    run.refresh_from_db()

    assert run.state == "waiting"


def test_uploads_that_nobody_wants_are_forgotten(browser):
    address = upload(browser).url

    assert forget_old_uploads(datetime.now(UTC) + timedelta(days=6)) == 0
    assert forget_old_uploads(datetime.now(UTC) + timedelta(days=8)) == 1
    assert browser.get(address).status_code == 404
