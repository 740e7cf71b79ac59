"""What a pipeline is called that no row names."""

import re
from collections.abc import Sequence
from pathlib import Path

from penstock.exchange.imports.preparing.values import FilePlan

# Days, instants and numbers of exports say nothing about what is in them.
STAMP = re.compile(r"\d{6,}|\b\d+\b")
SAYS_NOTHING = frozenset(("report", "export", "data", "file", "sheet", "book", "table", "download"))
LONGEST = 60


def pipeline_hint(paths: Sequence[Path], plans: Sequence[FilePlan]) -> str:
    """From the file of the opportunities; where its name says nothing, the system's."""
    for path, plan in zip(paths, plans, strict=True):
        if plan.kind == "opportunities" or all(other.kind == "history" for other in plans):
            name = path.name.split(".")[0].replace("_", " ").replace("-", " ")
            words = STAMP.sub(" ", name).split()
            if not set(map(str.lower, words)) <= SAYS_NOTHING:
                return " ".join(words).capitalize()[:LONGEST]
            return plan.system.capitalize()
    return ""
