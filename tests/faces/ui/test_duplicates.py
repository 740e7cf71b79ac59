"""The work list of what may be here twice."""

import pytest
from django.urls import reverse

from penstock.foundation.base.models import Fact
from penstock.records.people.actions import create_company, create_person
from penstock.records.people.models import Company
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_work_list_asks_the_same(client_as, rep, count, django_assert_num_queries):
    for n in range(count):
        for _twice in range(2):
            create_company(actor=Acting.on_screen(rep), name=f"Acme {n}")
    browser = client_as(rep)

    with django_assert_num_queries(7):
        html = browser.get(reverse("company-duplicates")).content.decode()

    assert html.count("data-pair") == count


def test_a_pair_is_made_one_and_the_list_goes_on(client_as, rep):
    first, second = (create_company(actor=Acting.on_screen(rep), name="Acme") for _n in range(2))
    browser = client_as(rep)

    answer = browser.post(reverse("company-merges", args=[first.pk]), {"other": second.pk, "work": "yes"})

    assert answer["Location"] == reverse("company-duplicates")
    assert list(Company.objects.filter(is_removed=False)) == [first]
    html = browser.get(reverse("company-duplicates")).content.decode()
    assert "Nothing is here twice" in html and "/undo" in html


def test_each_sees_the_pairs_of_what_they_see(client_as, rep, outsider, marketer):
    for name in ("Ann", "Anna"):
        create_person(actor=Acting.on_screen(rep), first_name=name, emails=["ann@acme.example"])
    page = reverse("person-duplicates")
    shown = {user.name: client_as(user).get(page).content.decode() for user in (rep, outsider, marketer)}

    assert [html.count("data-pair") for html in shown.values()] == [1, 0, 1]
    assert [html.count("Make them one") for html in shown.values()] == [1, 0, 0]


@pytest.mark.parametrize("other", ["", "x", "²", "9" * 5000, "1"])
def test_what_is_no_other_is_refused(client_as, rep, other):
    acme = create_company(actor=Acting.on_screen(rep), name="Acme")

    answer = client_as(rep).post(reverse("company-merges", args=[acme.pk]), {"other": other})

    assert answer.status_code in (404, 422)


def test_a_pair_told_apart_is_asked_about_no_more_and_can_be_again(client_as, rep):
    first, second = (create_company(actor=Acting.on_screen(rep), name="Acme") for _n in range(2))
    browser, work, page = (
        client_as(rep),
        reverse("company-duplicates"),
        reverse("company", args=[first.pk]),
    )
    assert "Not the same" in browser.get(page).content.decode()

    for _twice in range(2):
        browser.post(reverse("company-differences", args=[second.pk]), {"other": first.pk, "work": "yes"})
    html = browser.get(work).content.decode()
    assert "Nothing is here twice" in html and "Not the same" not in browser.get(page).content.decode()
    told = Fact.objects.get(kind="not_same")
    assert (told.actor_id, told.changes["first_id"], told.changes["second_id"]) == (
        rep.pk,
        first.pk,
        second.pk,
    )

    undo = reverse("company-difference-undo", args=[second.pk, first.pk])
    assert undo in html
    assert "data-pair" in browser.post(undo, follow=True).content.decode()
    assert browser.post(undo).status_code == 422


def test_the_page_of_a_merged_record_leads_to_the_one_it_is(client_as, rep, outsider):
    kept, doubled = (
        create_person(actor=Acting.on_screen(rep), last_name=name, emails=["a@x.example"])
        for name in ("A", "B")
    )
    browser, old = client_as(rep), reverse("person", args=[doubled.pk])
    browser.post(reverse("person-merges", args=[kept.pk]), {"other": doubled.pk})

    led = browser.get(old, {"face": "list"})
    assert (led.status_code, led["Location"]) == (302, reverse("person", args=[kept.pk]) + "?face=list")
    assert browser.post(reverse("person-notes", args=[doubled.pk]), {"text": "Hello"}).status_code == 410
    assert client_as(outsider).get(old).status_code == 404
