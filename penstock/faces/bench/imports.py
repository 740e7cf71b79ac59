"""The import under load: opportunities of 20 columns with companies and owners, from CSV to rows with their ledger; the bare
COPY of the same file beside it."""

import csv
import random
import resource
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from django.db import connection

from penstock.exchange.imports.files import ImportOptions, plan_files
from penstock.exchange.imports.runs import import_files, said_by
from penstock.exchange.imports.undoing import undo_run
from penstock.faces.bench.meanwhile import while_importing
from penstock.faces.bench.timing import Result
from penstock.records.team.acting import Acting

HEADER = [
    "Deal ID",
    "Deal Name",
    "Deal Stage",
    "Amount",
    "Currency",
    "Create Date",
    "Close Date",
    "Deal Owner",
    "Company",
    "Company Domain",
    "Probability (%)",
    "Lead Source",
    "Next Step",
    "Description",
    "Closed Lost Reason",
    "Competitor",
    "Deal Type",
    "Region",
    "Segment",
    "Product line",
]
STAGES = (
    ("Appointment scheduled", 20),
    ("Qualified to buy", 40),
    ("Presentation scheduled", 60),
    ("Contract sent", 90),
    ("Closed won", 100),
    ("Closed lost", 0),
)
ROWS_AT_SCALE_ONE = 1_000_000
OWNERS = 200
ROWS_OF_A_COMPANY = 10
PREVIEW_ROWS = 1000
MB = 1024 * 1024


def run(folder: Path, rows: int, port: int) -> list[Result]:
    """Write a file, bring it in; another one by the worker while the pages of the server on `port` are asked for; take the
    first back. The database is this process's and the server's; its records are the benchmark's."""
    path = folder / "deals.csv"
    write_file(path, rows)
    bare = copied(path)
    before = peak_mb()
    preview = timed_preview(path)
    begun = perf_counter()
    outcome = import_files(
        actor=Acting.at_terminal(), paths=[path], options=ImportOptions(), now=datetime.now(UTC)
    )
    taken = perf_counter() - begun
    peak = peak_mb()
    speed = rows / taken
    assert outcome.created["opportunities"] == rows, "a benchmark must measure what works"
    more = folder / "more.csv"
    write_file(more, max(rows // 10, 1), first=rows + 1)
    meanwhile = while_importing(port, more)
    more.unlink()
    begun = perf_counter()
    undone = undo_run(actor=Acting.at_terminal(), run_id=outcome.run_id or 0, now=datetime.now(UTC))
    undoing = perf_counter() - begun
    path.unlink()
    return [
        Result("bare COPY of the file (baseline)", "rows/s", value=round(bare)),
        Result("import", "rows/s", value=round(speed), baseline=round(bare), ratio=round(bare / speed, 2)),
        Result("memory at most, without the server", "MB", value=round(peak), baseline=round(before)),
        Result("preview of the first 1,000 rows", "s", value=round(preview, 2)),
        *meanwhile,
        Result("undo", "records/s", value=round(rows / undoing)),
        Result("undo", "facts/s", value=round(undone.voided / undoing)),
    ]


def write_file(path: Path, rows: int, first: int = 1) -> None:
    """The same file for the same numbers; `first` is the number of the first row."""
    with path.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(HEADER)
        writer.writerows(rows_of(rows, first))


def rows_of(rows: int, first: int = 1) -> Iterator[list[object]]:
    """Opportunities of two and a half years, a third of them closed."""
    dice = random.Random(7)
    for number in range(first, first + rows):
        stage, share = dice.choice(STAGES)
        company = dice.randrange(max(rows // ROWS_OF_A_COMPANY, 1))
        created = date(2023, 1, 1) + timedelta(days=dice.randrange(900))
        closes = created + timedelta(days=dice.randrange(1, 120))
        yield [
            number, f"Deal {number} of company {company}", stage, f"{dice.randrange(100, 99_999)}.{dice.randrange(100):02d}", "EUR",
            created, closes, f"Owner {dice.randrange(OWNERS)}", f"Company {company}", f"company{company}.example", share,
            dice.choice(["Web", "Referral", "Event", "Cold call"]), dice.choice(["Call back", "Send offer", ""]),
            "Some words about the deal", "Price" if stage == "Closed lost" else "", dice.choice(["", "Rival", "Other"]),
            dice.choice(["New", "Renewal"]), dice.choice(["North", "South"]), dice.choice(["SMB", "Enterprise"]), dice.choice("ABC"),
        ]  # fmt: skip


def copied(path: Path) -> float:
    """Rows a second of COPY alone into a table of 20 texts, logged like any other."""
    columns = ", ".join(f"c{number} text" for number in range(len(HEADER)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bare_copy ({columns})")
        begun = perf_counter()
        with path.open("rb") as source, cursor.copy("COPY bare_copy FROM STDIN (FORMAT csv, HEADER)") as copy:
            while piece := source.read(1 << 18):
                copy.write(piece)
        taken = perf_counter() - begun
        cursor.execute("SELECT count(*) FROM bare_copy")
        (count,) = cursor.fetchone()
        cursor.execute("DROP TABLE bare_copy")
    return float(count) / taken


def timed_preview(path: Path) -> float:
    """Seconds until the page can show what the first rows would become."""
    options = ImportOptions()
    begun = perf_counter()
    plan_files([path], options, said_by(options), PREVIEW_ROWS)
    import_files(
        actor=Acting.at_terminal(),
        paths=[path],
        options=options,
        now=datetime.now(UTC),
        dry_run=True,
        first_rows=PREVIEW_ROWS,
    )
    return perf_counter() - begun


def peak_mb() -> float:
    """The most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB
