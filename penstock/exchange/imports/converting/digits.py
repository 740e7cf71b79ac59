"""Digits and signs of other scripts, as ASCII: full width, Arabic, Persian, Devanagari, Thai; Japanese eras as years."""

import re

ZEROS = "٠۰०০੦૦௦౦೦൦๐໐၀០０"
SIGNS = {"，": ",", "．": ".", "／": "/", "－": "-", "：": ":", "％": "%", "＋": "+", "（": "(", "）": ")", "　": " ", "٫": ".", "٬": ",", "‏": "", "‎": ""}  # fmt: skip
TABLE = str.maketrans(SIGNS | {chr(ord(zero) + n): str(n) for zero in ZEROS for n in range(10)})
# The year before an era's first.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
ERA = re.compile(r"(令和|平成|昭和|大正)\s?(元|\d{1,2})年")


def with_plain_digits(text: str) -> str:
    """For cells of numbers and dates only: in words these signs are what they are."""
    return text if text.isascii() else ERA.sub(with_year, text.translate(TABLE))


def with_year(match: re.Match[str]) -> str:
    """令和6年 is 2024年, 令和元年 2019年."""
    return f"{ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年"
