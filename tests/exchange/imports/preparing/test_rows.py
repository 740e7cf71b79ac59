from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from penstock.exchange.imports.converting.values import Moment
from penstock.exchange.imports.preparing.mapping import WrongMapping, mapped_columns, parsed_mapping
from penstock.exchange.imports.preparing.plan import plan_file
from penstock.exchange.imports.preparing.rows import prepared_rows
from penstock.exchange.imports.preparing.texts import parse_domain, stage_kind
from penstock.exchange.imports.preparing.values import Prepared, Refused, Said
from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import ReadOptions
from penstock.exchange.imports.recognition.recognize import recognize

SAID = Said("EUR", UTC)


def planned(path, said=SAID, mapping=(), kind=None):
    table = read_table(path, ReadOptions(header=True))
    recognition = recognize(table.header, path.name, kind)
    columns = mapped_columns(recognition, parsed_mapping(mapping))
    return plan_file(table, recognition.system, recognition.kind, columns, said)


def test_row_becomes_values_by_field(written):
    path = written(
        "Deal Name;Deal Stage;Amount;Currency;Close Date;Created;Probability (%);Shoe size\n"
        "One;Won;1.234,50;PLN;31.12.2020;1.2.2020 10:00;60;42\n"
        "Two;Lost;12,5 €;;1.1.2021;;;\n",
        "deals.csv",
    )

    assert list(prepared_rows(planned(path))) == [
        Prepared(
            2,
            {
                "name": "One",
                "stage": "Won",
                "amount": (123_450, "PLN"),
                "currency": "PLN",
                "close_on": date(2020, 12, 31),
                "created_at": Moment(datetime(2020, 2, 1, 10, tzinfo=UTC), False),
                "probability": Decimal("0.6"),
            },
            {"Shoe size": "42"},
        ),
        Prepared(3, {"name": "Two", "stage": "Lost", "amount": (1_250, "EUR"), "close_on": date(2021, 1, 1)}),
    ]


def test_refused_row_has_its_cells_and_every_reason(written):
    path = written(
        "Deal Name,Deal Stage,Amount,Close Date\nOne,Won,much,soon\nTwo,Won,5,2020-01-01\n", "deals.csv"
    )

    refused, prepared = prepared_rows(planned(path))

    assert refused == Refused(
        2, ("One", "Won", "much", "soon"), "Amount: “much” is no number; Close Date: “soon” is no date"
    )
    assert prepared.values["amount"] == (500, "EUR")


def test_ambiguous_dates_are_a_doubt_that_the_flag_settles(written):
    path = written("Deal Name,Deal Stage,Close Date\nOne,Won,01/02/2020\n", "deals.csv")

    assert [(doubt.flag, doubt.lines) for doubt in planned(path).doubts] == [("--dates", (2,))]
    settled = planned(path, Said("EUR", UTC, dates="mdy"))
    assert settled.doubts == ()
    assert [row.values["close_on"] for row in prepared_rows(settled)] == [date(2020, 1, 2)]


def test_probability_of_one_or_of_a_hundred(written):
    shares = written("Deal Name,Deal Stage,Probability\na,x,0.5\nb,x,1\n", "deals.csv")
    hundreds = written("Deal Name,Deal Stage,Probability\na,x,50\nb,x,1\n", "deals_2.csv")

    assert [row.values["probability"] for row in prepared_rows(planned(shares))] == [
        Decimal("0.5"),
        Decimal(1),
    ]
    assert [row.values["probability"] for row in prepared_rows(planned(hundreds))] == [
        Decimal("0.5"),
        Decimal("0.01"),
    ]


def test_mapping_by_name_and_number(written):
    path = written("Deal Name,Deal Stage,Foo,Bar\na,x,Acme,7\n", "deals.csv")

    plan = planned(path, mapping=["foo=company", "4=custom:Shoe size", "Deal Stage=ignored"])

    assert list(prepared_rows(plan)) == [Prepared(2, {"name": "a", "company": "Acme"}, {"Shoe size": "7"})]


@pytest.mark.parametrize("argument", ["foo", "=name", "nothing=name", "Deal Name=shoe_size", "9=name"])
def test_wrong_mapping_is_refused(written, argument):
    with pytest.raises(WrongMapping):
        planned(written("Deal Name,Deal Stage\na,x\n", "deals.csv"), mapping=[argument])


def test_rows_can_be_taken_up_again(written):
    path = written("Deal Name,Deal Stage\na,x\nb,x\nc,x\n", "deals.csv")

    assert [row.line_number for row in prepared_rows(planned(path), after_line=3)] == [4]


def test_kinds_of_stages_by_name():
    assert [
        stage_kind(name) for name in ("Closed Won", "closedlost", "Closed-Lost to Competition", "Negotiation")
    ] == [
        "won",
        "lost",
        "lost",
        "open",
    ]


def test_links_become_domains():
    assert parse_domain("https://www.Example.com/a?b") == "example.com"
    assert parse_domain("example.co.uk") == "example.co.uk"
