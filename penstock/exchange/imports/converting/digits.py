"""Digits and signs of other scripts, as ASCII: full width, Arabic, Persian, Devanagari, Thai; Japanese eras as years, and clocks
of East Asia."""

import re

ZEROS = "٠۰०০੦૦௦౦೦൦๐໐၀០０"
SIGNS = {"，": ",", "．": ".", "／": "/", "－": "-", "：": ":", "％": "%", "＋": "+", "（": "(", "）": ")", "　": " ", "–": "-", "−": "-", "‑": "-", "٫": ".", "٬": ",", "‏": "", "‎": ""}  # fmt: skip
TABLE = str.maketrans(SIGNS | {chr(ord(zero) + n): str(n) for zero in ZEROS for n in range(10)})
# The year before an era's first.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
ERA = re.compile(r"(令和|平成|昭和|大正)\s?(元|\d{1,2})年")

# 下午 2:30 and 14時30分, as clocks in ASCII are written.
CLOCK = re.compile(r"(?P<h>\d{1,2})\s?[時时시]\s?(?:(?P<m>\d{1,2})\s?[分분](?:\s?(?P<s>\d{1,2})\s?[秒초])?)?")
HALF = re.compile(r"(?P<half>上午|午前|오전|下午|午後|오후)\s?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)")
MORNING = frozenset({"上午", "午前", "오전"})


def with_plain_digits(text: str) -> str:
    """For cells of numbers and dates only: in words these signs are what they are."""
    if text.isascii():
        return text
    return HALF.sub(with_half, CLOCK.sub(with_colons, ERA.sub(with_year, text.translate(TABLE))))


def with_colons(match: re.Match[str]) -> str:
    """14時30分 is 14:30."""
    clock = f"{match['h']}:{(match['m'] or '0').zfill(2)}"
    return f"{clock}:{match['s'].zfill(2)}" if match["s"] else clock


def with_half(match: re.Match[str]) -> str:
    """下午 2:30 is 2:30 PM."""
    return f"{match['clock']} {'AM' if match['half'] in MORNING else 'PM'}"


def with_year(match: re.Match[str]) -> str:
    """令和6年 is 2024年, 令和元年 2019年."""
    return f"{ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年"
