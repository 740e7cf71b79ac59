"""Templates compile, carry no inline style, script or handler, and stay short enough to read."""

import re
import sys
from pathlib import Path

INLINE = re.compile(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\bnonce=)", re.IGNORECASE)
LONGEST = 150


def faults(path: Path) -> list[str]:
    text = path.read_text()
    found = [
        f"{path}:{text[: hit.start()].count(chr(10)) + 1}: {hit.group().strip()}"
        for hit in INLINE.finditer(text)
    ]
    lines = text.count("\n")
    return [*found, f"{path}: {lines} lines, {LONGEST} at most"] if lines > LONGEST else found


def main() -> int:
    found = [fault for path in sorted(Path("penstock").rglob("*.html")) for fault in faults(path)]
    sys.stderr.write("".join(f"{fault}\n" for fault in found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
