from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.exchange.imports.converting.dates import (
    DateEvidence,
    DateFormat,
    day_converter,
    moment_converter,
)
from penstock.exchange.imports.converting.values import Moment, Unconvertible

BERLIN = ZoneInfo("Europe/Berlin")


def decided(texts, neighbour=None):
    evidence = DateEvidence()
    for line, text in enumerate(texts, start=2):
        evidence.add(text, line)
    style, doubts = evidence.decide("created", neighbour)
    return style, [(doubt.flag, doubt.lines) for doubt in doubts]


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2021-04-15", "ymd", date(2021, 4, 15)),
        ("15/04/2021", "dmy", date(2021, 4, 15)),
        ("4/15/21", "mdy", date(2021, 4, 15)),
        ("15.4.2021", "dmy", date(2021, 4, 15)),
        ("15 Apr, 2021 00:02:00", "ymd", date(2021, 4, 15)),
        ("April 15, 2021", "ymd", date(2021, 4, 15)),
        ("11-May-11", "ymd", date(2011, 5, 11)),
        ("15. März 2021", "ymd", date(2021, 3, 15)),
        ("5 de abril de 2021", "ymd", date(2021, 4, 5)),
        ("1 мая 2020", "ymd", date(2020, 5, 1)),
        ("2020年4月5日", "ymd", date(2020, 4, 5)),
        ("20140102", "ymd", date(2014, 1, 2)),
        ("Monday, April 5, 2021", "ymd", date(2021, 4, 5)),
    ],
)
def test_day_is_read(text, order, day):
    assert day_converter(DateFormat(order))(text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15 Apr, 2021 00:02:00", datetime(2021, 4, 14, 22, 2, tzinfo=UTC)),
        ("2011-10-01T00:38:44.546+02:00", datetime(2011, 9, 30, 22, 38, 44, 546000, tzinfo=UTC)),
        ("2020-12-30 3:15:52", datetime(2020, 12, 30, 2, 15, 52, tzinfo=UTC)),
        ("26-02-2018 19:58", datetime(2018, 2, 26, 18, 58, tzinfo=UTC)),
        ("24/02/26 02:18 PM", datetime(2026, 2, 24, 13, 18, tzinfo=UTC)),
        ("1561234567000", datetime(2019, 6, 22, 20, 16, 7, tzinfo=UTC)),
        ("2010-10-14T12:00:00.000Z", datetime(2010, 10, 14, 12, tzinfo=UTC)),
        ("Wed Jan 19 11:42:16 EST 2022", datetime(2022, 1, 19, 16, 42, 16, tzinfo=UTC)),
    ],
)
def test_moment_is_read(text, moment):
    assert moment_converter(DateFormat("dmy"), BERLIN)(text) == Moment(moment, False)


def test_date_without_time_is_midnight_in_the_zone():
    assert moment_converter(DateFormat(), BERLIN)("2021-04-15") == Moment(
        datetime(2021, 4, 14, 22, tzinfo=UTC), True
    )


def test_column_of_midnights_is_a_column_of_days():
    style, doubts = decided(["2018-02-01 00:00:00", "2018-02-02 00:00:00"])

    assert (style, doubts) == (DateFormat("ymd", only_days=True), [])
    assert moment_converter(style, UTC)("2018-02-01 00:00:00") == Moment(
        datetime(2018, 2, 1, tzinfo=UTC), True
    )


@pytest.mark.parametrize(
    "text",
    [
        "30/02/2020",
        "2020-13-01",
        "99/99/9999",
        "0000-00-00",
        "soon",
        "",
        "13/13/2020",
        "12:30",
        "2009\\7\\14",
        "10:00 IST",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(Unconvertible):
        moment_converter(DateFormat("dmy"), BERLIN)(text)


def test_order_is_decided_over_the_column():
    assert decided(["01/02/2020", "13/02/2020"]) == (DateFormat("dmy", only_days=True), [])
    assert decided(["01/02/2020", "02/13/2020"]) == (DateFormat("mdy", only_days=True), [])


def test_order_that_nothing_shows_is_asked_about():
    assert decided(["01/02/2020", "03/04/2020"]) == (DateFormat("dmy", only_days=True), [("--dates", (2, 3))])


def test_order_of_the_neighbours_is_taken_and_told():
    assert decided(["01/02/2020"], neighbour="mdy") == (DateFormat("mdy", only_days=True), [("", (2,))])


def test_both_orders_in_a_column_are_asked_about():
    assert decided(["13/02/2020", "14/02/2020", "02/13/2020"]) == (
        DateFormat("dmy", only_days=True),
        [("--dates", (4,))],
    )


def test_same_day_and_month_is_no_doubt():
    assert decided(["01/01/2020", "05/05/2020"])[1] == []


@given(
    st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from(["dmy", "mdy"]), st.sampled_from("/-.")
)
def test_numeric_date_is_read_back(day, order, separator):
    parts = [f"{day.day:02}", f"{day.month:02}"] if order == "dmy" else [f"{day.month:02}", f"{day.day:02}"]

    assert day_converter(DateFormat(order))(separator.join([*parts, f"{day.year}"])) == day


@given(st.text(max_size=40), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_any_text_is_a_date_or_refused(text, order):
    with suppress(Unconvertible):
        assert isinstance(moment_converter(DateFormat(order), BERLIN)(text), Moment)


@given(
    st.from_regex(
        r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}([ T][0-9]{1,2}[:.][0-9]{2}.{0,8})?", fullmatch=True
    )
)
def test_any_text_like_a_date_is_a_date_or_refused(text):
    with suppress(Unconvertible):
        assert isinstance(moment_converter(DateFormat("dmy"), BERLIN)(text), Moment)
