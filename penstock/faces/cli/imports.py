"""penstock import: files of other systems into records, with their own past."""

import json
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from penstock.exchange.imports.files import ImportOptions
from penstock.exchange.imports.preparing.mapping import WrongMapping, parsed_mapping
from penstock.exchange.imports.reading.values import Doubt, FileUnreadable
from penstock.exchange.imports.recognition.presets.all import SYSTEMS
from penstock.faces.cli.home import home_option, opened
from penstock.foundation.machine.errors import Refusal

if TYPE_CHECKING:
    from penstock.exchange.imports.runs import Outcome

KINDS = [
    "people",
    "companies",
    "leads",
    "opportunities",
    "history",
    "activities",
    "roles",
    "users",
    "touches",
    "spend",
    "subscriptions",
    "payments",
    "products",
]


@click.command("import")
@home_option
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--as", "kind", type=click.Choice(KINDS), help="What the rows are, where the header does not tell."
)
@click.option("--preset", "system", type=click.Choice(SYSTEMS), help="The system that the files come from.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="By header or number; ignored and custom too.",
)
@click.option("--key", metavar="COLUMN", help="The column by which a row is known again.")
@click.option("--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help="The order of day, month and year.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The sign before the fraction.")
@click.option("--currency", metavar="CODE", help="Of amounts that name none.")
@click.option("--zone", metavar="ZONE", help="Of times that name none.")
@click.option("--encoding", metavar="NAME")
@click.option("--delimiter", metavar="SIGN")
@click.option("--header", type=click.Choice(["yes", "no"]), help="Whether the first row names the columns.")
@click.option("--sheet", metavar="NAME", help="Of a workbook, by name or number.")
@click.option("--pipeline", metavar="NAME", help="Where opportunities go.")
@click.option(
    "--stage",
    "stages",
    multiple=True,
    metavar="NAME=MEANING",
    help="A stage of the file is won, lost, open, ignored, or another stage.",
)
@click.option(
    "--complete-from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day since when the history is complete; kept in the settings.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--resume", metavar="RUN", type=int, help="Take an interrupted run up again.")
@click.option("--undo", metavar="RUN", type=int, help="Take everything back that a run wrote.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def import_files(home: Path, files: tuple[Path, ...], **said: Any) -> None:
    """Bring FILES in as one set: CSV, TSV, TXT or XLSX, each also as .gz or .zip; a .zip of several
    tables is a set.

    Exit status 0: done; 1: some rows were refused (they are in the file named); 2: a doubt or a fault, and nothing was
    written."""
    if said["undo"]:
        with opened(home):
            undo(said["undo"], said["as_json"])
        return
    if not files and not said["resume"]:
        raise Refusal("which files? penstock import FILE...")
    if len(files) == 1 and is_set(files[0]):
        with opened(home, as_owner=True):
            bring_whole(files[0], said)
        return
    with opened(home):
        bring_in(files, said)


def is_set(path: Path) -> bool:
    """Whether a .zip holds a whole workspace, by its manifest."""
    try:
        with zipfile.ZipFile(path) as archive:
            return b'"penstock workspace 1"' in archive.open("manifest.json").read(400)
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def bring_whole(path: Path, said: dict[str, Any]) -> None:
    """A whole workspace into an empty one."""
    from penstock.exchange.imports.whole.arriving import read_workspace
    from penstock.foundation.base.errors import Refused

    if said["dry_run"]:
        raise Refusal("a whole workspace has no dry run: it goes in whole or not at all")
    try:
        counts = read_workspace(path)
    except Refused as error:
        raise Refusal(str(error)) from error
    read = sum(counts.values())
    numbers: dict[str, Any] = {
        "run": None, "kind": "workspace", "read": read, "created": read, "updated": 0, "unchanged": 0, "refused": 0,
        "refused_file": "", "warnings": ["passwords and keys do not travel: give them anew (penstock user add)"],
    }  # fmt: skip
    click.echo(
        json.dumps(numbers, ensure_ascii=False) if said["as_json"] else
        f"workspace: {counts['ledger']} facts of {read} rows came in; {numbers['warnings'][0]}"
    )  # fmt: skip


def bring_in(files: tuple[Path, ...], said: dict[str, Any]) -> None:
    """Run the import, or go on with one, and say what it did."""
    from penstock.exchange.imports.runs import DoubtsOpen
    from penstock.foundation.base.errors import Refused

    try:
        outcome = done(files, said)
    except DoubtsOpen as doubts:
        tell_doubts(doubts.doubts, said["as_json"])
        sys.exit(2)
    except (FileUnreadable, WrongMapping, ValueError, Refused) as error:
        raise Refusal(str(error)) from error
    numbers = {
        "run": outcome.run_id,
        "kind": ", ".join(outcome.kinds),
        "read": outcome.read,
        "created": sum(outcome.created.values()),
        "updated": sum(outcome.updated.values()),
        "unchanged": sum(outcome.unchanged.values()),
        "refused": outcome.refused,
        "refused_file": outcome.refused_file,
        "warnings": list(outcome.warnings),
    }
    click.echo(
        json.dumps(numbers, ensure_ascii=False) if said["as_json"] else in_words(numbers, said["dry_run"])
    )
    sys.exit(1 if outcome.refused else 0)


def done(files: tuple[Path, ...], said: dict[str, Any]) -> "Outcome":
    """The import. Raises what it raises; Refusal for a run that is not there."""
    from penstock.exchange.imports.models import ImportRun
    from penstock.exchange.imports.runs import import_files, resume_run
    from penstock.exchange.imports.uploads import unpacked
    from penstock.records.team.acting import Acting

    actor, now = Acting.at_terminal(), datetime.now(UTC)
    if said["resume"]:
        try:
            return resume_run(actor=actor, run_id=said["resume"], now=now)
        except ImportRun.DoesNotExist as error:
            raise Refusal(f"there is no import run {said['resume']}") from error
    paths = unpacked(files)
    return import_files(actor=actor, paths=paths, options=options_of(said), now=now, dry_run=said["dry_run"])


def options_of(said: dict[str, Any]) -> ImportOptions:
    """The options as the import knows them. Raises WrongMapping."""
    return ImportOptions(
        kind=said["kind"],
        system=said["system"],
        mapping=parsed_mapping(said["mapping"]),
        key=said["key"],
        dates=said["dates"],
        decimal=said["decimal"],
        currency=said["currency"].upper() if said["currency"] else None,
        zone=said["zone"],
        encoding=said["encoding"],
        delimiter=said["delimiter"],
        header={"yes": True, "no": False, None: None}[said["header"]],
        sheet=said["sheet"],
        pipeline=said["pipeline"],
        stages=dict(named_stage(text) for text in said["stages"]),
        complete_from=said["complete_from"].date() if said["complete_from"] else None,
    )


def named_stage(text: str) -> tuple[str, str]:
    """Contract sent=won. Raises WrongMapping."""
    name, sign, meaning = (part.strip() for part in text.rpartition("="))
    if not (name and sign and meaning):
        raise WrongMapping(f"--stage takes NAME=MEANING, not {text!r}")
    return name, meaning


def in_words(numbers: dict[str, Any], is_dry: bool) -> str:
    """A few lines."""
    head = "would be" if is_dry else f"run {numbers['run']}:"
    lines = [
        f"{numbers['kind']}: {head} {numbers['created']} created, {numbers['updated']} updated,"
        f" {numbers['unchanged']} unchanged, {numbers['refused']} refused of {numbers['read']} rows"
    ]
    if numbers["refused_file"]:
        lines.append(f"refused rows, with line and reason: {numbers['refused_file']}")
    return "\n".join(lines + [f"- {warning}" for warning in numbers["warnings"]])


def tell_doubts(doubts: list[Doubt], as_json: bool) -> None:
    """Each doubt with the flag that settles it."""
    for doubt in doubts:
        where = f" (line {', '.join(map(str, doubt.lines))})" if doubt.lines else ""
        click.echo(f"penstock: {doubt.message}{where} [{doubt.flag}]", err=True)
    if as_json:
        told = [
            {"flag": doubt.flag, "message": doubt.message, "lines": list(doubt.lines)} for doubt in doubts
        ]
        click.echo(json.dumps({"doubts": told}, ensure_ascii=False))


def tell_progress(done: int, total: int) -> None:
    """On a terminal, on one line; nothing into a file."""
    if sys.stderr.isatty():
        click.echo(f"\r{done:,} of {total:,} records", err=True, nl=done == total)


def undo(run_id: int, as_json: bool) -> None:
    """Take a run back."""
    from penstock.exchange.imports.models import ImportRun
    from penstock.exchange.imports.undoing import undo_run
    from penstock.foundation.base.errors import Refused
    from penstock.records.team.acting import Acting

    try:
        undone = undo_run(
            actor=Acting.at_terminal(), run_id=run_id, now=datetime.now(UTC), progress=tell_progress
        )
    except ImportRun.DoesNotExist as error:
        raise Refusal(f"there is no import run {run_id}") from error
    except Refused as refusal:
        raise Refusal(str(refusal)) from refusal
    if as_json:
        click.echo(json.dumps({"run": run_id, "voided": undone.voided, "left": undone.left}))
        return
    click.echo(f"run {run_id}: {undone.voided} facts taken back")
    for kind, records in undone.left.items():
        shown = ", ".join(map(str, records[:10]))
        click.echo(f"- left, because touched since or still needed: {len(records)} × {kind} ({shown})")
