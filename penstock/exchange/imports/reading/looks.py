"""What a sheet shows beside the values of its cells: currencies and leading zeros by their formats, errors, formulas without a
result, hidden rows. Taken from the sheet's own XML, since calamine gives values only."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

from penstock.exchange.imports.converting.money import CODES, FOLDED_SIGNS
from penstock.exchange.imports.reading.values import Doubt

BLOCK = 1 << 20
SHOWN = 10
MOST_RUNS = 100_000
STYLES_LIMIT = 1 << 24
ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"[^>]*>')
HIDDEN = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden="(?:1|true)"[^>]*>')
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
STYLE = re.compile(rb'\bs="(\d+)"')
RESULT = re.compile(rb"<(?:\w+:)?v>[^<]|<(?:\w+:)?is>")
LONG = re.compile(rb"<(?:\w+:)?v>\d{16,}<|<(?:\w+:)?v>\d\.\d+E\+1[5-9]<")
LOCALISED = re.compile(r"\[\$([^\]-]+)(?:-[0-9A-Fa-f]+)?\]")
QUOTED = re.compile(r'"([^"]*)"|\\(.)|([$€£¥₹₽₺₴₩₪])')
OF_DATES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|General')


@dataclass(frozen=True, slots=True)
class Look:
    """A sign before the number, or so many digits."""

    sign: str = ""
    digits: int = 0


@dataclass(slots=True)
class Looks:
    """`runs`: by column from 0, where each look begins and ends (rows from 1)."""

    runs: dict[int, list[tuple[int, int, Look]]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    unset: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def doubts(self) -> Iterator[Doubt]:
        """What a person should know."""
        told = (
            (self.errors, "cells with an error of the spreadsheet (as #N/A) are read as empty: %s"),
            (
                self.unset,
                "formulas without a result are read as empty (open the workbook in a spreadsheet and save it): %s",
            ),
            (self.cut, "a workbook keeps 15 digits of a number, the others are lost: %s"),
            (self.hidden, "hidden rows are read like the others: %s"),
        )
        for places, message in told:
            if places:
                lines = tuple(int(re.sub(r"\D", "", place)) for place in places[:SHOWN])
                yield Doubt("cells", "", message % shown(places), lines)
        signs = sorted({look.sign for runs in self.runs.values() for _, _, look in runs if look.sign})
        if signs:
            yield Doubt(
                "currency", "", f"amounts that the workbook shows with {', '.join(signs)} are read so"
            )

    def add(self, column: int, row: int, look: Look) -> None:
        """A cell that looks so."""
        runs = self.runs.setdefault(column, [])
        if runs and runs[-1][1] == row - 1 and runs[-1][2] == look:
            runs[-1] = (runs[-1][0], row, look)
        elif len(runs) < MOST_RUNS:
            runs.append((row, row, look))


def looks_of(copy: IO[bytes], sheet: str) -> Looks:
    """Of one sheet of a workbook that has been looked through for what is hostile (sheets.safe_copy)."""
    found = Looks()
    with zipfile.ZipFile(copy) as archive:
        part = part_of(archive, sheet)
        if part is None:
            return found
        styles = styled(archive)
        with archive.open(part) as stream:
            for piece in whole_rows(stream):
                look_through(piece, styles, found)
    return found


def part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The part that holds the sheet."""
    names = {name.lower(): name for name in archive.namelist()}
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return None
    book = ElementTree.fromstring(archive.read(names["xl/workbook.xml"]))
    relations = ElementTree.fromstring(archive.read(names["xl/_rels/workbook.xml.rels"]))
    wanted = next(
        (
            value
            for element in book.iter()
            if element.tag.endswith("}sheet") and element.get("name") == sheet
            for key, value in element.attrib.items()
            if key.endswith("}id")
        ),
        None,
    )
    target = next((each.get("Target", "") for each in relations.iter() if each.get("Id") == wanted), "")
    path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return names.get(path.lower())


def styled(archive: zipfile.ZipFile) -> dict[bytes, Look]:
    """Number of a style to its look, of those that say something."""
    name = next((name for name in archive.namelist() if name.lower() == "xl/styles.xml"), None)
    if name is None or archive.getinfo(name).file_size > STYLES_LIMIT:
        return {}
    root = ElementTree.fromstring(archive.read(name))
    codes = {
        element.get("numFmtId"): look
        for element in root.iter()
        if element.tag.endswith("}numFmt") and (look := look_of(element.get("formatCode") or "")) != Look()
    }
    formats = next((element for element in root if element.tag.endswith("}cellXfs")), ())
    return {
        str(number).encode(): codes[element.get("numFmtId")]
        for number, element in enumerate(formats)
        if element.get("numFmtId") in codes
    }


def look_of(code: str) -> Look:
    """What a format shows: `"$"#,##0.00` and `[$€-407]` a currency, `00000` five digits."""
    first = code.split(";")[0]
    if re.fullmatch(r"0{2,20}", first):
        return Look(digits=len(first))
    if not re.search(r"[0#]", first) or re.search(r"[ymdhs]", OF_DATES.sub("", first), re.IGNORECASE):
        return Look()
    signs = [match[1] for match in LOCALISED.finditer(first)]
    signs += ["".join(filter(None, groups)) for groups in QUOTED.findall(LOCALISED.sub("", first))]
    known = (sign.strip() for sign in signs)
    return Look(next((sign for sign in known if sign.casefold() in FOLDED_SIGNS or sign in CODES), ""))


def whole_rows(stream: IO[bytes]) -> Iterator[bytes]:
    """The sheet in pieces that end between two rows."""
    rest = b""
    while block := stream.read(BLOCK):
        text = rest + block
        cut = text.rfind(b"</row>") + len(b"</row>") if b"</row>" in text else text.rfind(b"row>") + 4
        if cut < len(b"row>"):
            rest = text
            continue
        yield text[:cut]
        rest = text[cut:]
    yield rest


def look_through(piece: bytes, styles: dict[bytes, Look], found: Looks) -> None:
    """Note what the cells of these rows show."""
    for tag in HIDDEN.findall(piece) if b"hidden=" in piece else ():
        number = ROW.match(tag)
        remember(found.hidden, number[1].decode() if number else "0")
    has_errors, has_formulas, has_long = (
        b't="e"' in piece,
        b"<f" in piece or b":f>" in piece,
        LONG.search(piece),
    )
    if not (styles or has_errors or has_formulas or has_long):
        return
    for attributes, content in CELL.findall(piece):
        reference = REFERENCE.search(attributes)
        if reference is None:
            continue
        place = (reference[1] + reference[2]).decode()
        if b't="e"' in attributes:
            remember(found.errors, place)
        elif (
            content
            and b"f" in content
            and b"<f" in content
            and not RESULT.search(content)
            and b't="str"' not in attributes
        ):
            remember(found.unset, place)
        elif has_long and LONG.search(content) and b"t=" not in attributes.replace(b't="n"', b""):
            remember(found.cut, place)
        style = STYLE.search(attributes) if styles else None
        if style and style[1] in styles and content and b't="s"' not in attributes:
            found.add(column_number(reference[1]) - 1, int(reference[2]), styles[style[1]])


def remember(places: list[str], place: str) -> None:
    """The first few and one more."""
    if len(places) <= SHOWN:
        places.append(place)


def shown(places: list[str]) -> str:
    """C5, D7 …"""
    return ", ".join(places[:SHOWN]) + (" …" if len(places) > SHOWN else "")


def column_number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def looked_at(runs: list[tuple[int, int, Look]], row: int, place: int) -> tuple[Look, int]:
    """The look in that row and the place in the list from which to go on."""
    while place < len(runs) and runs[place][1] < row:
        place += 1
    is_there = place < len(runs) and runs[place][0] <= row
    return (runs[place][2] if is_there else Look()), place
