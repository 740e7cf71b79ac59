import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import FileUnreadable, ReadOptions, Row
from penstock.exchange.imports.recognition.recognize import is_known_header


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook: sheet name to rows."""

    def write(sheets):
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path

    return write


def with_part(path, name, change):
    """The same workbook with a part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in source.namelist():
            content = source.read(part)
            copy.writestr(part, change(content) if part == name else content)
    path.write_bytes(target.getvalue())
    return path


def test_cells_become_text(workbook):
    path = workbook(
        {
            "Data": [
                ["name", "amount", "on", "at", "yes"],
                ["Łódź", 1234.5, date(2021, 4, 5), datetime(2021, 4, 5, 6, 7), True],
            ]
        }
    )

    assert list(read_table(path).rows()) == [
        Row(2, ["Łódź", "1234.5", "2021-04-05", "2021-04-05 06:07:00", "TRUE"])
    ]


def test_rows_have_the_numbers_of_the_sheet(workbook):
    path = workbook({"Data": [[], [], ["name", "amount"], ["a", 1], [], ["b", 2]]})

    table = read_table(path)

    assert table.header == ("name", "amount")
    assert [record for record in table.rows() if isinstance(record, Row)] == [
        Row(4, ["a", "1"]),
        Row(6, ["b", "2"]),
    ]


def test_several_sheets_are_asked_about(workbook):
    path = workbook({"One": [["a", "b"], ["1", "2"]], "Two": [["c", "d"], ["3", "4"]], "Empty": []})

    assert [doubt.flag for doubt in read_table(path).doubts] == ["--sheet"]
    assert read_table(path, ReadOptions(sheet="Two")).header == ("c", "d")
    assert read_table(path, ReadOptions(sheet="2")).header == ("c", "d")
    with pytest.raises(FileUnreadable, match="there is no sheet 'Three'; there are: One, Two, Empty"):
        read_table(path, ReadOptions(sheet="Three"))


def test_only_sheet_with_a_known_header_is_taken(workbook):
    path = workbook({"Read me": [["Fill in", "this"]], "Deals": [["Deal Name", "Deal Stage"], ["a", "Won"]]})

    table = read_table(path, ReadOptions(is_known_header=is_known_header))

    assert (table.sheet, table.doubts) == ("Deals", ())


def test_document_type_is_refused(workbook):
    path = workbook({"Data": [["a", "b"], ["1", "2"]]})
    bomb = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    with_part(path, "xl/sharedStrings.xml", lambda content: content.replace(b"<sst", bomb + b"<sst", 1))

    with pytest.raises(FileUnreadable, match="document type"):
        read_table(path)


def test_workbook_that_unfolds_without_bound_is_refused(workbook):
    path = workbook({"Data": [["a", "b"], ["1", "2"]]})
    with_part(path, "xl/worksheets/sheet1.xml", lambda content: content + b" " * (200 * 2**20))

    with pytest.raises(FileUnreadable, match="too large"):
        read_table(path)


def test_two_cells_at_the_ends_of_a_sheet_are_refused(workbook):
    path = workbook({"Data": [["a", "b"], ["1", "2"]]})
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with_part(path, "xl/worksheets/sheet1.xml", lambda content: content.replace(b"</sheetData>", far))

    with pytest.raises(FileUnreadable, match="too large"):
        read_table(path)


def test_broken_workbook_is_refused(workbook):
    path = workbook({"Data": [["a", "b"], ["1", "2"]]})
    with_part(path, "xl/workbook.xml", lambda content: content[:100])

    with pytest.raises(FileUnreadable):
        list(read_table(path).rows())


def test_text_merged_over_rows_is_each_ones_and_a_number_the_first_ones(tmp_path):
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(1, 1, ["region", "deal", "amount"])
        sheet.merge_range(2, 1, 3, 1, "North")
        sheet.write_column(2, 2, ["a", "b", "c"])
        sheet.merge_range(2, 3, 3, 3, 10)
        sheet.write_row(4, 1, ["South", "c", 5])

    rows = [(row.line_number, row.cells) for row in read_table(path).rows()]

    assert rows == [(3, ["North", "a", "10"]), (4, ["North", "b", ""]), (5, ["South", "c", "5"])]
