"""The short way to an address is Django's."""

import pytest
from django.urls import NoReverseMatch, reverse

from penstock.faces.ui.addresses import page, page_of_record


@pytest.mark.parametrize("id", [0, 7, 123_456_789_012])
def test_a_records_page_is_where_django_says(id: int) -> None:
    for name in ("opportunity", "company", "person", "lead", "opportunity-stage"):
        assert page_of_record(name, id) == reverse(name, args=[id])


def test_a_page_is_where_django_says() -> None:
    assert page("opportunities") == reverse("opportunities")


@pytest.mark.parametrize("given", [-1, True, "x"])
def test_what_is_no_id_goes_djangos_way(given: object) -> None:
    with pytest.raises(NoReverseMatch):
        page_of_record("opportunity", given)
