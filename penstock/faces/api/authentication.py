"""Who asks: a program by `Authorization: Bearer KEY`, or a browser by its session, then with the CSRF token."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security import HttpBearer

from penstock.foundation.base.errors import NotAllowed
from penstock.foundation.base.ledger import Cause
from penstock.records.team.acting import Acting
from penstock.records.team.keys import find_key
from penstock.records.team.models import User

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ApiRequest(HttpRequest):
    """A request behind the gate: it is known who acts."""

    acting: Acting


class Key(HttpBearer):
    """What OpenAPI says of keys. The gate has found out who acts before any operation is reached."""

    def __call__(self, request: HttpRequest) -> Acting | None:
        return getattr(request, "acting", None)

    def authenticate(self, request: HttpRequest, token: str) -> Acting | None:
        return getattr(request, "acting", None)


def acting_for(request: HttpRequest, now: datetime) -> Acting | None:
    """None: a stranger. Raises NotAllowed for a session that writes without the CSRF token."""
    if "Authorization" in request.headers:
        return _by_key(request.headers["Authorization"], now)
    if not isinstance(request.user, User):
        return None
    if request.method not in SAFE_METHODS and _lacks_token(request):
        raise NotAllowed("A session needs the header X-CSRFToken to write.", field="X-CSRFToken")
    return Acting.on_screen(request.user).because(Cause("api"))


def reader(request: ApiRequest) -> User:
    """With whose eyes the caller sees: a key's are its user's."""
    user = request.acting.user
    assert user is not None
    return user


def caller(acting: Acting) -> str:
    """One name for each key and each user, by which requests are counted and answers kept."""
    return f"{acting.ledger.kind}:{acting.ledger.id}"


def _by_key(header: str, now: datetime) -> Acting | None:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer":
        return None
    key = find_key(secret.strip(), now=now)
    return Acting.by_key(key) if key else None


def _lacks_token(request: HttpRequest) -> bool:
    guard = CsrfViewMiddleware(_any_view)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    guard.process_request(request)
    return guard.process_view(request, _any_view, (), {}) is not None


def _any_view(request: HttpRequest) -> HttpResponse:
    """Stands for a view that is not exempt."""
    return HttpResponse()
