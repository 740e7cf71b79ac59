import pytest
from django.urls import reverse

from penstock.exchange.sample import actions as sample
from penstock.faces.ui.tasks import home
from penstock.records.people.actions import create_company
from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import Opportunity
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
    assert offered["viewer"] == []


def test_who_may_do_nothing_is_told_so(client_as, viewer):
    assert "As soon as your colleagues" in client_as(viewer).get(reverse("home")).content.decode()


def test_with_something_there_it_is_the_board(client_as, rep):
    create_company(actor=Acting.on_screen(rep), name="Acme")

    assert client_as(rep).get(reverse("home"))["Location"] == reverse("opportunities")


def test_the_sample_comes_by_one_click(client_as, administrator, monkeypatch):
    monkeypatch.setattr(home, "SCALE", 0.02)

    answer = client_as(administrator).post(reverse("sample"))

    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert Opportunity.objects.count() > 0
    assert sample.shape_at(0.02).opportunities == Opportunity.objects.count()
