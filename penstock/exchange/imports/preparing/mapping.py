"""Which column fills which field: what recognition proposes, changed by what the person says."""

import re
from collections.abc import Mapping, Sequence

from penstock.exchange.imports.recognition.fields import CUSTOM, FIELDS, IGNORED, STAGE_ENTERED
from penstock.exchange.imports.recognition.headers import folded
from penstock.exchange.imports.recognition.recognize import Column, Recognition

OWN_NAME = re.compile(r"custom[:.](?P<label>.+)$")


class WrongMapping(ValueError):
    """The person named a column or a field that is not there; the message says what there is."""


def parsed_mapping(arguments: Sequence[str]) -> dict[str, str]:
    """`COLUMN=FIELD` as typed; the last = divides. Raises WrongMapping."""
    mapping = {}
    for argument in arguments:
        column, divider, field = argument.rpartition("=")
        if not divider or not column.strip() or not field.strip():
            raise WrongMapping(f"--map takes COLUMN=FIELD or N=FIELD, not {argument!r}")
        mapping[column.strip()] = field.strip()
    return mapping


def mapped_columns(recognition: Recognition, said: Mapping[str, str]) -> tuple[Column, ...]:
    """The proposal with what was said: by header, or by number from 1. A field that is said is taken from others.

    Raises WrongMapping for a column or field that does not exist."""
    columns = list(recognition.columns)
    for name, target in said.items():
        check_target(recognition.kind, target)
        index = column_index(columns, name)
        columns = [
            released(column, target)
            if number != index
            else Column(column.number, column.header, target, True)
            for number, column in enumerate(columns)
        ]
    return tuple(columns)


def released(column: Column, target: str) -> Column:
    """A field has one column."""
    if column.target != target or target in (IGNORED, CUSTOM):
        return column
    return Column(column.number, column.header, CUSTOM, False)


def column_index(columns: Sequence[Column], name: str) -> int:
    """By header, else by number. Raises WrongMapping."""
    for index, column in enumerate(columns):
        if folded(column.header) == folded(name):
            return index
    if name.isdigit() and 1 <= int(name) <= len(columns):
        return int(name) - 1
    raise WrongMapping(
        f"there is no column {name!r}; there are: {', '.join(column.header for column in columns)[:500]}"
    )


def check_target(kind: str, target: str) -> None:
    """A field of the kind, ignored, custom, custom:LABEL or stage_entered:STAGE. Raises WrongMapping."""
    if target in FIELDS[kind] or target in (IGNORED, CUSTOM) or OWN_NAME.match(target):
        return
    if kind == "opportunities" and target.startswith(STAGE_ENTERED) and len(target) > len(STAGE_ENTERED):
        return
    raise WrongMapping(
        f"{kind} have no field {target!r}; there are: {', '.join(FIELDS[kind])}, ignored, custom"
    )


def custom_label(column: Column) -> str | None:
    """The name of the custom field that the column fills, if it fills one."""
    if column.target == CUSTOM:
        return column.header
    match = OWN_NAME.match(column.target)
    return match["label"] if match else None
