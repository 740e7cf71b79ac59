"""The runs that brought files in: what was refused, and the file itself, hold what not everybody may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.writing.sql import fetch
from penstock.records.leads.queries import leads_visible_to
from penstock.records.people.queries import companies_visible_to, persons_visible_to
from penstock.records.pipeline.queries import opportunities_visible_to
from penstock.records.team.acting import Acting
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import Role
from penstock.records.team.rules import may_administer, may_import, require, users_below


def runs_visible_to(actor: Acting) -> QuerySet[ImportRun]:
    """Runs with their users, newest first: an administrator sees all, a manager those of the teams below, others their
    own. Raises NotAllowed for roles that bring in nothing."""
    require(may_import(actor, "leads"), _("Your role may not import."))
    runs = ImportRun.objects.select_related("user").order_by("-id")
    if may_administer(actor):
        return runs
    if actor.user is None:
        return runs.none()
    mine = users_below(actor.user) if actor.role == Role.MANAGER else {actor.user.pk}
    return runs.filter(user_id__in=mine)


def get_run(actor: Acting, id: int) -> ImportRun:
    """One of them. Raises NotAllowed, NotVisible."""
    found = runs_visible_to(actor).filter(pk=id).first()
    if found is None:
        raise NotVisible(_("There is no such import."))
    return found


@dataclass(frozen=True, slots=True)
class TouchedRecord:
    """A record that a run wrote: `name` is empty for one that the reader may not see."""

    kind: str
    id: int
    name: str
    seq: int


WROTE = "f.cause = 'import' AND f.cause_id = %(run)s AND f.voids IS NULL"
EARLIER = "SELECT FROM ledger AS e WHERE e.kind = f.kind AND e.record_id = f.record_id AND e.seq < f.first"


def records_of(
    actor: Acting, run: ImportRun, what: str, *, after: int = 0, limit: int = 50
) -> list[TouchedRecord]:
    """Records that a run created or updated, in the order of writing; `after` is the seq of the last one seen.

    Raises ValueError for anything but created and updated."""
    is_there = {"created": "NOT EXISTS", "updated": "EXISTS"}.get(what)
    if is_there is None:
        raise ValueError(f"a run has no {what!r} records")
    rows = fetch(
        f"SELECT f.kind, f.record_id, f.first FROM (SELECT kind, record_id, min(seq) AS first FROM ledger AS f WHERE {WROTE}"
        f" GROUP BY 1, 2) AS f WHERE f.first > %(after)s AND {is_there} ({EARLIER}) ORDER BY f.first LIMIT %(limit)s",
        {"run": run.pk, "after": after, "limit": limit},
    )
    names = {kind: names_of(actor, kind, [id for own, id, _ in rows if own == kind]) for kind, *_ in rows}
    return [TouchedRecord(kind, id, names[kind].get(id, ""), seq) for kind, id, seq in rows]


KIND_OF = {"companies": "company", "people": "person", "leads": "lead", "opportunities": "opportunity", "activities": "activity"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SameRow:
    """A row that said nothing new, and the record that it is about."""

    file: str
    line: int
    record: TouchedRecord


def same_rows_of(actor: Acting, run: ImportRun, *, after: int = 0, limit: int = 50) -> list[SameRow]:
    """The first rows of each kind that left their records as they were; `after` counts those already seen."""
    kept = [(KIND_OF[kind], *row) for kind, rows in run.progress.get("same", {}).items() for row in rows]
    part = kept[after : after + limit]
    names = {kind: names_of(actor, kind, [id for own, *_, id in part if own == kind]) for kind, *_ in part}
    return [
        SameRow(run.files[file]["name"], line, TouchedRecord(kind, id, names[kind].get(id, ""), 0))
        for kind, file, line, id in part
    ]


def names_of(actor: Acting, kind: str, ids: list[int]) -> dict[int, str]:
    """Of the records that the actor may see."""
    visible = VISIBLE.get(kind)
    if visible is not None and actor.user is not None:
        return {record.pk: str(record) for record in visible(actor.user).filter(pk__in=ids)}
    table, column = NAMED.get(kind, ("", ""))
    if not table:
        return {}
    return dict(fetch(f"SELECT id, {column} FROM {table} WHERE id = ANY (%s)", [ids]))


VISIBLE: dict[str, Callable[..., QuerySet[Any]]] = {
    "company": companies_visible_to,
    "person": persons_visible_to,
    "lead": leads_visible_to,
    "opportunity": opportunities_visible_to,
}
# Kinds that have no owner, and where the terminal asks: table and what the record is called by.
NAMED = {
    "company": ("company", "name"),
    "person": ("person", "trim(first_name || ' ' || last_name)"),
    "lead": ("lead", "name"),
    "opportunity": ("opportunity", "name"),
    "user": ("seller", "name"),
    "team": ("team", "name"),
    "pipeline": ("pipeline", "name"),
    "stage": ("stage", "name"),
    "lead_source": ("lead_source", "name"),
    "loss_reason": ("loss_reason", "name"),
    "competitor": ("competitor", "name"),
    "custom_field": ("custom_field", "label"),
    "activity": ("activity", "left(text, 80)"),
}
