"""Whether ¥ and ￥ are the yen of Japan or the yuan of China: what is written beside them tells."""

import re
from collections.abc import Iterable
from itertools import islice

from penstock.exchange.imports.converting.numbers import DecimalEvidence
from penstock.exchange.imports.reading.values import Doubt, Row, Table

OF_JAPAN = ("shift_jis", "cp932", "euc_jp", "iso2022_jp")
OF_CHINA = ("gb18030", "gbk", "gb2312", "hz", "big5")
JAPANESE = re.compile("[ぁ-んァ-ヺ円額]|JPY")
# Letters that only the simplified script has, and usual ones at that.
CHINESE = re.compile("[额称户产币开发单订阶预计万与业东为书电话]|人民币|人民幣|CNY|RMB|元")
ROWS = 200


def yen_sign(
    table: Table, evidence: Iterable[tuple[str, object]], home: str
) -> tuple[str, tuple[Doubt, ...]]:
    """The currency of the sign in this file, empty where the file has none; told where nothing else says which. `evidence`:
    header and what its column shows."""
    signed = [
        (header, found.yen_lines)
        for header, found in evidence
        if isinstance(found, DecimalEvidence) and found.yen_lines
    ]
    if not signed:
        return "", ()
    if home in ("JPY", "CNY"):
        return home, ()
    if found := told_by(table):
        return found, ()
    message = "“%s” has ¥, which is read as the yen of Japan; where it is the yuan of China, bring the file with the currency CNY"
    return "JPY", tuple(Doubt("currency", "", message % header, tuple(lines)) for header, lines in signed)


def told_by(table: Table) -> str:
    """JPY, CNY or nothing, by the encoding and the letters of the header and the first rows."""
    if table.encoding in OF_JAPAN:
        return "JPY"
    if table.encoding in OF_CHINA:
        return "CNY"
    rows = (record.cells for record in islice(table.rows(), ROWS) if isinstance(record, Row))
    text = " ".join((*table.header, *(cell for cells in rows for cell in cells)))
    japanese, chinese = len(JAPANESE.findall(text)), len(CHINESE.findall(text))
    if japanese == chinese:
        return ""
    return "JPY" if japanese > chinese else "CNY"
