"""Many records changed at once, and taken back."""

from typing import Any

import pytest
from django.urls import reverse

from penstock.faces.ui.lists.screens import SCREENS
from penstock.foundation.base.models import Fact
from penstock.records.leads.models import Lead
from penstock.records.people.actions import create_custom_field, update_company
from penstock.records.people.models import Company
from penstock.records.pipeline.actions import undo, update_many
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.acting import Acting
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


def acts() -> list[int]:
    return list(Fact.objects.filter(cause="bulk", voids=None).values_list("cause_id", flat=True).distinct())


@pytest.mark.parametrize("kind", ["company", "person", "lead", "opportunity"])
def test_many_are_removed_and_brought_back(
    kind: str, client_as: Any, administrator: User, grow: Grow
) -> None:
    model = type(grow(kind, 3)[0])
    ids = list(model._base_manager.values_list("pk", flat=True))
    browser = client_as(administrator)
    address = reverse(f"{SCREENS[kind].name}-bulk")
    here = model._base_manager.filter(is_removed=False)

    browser.post(address, {"id": ids[1:], "removal": "yes"})
    assert list(here.values_list("pk", flat=True)) == ids[:1]
    browser.post(reverse("bulk-undo", args=acts()))
    assert here.count() == len(ids)


def test_who_may_change_but_not_remove_is_refused(client_as: Any, marketer: User, grow: Grow) -> None:
    ids = [record.pk for record in grow("company", 2)]
    browser = client_as(marketer)

    assert "Remove them" not in browser.get("/companies/bulk/", {"id": ids}).content.decode()
    answer = browser.post("/companies/bulk/", {"id": ids, "removal": "yes"})

    assert answer.status_code == 422
    assert Company.objects.filter(is_removed=True).count() == 0


def test_all_that_the_list_finds_are_changed_whatever_the_page(
    client_as: Any, representative: User, teammate: User, grow: Grow
) -> None:
    grow("company", 60)
    grow("company", 2, owner=teammate)
    browser = client_as(representative)
    listing = browser.get("/companies/?owner=me").content.decode()
    form = browser.get("/companies/bulk/", {"all": "yes", "state": "owner=me"}).content.decode()

    assert "data-every" in listing
    assert "Change 60 companies" in form and 'name="count" value="60"' in form
    sent = {"all": "yes", "state": "owner=me", "city": "Oslo"}
    assert browser.post("/companies/bulk/", sent | {"count": "59"}).status_code == 422
    assert browser.post("/companies/bulk/", sent | {"count": "60"}).status_code == 302
    assert Company.objects.filter(city="Oslo").count() == 60
    assert set(Company.objects.exclude(city="Oslo").values_list("owner", flat=True)) == {teammate.pk}


@pytest.mark.parametrize("count", [1, 3])
def test_a_set_and_its_undo_ask_the_same_for_any_number(
    count: int, grow: Grow, administrator: User, teammate: User, django_assert_num_queries: Any
) -> None:
    actor = Acting.on_screen(administrator)
    ids = [record.pk for record in grow("company", count)]
    changes = {"owner": teammate.pk, "city": "Oslo"}

    with django_assert_num_queries(8):
        act = update_many(actor=actor, kind="company", ids=ids, changes=changes)
    with django_assert_num_queries(6):
        undo(actor=actor, act=act)


def test_the_set_does_what_the_single_actions_do(grow: Grow, administrator: User, teammate: User) -> None:
    boss = Acting.on_screen(administrator)
    create_custom_field(actor=boss, kind="company", label="Floors", type="number")
    changes = {"owner": teammate.pk, "phones": ["030 123"], "country": "DE", "custom.floors": 3}
    one, other = grow("company", 2)
    update_company(actor=boss, company=one, changes=changes)

    update_many(actor=boss, kind="company", ids=[other.pk], changes=changes)

    assert same(Company.objects.get(pk=one.pk)) == same(Company.objects.get(pk=other.pk))


def same(company: Company) -> tuple[Any, ...]:
    return company.owner_id, company.phones, company.country, company.custom
