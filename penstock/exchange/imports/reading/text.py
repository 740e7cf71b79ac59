"""A text file as records: encoding and dialect found, then streamed as often as asked."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from penstock.exchange.imports.reading.dialects import excel_hint, find_dialect
from penstock.exchange.imports.reading.encodings import detect_encoding, given_encoding, is_utf8
from penstock.exchange.imports.reading.opening import Source
from penstock.exchange.imports.reading.records import Dialect, has_undecoded, read_records
from penstock.exchange.imports.reading.twice import TWICE, MendedText
from penstock.exchange.imports.reading.values import BadRow, Doubt, Encoding, FileUnreadable, ReadOptions, Row

SAMPLE_CHARACTERS = 1 << 18


@dataclass(frozen=True, slots=True)
class TextRecords:
    """What was found about the text, and its records."""

    encoding: str
    dialect: Dialect
    doubts: tuple[Doubt, ...]
    records: Callable[[], Iterator[Row | BadRow]]


def text_records(source: Source, options: ReadOptions) -> TextRecords:
    """Find encoding and dialect from a sample. Raises FileUnreadable."""
    encoding = (
        given_encoding(options.encoding)
        if options.encoding
        else detect_encoding(source.name, source.open, options.is_known_header)
    )
    sample = read_sample(source, encoding)
    hinted = excel_hint(sample) is not None
    dialect, doubts = find_dialect(
        sample.split("\n", 1)[1] if hinted and "\n" in sample else sample, options_for(options, sample)
    )

    def records() -> Iterator[Row | BadRow]:
        with decoded(source.open(), encoding) as stream:
            if hinted:
                stream.readline()
            records = read_records(stream, dialect, 1 if hinted else 0)
            yield from without_utf8(records, encoding.name, dialect) if encoding.has_utf8_lines else records

    return TextRecords(encoding.name, dialect, encoding.doubts + doubts, records)


def without_utf8(records: Iterator[Row | BadRow], codec: str, dialect: Dialect) -> Iterator[Row | BadRow]:
    """Rows whose letters only make sense as UTF-8, which the file as a whole is not, become bad rows."""
    for record in records:
        text = dialect.delimiter.join(record.cells) if isinstance(record, Row) else ""
        if text.isascii() or not is_utf8(text.encode(codec, "replace")):
            yield record
        else:
            yield BadRow(
                record.line_number, record.line_number, text, f"a line in UTF-8 in a file in {codec}"
            )


def options_for(options: ReadOptions, sample: str) -> ReadOptions:
    """Excel's hint counts as if the person had said it, unless they did."""
    hint = excel_hint(sample)
    if hint and options.delimiter is None:
        return ReadOptions(delimiter=hint, quote=options.quote)
    return options


def read_sample(source: Source, encoding: Encoding) -> str:
    """The first whole lines. Raises FileUnreadable when the encoding does not fit at all."""
    with decoded(source.open(), encoding) as stream:
        sample = stream.read(SAMPLE_CHARACTERS)
    if len(sample) == SAMPLE_CHARACTERS:
        cut = max(sample.rfind("\n"), sample.rfind("\r"))
        sample = sample[: cut + 1] if cut > 0 else sample
    if not sample:
        raise FileUnreadable(f"{source.name}: the file is empty", 1)
    lines = sample.splitlines()
    undecoded = sum(1 for line in lines if has_undecoded(line))
    if undecoded > len(lines) // 2:
        raise FileUnreadable(f"{source.name}: is not {encoding.name}; name the encoding with --encoding", 1)
    return sample


def decoded(stream: IO[bytes], encoding: Encoding) -> io.TextIOWrapper:
    """Text with its line ends as they are; what is no text is marked, not lost."""
    stream.read(encoding.skip)
    if encoding.name == TWICE:
        return MendedText(stream, encoding="utf-8-sig", errors="penstock.mark", newline="")
    return io.TextIOWrapper(stream, encoding=encoding.name, errors="penstock.mark", newline="")
