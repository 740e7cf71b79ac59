"""The stages that files name, and what each is taken for: asked on the page as --stage asks the command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.preparing.rows import STAGES, prepared_rows
from penstock.exchange.imports.preparing.texts import stage_kind
from penstock.exchange.imports.preparing.values import FilePlan, Prepared
from penstock.records.pipeline.models import Stage

MOST_STAGES = 40
WITH_STAGES = ("opportunities", "history")


@dataclass(frozen=True, slots=True)
class LookedStage:
    """A stage of the files: what was said about it, and what it may be."""

    name: str
    said: str
    choices: list[tuple[str, str]]


def looked_stages(plans: Sequence[FilePlan], said: Mapping[str, str]) -> list[LookedStage]:
    """The stages of the first rows, in their order; `said` is by name. None where no file names any."""
    names: dict[str, str] = {}
    for plan in plans:
        if plan.kind not in WITH_STAGES or not plan.keys.intersection(STAGES):
            continue
        for row in prepared_rows(plan):
            found = (
                [row.values[key] for key in STAGES if key in row.values] if isinstance(row, Prepared) else []
            )
            for name in found:
                names.setdefault(fold(name), name)
            if len(names) >= MOST_STAGES:
                break
    ours = list(
        dict.fromkeys(
            Stage.objects.filter(is_removed=False).order_by("position").values_list("name", flat=True)
        )
    )
    given = {fold(name): meaning for name, meaning in said.items()}
    return [LookedStage(name, given.get(key, ""), choices(name, ours)) for key, name in names.items()]


def choices(name: str, ours: Sequence[str]) -> list[tuple[str, str]]:
    """What a stage may be, first what it is if nothing is said."""
    if any(fold(own) == fold(name) for own in ours):
        usual = _("your stage of that name")
    else:
        usual = {"won": _("won, by its name"), "lost": _("lost, by its name")}.get(
            stage_kind(name), _("open, by its name")
        )
    others = [(own, _("your stage %(name)s") % {"name": own}) for own in ours if fold(own) != fold(name)]
    return [
        ("", usual),
        ("won", _("won")),
        ("lost", _("lost")),
        ("open", _("open")),
        ("ignored", _("not brought in")),
        *others,
    ]


def stages_said(form: Mapping[str, str]) -> dict[str, str]:
    """From the fields stage-name-N and stage-N: what was said about which stage."""
    said = {}
    for field, name in form.items():
        meaning = form.get(f"stage-{field.removeprefix('stage-name-')}", "").strip()
        if field.startswith("stage-name-") and name.strip() and meaning:
            said[name.strip()] = meaning
    return said
