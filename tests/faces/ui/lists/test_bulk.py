"""Many records changed at once, and taken back."""

from typing import Any

import pytest
from django.urls import reverse

from penstock.foundation.base.models import Fact
from penstock.records.leads.models import Lead
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.models import User
from tests.faces.ui.lists.conftest import Grow

pytestmark = pytest.mark.django_db


def test_owner_and_stage_change_for_all_and_go_back(
    client_as: Any, administrator: User, teammate: User, grow: Grow, stage: Stage
) -> None:
    ids = [record.pk for record in grow("opportunity", 3)]
    later = Stage.objects.create(pipeline=stage.pipeline, name="Sent", probability="0.9", position=1)
    browser = client_as(administrator)

    form = browser.get("/opportunities/list/bulk/", {"id": ids, "state": "state=open"}).content.decode()
    answer = browser.post(
        "/opportunities/list/bulk/",
        {"id": ids[:2], "state": "state=open", "owner": teammate.pk, "stage": later.pk},
    )

    assert form.count('name="id"') == 3
    assert answer.headers["Location"] == "/opportunities/list/?state=open"
    changed = list(Opportunity.objects.order_by("id").values_list("owner__name", "stage__name"))
    assert changed == [("Theo Teammate", "Sent"), ("Theo Teammate", "Sent"), ("Rita Rep", "Qualified")]
    act = Fact.objects.filter(cause="bulk").values_list("cause_id", flat=True).distinct().get()
    assert reverse("bulk-undo", args=[act]) in browser.get("/opportunities/list/").content.decode()
    browser.post(reverse("bulk-undo", args=[act]))
    assert set(Opportunity.objects.values_list("owner__name", "stage__name")) == {("Rita Rep", "Qualified")}


def test_what_is_refused_is_said_in_the_form_and_nothing_is_changed(
    client_as: Any, teammate: User, grow: Grow
) -> None:
    ids = [record.pk for record in grow("lead", 2)]

    answer = client_as(teammate).post("/leads/bulk/", {"id": ids, "intent": "buying"})

    assert answer.status_code == 422
    assert "This belongs to someone else" in answer.content.decode()
    assert set(Lead.objects.values_list("intent", flat=True)) == {""}


@pytest.mark.parametrize("values", [{"id": [], "owner": "me"}, {"owner": ""}, {"owner": "x"}])
def test_nothing_ticked_or_nothing_to_change_is_said(
    client_as: Any, administrator: User, grow: Grow, values: dict[str, Any]
) -> None:
    ids = [record.pk for record in grow("company", 1)]

    assert client_as(administrator).post("/companies/bulk/", {"id": ids} | values).status_code == 422


def test_what_one_may_not_see_is_not_changed(client_as: Any, outsider: User, grow: Grow) -> None:
    ids = [record.pk for record in grow("company", 1)]

    assert client_as(outsider).post("/companies/bulk/", {"id": ids, "city": "Oslo"}).status_code == 422
