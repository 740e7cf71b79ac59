"""What can be done to companies and persons; the only place that writes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from penstock.foundation.base import ledger
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import Cause, Precision, writing
from penstock.records.people import checks
from penstock.records.people.models import Company, CustomField, NotSame, Person
from penstock.records.team import editing, rules
from penstock.records.team.acting import Acting

# A key is short, and has room behind its stem for the number of one that is called the same.
LONGEST_STEM = 56
COMPANY_FIELDS = frozenset(
    [
        "name",
        "domains",
        "website",
        "phones",
        "industry",
        "employees",
        "street",
        "postal_code",
        "city",
        "region",
        "country",
        "description",
        "owner",
    ]
)
PERSON_FIELDS = frozenset(
    [
        "first_name",
        "last_name",
        "emails",
        "phones",
        "job_title",
        "company",
        "city",
        "country",
        "description",
        "owner",
    ]
)


def create_company(
    *,
    actor: Acting,
    at: datetime | None = None,
    precision: Precision = "instant",
    in_passing: bool = False,
    **values: Any,
) -> Company:
    """A new company, owned by who makes it unless an owner is given (None: nobody's). in_passing: made with something
    else, so that what the company's own fields ask for may come later."""
    values.setdefault("owner_id", actor.user_id) if "owner" not in values else None

    def clean(given: dict[str, Any]) -> dict[str, Any]:
        given = checks.with_custom("company", checks.clean_company(given), {})
        return given if in_passing else checks.require_custom("company", given)

    return editing.create(
        actor, "company", Company, values, fields=COMPANY_FIELDS, clean=clean, at=at, precision=precision
    )


def update_company(
    *,
    actor: Acting,
    company: Company,
    changes: dict[str, Any],
    seen: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Company:
    """Change fields; custom ones as "custom.KEY". Raises Refused, NotAllowed, ChangedMeanwhile (by `seen`)."""
    return editing.update(actor, "company", company, changes, values=company_values, seen=seen, at=at)


def company_values(company: Company, changes: dict[str, Any]) -> dict[str, Any]:
    """The columns that a change sets, each checked. Raises Refused."""
    given = editing.checked(company, changes, COMPANY_FIELDS)
    given = {"country": company.country, **given} if "phones" in given else given
    return checks.with_custom("company", checks.clean_company(given), company.custom)


def remove_company(*, actor: Acting, company: Company) -> None:
    editing.remove(actor, "company", company)


def restore_company(*, actor: Acting, company: Company) -> None:
    editing.restore(actor, "company", company)


def create_person(
    *,
    actor: Acting,
    at: datetime | None = None,
    precision: Precision = "instant",
    in_passing: bool = False,
    **values: Any,
) -> Person:
    """A new person; at least a name, an e-mail or a phone must be known. in_passing: as create_company."""
    values.setdefault("owner_id", actor.user_id) if "owner" not in values else None

    def clean(given: dict[str, Any]) -> dict[str, Any]:
        given = checks.with_custom("person", checks.clean_person(given), {})
        if not any(given.get(name) for name in ("first_name", "last_name", "emails", "phones")):
            raise Refused(_("A name, an e-mail address or a phone number is needed."), field="last_name")
        return given if in_passing else checks.require_custom("person", given)

    return editing.create(
        actor, "person", Person, values, fields=PERSON_FIELDS, clean=clean, at=at, precision=precision
    )


def update_person(
    *,
    actor: Acting,
    person: Person,
    changes: dict[str, Any],
    seen: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Person:
    """Change fields; as update_company."""
    return editing.update(actor, "person", person, changes, values=person_values, seen=seen, at=at)


def person_values(person: Person, changes: dict[str, Any]) -> dict[str, Any]:
    """The columns that a change sets, each checked. Raises Refused."""
    given = editing.checked(person, changes, PERSON_FIELDS)
    given = {"country": person.country, **given} if "phones" in given else given
    return checks.with_custom("person", checks.clean_person(given), person.custom)


def remove_person(*, actor: Acting, person: Person) -> None:
    editing.remove(actor, "person", person)


def restore_person(*, actor: Acting, person: Person) -> None:
    editing.restore(actor, "person", person)


def merge_companies(
    *, actor: Acting, kept: Company, doubled: Company, chosen: dict[str, Any] | None = None
) -> int:
    """`doubled` counts as `kept`, in truth from the beginning (LEDGER.md, 3). chosen: values that differ from the
    default, which is kept's own, filled from doubled where empty. Returns the act that `unmerge` takes back."""
    return _merge(actor, "company", kept, doubled, COMPANY_FIELDS, chosen or {})


def merge_persons(
    *, actor: Acting, kept: Person, doubled: Person, chosen: dict[str, Any] | None = None
) -> int:
    """As merge_companies; e-mails and phones of both are kept."""
    return _merge(actor, "person", kept, doubled, PERSON_FIELDS, chosen or {})


def _merge(
    actor: Acting, kind: str, kept: Any, doubled: Any, fields: frozenset[str], chosen: dict[str, Any]
) -> int:
    if kept.pk == doubled.pk:
        raise Refused(_("A record can't be merged with itself."))
    with transaction.atomic():
        # Always in the same order, or two who merge crosswise wait for each other.
        first, second = sorted((kept, doubled), key=lambda record: record.pk)
        rows = {record.pk: editing.locked(actor, kind, record) for record in (first, second)}
        kept, doubled = rows[kept.pk], rows[doubled.pk]
        rules.require(rules.may_remove(actor, kind, doubled.owner_id), _("Your role may not merge these."))
        with writing(actor.ledger, Cause("merge")):
            return ledger.merge(
                kind, from_id=doubled.pk, into_id=kept.pk, chosen=_chosen(kept, doubled, fields, chosen)
            )


def _chosen(kept: Any, doubled: Any, fields: frozenset[str], chosen: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in sorted(fields):
        column = kept._meta.get_field(name).attname
        ours, theirs = getattr(kept, column), getattr(doubled, column)
        values[column] = list(dict.fromkeys([*ours, *theirs])) if isinstance(ours, list) else (ours or theirs)
    custom = {**doubled.custom, **kept.custom}
    return (
        values
        | {f"custom.{key}": value for key, value in custom.items()}
        | editing.checked(kept, chosen, fields)
    )


def unmerge(*, actor: Acting, act: int) -> None:
    """Take a merge back; what was changed by hand since stays. Raises Refused for an act that is no merge in force."""
    rules.require(
        actor.role in (rules.ADMINISTRATOR, rules.MANAGER, rules.REPRESENTATIVE),
        _("Your role may not do this."),
    )
    with transaction.atomic(), writing(actor.ledger, Cause("merge", act)):
        for kind, record_id in ledger.merged_by(act):
            model: Any = {"company": Company, "person": Person}[kind]
            row = model._base_manager.select_for_update(no_key=True).get(pk=record_id)
            rules.require(rules.may_remove(actor, kind, row.owner_id), _("Your role may not do this."))
            break
        else:
            raise Refused(_("This merge was taken back already."))
        ledger.unmerge(act)


def tell_apart(*, actor: Acting, kind: Literal["company", "person"], one: Any, other: Any) -> NotSame:
    """Whatever they share, these two are not one: no pair of the work list any more. For who may merge one of them."""
    first, second = sorted((one, other), key=lambda record: record.pk)
    may = any(rules.may_remove(actor, kind, record.owner_id) for record in (first, second))
    rules.require(may, _("Your role may not merge these."))
    if first.pk == second.pk:
        raise Refused(_("A record can't be told apart from itself."))
    values = {"kind": kind, "first_id": first.pk, "second_id": second.pk}
    told = NotSame.objects.filter(**values, is_removed=False).first()
    return told or editing.create(actor, "not_same", NotSame, values, fields=frozenset(values), clean=dict)


def tell_apart_no_more(*, actor: Acting, kind: Literal["company", "person"], one: Any, other: Any) -> None:
    """They may be one after all. Raises Refused unless they were told apart."""
    first, second = sorted((one, other), key=lambda record: record.pk)
    may = any(rules.may_remove(actor, kind, record.owner_id) for record in (first, second))
    rules.require(may, _("Your role may not merge these."))
    with transaction.atomic():
        told = NotSame.objects.filter(kind=kind, first_id=first.pk, second_id=second.pk, is_removed=False)
        rows = list(told.order_by("pk").select_for_update(no_key=True))
        if not rows:
            raise Refused(_("Nobody told these two apart."))
        for row in rows:
            editing.write(actor, row, {"is_removed": True})


def create_custom_field(*, actor: Acting, kind: str, label: str, type: str, **values: Any) -> CustomField:
    """A field of the company's own. Its key is made from the label and stays, whatever it is renamed to."""
    rules.require_administrator(actor)
    taken = set(CustomField.objects.filter(kind=kind).values_list("key", flat=True))
    stem = slugify(label).replace("-", "_")[:LONGEST_STEM] or "field"
    key = next(name for n in range(1, 1000) if (name := stem if n == 1 else f"{stem}_{n}") not in taken)
    fields = frozenset(
        ["kind", "key", "label", "type", "choices", "is_required", "is_filterable", "position"]
    )
    values |= {"kind": kind, "key": key, "label": label, "type": type}
    values.setdefault("position", editing.behind(CustomField, kind=kind))
    return editing.create(actor, "custom_field", CustomField, values, fields=fields, clean=_clean_field)


def update_custom_field(*, actor: Acting, field: CustomField, changes: dict[str, Any]) -> CustomField:
    """Rename, choices, order, required, filterable. The type stays: another type is another field."""
    rules.require_administrator(actor)
    fields = frozenset(["label", "choices", "is_required", "is_filterable", "position"])
    return editing.update(
        actor, "custom_field", field, changes, values=editing.checking(fields, _clean_field)
    )


def order_custom_fields(*, actor: Acting, kind: str, order: Sequence[int]) -> None:
    """The fields of a kind by id, as they shall stand. Raises Refused unless it names each of them once."""
    rules.require_administrator(actor)
    editing.arrange(actor, CustomField.objects.filter(kind=kind, is_removed=False), order)


def remove_custom_field(*, actor: Acting, field: CustomField) -> None:
    """Its values stay in the records and the ledger; they are not shown any more."""
    rules.require_administrator(actor)
    editing.remove(actor, "custom_field", field)


def restore_custom_field(*, actor: Acting, field: CustomField) -> None:
    """Shown again, with the values that it had."""
    rules.require_administrator(actor)
    editing.restore(actor, "custom_field", field)


def _clean_field(values: dict[str, Any]) -> dict[str, Any]:
    if "label" in values and not values["label"]:
        raise Refused(_("A label is needed."), field="label")
    if values.get("type") in (CustomField.Type.CHOICE, CustomField.Type.CHOICES) and not values.get(
        "choices"
    ):
        raise Refused(_("A choice needs something to choose from."), field="choices")
    return values
