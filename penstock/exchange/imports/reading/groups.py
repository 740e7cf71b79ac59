"""A table in groups, as boards and reports write it: each group with its title, the header again, and a line that sums it up."""

from collections.abc import Callable, Iterator, Sequence

from penstock.exchange.imports.reading.values import Record, Row, Skipped

AGAIN = "the header again"
TITLE = "the title of a group"
SUMMARY = "the line that sums up a group"


def is_again(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the row is the header. One column is no header that could stand again."""
    return len(names) > 1 and unmarked(cells[0]) == unmarked(names[0]) and list(cells[1:]) == list(names[1:])


def unmarked(name: str) -> str:
    """Without the byte order mark of a file that was joined to another."""
    return name.removeprefix("\ufeff")


def ungrouped(
    records: Iterator[Record], names: Sequence[str], is_grouped: bool, written: Callable[[list[str]], str]
) -> Iterator[Record]:
    """The records without headers that stand again; of a table in groups also without their titles and sums."""
    held: Row | None = None
    for record in records:
        cells = record.cells if isinstance(record, Row) else []
        again = bool(cells) and is_again(cells, names)
        if held is not None:
            yield Skipped(held.line_number, written(held.cells), TITLE) if again else held
            held = None
        if again:
            yield Skipped(record.line_number, written(cells), AGAIN)
        elif is_grouped and cells and isinstance(record, Row):
            if not cells[0].strip():
                yield Skipped(record.line_number, written(cells), SUMMARY)
            elif not any(cell.strip() for cell in cells[1:]):
                held = record
            else:
                yield record
        else:
            yield record
    if held is not None:
        yield held
