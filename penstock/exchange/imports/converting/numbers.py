"""Numbers as people and systems write them."""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from penstock.exchange.imports.converting.values import Converter, Unconvertible, shortened
from penstock.exchange.imports.reading.values import Doubt

SUFFIXES = {
    "": 0, "t": 3, "тыс": 3, "млн": 6, "млрд": 9, "千": 3, "万": 4, "億": 8, "亿": 8, "k": 3, "tsd": 3, "tys": 3, "thousand": 3, "m": 6, "mm": 6, "mn": 6, "mio": 6, "mln": 6, "million": 6,
    "b": 9, "bn": 9, "mrd": 9, "mld": 9, "billion": 9,
    "lakh": 5, "lac": 5, "lakhs": 5, "crore": 7, "crores": 7,
}  # fmt: skip
NUMBER = re.compile(
    r"(?P<digits>\d[\d.,'’\s_]*|[.,]\d+)(?P<exponent>[eE][-+]?\d{1,3})?\s*(?P<suffix>[A-Za-z]*|[千万億亿]|тыс|млн|млрд)\.?$"
)
SPACES = re.compile(r"[\s'’_]")
SPACED = re.compile(r"\d{1,3}([\s'’_]\d{3})+([.,]\d*)?$|\d{1,2}([\s'’_]\d{2})*[\s'’_]\d{3}([.,]\d*)?$")
GROUPED = {
    ".": re.compile(r"\d{1,3}(,\d{3})+$|\d{1,3}(,\d{2})*,\d{3}$|\d+$|$"),
    ",": re.compile(r"\d{1,3}(\.\d{3})+$|\d{1,3}(\.\d{2})*\.\d{3}$|\d+$|$"),
}
# An exponent and an abbreviation with a point (1.5E+06, Rs. 5) say nothing about the decimal sign.
BESIDE = re.compile(r"[eE][-+]?\d{1,3}\s*$|[^\W\d_]+\.")
PLAIN = re.compile(r"-?\d+(\.\d+)?$", re.ASCII)
LINES_SHOWN = 10


# A column in which each number says by itself which sign is decimal.
EITHER = ".,"


@dataclass(slots=True)
class DecimalEvidence:
    """Which sign stands before the fraction, gathered over a whole column. In money and whole numbers three digits
    after a lone sign are thousands; in plain numbers nobody can know."""

    whole_or_money: bool = True
    # Of at most 100 %, so that there are no thousands.
    is_share: bool = False
    for_point: int = 0
    for_comma: int = 0
    open_signs: set[str] = field(default_factory=set)
    open_lines: list[int] = field(default_factory=list)
    point_lines: list[int] = field(default_factory=list)
    comma_lines: list[int] = field(default_factory=list)
    yen_lines: list[int] = field(default_factory=list)
    # Of amounts: what some name as their currency, and where others name none.
    signs: set[str] = field(default_factory=set)
    bare_lines: list[int] = field(default_factory=list)

    def add(self, text: str, line: int) -> None:
        """Look at one cell."""
        if "¥" in text or "￥" in text:
            remember_line(self.yen_lines, line)
        if "," not in text and "." not in text:
            return
        sign = decimal_sign(text)
        if sign == "?" and self.is_share:
            sign = "," if "," in text else "."
        if sign == ".":
            self.for_point += 1
            remember_line(self.point_lines, line)
        elif sign == ",":
            self.for_comma += 1
            remember_line(self.comma_lines, line)
        elif sign == "?":
            self.open_signs.add("," if "," in text else ".")
            remember_line(self.open_lines, line)

    def decide(self, column: str) -> tuple[str, tuple[Doubt, ...]]:
        """The sign and the doubts."""
        if self.for_point and self.for_comma:
            sign, lines = (
                (".", self.comma_lines) if self.for_point >= self.for_comma else (",", self.point_lines)
            )
            message = f"“{column}” has fractions after a point and after a comma"
            if not self.open_lines:
                told = Doubt("decimal", "", f"{message}; each is read as it stands", tuple(lines))
                return (EITHER if sign == "." else EITHER[::-1]), (told,)
            return sign, (
                Doubt("decimal", "--decimal", f"{message}; say which with --decimal", tuple(lines)),
            )
        if self.for_comma:
            return ",", ()
        if self.for_point or not self.open_lines:
            return ".", ()
        if self.whole_or_money and len(self.open_signs) == 1:
            return "," if "." in self.open_signs else ".", ()
        message = f"“{column}” has numbers like 1,234 that can be read in two ways; say which with --decimal"
        return ".", (Doubt("decimal", "--decimal", message, tuple(self.open_lines)),)


def remember_line(lines: list[int], line: int) -> None:
    """The first few."""
    if len(lines) < LINES_SHOWN:
        lines.append(line)


def decimal_sign(text: str) -> str:
    """Point or comma if the number shows it, ? if it could be thousands, empty if there is no number."""
    digits = re.sub(r"[^\d.,]", "", BESIDE.sub("", text)).rstrip(".,")
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        last = "." if digits.rfind(".") > digits.rfind(",") else ","
        return last if digits.count(last) == 1 else ""
    if points > 1 or commas > 1:
        return "," if points else "."
    if not points and not commas:
        return ""
    sign = "." if points else ","
    before, after = digits.split(sign)
    if len(after) == 3 and before and before != "0" and len(before) <= 3:
        return "?"
    return sign


def parse_number(text: str, decimal: str) -> Decimal:
    """A number with the given decimal sign. Groups must be whole: 1,5 is no number where the point is decimal. Of two signs
    (EITHER) that which the number shows holds, else the first."""
    if len(decimal) > 1:
        shown = decimal_sign(text)
        decimal = shown if shown and shown in decimal else decimal[0]
    bare = text.strip()
    if PLAIN.match(bare) and (decimal == "." or "." not in bare):
        return Decimal(bare)
    negative, bare = without_sign(bare)
    match = NUMBER.match(bare)
    if not match:
        raise Unconvertible(f"“{shortened(text)}” is no number")
    suffix = match["suffix"].lower()
    if suffix not in SUFFIXES:
        raise Unconvertible(f"“{shortened(text)}” is no number")
    digits = match["digits"].strip()
    if SPACES.search(digits) and not SPACED.match(digits):
        raise Unconvertible(f"“{shortened(text)}” is no number")
    whole, _, fraction = SPACES.sub("", digits).partition(decimal)
    if not GROUPED[decimal].match(whole) or not (fraction.isdigit() or not fraction):
        raise Unconvertible(f"“{shortened(text)}” is no number with “{decimal}” as its decimal sign")
    plain = f"{whole.replace('.', '').replace(',', '') or '0'}.{fraction or '0'}{match['exponent'] or ''}"
    try:
        value = Decimal(plain).scaleb(SUFFIXES[suffix])
    except InvalidOperation as error:
        raise Unconvertible(f"“{shortened(text)}” is no number") from error
    return -value if negative else value


def without_sign(text: str) -> tuple[bool, str]:
    """Whether it is below zero: -5, 5-, (5), −5."""
    bare = text.strip().replace("\u2212", "-").replace("\u2013", "-")
    if bare.startswith("(") and bare.endswith(")"):
        return True, bare[1:-1].strip()
    if bare.endswith("-"):
        return True, bare[:-1].strip()
    if bare.startswith("-"):
        return True, bare[1:].strip()
    return False, bare.removeprefix("+").strip()


def number_converter(decimal: str) -> Converter[Decimal]:
    """Any number."""
    return lambda text: parse_number(text, decimal)


def integer_converter(decimal: str) -> Converter[int]:
    """A whole number; 5.0 is one, 5.5 is not."""

    def convert(text: str) -> int:
        if text.isascii() and text.isdigit():
            return int(text[:40])
        value = parse_number(text, decimal)
        if value != value.to_integral_value() or abs(value) >= 2**63:
            raise Unconvertible(f"“{shortened(text)}” is no whole number")
        return int(value)

    return convert


def share_converter(decimal: str, of_hundred: bool) -> Converter[Decimal]:
    """A share from 0 to 1: 50 % always is a half; a bare 50 is if the column counts to a hundred."""

    def convert(text: str) -> Decimal:
        bare = text.strip()
        per_cent = bare.endswith("%")
        value = parse_number(bare.rstrip("% "), decimal)
        share = value / 100 if per_cent or of_hundred else value
        if not 0 <= share <= 1:
            raise Unconvertible(f"“{shortened(text)}” is no probability")
        return share

    return convert
