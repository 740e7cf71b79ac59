"""What all forms of the settings share: an action's refusal goes to the field at fault."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from penstock.faces.views.given import number_or_none
from penstock.foundation.base.errors import NotAllowed, Refused


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent to it, if anything was."""
    return request.POST if request.method == "POST" else None


def moved(ids: list[int], id: int, position: str) -> list[int]:
    """The ids with one at another place; 0 is the first, what is no place the last."""
    order = [other for other in ids if other != id]
    place = number_or_none(position)
    order.insert(len(order) if place is None else place, id)
    return order


def accepts(form: forms.Form, act: Callable[..., Any]) -> bool:
    """Whether the form was valid and the action, given its values, did it. What the action refuses stands in the
    form then; that someone may not at all is left to the page for it. Raises NotAllowed."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


class Lines(forms.CharField):
    """Several texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (line.strip() for line in str(value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))
