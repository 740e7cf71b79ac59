"""Traits of exports as people publish them, made small."""

from datetime import UTC, date, datetime

import pytest

from penstock.exchange.imports.preparing.texts import stage_kind
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


def test_header_of_two_rows_is_read_together(written):
    rows, flags, plan = brought(
        written(
            "Company,,Contact,\nName,City,Name,Email\nAcme,Rome,Ann Lee,ann@acme.example\n", "contacts.csv"
        )
    )

    assert [column.header for column in plan.columns] == [
        "Company Name",
        "Company City",
        "Contact Name",
        "Contact Email",
    ]
    assert (rows[3]["company"], rows[3]["name"], rows[3]["email"]) == (
        "Acme",
        "Ann Lee",
        ("ann@acme.example",),
    )
    assert flags == []


def test_digits_of_other_scripts_and_eras_of_japan(written):
    text = '案件名,金額,ステージ,完了予定日\nA,"１２３，４５６円",提案,２０２６年３月１日\nB,９００,提案,令和6年4月1日\n'

    rows, *_ = brought(written(text))

    assert [(rows[line]["amount"], rows[line]["close_on"]) for line in (2, 3)] == [
        ((123_456, "JPY"), date(2026, 3, 1)),
        ((90_000, "EUR"), date(2024, 4, 1)),
    ]


def test_arabic_digits_have_their_own_signs(written):
    rows, *_ = brought(written("Deal name,Amount,Stage\nA,١٬٢٣٤٫٥,Open\n"))

    assert rows[2]["amount"] == (123_450, "EUR")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Company,City,Phone", "companies"),
        ("Nazwa firmy,Miasto,Ulica", "companies"),
        ("Yrityksen nimi,Kaupunki,Puhelin", "companies"),
        ("Lead ID,First Name,Last Name,Email,Company,Status", "leads"),
        ("Lehetőség,Szakasz,Összeg,Zárás dátuma", "opportunities"),
        ("اسم الفرصة,المرحلة,المبلغ,تاريخ الإغلاق", "opportunities"),
    ],
)
def test_first_column_says_of_two_kinds_which_it_is(written, header, kind):
    _, flags, plan = brought(written(f"{header}\n{','.join('abcdef'[: header.count(',') + 1])}\n"))

    assert (plan.kind, flags) == (kind, [])


def test_dates_with_points_are_day_first_and_told(written):
    rows, flags, plan = brought(written("Deal,Stage,Close Date\nA,x,05.03.2026\n"))

    assert (rows[2]["close_on"], flags) == (date(2026, 3, 5), [])
    assert "day first, as dates with points are" in plan.doubts[0].message


def test_several_addresses_with_names_are_all_taken(written):
    rows, *_ = brought(
        written(
            'First Name,Last Name,E-mail\nBo,Ek,"Ek, Bo <bo@ek.example>; b2@ek.example"\n', "contacts.csv"
        )
    )

    assert rows[2]["email"] == ("bo@ek.example", "b2@ek.example")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dropped", "lost"),
        ("Lost to competitor", "lost"),
        ("Won (implementing)", "won"),
        ("Lost and found", "open"),
    ],
)
def test_stages_that_say_why(name, kind):
    assert stage_kind(name) == kind


def test_columns_of_an_api_have_its_prefix(written):
    rows, flags, _ = brought(
        written("id,properties.dealname,properties.dealstage,properties.amount\n5,A,closedwon,100\n")
    )

    assert (rows[2]["name"], rows[2]["amount"], flags) == ("A", (10_000, "EUR"), [])
