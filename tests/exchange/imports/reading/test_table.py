import gzip
import io
import random
import zipfile

import pytest

from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import BadRow, FileUnreadable, ReadOptions, Row, Skipped


def rows_of(path, **options):
    return list(read_table(path, ReadOptions(**options)).rows())


def test_rows_carry_their_physical_line_with_newlines_in_cells(written):
    path = written('a,b\r\n1,"two\r\nlines"\r\n3,4\r\n')

    assert rows_of(path) == [Row(2, ["1", "two\r\nlines"]), Row(4, ["3", "4"])]


def test_rows_can_be_read_again(written):
    table = read_table(written("a,b\n1,2\n"))

    assert list(table.rows()) == list(table.rows()) == [Row(2, ["1", "2"])]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,2", "2 cells where the header has 3"),
        ("1,2,3,4", "4 cells where the header has 3"),
        ('1,"a"b,3', "text follows a closing quote; a quote inside a cell must be doubled"),
        ('1,say "a",3', "a quote inside a cell that is not quoted"),
        ("1,a\0b,3", "a NUL byte"),
    ],
)
def test_bad_row_is_refused_alone(written, line, reason):
    path = written(f"a,b,c\n1,2,3\n{line}\n4,5,6\n")

    assert rows_of(path) == [Row(2, ["1", "2", "3"]), BadRow(3, 3, line, reason), Row(4, ["4", "5", "6"])]


def test_quote_that_is_never_closed_costs_one_row(written):
    path = written('a,b,c\n1,"open,3\n4,5,6\n7,8,9\n')

    assert rows_of(path) == [
        BadRow(2, 2, '1,"open,3', "a quote is opened and never closed"),
        Row(3, ["4", "5", "6"]),
        Row(4, ["7", "8", "9"]),
    ]


def test_quote_that_swallows_another_cell_costs_one_row(written):
    path = written('a,b,c\n1,"open,3\n4,"five",6\n7,8,9\n')

    assert rows_of(path) == [
        BadRow(2, 2, '1,"open,3', "a quote is opened and never closed"),
        Row(3, ["4", "five", "6"]),
        Row(4, ["7", "8", "9"]),
    ]


def test_cell_over_the_limit_is_refused_and_the_rest_is_read(written):
    path = written("a,b\n1," + "x" * 1_000_001 + "\n3,4\n")

    bad, good = rows_of(path)

    assert (bad.line_number, bad.reason[:18]) == (2, "a cell of more tha")
    assert good == Row(3, ["3", "4"])


def test_line_over_the_limit_is_refused_and_the_rest_is_read(written):
    path = written("a,b\n1," + "x" * 8_000_001 + "\n3,4\n")

    bad, good = rows_of(path)

    assert (bad.line_number, bad.reason) == (2, "a line of more than 8,000,000 characters")
    assert good == Row(3, ["3", "4"])


def test_seconds_and_inches_stay_in_their_cell(written):
    assert rows_of(written('a,b\n36\'37.8"N,27"\n')) == [Row(2, ["36'37.8\"N", '27"'])]


def test_ten_thousand_columns_are_read(written):
    header = ",".join(f"column {i}" for i in range(10_000))
    cells = [str(i) for i in range(10_000)]

    assert rows_of(written(f"{header}\n{','.join(cells)}\n")) == [Row(2, cells)]


def test_report_footers_are_skipped(written):
    path = written(
        'Opportunity Name,Stage,Amount\nOne,Prospecting,100\nTwo,Closed Won,200\n\n"Grand Totals (2 records)",,300\n'
        '"Copyright (c) 2000-2024 salesforce.com, inc. All rights reserved.",,\n'
        "Confidential Information - Do Not Distribute\n"
    )

    kinds = [type(record) for record in rows_of(path)]

    assert kinds == [Row, Row, Skipped, Skipped, Skipped]


def test_footer_words_in_a_name_are_a_name(written):
    assert rows_of(written("Company,City\nGrand Totality Ltd,Rome\n")) == [
        Row(2, ["Grand Totality Ltd", "Rome"])
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(written, delimiter):
    text = "\n".join(delimiter.join(cells) for cells in (["name", "amount"], ["Łódź", "1"], ["b", "2"]))

    table = read_table(written(text))

    assert table.delimiter == delimiter
    assert list(table.rows()) == [Row(2, ["Łódź", "1"]), Row(3, ["b", "2"])]


def test_decimal_commas_do_not_win_over_semicolons(written):
    table = read_table(written("name;amount;share\na;1,5;2,5\nb;3,5;4,5\n"))

    assert (table.delimiter, table.header) == (";", ("name", "amount", "share"))


def test_two_delimiters_that_fit_alike_are_asked_about(written):
    table = read_table(written("a,b;c\n1,2;3\n4,5;6\n"))

    assert [doubt.flag for doubt in table.doubts] == ["--delimiter"]
    assert read_table(written("a,b;c\n1,2;3\n4,5;6\n"), ReadOptions(delimiter=";")).header == ("a,b", "c")


def test_excels_own_first_line_names_the_delimiter(written):
    table = read_table(written("sep=;\na;b\n1;2\n"))

    assert (table.header, list(table.rows())) == (("a", "b"), [Row(3, ["1", "2"])])


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1250"]
)
def test_encoding_is_found(written, encoding):
    text = "name,city\nŻółć Sp. z o.o.,Łódź\nŚwięta Góra,Kraków\nJaźń,Gdańsk\n"

    assert [row.cells[1] for row in rows_of(written(text.encode(encoding)))] == ["Łódź", "Kraków", "Gdańsk"]


def test_lines_in_another_encoding_are_refused_one_by_one(written):
    good = "a,zażółć\n".encode() * 5

    records = rows_of(written(b"name,word\n" + good + "b,żaba\n".encode("cp1250") + good))

    assert [record.line_number for record in records if isinstance(record, BadRow)] == [7]
    assert sum(isinstance(record, Row) for record in records) == 10


def test_empty_and_repeated_headers_get_names(written):
    table = read_table(written("a,,a,a (2),\n1,2,3,4,5\n"))

    assert table.header == ("a", "Column 2", "a (3)", "a (2)", "Column 5")
    assert [doubt.flag for doubt in table.doubts] == ["", ""]


def test_first_row_of_data_is_no_header(written):
    table = read_table(written("Anna,2020-01-01,12\nBo,2020-01-02,13\n"))

    assert (table.has_header, table.header) == (False, ("Column 1", "Column 2", "Column 3"))
    assert next(table.rows()) == Row(1, ["Anna", "2020-01-01", "12"])


def test_uncertain_header_is_asked_about(written):
    path = written("1,Anna,x\n2,Bo,y\n")

    assert "--header" in [doubt.flag for doubt in read_table(path).doubts]
    assert read_table(path, ReadOptions(header=False)).doubts == ()


def test_titles_above_the_header_are_skipped_and_told(written):
    table = read_table(written("Our pipeline\n\nname,stage,amount\na,Won,1\nb,Lost,2\nc,Won,3\n"))

    assert table.header == ("name", "stage", "amount")
    assert [skipped.text for skipped in table.skipped] == ["Our pipeline", ""]
    assert [(doubt.kind, doubt.lines) for doubt in table.doubts] == [("preamble", (1,))]


def test_gz_and_zip_are_unpacked(written):
    text = b"a,b\n1,2\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../evil/inside.csv", text)
        archive.writestr("__MACOSX/x", b"")

    assert rows_of(written(gzip.compress(text), "x.csv.gz")) == [Row(2, ["1", "2"])]
    assert rows_of(written(packed.getvalue(), "x.zip")) == [Row(2, ["1", "2"])]
    assert read_table(written(packed.getvalue(), "x.zip")).name == "inside.csv"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: file.csv: the file is empty"),
        (b"\n\n\n", "line 1: file.csv: there is nothing in the file but empty lines"),
        (b"%PDF-1.7", "file.csv: this is a PDF file; export the table as CSV or XLSX"),
        (b"<html><body>", "file.csv: this is a web page; export the table as CSV or XLSX"),
        (bytes(range(256)) * 20, "file.csv: this is no text file"),
        (gzip.compress(random.Random(1).randbytes(999).hex().encode())[:-40], "packing is broken"),
        (b"PK\x03\x04rest", "file.csv: a broken archive"),
    ],
)
def test_file_that_cannot_be_read_says_why(written, content, message):
    with pytest.raises(FileUnreadable) as refusal:
        rows_of(written(content))

    assert message in str(refusal.value)


def test_header_that_is_not_the_required_one_is_refused(written):
    with pytest.raises(FileUnreadable, match=r"line 1: file\.csv: the header is “a, b”, not “a, c”"):
        read_table(written("a,b\n1,2\n"), ReadOptions(required_header=("a", "c")))


def test_broken_header_is_not_replaced_by_the_next_row(written):
    with pytest.raises(FileUnreadable, match=r"line 1: file\.csv: the header can't be read: a NUL byte"):
        read_table(written("a,b\0,c\n1,2,3\n4,5,6\n"))
