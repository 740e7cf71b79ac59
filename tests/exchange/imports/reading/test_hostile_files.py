"""Files that are broken, absurd or meant to harm: each is read, or refused with one clear line, in bounded memory."""

import gzip
import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from penstock.exchange.imports.reading.opening import bounded
from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import BadRow, FileUnreadable, Row
from tests.exchange.imports.preparing.bringing import brought

ROOT = Path(__file__).parents[4]
HEADER = b"Deal Name,Company,Amount,Close Date,Stage\n"
ROW = b"A,B,1,2026-01-02,Won\n"


def zipped(*members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def workbook():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["Deal Name", "Amount"])
        book.worksheets()[0].write_row(1, 0, ["A", 1])
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: file.csv: the file is empty"),
        (b"\xef\xbb\xbf", "line 1: file.csv: the file is empty"),
        (b" \n\n  \n", "line 1: file.csv: there is nothing in the file but empty lines"),
        (b"," * 9999 + b"\n" + b"," * 9999, "line 1: file.csv: there is nothing in the file but empty lines"),
        (b"\0" * 5000, "file.csv: this is no text file"),
        (random.Random(1).randbytes(20_000), "file.csv: this is no text file"),
        (b"\x7fELF\2\1\1", "file.csv: this is a program"),
        (b"PAR1\x15\4", "file.csv: this is a Parquet file; export it as CSV"),
        (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls) or one with a password; save it as .xlsx or CSV"),
        (b'[{"a": 1}]', "file.csv: this is a JSON file; export the table as CSV or XLSX"),
        (b"<table><tr><td>1", "file.csv: this is a web page; export the table as CSV or XLSX"),
        (b"<records><r>1</r>", "file.csv: this is an XML file; export the table as CSV or XLSX"),
        (b"x" * 9_000_000, "line 1: file.csv: no row can be read: a line of more than 8,000,000 characters"),
        (",".join(map(str, range(20_000))).encode(), "line 1: file.csv: 20,000 columns, more than 16,384"),
        (zipped(), "the archive holds 0 files"),
        (zipped(("a.csv", HEADER))[:60], "file.csv: a broken archive"),
        (gzip.compress(HEADER + ROW * 999)[:60], "the packing is broken"),
        (gzip.compress(gzip.compress(gzip.compress(HEADER))), "file.csv: packed more than twice"),
        (zipped(("a.zip", zipped(("b.zip", zipped(("c.csv", HEADER)))))), "b.zip: packed more than twice"),
        (gzip.compress(zipped(("a.xlsx", workbook()[:300]))), "a.xlsx: a broken archive"),
    ],
)  # fmt: skip
def test_file_is_refused_with_one_line(written, content, message):
    with pytest.raises(FileUnreadable) as refusal:
        read_table(written(content))

    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        zipped(("../../../etc/cron.d/deals.csv", HEADER + ROW)),
        zipped(("C:\\windows\\..\\deals.csv", HEADER + ROW)),
        zipped(("a.zip", zipped(("/deals.csv", HEADER + ROW)))),
        gzip.compress(zipped(("deals.csv", HEADER + ROW))),
    ],
)
def test_names_in_archives_have_no_path(written, content):
    table = read_table(written(content))

    assert (table.name, list(table.rows())) == ("deals.csv", [Row(2, ["A", "B", "1", "2026-01-02", "Won"])])


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped(("book.xlsx", content))])
def test_packed_workbook_is_read(written, pack):
    assert list(read_table(written(pack(workbook()), "book")).rows()) == [Row(2, ["A", "1"])]


def test_what_unpacks_without_bound_is_stopped():
    stream = bounded("bomb.gz", gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(bytes(2**20)))), limit=2**18)

    with pytest.raises(FileUnreadable, match=r"bomb\.gz: unpacks to more than"):
        stream.read()


def test_header_only_is_told(written):
    rows, flags, plan = brought(written(HEADER))

    assert (rows, flags) == ({}, [])
    assert [doubt.message for doubt in plan.doubts] == ["file.csv: there is no row below the header"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'C,"' + b"x" * 9_000_000 + b'",2,2026-01-02,Won\n', "a line of more than 8,000,000 characters"),
        (b"C," + b"x" * 9_000_000 + b",2,2026-01-02,Won\n", "a line of more than 8,000,000 characters"),
        (b'C,"' + b"x" * 2_000_000 + b'",2,2026-01-02,Won\n', "a cell of more than 1,000,000 characters"),
        (b'C,"D,2,2026-01-02,Won\n', "a quote is opened and never closed"),
        (b"C\0,D,2,2026-01-02,Won\n", "a NUL byte"),
        ("Größe,D,2,2026-01-02,Won\n".encode("cp1252"), "bytes that are no text in the encoding of the file"),
        (b"C,D,1e400,2026-01-02,Won\n", "is too large an amount"),
        (b"C,D,NaN and more,2026-01-02,Won\n", "is no number"),
        (b"C,D,2,2026-02-30,Won\n", "“2026-02-30” is no date"),
    ],
)
def test_hostile_row_is_refused_alone(written, bad, reason):
    rows, _, _ = brought(written(HEADER + ROW + "Ärger,B,1,2026-01-02,Won\n".encode() * 2 + bad + ROW))

    assert [line for line, row in rows.items() if isinstance(row, dict)] == [2, 3, 4, 6]
    assert reason in rows[5]


def test_repeated_and_empty_headers_keep_their_columns(written):
    table = read_table(written("Deal Name,Deal Name,,Amount,,\nA,B,C,1,,\n"))

    assert table.header == ("Deal Name", "Deal Name (2)", "Column 3", "Amount", "Column 5", "Column 6")
    assert [doubt.message for doubt in table.doubts] == [
        "columns without a name: 3, 5, 6",
        "columns with the same name: Deal Name",
    ]


def test_formulas_stay_text(written):
    rows, _, _ = brought(written(HEADER + b"=cmd|' /C calc'!A0,@SUM(A1),1,2026-01-02,Won\n"))

    assert (rows[2]["name"], rows[2]["company"]) == ("=cmd|' /C calc'!A0", "@SUM(A1)")


# Long rows, so that many bytes cost little time; what is held does not depend on how many there are.
STREAMED = """
import resource, sys
from pathlib import Path
from tests.exchange.imports.preparing.bringing import brought, counted
brought(Path(sys.argv[1]))
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(counted(Path(sys.argv[2])), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle)
"""


@pytest.mark.parametrize(
    ("row", "repeats"),
    [
        (b'D,"' + b"some words " * 5_000 + b'",1,2026-01-02,Won\n', 1_000),
        (b'D,"' + b"x" * 900_000 + b'",1,2026-01-02,' + b"y" * 900_000 + b"\n", 30),
        (b'D,"open and never closed' + b"x" * 60_000 + b",1,2026-01-02,Won\n", 600),
    ],
)
def test_large_files_are_streamed(written, tmp_path, row, repeats):
    small, large = written(HEADER + ROW, "small.csv"), tmp_path / "large.csv.gz"
    with gzip.open(large, "wb", compresslevel=1) as target:
        target.write(HEADER + ROW * 500)
        for _ in range(repeats):
            target.write(row)

    done = subprocess.run(
        [sys.executable, "-c", STREAMED, str(small), str(large)],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    count, kilobytes = map(int, done.stdout.split())
    assert count == 500 + repeats
    assert kilobytes < 40 * 1024


def test_wide_rows_are_streamed(written):
    table = read_table(
        written("\n".join([",".join(f"c{n}" for n in range(10_000)), *[",".join("1" * 10_000)] * 5]))
    )

    assert sum(len(row.cells) for row in table.rows() if not isinstance(row, BadRow)) == 50_000
