"""The list pages: what they show, to whom, in how many queries."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from penstock.faces.views.models import SavedView
from penstock.foundation.base.ledger import SYSTEM, Cause, writing
from penstock.records.people.models import Company
from penstock.records.team.models import User
from penstock.records.workspace.models import ExchangeRate
from tests.faces.ui.lists.conftest import Grow

pytestmark = pytest.mark.django_db
ADDRESSES = {
    "company": "/companies/",
    "person": "/people/",
    "lead": "/leads/",
    "opportunity": "/opportunities/list/",
}
# The page with its foot: session, version, saved views, rows, sums.
QUERIES = {"company": 5, "person": 5, "lead": 5, "opportunity": 5}


@pytest.fixture
def browser(client_as: Any, representative: User) -> Client:
    return client_as(representative)


def names(page: Any) -> list[str]:
    return re.findall(r"data-open>([^<]*)</a>", page.content.decode())


@pytest.mark.parametrize("kind", ADDRESSES)
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_as_many_queries_for_one_row_as_for_three(
    kind: str, count: int, browser: Client, grow: Grow, django_assert_num_queries: Any
) -> None:
    grow(kind, count)
    browser.get(ADDRESSES[kind])

    with django_assert_num_queries(QUERIES[kind]):
        page = browser.get(ADDRESSES[kind])

    assert len(names(page)) == count


@pytest.mark.parametrize("kind", ADDRESSES)
def test_each_sees_their_own_and_strangers_see_nothing(
    kind: str, ladder: Any, client_as: Any, grow: Grow, cast: dict[str, User]
) -> None:
    grow(kind, 1)
    ladder(ADDRESSES[kind], {}, others=200)
    seen = {part: len(names(client_as(user).get(ADDRESSES[kind]))) for part, user in cast.items()}

    assert seen == {
        "administrator": 1,
        "manager": 1,
        "representative": 1,
        "teammate": 1,
        "outsider": 0,
        "marketer": 1,
        "viewer": 1,
    }


def test_the_foot_counts_and_sums_in_the_home_currency_and_says_what_is_left_out(
    browser: Client, grow: Grow
) -> None:
    ExchangeRate.objects.create(currency="USD", starts_on="2020-01-01", rate="0.9")
    grow("opportunity", 2)
    grow("opportunity", 1, currency="USD", amount_minor=1_005)
    grow("opportunity", 1, currency="NOK")

    page = browser.get("/opportunities/list/").content.decode()

    foot = page[page.index("<tfoot") : page.index("</tfoot>")]
    assert "4 opportunities" in foot
    assert 'value="3010.54"' in foot  # 1000.50 + 2001.00 + 9.04, each rounded half-even by itself
    assert "1 without a rate is not in the sum" in foot


def test_a_long_list_has_pages_and_its_foot_comes_later(browser: Client, grow: Grow) -> None:
    grow("company", 51)

    first, second = browser.get("/companies/"), browser.get("/companies/?page=2")

    assert (len(names(first)), len(names(second))) == (50, 1)
    assert 'hx-get="/companies/totals/"' in first.content.decode()
    assert "51 companies" in browser.get("/companies/totals/").content.decode()
    assert "51 companies" in browser.get("/companies/?totals=yes").content.decode()


def test_what_a_form_left_empty_is_not_in_the_address(browser: Client) -> None:
    answer = browser.get(
        "/leads/?owner=me&owner=none&name.has=&created=&column=status&column=owner&created.from=2026-01-01"
    )

    assert (
        answer.headers["Location"]
        == "/leads/?owner=me&owner=none&created.from=2026-01-01&columns=status%2Cowner"
    )


def test_each_chip_leads_to_the_list_without_it(browser: Client) -> None:
    page = browser.get("/leads/?owner=me&status=new&q=van").content.decode()

    assert re.findall(r'class="chip__remove" href="([^"]*)"', page) == [
        "/leads/?status=new&amp;q=van",
        "/leads/?owner=me&amp;q=van",
        "/leads/?owner=me&amp;status=new",
    ]
    assert "Owner <b>Me</b>" in page


def test_the_filter_form_holds_what_is_set_and_keeps_the_rest(browser: Client, representative: User) -> None:
    page = browser.get(
        f"/leads/filters/?owner={representative.pk}&name.has=van&sort=name&created=this-week"
    ).content.decode()

    assert f'name="owner" value="{representative.pk}" checked' in page
    assert 'name="sort" value="name"' in page
    assert '<option value="this-week" selected>' in page
    assert 'value="van"' in page


@pytest.mark.parametrize("kind", ADDRESSES)
def test_the_five_empties_are_told_apart(
    kind: str, browser: Client, grow: Grow, client_as: Any, outsider: User
) -> None:
    def why(client: Client, query: str = "") -> list[str]:
        return re.findall(r'data-empty="(\w+)"', client.get(ADDRESSES[kind] + query).content.decode())

    assert why(browser) == ["nothing_yet"]
    grow(kind, 1)
    assert why(browser) == []
    assert why(browser, "?q=nothing-like-it") == ["nothing_found"]
    assert why(browser, "?as_of=2019-01-01") == ["nothing_yet"]
    assert why(client_as(outsider)) == ["nothing_visible"]


def test_a_past_day_shows_what_was_true_then_and_nothing_to_change(
    browser: Client, representative: User, sample_mark: None
) -> None:
    with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
        company = Company.objects.create(
            name="Then", owner=representative, created_at=datetime(2026, 1, 5, tzinfo=UTC)
        )
    Company.objects.filter(pk=company.pk).update(name="Now")

    past = browser.get("/companies/?as_of=2026-02-01")

    assert names(past) == ["Then"]
    assert "You are looking at 1 Feb 2026" in past.content.decode()
    assert 'name="id"' not in past.content.decode()
    assert names(browser.get("/companies/")) == ["Now"]


def test_what_the_address_asks_in_vain_is_said(browser: Client, grow: Grow) -> None:
    grow("company", 1)

    page = browser.get("/companies/?owner=nobody-knows")

    assert names(page) == ["Company 1"]
    assert "“nobody-knows” is no value for Owner." in page.content.decode()


def test_markup_in_values_is_text(browser: Client, grow: Grow) -> None:
    grow("opportunity", 1, name="<b>x</b>", next_step="<i>y</i>")

    page = browser.get("/opportunities/list/?q=<b>").content.decode()

    assert "<b>x</b>" not in page
    assert "<i>y</i>" not in page
    assert "&lt;b&gt;x" in page


def test_a_view_is_kept_shared_changed_and_taken_away(
    browser: Client, client_as: Any, teammate: User
) -> None:
    browser.post("/leads/views/", {"name": "Fresh", "state": "status=new&sort=name&page=2&as_of=2026-01-01"})
    view = SavedView.objects.get()

    assert (view.name, view.query, view.is_shared) == ("Fresh", {"status": ["new"], "sort": ["name"]}, False)
    colleague = client_as(teammate)
    assert "Fresh" not in colleague.get("/leads/").content.decode()
    assert colleague.post(f"/leads/views/{view.pk}/", {"name": "Mine now", "state": ""}).status_code == 404
    browser.post(f"/leads/views/{view.pk}/", {"name": "Fresher", "state": "status=working", "shared": "on"})
    assert "Fresher" in colleague.get("/leads/").content.decode()
    assert colleague.post(f"/leads/views/{view.pk}/removal/", {"state": ""}).status_code == 403
    browser.post(f"/leads/views/{view.pk}/removal/", {"state": ""})
    assert not SavedView.objects.exists()


def test_amounts_and_days_of_chips_are_said_as_people_write_them(browser: Client) -> None:
    page = browser.get("/opportunities/list/?amount.from=5000&close.to=2026-12-01").content.decode()

    assert "Amount <b>from 5,000 EUR</b>" in page
    assert "Close date <b>up to 1 Dec 2026</b>" in page


@pytest.mark.parametrize(
    ("kind", "path"), [("company", "companies"), ("person", "people"), ("lead", "leads")]
)
def test_a_record_knows_its_neighbours_in_the_list_one_came_from(
    kind: str, path: str, browser: Client, grow: Grow
) -> None:
    first, second, third = grow(kind, 3)

    page = browser.get(f"/{path}/{second.pk}/?sort=name&face=list").content.decode()

    assert "2 of 3" in page
    assert f'data-key="previous" href="/{path}/{first.pk}/?sort=name&amp;face=list"' in page
    assert f'data-key="next" href="/{path}/{third.pk}/?sort=name&amp;face=list"' in page
    assert f'href="/{path}/?sort=name&amp;face=list" data-key="back"' in page


def test_board_and_list_show_the_same_filter(browser: Client, grow: Grow) -> None:
    grow("opportunity", 3)

    board = browser.get("/opportunities/?amount.from=2000&q=opp").content.decode()
    listed = browser.get("/opportunities/list/?amount.from=2000&q=opp")

    assert names(listed) == ["Opportunity 3", "Opportunity 2"]
    assert sorted(set(re.findall(r"Opportunity \d", board))) == ["Opportunity 2", "Opportunity 3"]
    assert '/opportunities/list/?amount.from=2000&amp;q=opp"' in board
    assert '/opportunities/?amount.from=2000&amp;q=opp"' in listed.content.decode()
    assert "Amount <b>from 2,000 EUR</b>" in board
