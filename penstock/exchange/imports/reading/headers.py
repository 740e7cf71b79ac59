"""Where the table begins, whether its first row is a header, and a name for each column."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from penstock.exchange.imports.reading.values import Doubt, Row

TITLE_ROWS = 30
SHAPES = [
    ("date", re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?$|\d{1,2} [A-Za-z]{3,9},? \d{4}\b.*$")),
    ("number", re.compile(r"[-+(]?[$€£¥]?\s?\d[\d.,'  ]*\s?[%€$£KMB]?\)?$")),
    ("email", re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+$")),
    ("link", re.compile(r"https?://\S+$")),
    ("key", re.compile(r"(?=.*\d)[0-9a-fA-F-]{24,}$")),
]


def find_header_row(rows: Sequence[Row], is_known: Callable[[list[str]], bool] | None = None) -> int:
    """How many rows stand above the table: titles, notes and blank rows, which the rows below them outgrow, or which stand
    above a header that is known."""
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in rows]
    widths = Counter(count for count in filled if count > 1)
    if is_known:
        for index, row in enumerate(rows[:TITLE_ROWS]):
            if filled[index] > max(filled[:index], default=0) and is_known(row.cells):
                return index + names_more(row, rows[index + 1 : index + 2], is_known)
    if not widths or sum(widths.values()) < 3:
        return first_filled(filled)
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    for index, count in enumerate(filled[:TITLE_ROWS]):
        if count * 2 > usual and (count > 1 or usual == 1):
            return index
    return first_filled(filled)


def names_more(groups: Row, below: Sequence[Row], is_known: Callable[[list[str]], bool]) -> bool:
    """Whether a row names groups of columns only, and the one below it, of words and each another one, the columns."""
    if not below:
        return False
    (names,) = below
    more = sum(map(bool, map(str.strip, names.cells))) > 2 * sum(map(bool, map(str.strip, groups.cells)))
    is_words = not any(map(shape_of, names.cells)) and not has_repeats(names.cells)
    return more and is_words and is_known(names.cells)


def find_double_header(rows: Sequence[Row], is_known: Callable[[list[str]], bool]) -> int | None:
    """The second row of a header of two, which says too little by itself: Contact and Company, each over name and city."""
    for index in range(1, min(len(rows), TITLE_ROWS)):
        above, below = rows[index - 1], rows[index]
        groups, names = (sum(map(bool, row.cells)) for row in (above, below))
        says_enough = (is_known(above.cells) and groups >= names) or (
            is_known(below.cells) and not has_repeats(below.cells)
        )
        if says_enough:
            return None
        is_words = not any(shape_of(cell) for row in (above, below) for cell in row.cells)
        if is_words and 1 < groups < names and is_known(joined(above, below)):
            return index
    return None


def joined(above: Row, below: Row) -> list[str]:
    """Each name with the last one that stands above it or to the left of that."""
    names: list[str] = []
    group = ""
    for index, cell in enumerate(below.cells):
        group = (above.cells[index] if index < len(above.cells) else "").strip() or group
        names.append(f"{group} {cell}".strip())
    return names


def first_filled(filled: list[int]) -> int:
    """The first row that has anything in it; the first of all when none has."""
    return next((index for index, count in enumerate(filled) if count), 0)


def shape_of(text: str) -> str:
    """What the cell looks like; empty when it is only words."""
    cell = text.strip()
    return next((name for name, pattern in SHAPES if pattern.match(cell)), "")


def judge_header(first: Sequence[str], following: Sequence[Row]) -> tuple[bool, tuple[Doubt, ...]]:
    """Whether the first row names the columns, with a doubt where the rows below do not settle it."""
    if not following:
        return True, header_doubt(first) if any(shape_of(cell) for cell in first) else ()
    below = [column_shape(following, index) for index in range(len(first))]
    own = [shape_of(cell) for cell in first]
    alike = [index for index, shape in enumerate(own) if shape and shape == below[index]]
    against = [
        index for index, shape in enumerate(own) if not shape and below[index] and first[index].strip()
    ]
    unlike_name = [index for index in alike if own[index] != "number"]
    if unlike_name:
        return False, ()
    if not alike:
        doubtful = has_repeats(first) and not against
        return True, header_doubt(first) if doubtful else ()
    if against or are_years([first[index] for index in alike]):
        return True, ()
    if len(alike) == len([cell for cell in first if cell.strip()]):
        return False, ()
    return True, header_doubt(first)


def are_years(cells: list[str]) -> bool:
    """Years in order head the columns of a report."""
    years = [int(cell) for cell in cells if cell.strip().isdigit()]
    if len(years) != len(cells) or len(years) < 2 or not 1900 <= years[0] <= 2100:
        return False
    return years == sorted(set(years)) and years[-1] <= 2100


def sparse_header_doubt(first: Sequence[str]) -> tuple[Doubt, ...]:
    """A row that names less than half of the columns may stand above the header."""
    return header_doubt(first) if sum(1 for cell in first if cell.strip()) * 2 < len(first) else ()


def column_shape(rows: Sequence[Row], index: int) -> str:
    """The shape that nearly all filled cells of a column have."""
    shapes = Counter(
        shape_of(row.cells[index]) for row in rows if index < len(row.cells) and row.cells[index].strip()
    )
    total = sum(shapes.values())
    if not total:
        return ""
    shape, count = shapes.most_common(1)[0]
    return shape if count >= 0.9 * total else ""


def has_repeats(first: Sequence[str]) -> bool:
    """The same filled cell twice is unusual for a header."""
    filled = [cell.strip().lower() for cell in first if cell.strip()]
    return len(filled) != len(set(filled))


def header_doubt(first: Sequence[str]) -> tuple[Doubt, ...]:
    """Asked with the row itself in the question."""
    row = ", ".join(first)[:120]
    return (
        Doubt("header", "--header", f"does the first row name the columns (“{row}”)? Say --header yes or no"),
    )


def column_names(first: Sequence[str]) -> tuple[str, ...]:
    """The header with a name for each empty cell and a number for each repeated one; newlines become spaces."""
    names: list[str] = []
    used: Counter[str] = Counter()
    taken = {tidy(cell) for cell in first}
    for index, cell in enumerate(first, start=1):
        name = tidy(cell) or f"Column {index}"
        used[name] += 1
        if used[name] > 1:
            number = used[name]
            while f"{name} ({number})" in taken:
                number += 1
            name = f"{name} ({number})"
            taken.add(name)
        names.append(name)
    return tuple(names)


def tidy(cell: str) -> str:
    """One line, without the marks that files leave at the edges."""
    return " ".join(cell.replace("\ufeff", "").replace("\u200b", "").split())


def numbered_names(width: int) -> tuple[str, ...]:
    """Names for a table without a header."""
    return tuple(f"Column {index}" for index in range(1, width + 1))


def header_remarks(first: Sequence[str]) -> tuple[Doubt, ...]:
    """Columns that had to be named are told."""
    empty = [str(index) for index, cell in enumerate(first, start=1) if not tidy(cell)]
    remarks: list[Doubt] = []
    if empty:
        remarks.append(Doubt("header", "", f"columns without a name: {', '.join(empty[:20])}"))
    counts = Counter(tidy(cell) for cell in first if tidy(cell))
    repeated = [name for name, count in counts.items() if count > 1]
    if repeated:
        remarks.append(Doubt("header", "", f"columns with the same name: {', '.join(repeated[:20])}"))
    return tuple(remarks)
