"""Search and go: by name, e-mail, domain, phone; accents ignored; only what one may see."""

import re
from typing import Any

import pytest

from penstock.records.people.models import Company, Person
from penstock.records.team.models import User
from tests.faces.ui.lists.conftest import Grow

pytestmark = pytest.mark.django_db


def found(client: Any, text: str, **headers: str) -> list[str]:
    page = client.get("/search/", {"q": text}, headers=headers).content.decode()
    return re.findall(r'href="(/\w+/\d+/)"', page)


@pytest.fixture
def lodz(representative: User) -> Company:
    return Company.objects.create(name="Łódź Transport", domains=["lodz.example"], owner=representative)


@pytest.mark.parametrize(
    "text", ["lo", "Łó", "tr", "lo tr", "lodz", "TRANSP", "trans lod", "lodz.example", "www.lodz.example"]
)
def test_a_company_is_found(text: str, lodz: Company, client_as: Any, representative: User) -> None:
    assert found(client_as(representative), text) == [f"/companies/{lodz.pk}/"]


def test_a_field_for_a_company_offers_names_as_one_types(
    lodz: Company, client_as: Any, representative: User
) -> None:
    Company.objects.create(name="Lotte & Söhne", domains=["lotte.example"], owner=representative)
    page = client_as(representative).get("/search/companies/", {"company": "lo"}).content.decode()

    assert re.findall(r'<option value="([^"]+)" label="([^"]+)">', page) == [
        ("Łódź Transport", "Łódź Transport · lodz.example"),
        ("Lotte &amp; Söhne", "Lotte &amp; Söhne · lotte.example"),
    ]
    Company.objects.create(name="Lotte & Söhne", domains=["soehne.example"], owner=representative)
    page = client_as(representative).get("/search/companies/", {"company": "lot"}).content.decode()
    assert re.findall(r'value="([^"]+)"', page) == ["lotte.example", "soehne.example"]
    assert "/search/companies/" in client_as(representative).get("/leads/new/").content.decode()


@pytest.mark.parametrize("text", ["", "  ", "ra", "odz x", "%", "lo_z", "\x00"])
def test_nothing_is_found(text: str, lodz: Company, client_as: Any, representative: User) -> None:
    assert found(client_as(representative), text) == []


@pytest.mark.parametrize(
    "text", ["anna@lodz.example", "+48 22 555 66 77", "be", "an", "berg anna", "Anna Berg", "bérg"]
)
def test_a_person_is_found(text: str, lodz: Company, client_as: Any, representative: User) -> None:
    anna = Person.objects.create(
        first_name="Anna",
        last_name="Berg",
        emails=["anna@lodz.example"],
        phones=["+48225556677"],
        company=lodz,
        owner=representative,
    )

    assert f"/people/{anna.pk}/" in found(client_as(representative), text)


def test_names_that_begin_so_come_first(client_as: Any, representative: User) -> None:
    second = Company.objects.create(name="Big Hansen", owner=representative)
    first = Company.objects.create(name="Hansen", owner=representative)

    assert found(client_as(representative), "hansen") == [
        f"/companies/{first.pk}/",
        f"/companies/{second.pk}/",
    ]


def test_others_find_nothing_of_it(lodz: Company, client_as: Any, outsider: User) -> None:
    assert found(client_as(outsider), "lodz") == []


def test_the_palette_gets_the_rows_alone_and_places_to_go(client_as: Any, representative: User) -> None:
    page = (
        client_as(representative)
        .get("/search/", {"q": "lea"}, headers={"HX-Request": "true"})
        .content.decode()
    )

    assert "<html" not in page
    assert re.findall(r'role="option" id="([^"]*)" href="([^"]*)"', page) == [("found-1-1", "/leads/")]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_as_many_queries_for_one_hit_as_for_three(
    count: int, client_as: Any, administrator: User, grow: Grow, django_assert_num_queries: Any
) -> None:
    for kind in ("lead", "opportunity", "person"):
        grow(kind, count)
    browser = client_as(administrator)
    browser.get("/search/", {"q": "ompa"}, headers={"HX-Request": "true"})

    with django_assert_num_queries(11):
        browser.get("/search/", {"q": "ompa"}, headers={"HX-Request": "true"})
