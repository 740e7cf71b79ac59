import pytest
from django.urls import reverse
from django.utils import timezone

from penstock.exchange.sample import jobs
from penstock.exchange.sample.generator import shape_at
from penstock.exchange.sample.jobs import ask_for_sample
from penstock.exchange.sample.models import SampleRun
from penstock.records.people.actions import create_company
from penstock.records.pipeline.actions import create_opportunity, lay_ground, lose
from penstock.records.pipeline.models import LossReason, Opportunity
from penstock.records.team.acting import Acting
from penstock.records.workspace.queries import current

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(db):
    """As an installation begins: the sample needs its pipeline."""
    lay_ground()
    return current()


def ways(client):
    html = client.get(reverse("home")).content.decode()
    return [way for way in ("way-sample", "way-import", "way-hand") if f'id="{way}"' in html]


def test_the_first_visit_offers_what_one_may(cast, client_as):
    offered = {part: ways(client_as(user)) for part, user in cast.items()}

    assert offered["administrator"][0] == "way-sample"
    assert "way-sample" not in offered["manager"] + offered["representative"]
    assert "way-import" not in offered["representative"]
    assert offered["marketer"] == ["way-import", "way-hand"]
    assert offered["viewer"] == []


def test_an_empty_board_and_list_offer_what_one_may(cast, client_as, north):
    """North's people see what is theirs: nothing, of which there is none yet, or only others'."""

    def of(part, page):
        html = client_as(cast[part]).get(page).content.decode().split('data-empty="')[1].split("</main>")[0]
        return html.split('"')[0], "Import a file" in html, reverse("opportunity-new") in html

    for page in ("/opportunities/", "/opportunities/list/"):
        assert of("manager", page) == ("nothing_yet", True, True)
        assert of("representative", page) == ("nothing_yet", False, True)
        assert of("marketer", page) == ("nothing_yet", False, False)

    made = create_opportunity(actor=Acting.on_screen(cast["manager"]), name="Theirs", owner=cast["manager"])
    lose(actor=Acting.on_screen(cast["manager"]), opportunity=made, loss_reason=LossReason.objects.first())

    assert of("outsider", "/opportunities/") == ("nothing_visible", False, False)


def test_who_may_do_nothing_is_told_so(client_as, viewer):
    assert "As soon as your colleagues" in client_as(viewer).get(reverse("home")).content.decode()


def test_with_something_there_it_is_the_dashboard_of_the_role_one_key_from_the_board(client_as, rep):
    create_company(actor=Acting.on_screen(rep), name="Acme")

    html = client_as(rep).get(reverse("home")).content.decode()
    assert "<h1>My sales</h1>" in html
    assert f'href="{reverse("opportunities")}" class="button button--go" data-key="board"' in html


def test_the_sample_comes_and_goes_by_a_job(client_as, administrator):
    client = client_as(administrator)
    ask_for_sample(actor=Acting.on_screen(administrator), scale=0.02)

    assert "It is on its way" in client.get(reverse("home")).content.decode()
    assert 'hx-trigger="every 1s"' in client.get(reverse("sample")).content.decode()
    assert client.post(reverse("sample"))["Location"] == reverse("sample")
    run = SampleRun.objects.get()
    for _again in range(2):
        jobs.do_run(run_id=run.pk, now=timezone.now())
    assert Opportunity.objects.count() == shape_at(0.02).opportunities
    assert "The sample company is here" in client.get(reverse("sample")).content.decode()
    assert client.post(reverse("sample")).status_code == 422

    assert client.post(reverse("settings-sample-removal"))["Location"] == reverse("sample")
    jobs.do_run(run_id=SampleRun.objects.latest("id").pk, now=timezone.now())
    assert Opportunity.objects.count() == 0
    assert "The sample is gone" in client.get(reverse("sample")).content.decode()


def test_a_sample_that_can_not_come_says_why(client_as, administrator):
    run = ask_for_sample(actor=Acting.on_screen(administrator), scale=0.02)
    create_company(actor=Acting.on_screen(administrator), name="Acme")

    jobs.do_run(run_id=run.pk, now=timezone.now())

    assert (
        "There are records here already" in client_as(administrator).get(reverse("sample")).content.decode()
    )


def test_progress_is_told_by_another_connection(db):
    run = SampleRun.objects.create(deed="load")

    with jobs._progress_of(run) as tell:
        tell(3, 8)

    # Which does not see what this test has not committed.
    assert SampleRun.objects.get().done_count == 0
