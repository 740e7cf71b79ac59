import datetime as dt

import pytest
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock.faces.ui import formats
from penstock.foundation.base.values.money import Money

NB = "\u00a0"


def euros(minor, currency="EUR"):
    return Money(minor, currency)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1840000, "EUR", "€18,400"),
        (1840050, "EUR", "€18,400.50"),
        (-700, "EUR", "−€7"),
        (18400, "JPY", "¥18,400"),
        (18400500, "KWD", f"KWD{NB}18,400.500"),
        (0, "EUR", "€0"),
    ],
)
def test_money_is_exact(minor, currency, text):
    assert formats.exact_money(euros(minor, currency)) == text


@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (144972000, f"€1.45{NB}M"),
        (41200000, f"€412{NB}k"),
        (9200000, f"€92{NB}k"),
        (99999999, f"€1{NB}M"),
        (-41200000, f"−€412{NB}k"),
        (9250, "€92"),
        (123456789012, f"€1.23{NB}bn"),
    ],
)
def test_short_money_has_at_most_three_digits(minor, text):
    assert formats._compact("en", euros(minor)) == text


def test_short_money_keeps_the_exact_amount():
    html = formats.short_money(euros(144972050))

    assert html == f'<data class="money" value="1449720.50" title="€1,449,720.50">€1.45{NB}M</data>'


def test_an_amount_that_nobody_gave_is_a_dash():
    assert formats.money(None) == formats.short_money(None) == '<span class="faint">–</span>'


@settings(deadline=None)
@given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "KWD", "PLN"]))
def test_any_money_can_be_written_in_any_language(minor, currency):
    for language in ("en", "pl", "tr", "ru", "zh-hans"):
        with translation.override(language):
            assert formats.money(euros(minor, currency))
            assert formats.short_money(euros(minor, currency))


def test_a_share_of_few_is_said_as_it_is():
    assert formats.honest_share(3, 8) == "3 of 8"
    assert formats.honest_share(8, 20) == f"40{NB}%"
    assert formats.honest_share(0, 0) == "–"


def test_a_difference_has_a_sign():
    assert [formats.signed(value) for value in (11, -7, 0)] == ["+11", "−7", "0"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.datetime(2026, 11, 22, 10, 20, tzinfo=dt.UTC), "today 11:20"),
        (dt.datetime(2026, 11, 21, 15, 12, tzinfo=dt.UTC), "yesterday 16:12"),
        (dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC), "tomorrow 10:00"),
        (dt.datetime(2026, 11, 19, 16, 40, tzinfo=dt.UTC), "19 Nov 17:40"),
        (dt.datetime(2025, 11, 3, 8, 0, tzinfo=dt.UTC), "3 Nov 2025"),
        (dt.datetime(2026, 11, 21, 23, 30, tzinfo=dt.UTC), "today 00:30"),
    ],
)
def test_when_speaks_of_the_persons_own_days(value, text):
    now = dt.datetime(2026, 11, 22, 13, 5, tzinfo=dt.UTC)
    with timezone.override("Europe/Berlin"):
        assert f">{text}</time>" in formats.when(value, now)


def test_ago_is_kept_fresh_by_the_browser():
    now = dt.datetime(2026, 11, 22, 13, 5, tzinfo=dt.UTC)

    html = formats.ago(now - dt.timedelta(hours=2), now)

    assert html == (
        '<time datetime="2026-11-22T11:05:00+00:00" title="22 Nov 2026, 11:05" data-relative>2 hours ago</time>'
    )


def test_a_day_drops_the_year_that_goes_without_saying():
    date = dt.date(2026, 12, 15)

    assert formats.day(date) == "15 Dec 2026"
    assert formats.day(date, today=dt.date(2026, 1, 1)) == "15 Dec"
    with translation.override("pl"):
        assert formats.day(date) == "15 gru 2026"


def test_a_phone_is_grouped_as_its_country_does_and_else_left_alone():
    assert formats.phone("+48225556677") == "+48 22 555 66 77"
    assert formats.phone("0225556677, ext. 7") == "0225556677, ext. 7"
