"""The files brought up to date by a process of its own that ends: what DuckDB takes, a long-lived process would keep. No Django."""

import json
import subprocess
import sys
from pathlib import Path


def sync_apart(lake: Path, url: str) -> None:
    """As `lake.sync`. Raises CalledProcessError where it fails; why stands in our own error output."""
    told = json.dumps([str(lake), url])
    subprocess.run([sys.executable, "-m", __name__], input=told, text=True, check=True)


def _main() -> None:
    # Not among its words, where every user of the machine could read the password.
    lake, url = json.load(sys.stdin)
    from penstock.insight.mirror.lake import sync

    sync(Path(lake), url)


if __name__ == "__main__":
    _main()
