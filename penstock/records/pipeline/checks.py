"""Checks of opportunities and stages: the same for form, API and import."""

from collections.abc import Iterable
from typing import Any

from babel.numbers import list_currencies
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penstock.foundation.base.errors import Refused
from penstock.records.people.queries import custom_fields
from penstock.records.pipeline.models import Opportunity, Stage

# Fields that a stage may require, with their columns and what people call them. Custom fields are named custom.KEY.
REQUIRABLE = {
    "company": ("company_id", gettext_lazy("Company")),
    "amount": ("amount_minor", gettext_lazy("Amount")),
    "close_on": ("close_on", gettext_lazy("Close date")),
    "owner": ("owner_id", gettext_lazy("Owner")),
    "next_step": ("next_step", gettext_lazy("Next step")),
    "source": ("source_id", gettext_lazy("Source")),
}


class StageNotInPipeline(Refused):
    """The stage belongs to another pipeline, or is no more."""


class RequirementsMissing(Refused):
    """A stage asks for fields or ticks that the opportunity lacks; `missing` names them."""

    def __init__(self, stage: Stage, missing: list[str]) -> None:
        self.missing = missing
        called = ", ".join(_called(name) for name in missing)
        super().__init__(_("%(stage)s asks for: %(missing)s.") % {"stage": stage.name, "missing": called})


class LossNeedsReason(Refused):
    """An opportunity is lost for a reason."""


def require_reason(stage: Stage, reason: object) -> None:
    """Raises LossNeedsReason where a stage is that of lost ones and no reason is given."""
    if stage.kind == Stage.Kind.LOST and reason is None:
        raise LossNeedsReason(_("Say why it was lost."), field="loss_reason")


def clean_opportunity(values: dict[str, Any]) -> dict[str, Any]:
    """Currency a known code; an amount is never negative; a probability is a share of 0 to 1."""
    values = dict(values)
    if "currency" in values:
        values["currency"] = values["currency"].upper()
        if values["currency"] not in list_currencies():
            raise Refused(
                _("“%(value)s” is not a currency.") % {"value": values["currency"]}, field="currency"
            )
    if (values.get("amount_minor") or 0) < 0:
        raise Refused(_("An amount can't be negative."), field="amount_minor")
    if values.get("probability") is not None and not 0 <= values["probability"] <= 1:
        raise Refused(_("A probability lies between 0 and 100 %."), field="probability")
    return values


def missing_for(stage: Stage, opportunity: Opportunity) -> list[str]:
    """What the opportunity lacks of that which the stage asks for: field names, then open ticks."""
    lacking = [name for name in stage.required_fields if not _has(opportunity, name)]
    return lacking + [item for item in stage.checklist if item not in opportunity.checked]


def _called(name: str) -> str:
    """A required field, or a tick, in words."""
    if name.startswith("custom."):
        key = name.removeprefix("custom.")
        return next((field.label for field in custom_fields("opportunity") if field.key == key), key)
    return str(REQUIRABLE[name][1]) if name in REQUIRABLE else name


def _has(opportunity: Opportunity, name: str) -> bool:
    if name.startswith("custom."):
        value = opportunity.custom.get(name.removeprefix("custom."))
    else:
        value = getattr(opportunity, REQUIRABLE[name][0] if name in REQUIRABLE else name, None)
    return value is not None and value != "" and value != []


def clean_stage(values: dict[str, Any]) -> dict[str, Any]:
    """Won is 100 %, lost 0 %; days are positive; required fields are ones we know."""
    values = dict(values)
    certain = {Stage.Kind.WON: 1, Stage.Kind.LOST: 0}
    if values.get("kind") in certain:
        values["probability"] = certain[values["kind"]]
    if values.get("probability") is not None and not 0 <= values["probability"] <= 1:
        raise Refused(_("A probability lies between 0 and 100 %."), field="probability")
    for name in ("expected_days", "stale_after_days"):
        if (values.get(name) or 0) < 0:
            raise Refused(_("Days can't be negative."), field=name)
    unknown = [
        name
        for name in values.get("required_fields", [])
        if name not in REQUIRABLE and not name.startswith("custom.")
    ]
    if unknown:
        raise Refused(
            _("There is no field “%(name)s” to require.") % {"name": unknown[0]}, field="required_fields"
        )
    return values


def tidy(items: Iterable[str]) -> list[str]:
    """A checklist's texts, each once, without empty ones."""
    return list(dict.fromkeys(item.strip() for item in items if item.strip()))
