import math
import re
from pathlib import Path

import pytest

import penstock.faces.ui

CSS = Path(penstock.faces.ui.__file__).parent / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
FILES = sorted(path for path in CSS.rglob("*.css") if path.name != "tokens.css")

RAW = re.compile(r"--([\w-]+):\s*(?:light-dark\((oklch\([^)]*\)),\s*(oklch\([^)]*\))\)|(oklch\([^)]*\)));")
MEANING = re.compile(r"--([\w-]+):\s*var\(--([\w-]+)\);")

TEXTS = ["text", "text-soft", "text-faint", "accent"]
GROUNDS = ["surface", "canvas", "sunken"]
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((kind, ground) for kind in ("won", "lost", "risk") for ground in ("surface", "canvas", f"{kind}-soft")),
    *((text, "accent-soft") for text in ("text", "text-soft", "accent")),
    *(("on-accent", ground) for ground in ("accent", "accent-strong", "won", "lost")),
    *(("on-hue", f"deep-{n}") for n in range(1, 9)),
    ("text", "accent-done"),
    ("surface", "text"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme):
    tokens = colours(TOKENS)[theme]
    faint = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in PAIRS}

    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_controls_and_focus_can_be_seen(theme):
    tokens = colours(TOKENS)[theme]

    assert contrast(tokens["line-control"], tokens["surface"]) >= 3
    assert contrast(tokens["accent"], tokens["surface"]) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_tokens_name_a_colour(path):
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lch|lab)a?\(", css) == []
    assert re.findall(r"var\(--(?:ink|water|green|red|amber|paper)-?\d*\)", css) == []


def test_every_token_used_is_defined():
    used = {name for path in FILES for name in re.findall(r"var\(--([\w-]+)", path.read_text())}
    defined = {
        name for path in [*FILES, CSS / "tokens.css"] for name in re.findall(r"--([\w-]+):", path.read_text())
    }

    assert used - defined == set()


def test_the_table_of_contents_names_every_file():
    named = set(re.findall(r'@import url\("([^"]+)"\)', (CSS / "app.css").read_text()))

    assert named == {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - {"app.css"}


def colours(css: str) -> dict[str, dict[str, str]]:
    """For "light" and "dark": each token's oklch(...) text, meanings resolved."""
    raw = {name: (one or both, other or both) for name, one, other, both in RAW.findall(css)}
    meant = {name: raw[target] for name, target in MEANING.findall(css) if target in raw}
    both_themes = raw | meant
    return {
        "light": {name: pair[0] for name, pair in both_themes.items()},
        "dark": {name: pair[1] for name, pair in both_themes.items()},
    }


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two opaque colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(text: str) -> float:
    lightness, chroma, hue = (float(part) for part in text.removeprefix("oklch(").removesuffix(")").split())
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
