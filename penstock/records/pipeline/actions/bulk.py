"""Many records changed or removed in one act, and the act taken back. Checks and rights are those of the single
actions; the rows are written by sets, one statement for all that get the same values."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from penstock.foundation.base import ledger
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import Cause, writing
from penstock.records.leads.actions import lead_values
from penstock.records.leads.models import Lead
from penstock.records.people.actions import company_values, person_values
from penstock.records.people.models import Company, Person
from penstock.records.pipeline.actions.moves import entry_values
from penstock.records.pipeline.actions.opportunities import opportunity_values
from penstock.records.pipeline.actions.stages import rehouse
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team import rules
from penstock.records.team.acting import Acting

MODELS = {"company": Company, "person": Person, "lead": Lead, "opportunity": Opportunity}
VALUES: dict[str, Callable[[Any, dict[str, Any]], dict[str, Any]]] = {
    "company": company_values,
    "person": person_values,
    "lead": lead_values,
    "opportunity": opportunity_values,
}
Write = tuple[int, dict[str, Any]]
# The facts of an act that are in force, with whether somebody changed the same field since.
FACTS = """
SELECT f.seq, f.kind, f.record_id, f.actor, f.actor_id, EXISTS (
    SELECT FROM ledger AS later WHERE later.kind = f.kind AND later.record_id = f.record_id AND later.seq > f.seq
    AND later.voids IS NULL AND (later.cause, later.cause_id) IS DISTINCT FROM (f.cause, f.cause_id)
    AND later.changes ?| ARRAY(SELECT jsonb_object_keys(f.changes))
    AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = later.seq))
FROM ledger AS f WHERE f.cause = 'bulk' AND f.cause_id = %s AND f.voids IS NULL
AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq) ORDER BY f.seq"""


def update_many(*, actor: Acting, kind: str, ids: Collection[int], changes: dict[str, Any]) -> int:
    """The same change to many records (by ids that the caller found through what the actor sees): all or none.
    For opportunities "stage_id" moves them. Returns the act, for `undo`. Raises as the single actions do."""
    act = ledger.next_act()
    changes = dict(changes)
    with transaction.atomic():
        stage_id = changes.pop("stage_id", None) if kind == "opportunity" else None
        stage = Stage.objects.get(pk=stage_id) if stage_id else None
        rows = _locked(actor, kind, ids)
        values_of = _values_of(kind, rows, changes)
        writes = [(row.pk, _new_values(actor, row, values_of(row), stage)) for row in rows]
        _write(actor.because(Cause("bulk", act)), MODELS[kind], writes)
    return act


def remove_many(*, actor: Acting, kind: str, ids: Collection[int]) -> int:
    """Gone from today, still there as of before: all or none. Returns the act, for `undo`. Raises NotAllowed."""
    act = ledger.next_act()
    with transaction.atomic():
        rows = _locked(actor, kind, ids)
        for owner_id in {row.owner_id for row in rows}:
            rules.require(rules.may_remove(actor, kind, owner_id), _("Your role may not remove this."))
        writes: list[Write] = [(row.pk, {"is_removed": True}) for row in rows]
        _write(actor.because(Cause("bulk", act)), MODELS[kind], writes)
    return act


def undo(*, actor: Acting, act: int) -> list[tuple[str, int]]:
    """Take a bulk edit back by voiding its facts: never true any more, still known then (LEDGER.md, 3). Fields that
    somebody changed since are left; their records (kind, id) are returned. Raises Refused for no such act."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(FACTS, [act])
            facts = cursor.fetchall()
        if not facts:
            raise Refused(_("There is nothing to take back."))
        if any(
            (who, who_id) != (actor.ledger.kind, actor.ledger.id) for _s, _k, _r, who, who_id, _t in facts
        ):
            rules.require(
                rules.may_administer(actor),
                _("Only who made this change, or an administrator, may take it back."),
            )
        with writing(actor.ledger, Cause("bulk", act)):
            ledger.void(seq for seq, *_rest, is_touched in facts if not is_touched)
        ids = {record_id for _seq, kind, record_id, *_rest in facts if kind == "opportunity"}
        rehouse(actor=actor, opportunities=Opportunity.objects.filter(pk__in=ids, is_removed=False))
    return [(kind, record_id) for _seq, kind, record_id, *_rest, is_touched in facts if is_touched]


def _locked(actor: Acting, kind: str, ids: Collection[int]) -> list[Any]:
    """The rows, locked in one order, all of them the actor's to change."""
    rows: Any = MODELS[kind]._base_manager.select_for_update(no_key=True).filter(pk__in=ids, is_removed=False)
    found = list(rows.order_by("pk"))
    for owner_id in {row.owner_id for row in found}:
        rules.require(
            rules.may_change(actor, kind, owner_id),
            _("This belongs to someone else; you may look, not change."),
        )
    return found


def _values_of(kind: str, rows: list[Any], changes: dict[str, Any]) -> Callable[[Any], dict[str, Any]]:
    """What each row gets. Only custom fields, phones and a lead's status depend on what the row holds; all else is
    checked once."""
    depends = any(name.startswith("custom.") or name in ("phones", "status") for name in changes)
    if not changes or not rows:
        return lambda row: {}
    if depends:
        return lambda row: VALUES[kind](row, changes)
    once = VALUES[kind](rows[0], changes)
    return lambda row: dict(once)


def _new_values(actor: Acting, row: Any, values: dict[str, Any], stage: Stage | None) -> dict[str, Any]:
    """What of the values differs from what the row holds, and what entering the stage brings."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in new.items():
        setattr(row, name, value)
    return new | (entry_values(actor, row, stage) if stage else {})


def _write(actor: Acting, model: type[Any], writes: list[Write]) -> None:
    """One statement for all rows that get the same."""
    sets: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for pk, new in writes:
        if new:
            sets.setdefault(repr(sorted(new.items())), (new, []))[1].append(pk)
    with writing(actor.ledger, actor.cause):
        for new, ids in sets.values():
            model._base_manager.filter(pk__in=ids).update(**new)
