"""Files of records: sent, listed, fetched. A file is an activity: DELETE /activities/{id} takes it off."""

from datetime import datetime

from django.http import FileResponse, HttpResponse
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from penstock.faces.api.activities import KINDS, About, activity_seen_by
from penstock.faces.api.answering import ALWAYS, Page, answer, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.errors import Error
from penstock.faces.api.references import DOORS
from penstock.faces.api.values import Id, Reference, reference
from penstock.records.activities import actions
from penstock.records.activities.models import Activity
from penstock.records.activities.queries import files_about, opened_file

router = Router(tags=["Files"])
BYTES = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


class FileOut(Schema):
    """id: of the activity, by which its bytes are fetched and it is taken off the timeline."""

    id: int
    name: str
    size: int
    at: datetime
    user: Reference | None


@router.get("/{about}/{id}/files", response=reads(Page[FileOut]))
def list_files(request: ApiRequest, about: About, id: Id) -> HttpResponse:
    """The files of a record, the newest first."""
    record = DOORS[KINDS[about]](reader(request), id)
    items = [_out(row) for row in files_about(KINDS[about], record.pk)]
    return answer(Page[FileOut](items=items, next_cursor=None))


@router.post("/{about}/{id}/files", response=writes(FileOut, 201))
def attach_file(request: ApiRequest, about: About, id: Id, file: File[UploadedFile]) -> HttpResponse:
    """Send a file as multipart/form-data, 50 MB at most (5 MB with an Idempotency-Key)."""
    record = DOORS[KINDS[about]](reader(request), id)
    made = actions.attach_file(actor=request.acting, upload=file, **{KINDS[about]: record})
    return answer(_out(made), status=201, location=f"/api/files/{made.pk}")


@router.get(
    "/files/{id}",
    response=dict.fromkeys(ALWAYS, Error),
    openapi_extra={"responses": {200: {"description": "The bytes", **BYTES}}},
)
def fetch_file(request: ApiRequest, id: Id) -> FileResponse:
    """The bytes of a file, always as a download."""
    row, stream = opened_file(activity_seen_by(request, id))
    return FileResponse(
        stream, as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )


def _out(row: Activity) -> FileOut:
    assert row.file is not None
    return FileOut(id=row.pk, name=row.file.name, size=row.file.size, at=row.at, user=reference(row.user))
