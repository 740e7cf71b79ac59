"""The work list of what may be here twice."""

import pytest
from django.urls import reverse

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

    with django_assert_num_queries(9):
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
