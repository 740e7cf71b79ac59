"""The reader, fuzzed by atheris for a bounded time in a process of its own: any bytes are read or refused."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
SECONDS = 20
PROGRAM = """
import sys, tempfile, pathlib
import atheris
with atheris.instrument_imports(include=["penstock.exchange.imports.reading"]):
    from penstock.exchange.imports.reading.table import read_table
    from penstock.exchange.imports.reading.values import FileUnreadable, Row

PATH = pathlib.Path(tempfile.mkdtemp()) / "fuzz.csv"

def one(content):
    PATH.write_bytes(content)
    try:
        table = read_table(PATH)
        for record in table.rows():
            assert not isinstance(record, Row) or len(record.cells) == len(table.header)
    except FileUnreadable:
        pass

atheris.Setup(sys.argv, one)
atheris.Fuzz()
"""
SEEDS = {
    "plain.csv": b"name,amount\nA,1\n\nTotal,1\n",
    "quoted.csv": b'a;b\r\n"x ""y""";"1\n2"\r\n="00";"z" \r\n',
    "wide.csv": "a\tb\nä\t1\n".encode("utf-16-le"),
    "sep.csv": b"sep=;\na;b\n1;2\n",
    "legacy.csv": "a,b\nGr\u00f6\u00dfe,1\n".encode("cp1252"),
}


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no build for this machine"
)
def test_any_bytes_are_read_or_refused(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, content in SEEDS.items():
        (corpus / name).write_bytes(content)

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"-max_total_time={SECONDS}", "-max_len=600", "-rss_limit_mb=2048", str(corpus)],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path)},
        capture_output=True, text=True, timeout=SECONDS * 6, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-3000:]
