"""How operations answer, and what OpenAPI says of it."""

from typing import Any, Generic, TypeVar

from django.http import HttpResponse
from ninja import Schema

from penstock.faces.api.errors import Error

Item = TypeVar("Item")

# Any operation may answer these; each operation adds those of its own.
ALWAYS = (400, 401, 403, 404, 405, 410, 422, 429, 500, 503)
WRITING = (*ALWAYS, 409, 412, 413)


class Page(Schema, Generic[Item]):
    """next_cursor: what `cursor` must be to get the next rows; null behind the last."""

    items: list[Item]
    next_cursor: str | None


class Done(Schema):
    """act: the number by which it can be taken back."""

    act: int


def reads(schema: Any) -> dict[int, Any]:
    """The answers of an operation that only looks."""
    return {200: schema, **dict.fromkeys(ALWAYS, Error)}


def writes(schema: Any, status: int = 200) -> dict[int, Any]:
    """The answers of an operation that changes something; schema None goes with 204."""
    return {status: schema, **dict.fromkeys(WRITING, Error)}


def answer(body: Schema, *, status: int = 200, version: str = "", location: str = "") -> HttpResponse:
    """The body as JSON; version becomes the ETag by which the next change can be made conditional."""
    response = HttpResponse(
        body.model_dump_json(by_alias=True), status=status, content_type="application/json; charset=utf-8"
    )
    if version:
        response.headers["ETag"] = f'"{version}"'
    if location:
        response.headers["Location"] = location
    return response


def nothing() -> HttpResponse:
    """204: done, and there is nothing to say about it."""
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    return response
