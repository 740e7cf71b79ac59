"""Spreadsheets as people leave them: each with the rows that it must give, and what is told or asked."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from penstock.exchange.imports.files import ImportOptions, plan_files
from penstock.exchange.imports.preparing.rows import prepared_rows
from penstock.exchange.imports.preparing.values import Prepared, Said

BERLIN = ZoneInfo("Europe/Berlin")


def brought(path, **options):
    """Rows by line number (values, or the reason), and the flags of the doubts."""
    (plan,) = plan_files([path], ImportOptions(**options), Said("EUR", BERLIN))
    rows = {
        row.line_number: row.values if isinstance(row, Prepared) else row.reason
        for row in prepared_rows(plan)
    }
    return rows, [doubt.flag for doubt in plan.doubts if doubt.flag], plan


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


def test_two_decimal_signs_in_a_column_are_asked_about(written):
    _, flags, _ = brought(written(opportunities("1.234,56", "1,234.56")))

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
    "text", ["Mai 2025", "Q1 2025", "2025-W01", "1.2.3", "31.02.2025", "tomorrow", "2025"]
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


HEADER = "Opportunity,Company,Amount,Close Date,Stage\n"
ROW = "A,B,1,2026-01-02,Won\n"
FOOTER = (
    "\n\n\"All Opportunities\"\n\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\n"
    "\"Confidential Information - Do Not Distribute\"\n\"Generated By:  Joe Doe  1/1/2026 3:00 PM\"\n\"Example Corp\"\n"
)  # fmt: skip


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("Sales report 2026\n\n" + HEADER + ROW, [4]),
        ("Company: ACME Inc.,,,,\nExported by: Joe,,,,\n,,,,\n" + HEADER + ROW * 3, [5, 6, 7]),
        ("Sales report, 2026\nGenerated on Jan 1\n\n" + HEADER + ROW * 3, [5, 6, 7]),
        (HEADER + ROW * 3 + "Total,,3,,\n", [2, 3, 4]),
        (HEADER + ROW * 2 + "Grand Totals (2 records),,2,,\n", [2, 3]),
        (HEADER + ROW + "Subtotal,,1,,\n" + ROW + "Total (2 records):,,2,,\n", [2, 4]),
        (HEADER + ROW + FOOTER, [2]),
        (HEADER + ROW + "\nGrand Totals,,1,,\n\nGenerated By:,Joe Doe,1/1/2026\n", [2]),
        ("sep=,\n" + HEADER + ROW, [3]),
        (HEADER.replace("\n", ",\n") + ROW.replace("\n", ",\n"), [2]),
        (HEADER + ROW.replace("\n", ",,\n"), [2]),
        (HEADER.replace("\n", "\r") + ROW.replace("\n", "\r") * 2, [2, 3]),
        (HEADER.replace("\n", "\r\n") + ROW + ROW.replace("\n", "\r\n") * 2, [2, 3, 4]),
        (HEADER + '"A" , "B" , "1", "2026-01-02" , "Won" \n', [2]),
        (HEADER + '"A" ,"B","1" ,"2026-01-02","Won"\n', [2]),
        (HEADER + '="A",B,="1",2026-01-02,="Won"\n', [2]),
        (HEADER + '"=""A""",B,"=""1""",2026-01-02,Won\n', [2]),
        (HEADER.replace(",", "^") + ROW.replace(",", "^"), [2]),
        (HEADER.replace(",", "\x1f") + ROW.replace(",", "\x1f"), [2]),
        (HEADER.replace(",", "|") + ROW.replace(",", "|"), [2]),
        (HEADER.replace(",", "\t") + ROW.replace(",", "\t"), [2]),
        ("\ufeff" + HEADER + ROW + "\x1a", [2]),
    ],
)  # fmt: skip
def test_what_stands_around_the_table_is_no_record(written, content, lines):
    rows, flags, _ = brought(written(content))

    wanted = {
        "name": "A",
        "company": "B",
        "amount": (100, "EUR"),
        "close_on": date(2026, 1, 2),
        "stage": "Won",
    }
    assert (rows, flags) == (dict.fromkeys(lines, wanted), [])


def test_company_called_total_is_a_record_and_a_short_row_is_refused(written):
    rows, _, _ = brought(written(HEADER + "Total,TotalEnergies,5,2026-01-02,Won\n\nA,B\n" + ROW))

    assert rows[2]["name"] == "Total"
    assert rows[4] == "2 cells where the header has 5"
    assert rows[5]["name"] == "A"


def test_totals_and_footers_are_told(written):
    _, _, plan = brought(written(HEADER + ROW + "Total,,1,,\n" + FOOTER))

    assert [doubt.message.split(": ", 1)[1] for doubt in plan.doubts] == [
        "the footer of a report, not brought in: line 6, 7, 8, 9, 10",
        "a line of totals, not brought in: line 3",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('C,"D,2,2026-01-02,Won', "a quote is opened and never closed"),
        ("C,D\0,2,2026-01-02,Won", "a NUL byte"),
        ('C,D"x,2,2026-01-02,Won', "a quote inside a cell that is not quoted"),
        ('"C"x,D,2,2026-01-02,Won', "text follows a closing quote; a quote inside a cell must be doubled"),
        ('=HYPERLINK("http://x"),D,2,2026-01-02,Won', "a quote inside a cell that is not quoted"),
        ("C,D,2", "3 cells where the header has 5"),
    ],
)
def test_bad_row_is_refused_alone(written, line, reason):
    rows, _, _ = brought(written(HEADER + ROW + line + "\n" + ROW))

    assert (rows[2]["name"], rows[3], rows[4]["name"]) == ("A", reason, "A")


def test_order_of_dates_that_nothing_shows_is_asked_about(written):
    assert brought(written(HEADER + "A,B,1,03/04/2026,Won\n"))[1] == ["--dates"]
    assert brought(written(HEADER + "A,B,1,03/04/2026,Won\n"), dates=None)[1] == ["--dates"]


@pytest.mark.parametrize(
    "content",
    [
        "Nombre;Empresa;Importe;Fecha de cierre;Etapa\nA;B;1.234,56 €;31/12/2025;Ganado\n",
        "Name;Firma;Betrag;Abschlussdatum;Phase\nA;B;1.234,56 €;31.12.2025;Ganado\n",
        "Opportunité;Société;Montant;Date de clôture;Étape\nA;B;1 234,56 €;31/12/2025;Ganado\n",
        "Nome;Azienda;Importo;Data di chiusura;Fase\nA;B;1.234,56 €;31/12/2025;Ganado\n",
        "Nome;Empresa;Valor;Data de fechamento;Etapa\nA;B;1.234,56 €;31/12/2025;Ganado\n",
        "Naam;Bedrijf;Bedrag;Verwachte sluitingsdatum;Fase\nA;B;€ 1.234,56;31-12-2025;Ganado\n",
        "Nazwa;Firma;Kwota;Data zamknięcia;Etap\nA;B;1 234,56 €;31.12.2025;Ganado\n",
        "Название;Компания;Сумма;Дата закрытия;Этап\nA;B;1 234,56 €;31.12.2025;Ganado\n",
        "商談名,会社名,金額,完了予定日,フェーズ\nA,B,\"€1,234.56\",2025/12/31,Ganado\n",
        "商机名称,公司,金额,预计成交日期,阶段\nA,B,\"€1,234.56\",2025-12-31,Ganado\n",
    ],
)  # fmt: skip
def test_headers_in_other_languages_map_by_themselves(written, content):
    rows, flags, plan = brought(written(content))

    assert (plan.kind, flags) == ("opportunities", [])
    assert rows == {
        2: {
            "name": "A",
            "company": "B",
            "amount": (123456, "EUR"),
            "close_on": date(2025, 12, 31),
            "stage": "Ganado",
        }
    }
