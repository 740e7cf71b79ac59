"""Amounts, dates, shares, yes and no as people and systems write them: each with the value that it must give."""

from datetime import UTC, date, datetime

import pytest

from tests.exchange.imports.preparing.bringing import brought


def amounts_of(path, **options):
    rows, _, _ = brought(path, **options)
    return [row["amount"] if isinstance(row, dict) else row for row in rows.values()]


def opportunities(*amounts, delimiter=";"):
    lines = [f"A{number}{delimiter}{amount}" for number, amount in enumerate(amounts)]
    return "\n".join([f"Opportunity{delimiter}Amount", *lines]) + "\n"


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["1.234,56", "12,5"], [(123456, "EUR"), (1250, "EUR")]),
        (["1.234,56 €", "12,50€", "-3 €"], [(123456, "EUR"), (1250, "EUR"), (-300, "EUR")]),
        (["1'234.56", "CHF 2’000.00"], [(123456, "EUR"), (200000, "CHF")]),
        (["1 234,56", "2\u202f000,00 €", "3\u00a0000,10"], [(123456, "EUR"), (200000, "EUR"), (300010, "EUR")]),
        (["₹12,34,567.50", "₹ 5 lakh"], [(123456750, "INR"), (50000000, "INR")]),
        (["$1,234.50", "US$ 2", "3 USD"], [(123450, "USD"), (200, "USD"), (300, "USD")]),
        (["(1,234.50)", "$ (12.00)", "($12.00)"], [(-123450, "EUR"), (-1200, "USD"), (-1200, "USD")]),
        (["12.00-", "−12.00", "–12"], [(-1200, "EUR"), (-1200, "EUR"), (-1200, "EUR")]),
        (["1.234,–", "1.234,50"], [(123400, "EUR"), (123450, "EUR")]),
        (["1'234.--", "5.5"], [(123400, "EUR"), (550, "EUR")]),
        (["Rs. 1,200/-"], [(120000, "INR")]),
        (["$342.09K", "1.2M", "5 Mio €"], [(34209000, "USD"), (120000000, "EUR"), (500000000, "EUR")]),
        (["12 kr", "12 zł", "R$ 12"], [(1200, "SEK"), (1200, "PLN"), (1200, "BRL")]),
        (["1,234", "12"], [(123400, "EUR"), (1200, "EUR")]),
        (["1e3", "1.5E+06"], [(100000, "EUR"), (150000000, "EUR")]),
    ],
)  # fmt: skip
def test_amounts_are_read(written, amounts, expected):
    assert amounts_of(written(opportunities(*amounts))) == expected


@pytest.mark.parametrize("amount", ["abc", "$", "12 %", "1,2,3", "€ 12 CR", "12-13", "1.2.3", "€5 $6"])
def test_what_is_no_amount_is_refused_with_its_line(written, amount):
    rows, _, _ = brought(written(opportunities("5.5", amount)))

    assert rows[2] == {"name": "A0", "amount": (550, "EUR")}
    assert isinstance(rows[3], str)
    assert rows[3].startswith("Amount: ")


def test_amounts_have_the_decimals_of_the_currency_of_their_row(written):
    content = "Deal name,Stage,Amount,Currency\na,x,1000,JPY\nb,x,10.125,KWD\nc,x,10.5,USD\nd,x,$7,CAD\ne,x,€7,USD\n"

    assert amounts_of(written(content)) == [
        (1000, "JPY"),
        (10125, "KWD"),
        (1050, "USD"),
        (700, "CAD"),
        (700, "EUR"),
    ]


def test_two_decimal_signs_in_a_column_are_asked_about_where_a_number_leaves_it_open(written):
    _, flags, _ = brought(written(opportunities("1.234,56", "1,234.56", "1,234")))

    assert flags == ["--decimal"]


def moment(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["12/31/2025 1:05 PM", "1/2/2026 12:30 am"], [moment(2025, 12, 31, 12, 5), moment(2026, 1, 1, 23, 30)]),
        (["2025-12-31T23:30:00Z"], [moment(2025, 12, 31, 23, 30)]),
        (["2026-01-02T10:00:00+05:30"], [moment(2026, 1, 2, 4, 30)]),
        (["20260102T100000Z"], [moment(2026, 1, 2, 10)]),
        (["2026-01-02 10:00:00 +0000 UTC"], [moment(2026, 1, 2, 10)]),
        (["46023.25"], [moment(2026, 1, 1, 5)]),
        (["1767225600", "1767225600000"], [moment(2026, 1, 1), moment(2026, 1, 1)]),
        (["Fri Jan 02 2026 10:00:00 GMT+0100 (Central European Standard Time)"], [moment(2026, 1, 2, 9)]),
        (["Fri, 02 Jan 2026 10:00:00 +0100"], [moment(2026, 1, 2, 9)]),
        (["31.12.2025 um 14:30"], [moment(2025, 12, 31, 13, 30)]),
        (["31/12/2025 14h30"], [moment(2025, 12, 31, 13, 30)]),
        (["2026-01-02 10.30"], [moment(2026, 1, 2, 9, 30)]),
        (["Jan 2, 2026 at 3:04 PM"], [moment(2026, 1, 2, 14, 4)]),
    ],
)  # fmt: skip
def test_moments_are_read(written, texts, expected):
    lines = [f"A{number};x;{text}" for number, text in enumerate(texts)]
    rows, flags, _ = brought(written("\n".join(["Opportunity;Stage;Created At", *lines]) + "\n"))

    assert [row["created_at"].at for row in rows.values()] == expected
    assert flags == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3. März 2025", date(2025, 3, 3)),
        ("15 de enero de 2025", date(2025, 1, 15)),
        ("1 août 2025", date(2025, 8, 1)),
        ("3 kwietnia 2025", date(2025, 4, 3)),
        ("5. května 2025", date(2025, 5, 5)),
        ("2 янв. 2026 г.", date(2026, 1, 2)),
        ("12-Dez-25", date(2025, 12, 12)),
        ("2025年1月5日", date(2025, 1, 5)),
        ("2025년 1월 5일", date(2025, 1, 5)),
        ("2025. 1. 5.", date(2025, 1, 5)),
        ("31. 12. 2025", date(2025, 12, 31)),
        ("3rd of January 2026", date(2026, 1, 3)),
        ("Feb 3rd 2025", date(2025, 2, 3)),
        ("46022", date(2025, 12, 31)),
    ],
)
def test_days_are_read(written, text, day):
    rows, flags, _ = brought(written(f"Opportunity;Stage;Close Date\nA;x;{text}\n"))

    assert (rows[2]["close_on"], flags) == (day, [])


def test_day_numbers_of_a_spreadsheet_are_told(written):
    _, _, plan = brought(written("Opportunity;Stage;Close Date\nA;x;46022\nB;x;46023\n"))

    assert [(doubt.kind, doubt.flag, doubt.lines) for doubt in plan.doubts] == [("dates", "", (2, 3))]


@pytest.mark.parametrize(
    "text", ["Mai 25", "Q5 2025", "2025-W54", "1.2.3", "31.02.2025", "tomorrow", "2025", "2567-06-30"]
)
def test_what_is_no_day_is_refused_with_its_line(written, text):
    rows, _, _ = brought(written(f"Opportunity;Stage;Close Date\nA;x;{text}\nB;x;2025-01-01\n"))

    assert isinstance(rows[2], str)
    assert rows[2].startswith("Close Date: ")
    assert rows[3]["close_on"] == date(2025, 1, 1)


def test_yes_and_no_in_many_languages(written):
    words = [
        "yes/no",
        "ja/nein",
        "Wahr/FALSCH",
        "Oui/non",
        "sí/no",
        "✓/✗",
        "да/нет",
        "1.0/0.0",
        "kyllä/ei",
        "igen/nem",
        "はい/いいえ",
        "ano/ne",
        "ναι/όχι",
        "예/아니요",
    ]
    lines = [f"n{number};{word.replace('/', ';')}" for number, word in enumerate(words)]
    rows, _, _ = brought(written("\n".join(["Lead Name;Is Converted;Do Not Call", *lines]) + "\n"))

    assert [(row["is_converted"], row["no_call"]) for row in rows.values()] == [(True, False)] * len(words)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["20%", "0.5", "75 %"], ["0.2", "0.5", "0.75"]),
        (["20", "0.5", "75"], ["0.2", "0.005", "0.75"]),
        (["20,5%", "0,5"], ["0.205", "0.5"]),
        (["0.1", "1"], ["0.1", "1"]),
    ],
)
def test_probabilities_are_read(written, texts, expected):
    lines = [f"A{number};x;{text}" for number, text in enumerate(texts)]
    rows, _, _ = brought(written("\n".join(["Opportunity;Stage;Probability", *lines]) + "\n"))

    assert [str(row["probability"]) for row in rows.values()] == expected
