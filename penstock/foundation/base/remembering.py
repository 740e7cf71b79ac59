"""What every request asks and hardly anybody changes (settings, users, pipelines, custom fields) is read once by each process.

Tables whose trigger is `remembered` (migration 0009) have one version together: whoever writes one of them gives it another,
in the same transaction. A request looks at the version once, at its first use; what was read under another is forgotten.
So what is committed holds from the next request on, in every process. Whoever writes such a table is told so by the
server at once, and reads directly until the end of the request."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.db.models import Model

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Row = TypeVar("Row", bound=Model)
Memory = dict[Hashable, Any]

# What the trigger says to the connection that wrote.
CHANGED = "PS001"
# More than any installation has of users and pipelines; it bounds what questions about many days can leave behind.
MOST = 20_000


class _Request:
    """One request; `memory` is None until its first use, and for good once it has written a remembered table."""

    __slots__ = ("has_written", "memory")

    def __init__(self) -> None:
        self.memory: Memory | None = None
        self.has_written = False


_request: ContextVar[_Request | None] = ContextVar("request", default=None)
# The version last seen by this process, and what was read under it: replaced together, never changed apart.
_latest: tuple[str, Memory] = ("", {})


@contextmanager
def remembering() -> Iterator[None]:
    """What is read inside may come from memory. For the span of a request: the version is looked at once."""
    token = _request.set(_Request())
    try:
        yield
    finally:
        _request.reset(token)


def remembered(read: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """A query of remembered tables only, with arguments that can be hashed. Its answer is shared by requests and threads:
    nobody changes it. Outside of `remembering` it is asked each time."""

    @wraps(read)
    def ask(*args: Given.args, **given: Given.kwargs) -> Answer:
        memory = _memory()
        if memory is None:
            return read(*args, **given)
        key = (read, args, *given.items())
        if key not in memory:
            if len(memory) >= MOST:
                memory.clear()
            memory[key] = read(*args, **given)
        answer: Answer = memory[key]
        return answer

    return ask


@remembered
def rows_of(model: type[Row]) -> Mapping[int, Row]:
    """All rows of a remembered table (`model.is_remembered`) by id in the model's order, removed ones too, with what they
    refer to in others."""
    rows = model._base_manager.order_by(*(model._meta.ordering or ["pk"]))
    return {row.pk: row for row in with_references(rows)}


def row_of(model: type[Row], id: int) -> Row | None:
    """One row of a remembered table, removed or not. Where nothing is remembered it is asked for alone."""
    if _memory() is None:
        return model._base_manager.filter(pk=id).first()
    return rows_of(model).get(id)


def with_references(records: Iterable[Row]) -> list[Row]:
    """The records with what they refer to in remembered tables, in place of joins to them. For the present only: of a
    past day they are as they stood then."""
    found = list(records)
    for field in _references(type(found[0])) if found else ():
        if field.attname in found[0].get_deferred_fields():
            continue
        rows: Mapping[Any, Model] = rows_of(field.related_model)
        for record in found:
            # One that is newer than this request's version is read when it is looked at.
            if (id := record.__dict__.get(field.attname)) in rows and not field.is_cached(record):
                field.set_cached_value(record, rows[id])
    return found


@cache
def _references(model: type[Model]) -> list[Any]:
    fields = [field for field in model._meta.concrete_fields if field.is_relation]
    return [
        field for field in fields if is_remembered(field.related_model) and field.related_model is not model
    ]


def is_remembered(model: Any) -> bool:
    """Whether all rows of a model may be asked for."""
    return getattr(model, "is_remembered", False)


def forget() -> None:
    """As a process that has just begun."""
    global _latest
    _latest = ("", {})


def listen(notice: Any) -> None:
    """Hear the server's notices to this thread's connection."""
    request = _request.get()
    if notice.sqlstate == CHANGED and request is not None:
        request.has_written, request.memory = True, None


def _memory() -> Memory | None:
    global _latest
    request = _request.get()
    if request is None or request.has_written:
        return None
    if request.memory is None:
        version = _version()
        if version != _latest[0]:
            _latest = (version, {})
        seen, memory = _latest
        # Another thread may have seen a later one in between.
        request.memory = memory if seen == version else {}
    return request.memory


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT version::text FROM remembered")
        return str(cursor.fetchone()[0])
