"""Refused rows as a file: the original columns, the physical line and the reason, ready to be mended and brought again."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.conf import settings

from penstock.exchange.imports.models import ImportRefusal
from penstock.exchange.imports.preparing.values import FilePlan
from penstock.exchange.imports.reading.values import BadRow, Skipped

LINE, REASON = "Refused line", "Refused because"


def write_refused_files(paths: Sequence[Path], plans: Sequence[FilePlan], run_id: int, is_dry: bool) -> str:
    """One file for each that had refused rows; gives the file, or the folder if there are several."""
    folder = Path(settings.MEDIA_ROOT) / "imports" / ("dry-run" if is_dry else f"run-{run_id}")
    written: list[Path] = []
    for number, (path, plan) in enumerate(zip(paths, plans, strict=True)):
        refusals = ImportRefusal.objects.filter(run_id=run_id, file=number).order_by("line")
        if refusals.exists():
            target = folder / refused_name(path, written)
            write_refused(plan, refusals.values_list("line", "reason").iterator(), target)
            written.append(target)
    if not written:
        return ""
    return str(written[0] if len(written) == 1 else folder)


def refused_name(path: Path, taken: Sequence[Path]) -> str:
    """By the file's own name, with a number where two have the same."""
    stem = path.name.split(".")[0]
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 2))]
    return next(
        f"{name}.refused.csv" for name in names if f"{name}.refused.csv" not in {one.name for one in taken}
    )


def write_refused(plan: FilePlan, reasons: Iterable[tuple[int, str]], target: Path) -> None:
    """Write the rows of these lines; both are in the order of the file, so neither is held."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow([LINE, REASON, *(harmless(name) for name in plan.table.header)])
        for line, reason, cells in refused_rows(plan, iter(reasons)):
            writer.writerow([line, reason, *map(harmless, cells)])


def refused_rows(plan: FilePlan, reasons: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str, list[str]]]:
    """Line, reason and cells of each refused row."""
    wanted = next(reasons, None)
    for record in plan.table.rows():
        if wanted is None:
            return
        if record.line_number != wanted[0] or isinstance(record, Skipped):
            continue
        cells = cells_of_bad(record, plan) if isinstance(record, BadRow) else record.cells
        yield wanted[0], wanted[1], cells
        wanted = next(reasons, None)


def cells_of_bad(record: BadRow, plan: FilePlan) -> list[str]:
    """The cells of a row of the wrong width; the bare text of one that is no row."""
    if plan.table.delimiter and "cell" in record.reason and "header has" in record.reason:
        return next(csv.reader([record.text], delimiter=plan.table.delimiter), [])
    return [record.text]


def harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front (and so is only text)."""
    return (
        f"'{cell}"
        if cell[:1] in ("=", "@", "\t", "\r") or (cell[:1] in ("+", "-") and not is_number(cell))
        else cell
    )


def is_number(cell: str) -> bool:
    """-5, +49 30 1234: harmless."""
    return all(letter in "0123456789.,+-() /" for letter in cell)
