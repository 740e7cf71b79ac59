"""The form of all filters of a kind, filled with those that hold; it leads back to the list or board it came from."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from penstock.faces.ui.lists.listing import Asked, asked
from penstock.faces.ui.rendering import render
from penstock.faces.views.choices import NOBODY
from penstock.faces.views.fields import Field, Kind
from penstock.faces.views.periods import MOVING


@dataclass(frozen=True, slots=True)
class Control:
    """One field of the form: what it offers, and what of it holds now (by operator)."""

    field: Field
    offers: list[tuple[str, str]]
    values: dict[str, tuple[str, ...]]

    @property
    def is_open(self) -> bool:
        return bool(self.values)

    def value(self, operator: str) -> str:
        return self.values.get(operator, ("",))[0]


@login_required
@require_safe
def filters(request: HttpRequest, kind: Kind) -> HttpResponse:
    """All filters of a kind; `?face=board` leads to the board."""
    its = asked(request, kind)
    on_board = kind == "opportunity" and request.GET.get("face") == "board"
    kept = [(name, value) for name, value in its.query.cleared().as_params() if name != "q"]
    if on_board and request.GET.get("pipeline"):
        kept = [*kept, ("pipeline", request.GET["pipeline"])]
    context = {
        "its": its,
        "controls": _controls(its, on_board),
        "moving": [("", _("any day")), *((moving.name, moving.label) for moving in MOVING)],
        "kept": kept,
        "target": reverse("opportunities") if on_board else its.screen.address(),
    }
    return render(request, "lists/filters.html", context, piece="form")


def _controls(its: Asked, on_board: bool) -> list[Control]:
    return [
        Control(field, _offers(field, its), _values(field, its))
        for field in its.query.fields.values()
        # The board is of one pipeline and shows its stages side by side.
        if field.is_filter and not (on_board and field.name in ("pipeline", "stage"))
    ]


def _offers(field: Field, its: Asked) -> list[tuple[str, str]]:
    rows = its.reader.choices(field.choices) if field.choices else []
    return [*rows, (NOBODY, "")] if rows and field.type == "record" else rows


def _values(field: Field, its: Asked) -> dict[str, tuple[str, ...]]:
    return {one.operator: one.values for one in its.query.filters if one.field.name == field.name}
