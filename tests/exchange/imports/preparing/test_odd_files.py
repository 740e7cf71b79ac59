"""Traits of files that read wrong in silence once."""

from datetime import UTC, date, datetime

import pytest

from penstock.exchange.imports.reading.values import FileUnreadable
from tests.exchange.imports.preparing.bringing import brought


def test_second_table_under_the_first_is_told_and_none_of_its_rows_is_a_record(written):
    rows, _, plan = brought(
        written("Deal Name,Stage,Amount\nA,Open,5\n\nCompany,City,Phone\nAcme,Rome,39061\n\nBeta,Oslo,4722\n")
    )

    assert list(rows) == [2]
    assert plan.doubts[-1].message.startswith("file.csv: another table under the first")
    assert plan.doubts[-1].lines == (4, 5, 7)


def test_joined_files_repeat_their_header_and_mark(written):
    rows, *_ = brought(written("\ufeffCompany,City\nAcme,Rome\n\ufeffCompany,City\n\ufeffBeta\u200b,Oslo\n"))

    assert [row["name"] for row in rows.values()] == ["Acme", "Beta"]


@pytest.mark.parametrize(
    ("amounts", "header", "code"),
    [
        ("￥5000;5000円", "Amount", "JPY"),
        ("￥5000;￥1200", "金額", "JPY"),
        ("¥5000;￥1200", "金额", "CNY"),
        ("¥5000;1200元", "Amount", "CNY"),
        ("¥5000;￥1200", "Amount", "JPY"),
    ],
)
def test_yen_and_yuan_by_what_is_beside_them(written, amounts, header, code):
    lines = "".join(f"D,Open,{amount}\n" for amount in amounts.split(";"))

    rows, flags, _ = brought(written(f"Deal Name,Stage,{header}\n{lines}"))

    assert ({row["amount"][1] for row in rows.values()}, flags) == ({code}, [])


@pytest.mark.parametrize("sign", ["^", "~", "¦", ":"])
def test_rare_delimiters_also_where_the_usual_ones_stand_in_cells(written, sign):
    rows, flags, _ = brought(
        written(
            f"Deal Name{sign}Stage{sign}Amount\nA, Inc{sign}Won{sign}1,234.50\nB; Co{sign}Open{sign}2,000.00\n"
        )
    )

    assert ([row["name"] for row in rows.values()], flags) == (["A, Inc", "B; Co"], [])


def test_columns_at_fixed_places_are_refused_with_what_to_do(written):
    with pytest.raises(FileUnreadable, match="fixed places, divided by blanks only; save the table as CSV"):
        brought(
            written("Deal Name      Stage   Amount\nAcme big deal  Won     12\nBeta small     Open    3\n")
        )


def test_lines_in_quotes_as_a_whole_are_refused_with_what_to_do(written):
    with pytest.raises(FileUnreadable, match="each line stands in quotes as a whole"):
        brought(written('"Deal Name,Stage,Amount"\n"A,Open,5"\n"B,Won,6"\n'))


def test_shares_have_no_thousands_and_sugar_numbers_its_own_currency(written):
    rows, flags, _ = brought(
        written("name,sales_stage,amount,currency_id,probability\nA,Won,5000.000000,-99,100.000\n", "o.csv"),
        kind="opportunities",
    )

    assert (rows[2]["amount"], rows[2]["probability"], flags) == ((500_000, "EUR"), 1, [])


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024/3/1 下午 2:30", datetime(2024, 3, 1, 13, 30, tzinfo=UTC)),
        ("2024. 3. 1. 오전 9:05", datetime(2024, 3, 1, 8, 5, tzinfo=UTC)),
        ("2024年3月1日 14時30分", datetime(2024, 3, 1, 13, 30, tzinfo=UTC)),
        ("Fri Mar 01 10:00:00 GMT+01:00 2024", datetime(2024, 3, 1, 9, tzinfo=UTC)),
        ("\u200e2024–03–01 10:30", datetime(2024, 3, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_clocks_of_other_places(written, text, at):
    rows, *_ = brought(written(f"Deal Name;Stage;Created\nA;Open;{text}\n"))

    assert rows[2]["created_at"].at == at


@pytest.mark.parametrize("text", ["2024. március 3.", "3 Μαρτίου 2024", "3. marca 2024", "3 de març de 2024"])
def test_months_in_more_languages(written, text):
    rows, *_ = brought(written(f"Deal Name;Stage;Close Date\nA;Open;{text}\n"))

    assert rows[2]["close_on"] == date(2024, 3, 3)


def test_numbers_that_a_spreadsheet_cut_are_no_phones_and_00_is_abroad(written):
    rows, _, _ = brought(
        written(
            "Name,Email,Phone\nA,a@x.example,1.80055E+10\nB,b@x.example,0049 89 1234567\n", "contacts.csv"
        )
    )

    assert (rows[2].get("phone"), rows[3]["phone"]) == (None, "+49891234567")
