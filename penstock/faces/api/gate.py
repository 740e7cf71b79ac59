"""What every request passes before its operation: who asks, how often, and whether it was asked before."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from penstock.faces.api.authentication import SAFE_METHODS, acting_for, caller
from penstock.faces.api.errors import broken, method_not_allowed, not_signed_in, refusal, too_large
from penstock.faces.api.keeping import once
from penstock.faces.api.limits import Limiter
from penstock.foundation.base.errors import Refused

View = Callable[..., HttpResponse]
limiter = Limiter()


def gated(view: View) -> View:
    """The view behind the gate. Sessions are checked for their CSRF token here, so Django's own check is off."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **path: Any) -> HttpResponse:
        try:
            return _admit(request, lambda: view(request, **path), timezone.now())
        except Refused as error:
            return refusal(error.status, str(error), field=error.field)
        except RequestDataTooBig:
            return too_large()
        except Exception as error:  # noqa: BLE001 - logged by broken; every answer has the one shape
            return broken(request, error)

    return answer


def _admit(request: HttpRequest, act: Callable[[], HttpResponse], now: datetime) -> HttpResponse:
    acting = acting_for(request, now)
    if acting is None:
        return not_signed_in()
    request.acting = acting  # type: ignore[attr-defined]
    allowance = limiter.take(caller(acting), now)
    if allowance.is_spent:
        response = refusal(429, "That is more than this server takes in a minute.")
    elif request.method in SAFE_METHODS:
        response = _in_shape(act())
    else:
        response = _in_one_transaction(request, caller(acting), now, act)
    for name, value in allowance.headers.items():
        response.headers[name] = value
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _in_one_transaction(
    request: HttpRequest, name: str, now: datetime, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Whatever is refused leaves nothing behind."""
    with transaction.atomic():
        response = once(request, name, now, lambda: _in_shape(act()))
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def _in_shape(response: HttpResponse) -> HttpResponse:
    """ninja answers a wrong method in its own words."""
    if response.status_code != 405:
        return response
    return method_not_allowed(", ".join(sorted(response.headers["Allow"].split(", "))))
