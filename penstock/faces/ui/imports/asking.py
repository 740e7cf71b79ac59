"""What a person said about a set of files, from the form of the page to the options of the import and back."""

from collections.abc import Mapping
from datetime import date

from penstock.exchange.imports.files import FileOptions, ImportOptions
from penstock.faces.ui.imports.stages import stages_said

SAYABLE = (
    "system",
    "dates",
    "decimal",
    "header",
    "encoding",
    "delimiter",
    "currency",
    "zone",
    "pipeline",
    "complete_from",
)
CUSTOM = "custom"


def options_said(form: Mapping[str, str], file_count: int) -> ImportOptions:
    """The options; fields of files are called NAME-FILE, columns map-FILE-NUMBER and label-FILE-NUMBER, all from 0 but the
    column, which counts from 1. Raises ValueError for a day that is none."""
    said = {name: form[name].strip() for name in SAYABLE if form.get(name, "").strip()}
    since = said.pop("complete_from", None)
    header = {"yes": True, "no": False}.get(said.pop("header", ""))
    files = {number: said_of(form, number) for number in range(file_count)}
    return ImportOptions(
        **said,  # type: ignore[arg-type]
        header=header,
        complete_from=date.fromisoformat(since) if since else None,
        stages=stages_said(form),
        files={number: own for number, own in files.items() if own != FileOptions()},
    )


def said_of(form: Mapping[str, str], number: int) -> FileOptions:
    """What was said about one file."""
    mapping = {}
    # The columns of another kind, or those that are to be forgotten, say nothing.
    is_other = form.get(f"kind-{number}") not in (None, "", form.get(f"was-{number}"))
    for name, value in form.items():
        parts = name.split("-")
        if is_other or number in forgotten(form):
            break
        if parts[:2] == ["map", str(number)] and len(parts) == 3 and value:
            label = form.get(f"label-{number}-{parts[2]}", "").strip()
            mapping[parts[2]] = f"{CUSTOM}:{label}" if value == CUSTOM and label else value
    return FileOptions(
        form.get(f"kind-{number}") or None,
        mapping,
        form.get(f"key-{number}") or None,
        form.get(f"sheet-{number}", "").strip() or None,
    )


def forgotten(form: Mapping[str, str]) -> frozenset[int]:
    """The files whose kept mapping is to be forgotten."""
    return frozenset(int(name[7:]) for name in form if name.startswith("forget-") and name[7:].isdigit())
