"""Traits of exports as people publish them, made small."""

from datetime import UTC, date, datetime

from tests.exchange.imports.preparing.bringing import brought


def test_amounts_in_thousands_are_said_by_the_header(written):
    rows, flags, plan = brought(written("Kunde;Projekt;Wert (T€)\nA;x;120,5\nB;y;80\nC;z;1,5 Mio.\n"))

    assert [rows[line]["amount"] for line in (2, 3, 4)] == [
        (12_050_000, "EUR"),
        (8_000_000, "EUR"),
        (150_000_000, "EUR"),
    ]
    assert flags == []
    assert "counts in 1,000" in plan.doubts[-1].message


def test_currency_of_the_header_holds_where_a_cell_names_none(written):
    rows, *_ = brought(written("Opportunity,Stage,Amount (USD)\nA,x,5\nB,x,€7\n"))

    assert [rows[2]["amount"], rows[3]["amount"]] == [(500, "USD"), (700, "EUR")]


def test_months_quarters_and_weeks_are_told(written):
    rows, flags, plan = brought(
        written("Opportunity,Stage,Exp. Close,Created\nA,x,Jun-24,2024-W02\nB,x,Q3 2024,01/2024\n")
    )

    assert [rows[2]["close_on"], rows[3]["close_on"]] == [date(2024, 6, 30), date(2024, 9, 30)]
    assert [rows[line]["created_at"].at for line in (2, 3)] == [
        datetime(2024, 1, 7, 23, tzinfo=UTC),
        datetime(2023, 12, 31, 23, tzinfo=UTC),
    ]
    assert flags == []
    assert [doubt.lines for doubt in plan.doubts] == [(2, 3), (2, 3)]


def test_offset_in_brackets_is_an_offset(written):
    rows, *_ = brought(written('Opportunity,Stage,Created\nA,x,"June 30, 2024 3:00 PM (GMT-5)"\n'))

    assert rows[2]["created_at"].at == datetime(2024, 6, 30, 20, tzinfo=UTC)


def test_links_of_notion_and_codes_of_hubspot_are_no_names(written):
    rows, *_ = brought(
        written("Deal,Company,Stage\nA,Acme (https://www.notion.so/Acme-0f3c?pvs=21),appointmentscheduled\n")
    )

    assert (rows[2]["company"], rows[2]["stage"]) == ("Acme", "Appointment Scheduled")


def test_currencies_by_name_in_other_languages(written):
    rows, *_ = brought(written("Сделка;Стадия;Сумма;Валюта\nA;x;150 000,00;Российский рубль\n"))

    assert rows[2]["amount"] == (15_000_000, "RUB")


def test_words_for_nothing_yet_are_nothing(written):
    rows, *_ = brought(written("Opportunity,Stage,Amount,Close Date\nA,x,tbd,TBC\nB,x,?,9999-12-31\n"))

    assert rows == {2: {"name": "A", "stage": "x"}, 3: {"name": "B", "stage": "x"}}
