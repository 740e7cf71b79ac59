"""Tables as people keep them by hand: what a column is called says less than what stands in it."""

from datetime import date

import pytest

from penstock.exchange.imports.naming import pipeline_hint
from penstock.exchange.imports.preparing.names import listed_names
from penstock.exchange.imports.recognition.presets.pipedrive import in_english
from tests.exchange.imports.preparing.bringing import brought


def test_status_that_holds_stages_is_the_stage(written):
    rows, flags, _ = brought(
        written("Opportunity name,Status,Value\nA,Proposal,1\nB,Closed won,2\nC,Open,3\n")
    )
    plain, *_ = brought(written("Opportunity name,Status,Value\nA,Open,1\nB,Won,2\nC,In progress,3\n"))
    both, *_ = brought(written("Opportunity name,Status,Stage,Value\nA,Proposal,Talk,1\n"))

    assert [(row["stage"], "status" in row) for row in rows.values()] == [
        ("Proposal", False),
        ("Closed won", False),
        ("Open", False),
    ]
    assert [row["status"] for row in plain.values()] == ["open", "won", "open"]
    assert (both[2]["stage"], both[2]["status"], flags) == ("Talk", "open", [])


def test_column_of_codes_of_currencies_is_the_currency_whatever_it_is_called(written):
    rows, *_ = brought(written("Deal Name,Stage,Amount,Dev.\nA,Open,100,USD\nB,Open,200,JPY\nC,Open,300,\n"))
    words, *_ = brought(written("Deal Name,Stage,Amount,Area\nA,Open,100,ALL\nB,Open,200,TOP\n"))

    assert [row["amount"] for row in rows.values()] == [(10_000, "USD"), (200, "JPY"), (30_000, "EUR")]
    assert [row["amount"] for row in words.values()] == [(10_000, "EUR"), (20_000, "EUR")]


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("Affaire - Titre,Affaire - Valeur,Affaire - Devise de Valeur,Affaire - Étape,Affaire - Date de création", "USD"),
        ("Obchod - Název,Obchod - Hodnota,Obchod - Měna Hodnota,Obchod - Fáze,Obchod - Obchod vytvořen", "CZK"),
        ("Geschäft - Titel,Geschäft - Wert,Geschäft - Währung,Geschäft - Phase,Geschäft - Erstellt am", "CHF"),
        ("Trato - Título,Trato - Valor,Trato - Moneda,Trato - Etapa,Trato - Fecha de creación", "MXN"),
    ],
)  # fmt: skip
def test_pipedrive_in_words_that_only_other_tables_have(written, header, currency):
    rows, flags, plan = brought(written(f"{header}\nA,1000,{currency},Open,2024-01-05 10:00:00\n"))

    assert (plan.system, rows[2]["amount"], flags) == ("pipedrive", (100_000, currency), [])
    assert rows[2]["created_at"].at.isoformat() == "2024-01-05T09:00:00+00:00"


def test_amounts_of_which_some_name_a_currency_and_others_none_are_asked_about(written):
    lines = "A,Open,$100\nB,Open,200\nC,Open,£300\nD,Open,0\n"
    asked = brought(written(f"Deal Name,Stage,Amount\n{lines}"))
    told = brought(written(f"Deal Name,Stage,Amount\n{lines}"), currency="USD")
    own = brought(written("Deal Name,Stage,Amount\nA,Open,€100\nB,Open,200\nC,Open,EUR 3\n"))
    none = brought(written("Deal Name,Stage,Amount\nA,Open,$100\nB,Open,0\nC,Open,-\n"))
    column = brought(written("Deal Name,Stage,Amount,Currency\nA,Open,$100,USD\nB,Open,200,USD\n"))

    assert (asked[1], asked[2].doubts[-1].lines) == (["--currency"], (3,))
    assert [found[1] for found in (told, own, none, column)] == [[], [], [], []]


def test_signs_of_web_pages_are_the_signs_that_they_mean_and_are_told(written):
    rows, flags, plan = brought(
        written("Deal Name,Company,Stage,Amount\nR&amp;D &#39;24,AT&T,Open,&euro;100\nA &foo; B,A&B,Open,2\n")
    )

    assert (rows[2]["name"], rows[2]["company"], rows[2]["amount"]) == ("R&D '24", "AT&T", (10_000, "EUR"))
    assert (rows[3]["name"], rows[3]["company"]) == ("A &foo; B", "A&B")
    assert "“R&amp;D &#39;24” is read as “R&D '24”" in plan.doubts[-1].message
    assert flags == []


@pytest.mark.parametrize(
    "below",
    [
        "Total,,300,,\nAverage,,150,,\n",
        "2 records,,$300,,\n",
        ",,,,\nSumme,,300,,\nMittelwert,,150,,\nAnzahl,,2,,\n",
        "Total,Count,2\n",
        "Total Records: 2,,300,,\n",
    ],
)
def test_what_counts_and_sums_under_a_table_is_no_record(written, below):
    rows, _, plan = brought(
        written(f"Deal Name,Company,Amount,Close Date,Stage\nA,X,100,,Won\nB,Y,200,,Open\n{below}")
    )

    assert list(rows) == [2, 3]
    assert plan.doubts[-1].kind == "footer"


def test_deals_called_like_sums_are_deals(written):
    rows, *_ = brought(
        written("Deal Name,Company,Amount,Stage\nAverage,,1,\nTotal,,2,\nCount,X,3,Open\n5 items,Y,4,Open\n")
    )

    assert list(rows) == [2, 3, 4, 5]


def test_header_of_two_rows_of_which_the_second_names_every_column(written):
    rows, flags, _ = brought(
        written(
            "Deal,,,Customer,,Dates,\nName,Amount,Stage,Company,City,Created,Close\n"
            "A,100,Won,Acme,Rome,2024-01-01,2024-03-31\n"
        )
    )

    assert (rows[3]["name"], rows[3]["company"], rows[3]["close_on"], flags) == (
        "A", "Acme", date(2024, 3, 31), []
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Sunday 31 March 2024", "Sonntag 31. März 2024", "dimanche 31 mars 2024", "31 Mar '24"]
)
def test_days_of_the_week_before_a_date(written, text):
    rows, *_ = brought(written(f"Deal Name;Stage;Close Date\nA;Open;{text}\n"))

    assert rows[2]["close_on"] == date(2024, 3, 31)


def test_first_of_a_month_in_french(written):
    rows, *_ = brought(written("Deal Name;Stage;Close Date\nA;Open;1er mars 2024\n"))

    assert rows[2]["close_on"] == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("₹ 2.5 Cr", (2_500_000_000, "INR")), ("₹5L", (50_000_000, "INR")), ("Rs 5 Lacs", (50_000_000, "INR")),
        ("Rs. 1.2 Cr.", (1_200_000_000, "INR")), ("5 CR", "Amount: “CR” is no currency"),
    ],
)  # fmt: skip
def test_lakhs_and_crores_in_short(written, cell, amount):
    rows, *_ = brought(written(f"Deal Name;Stage;Amount\nA;Open;{cell}\n"))

    assert (rows[2]["amount"] if isinstance(rows[2], dict) else rows[2]) == amount


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ann Lee; Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("Ann Lee, Bob Ray, Cy Dee", ["Ann Lee", "Bob Ray", "Cy Dee"]),
        ("García López, María José", ["García López, María José"]),
        ("Lee, Ann", ["Lee, Ann"]),
    ],
)
def test_persons_listed_in_a_cell(cell, names):
    assert listed_names(cell) == names


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("report1700000000000.csv", "Salesforce"),
        ("All Opportunities 4-1-2024.csv", "All opportunities"),
        ("hubspot-crm-exports-all-deals-2024-03-01.csv", "Hubspot crm exports all deals"),
        ("sales_pipeline.csv", "Sales pipeline"),
        ("2024.csv", "Salesforce"),
    ],
)
def test_pipeline_is_called_as_the_file_unless_that_says_nothing(written, file, name):
    path = written(
        "Opportunity Name,Opportunity Owner,Account Name,Stage,Fiscal Period\nA,B,C,D,Q1-2024\n", file
    )
    *_, plan = brought(path)

    assert pipeline_hint([path], [plan]) == name


@pytest.mark.parametrize(
    "name", ["Activity - Note", "Activity - Status", "Deal - Source", "Deal - Organization", "Person - Label"]
)
def test_words_of_pipedrive_itself_are_no_words_of_another_language(name):
    assert in_english(name) == name


def test_flags_and_letters_of_won_and_lost(written):
    flags, *_ = brought(written("Deal,Company,Value,Won,Lost\nA,X,1,1,0\nB,X,1,0,1\n"))
    letters, *_ = brought(written("Deal,Company,Value,Result\nA,X,1,W\nB,X,1,L\nC,X,1,\n"))

    assert [(row["is_won"], row["is_lost"]) for row in flags.values()] == [(True, False), (False, True)]
    assert [row.get("status") for row in letters.values()] == ["won", "lost", None]


def test_range_of_employees_costs_no_company(written):
    rows, *_ = brought(
        written('Company,Website,Employees\nBeta,beta.example,51-200\nAcme,acme.example,"1,200"\n')
    )

    assert (rows[2]["name"], "employees" in rows[2], rows[3]["employees"]) == ("Beta", False, 1200)


def test_snapshots_by_the_day_of_the_snapshot(written):
    header = "Opportunity ID,Snapshot Date,Stage,Amount,Close Date"
    _, flags, plan = brought(written(f"{header}\n1,2024-01-01,A,1,2024-06-01\n1,2024-02-01,B,1,2024-06-01\n"))

    assert (plan.kind, flags) == ("history", [])


def test_ids_that_a_spreadsheet_cut_are_none_and_are_told(written):
    rows, flags, plan = brought(
        written("ID,Deal Name,Amount,Stage\n1.23457E+12,A,1,Won\n1.23457E+12,B,2,Open\n7E2,C,1,Open\n")
    )

    assert [row.get("external_id") for row in rows.values()] == [None, None, "7E2"]
    assert (plan.doubts[-1].lines, flags) == ((2, 3), [])
    assert "“ID” has ids that a spreadsheet cut (1.23457E+12)" in plan.doubts[-1].message


def test_turnover_is_what_a_company_makes_and_what_a_deal_is_worth(written):
    deal, *_ = brought(written("Kunde;Projekt;Umsatz netto;Status\nA;B;1.000,50;offen\n"))
    company, *_ = brought(written("Firma;Ort;Webseite;Umsatz (Mio €)\nA;Rom;a.example;12,5\n"))

    assert deal[2]["amount"] == (100_050, "EUR")
    assert company[2]["annual_revenue"] == (1_250_000_000, "EUR")
