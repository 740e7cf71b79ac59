"""Boards write a table in groups, with the header again over each."""

from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import Row, Skipped

BOARD = """Deals,,,
,,,
Open,,,
Name,Owner,Stage,Value
A,Jo,Proposal,5
B,Jo,Proposal,7
,,,12
,,,
Won,,,
Name,Owner,Stage,Value
C,Jo,Won,9
,,,9
"""


def test_groups_of_a_board_are_one_table(written):
    table = read_table(written(BOARD))
    records = list(table.rows())

    assert table.header == ("Name", "Owner", "Stage", "Value")
    assert [record.cells[0] for record in records if isinstance(record, Row)] == ["A", "B", "C"]
    assert [(record.line_number, record.reason) for record in records if isinstance(record, Skipped)] == [
        (7, "the line that sums up a group"),
        (8, "an empty row"),
        (9, "the title of a group"),
        (10, "the header again"),
        (12, "the line that sums up a group"),
    ]


def test_row_without_a_first_cell_is_a_row_where_there_are_no_groups(written):
    rows = list(read_table(written("Name,Owner\n,Jo\nA,Jo\n")).rows())

    assert rows == [Row(2, ["", "Jo"]), Row(3, ["A", "Jo"])]


def test_totals_in_other_languages_are_no_records(written):
    path = written("Kunde;Projekt;Wert\nA;x;1\nSumme;;1\n\nGesamtsumme (1 Datensatz);;1\n")

    assert [record.line_number for record in read_table(path).rows() if isinstance(record, Row)] == [2]
