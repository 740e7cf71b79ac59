"""Which delimiter and quote a text uses, judged by how evenly its first records fall into cells."""

import io
import re
from collections import Counter
from dataclasses import dataclass, replace

from penstock.exchange.imports.reading.records import Dialect, read_records
from penstock.exchange.imports.reading.values import BadRow, Doubt, FileUnreadable, ReadOptions, Row

DELIMITERS = [",", ";", "\t", "|"]
# Tried when none of the usual ones divides anything.
RARE_DELIMITERS = ["^", "~", "\x1f", "¦", ":"]
# As wide as the header, of which a half point is, in nine rows of ten.
MOSTLY_EVEN = 1.4
SAMPLE_RECORDS = 400
GIVEN_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}
QUOTED_LINE = re.compile(r'"(?:[^"]|"")*"$')
BLANKS = re.compile(r"\S[ \u00a0]{2,}(?=\S)")
EXCEL_HINT = re.compile(r"sep=(.)\r?\n?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trial:
    """A dialect tried on the sample: how even it came out."""

    dialect: Dialect
    evenness: float
    width: int


def find_dialect(sample: str, options: ReadOptions) -> tuple[Dialect, tuple[Doubt, ...]]:
    """The dialect of a sample of whole lines, and a doubt if two fit alike. Raises FileUnreadable for wrong options."""
    quotes = (
        [given_character(options.quote, "quote")] if options.quote is not None else plausible_quotes(sample)
    )
    if options.delimiter is not None:
        delimiters = [given_character(options.delimiter, "delimiter")]
    else:
        delimiters = [hinted] if (hinted := excel_hint(sample)) else DELIMITERS
    trials = [tried(Dialect(delimiter, quote), sample) for quote in quotes for delimiter in delimiters]
    if delimiters is DELIMITERS and not any(trial.evenness > 1 for trial in trials):
        rare = [tried(Dialect(delimiter, quotes[0]), sample) for delimiter in RARE_DELIMITERS]
        trials += [trial for trial in rare if trial.evenness > MOSTLY_EVEN]
        refuse_positions(trials, sample)
        refuse_quoted_lines(trials, sample)
    trials.sort(key=lambda trial: (round(trial.evenness, 2), trial.width), reverse=True)
    best = trials[0]
    dialect = refined(best, sample)
    return dialect, delimiter_doubt(best, trials[1:]) if options.delimiter is None else ()


def refuse_positions(trials: list[Trial], sample: str) -> None:
    """Columns that only blanks divide can't be told apart where a cell may hold blanks itself. Raises FileUnreadable."""
    lines = [line.strip() for line in sample.splitlines()[:SAMPLE_RECORDS] if line.strip()]
    gaps = [len(BLANKS.findall(line)) for line in lines]
    is_divided = any(trial.evenness > 1 for trial in trials)
    if not is_divided and len(lines) > 2 and gaps[0] and sum(map(bool, gaps)) * 10 >= len(gaps) * 9:
        raise FileUnreadable(
            "the columns stand at fixed places, divided by blanks only; save the table as CSV", 1
        )


def refuse_quoted_lines(trials: list[Trial], sample: str) -> None:
    """Lines that stand in quotes as a whole, each with as many delimiters inside. Raises FileUnreadable."""
    lines = [line.strip() for line in sample.splitlines()[:SAMPLE_RECORDS] if line.strip()]
    if any(trial.evenness > 1 for trial in trials) or not all(map(QUOTED_LINE.match, lines)):
        return
    counts = {max(line.count(delimiter) for delimiter in DELIMITERS) for line in lines}
    if len(lines) > 1 and len(counts) == 1 and min(counts) > 1:
        raise FileUnreadable(
            "each line stands in quotes as a whole; take these off, or save the table as CSV anew", 1
        )


def given_character(text: str, option: str) -> str:
    """One character, or the name of one."""
    character = GIVEN_NAMES.get(text.lower(), text)
    if character == "none" and option == "quote":
        return ""
    if len(character) != 1 or character in "\r\n":
        raise FileUnreadable(f"--{option} takes one character, or tab; not {text!r}")
    return character


def excel_hint(sample: str) -> str | None:
    """Excel's own first line, such as sep=;"""
    hint = EXCEL_HINT.match(sample.split("\n", 1)[0])
    return hint.group(1) if hint else None


def plausible_quotes(sample: str) -> list[str]:
    """The double quote, and the single one only where it stands around cells and the double one nowhere."""
    if '"' not in sample and re.search(r"(?m)(^|[,;\t|])'[^'\r\n]*'([,;\t|]|\r?$)", sample):
        return ["'", '"']
    return ['"']


def tried(dialect: Dialect, sample: str) -> Trial:
    """How evenly the sample falls into cells with this dialect."""
    widths: Counter[int] = Counter()
    bad = 0
    head = 0
    for record in sample_records(sample, dialect):
        if isinstance(record, BadRow):
            bad += 1
            continue
        if record.cells:
            head = head or len(record.cells)
            widths[len(record.cells)] += 1
    total = sum(widths.values()) + bad
    if not widths:
        return Trial(dialect, 0.0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width == 1:
        return Trial(dialect, 0.0, 1)
    return Trial(dialect, count / total + (0.5 if head == width else 0.0), width)


def sample_records(sample: str, dialect: Dialect) -> list[Row | BadRow]:
    """The first records of the sample."""
    records: list[Row | BadRow] = []
    for record in read_records(io.StringIO(sample, newline=""), dialect):
        records.append(record)
        if len(records) == SAMPLE_RECORDS:
            break
    return records


def refined(best: Trial, sample: str) -> Dialect:
    """With spaces before quotes skipped, or quotes escaped by a backslash, if that mends what is wrong."""
    plain = best.dialect
    if not plain.quote or plain.quote not in sample:
        return plain
    candidates = [plain]
    if re.search(f"{re.escape(plain.delimiter)} +{re.escape(plain.quote)}", sample):
        candidates.append(replace(plain, skips_spaces=True))
    if f"\\{plain.quote}" in sample:
        candidates += [replace(candidate, escape="\\") for candidate in list(candidates)]
    counts = [
        sum(isinstance(record, BadRow) for record in sample_records(sample, each)) for each in candidates
    ]
    return candidates[counts.index(min(counts))]


def delimiter_doubt(best: Trial, others: list[Trial]) -> tuple[Doubt, ...]:
    """Two delimiters that fit alike are asked about."""
    for other in others:
        differs = other.dialect.delimiter != best.dialect.delimiter
        if differs and other.width > 1 and other.evenness >= best.evenness - 0.02 and best.evenness >= 1.0:
            message = (
                f"cells could be divided by {shown(best.dialect.delimiter)} ({best.width} columns)"
                f" or {shown(other.dialect.delimiter)} ({other.width} columns); say which with --delimiter"
            )
            return (Doubt("delimiter", "--delimiter", message),)
    return ()


def shown(delimiter: str) -> str:
    """A delimiter as a person can read it."""
    return "tab" if delimiter == "\t" else f"“{delimiter}”"
