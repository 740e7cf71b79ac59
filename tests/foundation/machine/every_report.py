"""every_report.py HOME: what every report says on the home, one JSON object a line, but for the moments of asking.

One process for all of them: starting Python with all that a report needs takes longer than the answer."""

import sys
from pathlib import Path

from click.testing import CliRunner

from penstock.faces.cli.home import opened
from penstock.faces.cli.main import main

ON_A_DAY = "2026-03-01"


def ask(home: str) -> None:
    from penstock.response.reports.catalogue import REPORTS

    asked = [[name, *(["leads_created"] if name == "trend" else [])] for name in REPORTS]
    asked += [["pipeline", "--as-of", ON_A_DAY], ["pipeline", "--as-of", ON_A_DAY, "--known"]]
    for words in asked:
        answer = CliRunner().invoke(main, ["report", *words, "--home", home, "--json"])
        sys.stdout.write(answer.output)


if __name__ == "__main__":
    with opened(Path(sys.argv[1])):
        ask(sys.argv[1])
