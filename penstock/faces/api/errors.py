"""Whatever the API refuses has one shape: {"error": {"code", "message", "field"}}."""

import logging
from collections.abc import Iterable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.unavailable import why_unavailable
from penstock.records.people.queries import MergedInto

logger = logging.getLogger(__name__)

CODES = {
    400: "unreadable",
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "wrong_method",
    409: "changed_meanwhile",
    410: "merged",
    412: "version_differs",
    413: "too_large",
    422: "invalid",
    429: "too_many_requests",
    500: "broken",
    503: "unavailable",
}


class Problem(Schema):
    """code: one word for programs. message: a sentence for people. field: the input at fault, or empty."""

    code: str
    message: str
    field: str


class Error(Schema):
    error: Problem


class VersionDiffers(Refused):
    """If-Match names another version than the record's present one."""

    status = 412


class KeyUsedOtherwise(Refused):
    """An Idempotency-Key came back with another request."""

    status = 409


def refusal(status: int, message: str, *, field: str = "", code: str = "") -> HttpResponse:
    """The answer for every status from 400 on."""
    problem = Problem(code=code or CODES.get(status, "refused"), message=message, field=field)
    return HttpResponse(
        Error(error=problem).model_dump_json(), status=status, content_type="application/json; charset=utf-8"
    )


def speak_one_shape(api: NinjaAPI) -> None:
    """Every exception that a view can raise, turned into the one shape."""
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    api.add_exception_handler(Exception, broken)


def method_not_allowed(allowed: str) -> HttpResponse:
    """405, naming the methods that there are."""
    response = refusal(405, f"This address answers {allowed} only.")
    response.headers["Allow"] = allowed
    return response


def not_signed_in() -> HttpResponse:
    """401: neither a key that is in force nor a session."""
    response = refusal(401, "Send a key: Authorization: Bearer KEY.")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def too_large() -> HttpResponse:
    """413: a body that is kept in memory has its bounds."""
    return refusal(413, "The request is larger than this server takes.")


def broken(request: HttpRequest, exception: Exception | type[Exception]) -> HttpResponse:
    """500: ours to mend; 503: to be waited for. The cause is in the log."""
    logger.error("%s %s failed", request.method, request.path, exc_info=exception)  # type: ignore[arg-type]
    why = why_unavailable(exception) if isinstance(exception, Exception) else None
    if why is not None:
        said = {"disk_full": "The disk is full.", "database_away": "The database does not answer."}[why]
        response = refusal(
            503, f"{said} Send it again later, with an Idempotency-Key so that it is done once."
        )
        response.headers["Retry-After"] = "10"
        return response
    return refusal(500, "Something broke on our side. Nothing was changed; the cause is in the log.")


def _refused(request: HttpRequest, exception: Refused | type[Refused]) -> HttpResponse:
    assert isinstance(exception, Refused)
    response = refusal(exception.status, str(exception), field=exception.field)
    if isinstance(exception, MergedInto):
        collection = {"company": "companies", "person": "persons"}[exception.kind]
        response.headers["Location"] = f"/api/{collection}/{exception.into_id}"
    return response


def _invalid(request: HttpRequest, exception: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(exception, ValidationError)
    first = exception.errors[0]
    return refusal(422, f"{first['msg']}.", field=_field_of(first["loc"]))


def _field_of(location: Iterable[object]) -> str:
    """("body", "data", "amount", "currency") -> "amount.currency"; the sender knows no names of our arguments."""
    source, *names = [str(part) for part in location]
    return ".".join(names[1:] if source == "body" else names)


def _http_error(request: HttpRequest, exception: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(exception, HttpError)
    if exception.status_code == HTTPStatus.UNAUTHORIZED:
        return not_signed_in()
    return refusal(exception.status_code, str(exception))


def _not_found(request: HttpRequest, exception: Http404 | type[Http404]) -> HttpResponse:
    return refusal(404, "There is nothing here, or it is not yours to see.")


def _too_large(request: HttpRequest, exception: RequestDataTooBig | type[RequestDataTooBig]) -> HttpResponse:
    return too_large()
