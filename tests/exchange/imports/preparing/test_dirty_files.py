"""Files as the spreadsheets and systems of the world leave them, each with what a careful person would read in it."""

from datetime import date
from decimal import Decimal

import pytest

from penstock.exchange.imports.preparing.texts import stage_kind
from tests.exchange.imports.preparing.bringing import brought

HEADER = "Deal Name,Company,Amount,Close Date,Stage\n"


@pytest.mark.parametrize(
    ("text", "codec", "wanted"),
    [
        (
            "Verkaufschance;Firma;Betrag;Abschlussdatum;Phase\r\nGroßauftrag;Müller & Co;1.234.567,89 €;31.12.2025;Gewonnen\r\n",
            "cp1252", ("Großauftrag", "Müller & Co", (123_456_789, "EUR"), "Gewonnen"),
        ),
        (
            "Opportunité;Société;Montant;Date de clôture;Étape\r\nAffaire;Société Générale;1\u202f234,50 €;31/12/2025;Gagné\r\n",
            "utf-8-sig", ("Affaire", "Société Générale", (123_450, "EUR"), "Gagné"),
        ),
        (
            "商談名,会社名,金額,完了予定日,フェーズ\r\n大型案件,株式会社山田製作所,\"¥1,234,567\",2025年12月31日,受注\r\n",
            "shift_jis", ("大型案件", "株式会社山田製作所", (1_234_567, "JPY"), "受注"),
        ),
        (
            "Название;Компания;Сумма;Дата закрытия;Этап\r\nПоставка;ООО Ромашка;1 234 567,50 р.;31.12.2025;Выиграно\r\n",
            "cp1251", ("Поставка", "ООО Ромашка", (123_456_750, "RUB"), "Выиграно"),
        ),
        (
            "商機名稱,公司名稱,金額,預計成交日期,階段\n大客戶專案,台北科技股份有限公司,NT$10000,2025-12-31,贏單\n",
            "big5", ("大客戶專案", "台北科技股份有限公司", (1_000_000, "TWD"), "贏單"),
        ),
        (
            "Nazwa;Firma;Kwota;Data zamknięcia;Etap\nŻółw i ślimak;Łódź Spółka;1 234,50 zł;31.12.2025;Wygrana\n",
            "cp1250", ("Żółw i ślimak", "Łódź Spółka", (123_450, "PLN"), "Wygrana"),
        ),
        (HEADER + "Étoile,Ünal,100,2025-12-31,Won\n", "utf-16-le", ("Étoile", "Ünal", (10_000, "EUR"), "Won")),
        (HEADER.replace("\n", "\r") + "A,B,1,2025-12-31,Won\r", "ascii", ("A", "B", (100, "EUR"), "Won")),
        (HEADER + "صفقة كبيرة,شركة النور 🚀,2,2025-12-31,Won\n", "utf-8", ("صفقة كبيرة", "شركة النور 🚀", (200, "EUR"), "Won")),
        (HEADER + "A,-,1,46022,Won\n", "ascii", ("A", None, (100, "EUR"), "Won")),
    ],
)  # fmt: skip
def test_spreadsheet_of_another_country(written, text, codec, wanted):
    rows, flags, _ = brought(written(text.encode(codec)))

    (row,) = rows.values()
    assert (row["name"], row.get("company"), row["amount"], row["stage"]) == wanted
    assert (row["close_on"], flags) == (date(2025, 12, 31), [])
    assert stage_kind(row["stage"]) == "won"


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ('"$1,234.50"', (123_450, "USD")), ("USD 2000", (200_000, "USD")), ("£12k", (1_200_000, "GBP")),
        ('"(1,234.50)"', (-123_450, "EUR")), ("-$5.00", (-500, "USD")), ("CHF 1'234.50", (123_450, "CHF")),
        ("1.5M", (150_000_000, "EUR")), ("R$ 10", (1000, "BRL")), ('"3.000,50 EUR"', (300_050, "EUR")),
        ("1 234 PLN", (123_400, "PLN")), ('"1.234,5-"', (-123_450, "EUR")),
    ],
)  # fmt: skip
def test_amounts_with_signs_and_codes(written, cell, amount):
    rows, flags, _ = brought(written(HEADER + f"A,B,{cell},2025-12-31,Won\n"))

    assert (rows[2]["amount"], flags) == (amount, [])


def test_fractions_after_point_and_comma_are_each_read_where_all_show_theirs(written):
    rows, flags, plan = brought(
        written(HEADER + 'A,B,"1.234,50",2025-12-31,Won\nA,B,"1,234.50",2025-12-31,Won\nA,B,7,,Won\n')
    )
    asked = brought(
        written(HEADER + 'A,B,"1.234,50",2025-12-31,Won\nA,B,"1,234.50",2025-12-31,Won\nA,B,"1,234",,Won\n')
    )

    assert [row["amount"][0] for row in rows.values()] == [123_450, 123_450, 700]
    assert (flags, asked[1]) == ([], ["--decimal"])
    assert "each is read as it stands" in plan.doubts[0].message


def test_shares_with_either_sign(written):
    head = "Deal Name,Company,Amount,Stage,Probability\n"
    rows, _, _ = brought(
        written(head + 'A,B,1,Talk,75%\nA,B,1,Talk,7.5 %\nA,B,1,Talk,"12,5%"\nA,B,1,Talk,120%\n')
    )

    assert [row["probability"] for row in list(rows.values())[:3]] == [
        Decimal("0.75"),
        Decimal("0.075"),
        Decimal("0.125"),
    ]
    assert rows[5] == "Probability: “120%” is no probability"


def test_several_addresses_in_a_cell_and_bad_ones(written):
    lines = [
        'A,"a@x.com, b@x.com"',
        "B,B B <b@x.com>",
        "C,c@x.com / d@x.com",
        "D,d@x.com; bad",
        "E,none at all",
    ]

    rows, _, _ = brought(written("Last Name,Email\n" + "\n".join(lines) + "\n"))

    assert [row.get("email") for row in rows.values()] == [
        ("a@x.com", "b@x.com"), ("b@x.com",), ("c@x.com", "d@x.com"), ("d@x.com",), None,
    ]  # fmt: skip


def test_yes_and_no_in_other_languages(written):
    words = ["ja,nein", "oui,non", "sí,no", "да,нет", "はい,いいえ", "VERO,FALSO", "WAHR,FALSCH", "x,0"]

    rows, _, _ = brought(
        written("Last Name,Email Opt Out,Do Not Call\n" + "".join(f"A,{word}\n" for word in words))
    )

    assert [(row["no_email"], row["no_call"]) for row in rows.values()] == [(True, False)] * len(words)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "won") for name in ("Closed-Won", "CLOSED WON", "closedwon", "Won - Closed", "6 - Closed Won", "WON!", "受注", "Vundet", "Cierre ganado", "Успешно реализовано", "Fermé gagné")),
        *((name, "lost") for name in ("Closed Lost - Price", "Deal Lost", "A_DECLINED", "失注", "7. Closed lost", "Förlorad", "Negócio perdido", "Закрыто и не реализовано")),
        *((name, "open") for name in ("Qualified", "Lost contact", "Won over the champion", "Closing", "Proposal 2", "Deal registered", "Cierre")),
    ],
)  # fmt: skip
def test_stages_spelled_differently(name, kind):
    assert stage_kind(name) == kind


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("id,display_name,status_label,contact_name,value,value_currency,date_created,date_won,user_name,confidence,note",
         "o1,Big,Won,Joe,1000,USD,2025-01-02T10:00:00+00:00,2025-02-01,Rita,90,hello"),
        ("Opportunity,Company,Primary Contact,Pipeline,Stage,Status,Value,Win Probability,Owned By,Close Date,Loss Reason,Source,Copper ID",
         "Big,Acme,Joe,Sales,Contacted,Open,1000,30,Rita,1/31/2026,,Web,77"),
        ("Id,Name,Amount,Deal stage,Deal pipeline,Sales account,Related contacts,Sales owner,Expected close date,Lost reason,Created at",
         "55,Big,1000,Negotiation,Default,Acme,Joe,Rita,2026-01-31,,2025-12-15T10:00:00Z"),
        ("RecordId,OpportunityName,Details,OpportunityValue,BidCurrency,Probability,CurrentState,ForecastCloseDate,Pipeline,CurrentStage,"
         "UserResponsible,Organization,DateCreated", "9,Big,x,1000,USD,60,OPEN,1/31/2026,Sales,Proposal,Rita,Acme,12/15/2025"),
        ("Name,Owner,Stage,Deal Value,Contacts,Accounts,Expected Close Date,Close Probability,Item ID",
         "Big,Rita,Negotiation,1000,Joe,Acme,2026-01-31,60,123"),
    ],
    ids=["close", "copper", "freshsales", "insightly", "monday"],
)  # fmt: skip
def test_exports_of_smaller_systems_map_by_themselves(written, header, row):
    rows, flags, plan = brought(written(f"{header}\n{row}\n"))

    assert (plan.kind, flags, [column.header for column in plan.columns if not column.is_known]) == (
        "opportunities",
        [],
        [],
    )
    assert (rows[2]["name"], rows[2]["amount"][0], rows[2]["owner"]) == ("Big", 100_000, "Rita")
