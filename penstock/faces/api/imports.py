"""Files in: uploaded, brought in by the worker, looked at, gone on with, taken back."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from penstock.exchange.imports.files import FileOptions, ImportOptions
from penstock.exchange.imports.jobs import ask_for_run, ask_to_resume, ask_to_undo
from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.queries import get_run, records_of, runs_visible_to
from penstock.exchange.imports.uploads import files_of, keep_upload
from penstock.faces.api.answering import Page, answer, reads, writes
from penstock.faces.api.authentication import ApiRequest
from penstock.faces.api.cursors import Order, page
from penstock.faces.api.values import Given, Id
from penstock.foundation.base.errors import Refused
from penstock.records.team.editing import NotVisible
from penstock.records.team.rules import may_import, require

router = Router(tags=["Imports"])
Kind = Literal["people", "companies", "leads", "opportunities", "history", "activities", "roles", "users"]
System = Literal[
    "salesforce", "hubspot", "pipedrive", "zoho", "espocrm", "odoo", "suitecrm", "dynamics", "bitrix24", "kommo", "close", "copper",
    "freshsales", "insightly", "nutshell",
]  # fmt: skip
PAGE = 200
Short = Annotated[str, Field(max_length=200)]
Cursor = Annotated[str, Field(max_length=4000)]


class UploadOut(Schema):
    upload: str
    files: list[str]


class FileAsked(Given):
    """What is said about one file: `mapping` is column (header or number from 1) to field."""

    kind: Kind | None = None
    mapping: dict[Short, Short] = {}
    key: Short | None = None
    sheet: Short | None = None


class ImportNew(Given):
    """The same as the options of `penstock import`; `files` holds what is said about single files, by their place from 0;
    `stages` says of names of stages whether they are won, lost, open, ignored, or another stage."""

    upload: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    dry_run: bool = False
    kind: Kind | None = None
    preset: System | None = None
    mapping: dict[Short, Short] = {}
    key: Short | None = None
    dates: Literal["dmy", "mdy", "ymd"] | None = None
    decimal: Literal[".", ","] | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    zone: Short | None = None
    encoding: Short | None = None
    delimiter: Short | None = None
    header: bool | None = None
    sheet: Short | None = None
    pipeline: Short | None = None
    stages: dict[Short, Short] = {}
    complete_from: date | None = None
    files: dict[Annotated[str, Field(pattern=r"^\d{1,3}$")], FileAsked] = {}


class FindingOut(Schema):
    """A warning and what causes it: rows are pairs of file (from 0) and physical line."""

    kind: str
    message: str
    count: int
    rows: list[list[int]]
    records: list[int]


class ImportOut(Schema):
    """counts: by what was done, then by kind. state: waiting, running, done, failed, undoing, undone. left: of one that was taken
    back, kind to the records that stay, because touched since or still needed."""

    id: int
    state: str
    is_dry: bool
    started_at: datetime
    finished_at: datetime | None
    files: list[str]
    step: str
    done: int
    total: int
    read: int
    created: int
    updated: int
    unchanged: int
    refused: int
    counts: dict[str, Any]
    warnings: list[str]
    findings: list[FindingOut]
    left: dict[str, list[int]]


class RefusalOut(Schema):
    file: int
    line: int
    reason: str


class WrittenOut(Schema):
    kind: str
    id: int
    name: str


class PageAsked(Schema):
    limit: Annotated[int, Field(ge=1, le=PAGE)] = 50
    cursor: Cursor = ""


class WrittenAsked(Schema):
    what: Literal["created", "updated"] = "created"
    limit: Annotated[int, Field(ge=1, le=PAGE)] = 50
    cursor: Annotated[str, Field(pattern=r"^\d{0,18}$")] = ""


@router.post("/uploads", response=writes(UploadOut, 201))
def upload_files(request: ApiRequest) -> HttpResponse:
    """Files as multipart/form-data, each under the name `files`; kept until an import has brought them in."""
    require(may_import(request.acting, "leads"), "Your role may not import.")
    files = request.FILES.getlist("files")
    if not files:
        raise Refused("Send the files as multipart/form-data under the name files.", field="files")
    token = keep_upload((file.name or "file", file.chunks()) for file in files)
    return answer(UploadOut(upload=token, files=[path.name for path in files_of(token)]), status=201)


@router.post("", response=writes(ImportOut, 201))
def start_import(request: ApiRequest, asked: ImportNew) -> HttpResponse:
    """The worker brings uploaded files in, or with dry_run only counts what would happen. Look at the import until it is done."""
    require(may_import(request.acting, asked.kind or "leads"), "Your role may not import.")
    if not files_of(asked.upload):
        raise NotVisible("There is no such upload.")
    said = asked.dict(exclude={"upload", "dry_run", "preset", "files"})
    files = {int(number): FileOptions(**own.dict()) for number, own in asked.files.items()}
    options = ImportOptions(**said, system=asked.preset, files=files)
    run = ask_for_run(actor=request.acting, token=asked.upload, options=options, is_dry=asked.dry_run)
    return answer(import_out(run), status=201, location=f"/api/imports/{run.pk}")


@router.get("", response=reads(Page[ImportOut]))
def list_imports(request: ApiRequest, asked: Query[PageAsked]) -> HttpResponse:
    """The newest first."""
    order = [Order("id", descending=True, may_be_null=False)]
    rows, cursor = page(runs_visible_to(request.acting), order, size=asked.limit, cursor=asked.cursor)
    return answer(Page[ImportOut](items=[import_out(run) for run in rows], next_cursor=cursor))


@router.get("/{id}", response=reads(ImportOut))
def read_import(request: ApiRequest, id: Id) -> HttpResponse:
    """How far it is, or what it did."""
    return answer(import_out(get_run(request.acting, id)))


@router.get("/{id}/refusals", response=reads(Page[RefusalOut]))
def list_refusals(request: ApiRequest, id: Id, asked: Query[PageAsked]) -> HttpResponse:
    """The rows that were left out: file (from 0), physical line, reason."""
    refusals = get_run(request.acting, id).refusals.all()
    order = [Order("file", may_be_null=False), Order("line", may_be_null=False)]
    rows, cursor = page(refusals, order, size=asked.limit, cursor=asked.cursor)
    items = [RefusalOut(file=row.file, line=row.line, reason=row.reason) for row in rows]
    return answer(Page[RefusalOut](items=items, next_cursor=cursor))


@router.get("/{id}/records", response=reads(Page[WrittenOut]))
def list_written_records(request: ApiRequest, id: Id, asked: Query[WrittenAsked]) -> HttpResponse:
    """The records that it created or updated, in the order of writing; the name of one that is not yours to see is empty."""
    run = get_run(request.acting, id)
    after = int(asked.cursor or 0)
    rows = records_of(request.acting, run, asked.what, after=after, limit=asked.limit + 1)
    cursor = str(rows[asked.limit - 1].seq) if len(rows) > asked.limit else None
    items = [WrittenOut(kind=row.kind, id=row.id, name=row.name) for row in rows[: asked.limit]]
    return answer(Page[WrittenOut](items=items, next_cursor=cursor))


@router.post("/{id}/resumption", response=writes(ImportOut))
def resume_import(request: ApiRequest, id: Id) -> HttpResponse:
    """One that was interrupted or failed goes on where it was."""
    run = get_run(request.acting, id)
    ask_to_resume(actor=request.acting, run=run)
    return answer(import_out(run))


@router.delete("/{id}", response=writes(ImportOut))
def undo_import(request: ApiRequest, id: Id) -> HttpResponse:
    """Everything that it wrote is taken back by the worker: `state` is undoing, then undone; `done` of `total` records are. What
    was touched since is left and named in `left`."""
    run = get_run(request.acting, id)
    ask_to_undo(actor=request.acting, run=run)
    return answer(import_out(run))


def import_out(run: ImportRun) -> ImportOut:
    """The run as the API says it."""
    progress = run.progress
    return ImportOut(
        id=run.pk,
        state=run.state,
        is_dry=run.is_dry,
        started_at=run.started_at,
        finished_at=run.finished_at,
        files=[file["name"] for file in run.files],
        step=progress.get("step", ""),
        done=progress.get("undone", progress.get("done", 0)),
        total=progress.get("to_undo", progress.get("total", 0)),
        read=run.read_count,
        created=run.created_count,
        updated=run.updated_count,
        unchanged=run.unchanged_count,
        refused=run.refused_count,
        counts=progress.get("counts", {}),
        warnings=run.warnings,
        findings=[FindingOut(**finding) for finding in run.findings],
        left=progress.get("left", {}),
    )
