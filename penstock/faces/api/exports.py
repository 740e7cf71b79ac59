"""Lists as files, as the screens' export makes them, and the whole workspace as a set."""

from typing import Literal

from django.http import QueryDict, StreamingHttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from penstock.faces.api.answering import ALWAYS
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.errors import Error
from penstock.faces.api.values import Line
from penstock.faces.views.exporting import FORMS, Form, export_list
from penstock.faces.views.fields import Kind
from penstock.faces.views.query import read_query
from penstock.faces.views.reading import Reader
from penstock.faces.views.whole import export_workspace
from penstock.foundation.base.errors import Refused
from penstock.records.workspace.queries import current

router = Router(tags=["Exports"])
KINDS: dict[str, Kind] = {
    "companies": "company",
    "people": "person",
    "leads": "lead",
    "opportunities": "opportunity",
}
BINARY = {"schema": {"type": "string", "format": "binary"}}
TYPES = [form.content_type.split(";")[0] for form in FORMS.values()]
Plural = Literal["companies", "people", "leads", "opportunities"]


class ExportAsked(Schema):
    """format: csv, xlsx or parquet. columns: names of fields, divided by commas; empty: all of them. Each field of the list
    is a filter; as_of is a date."""

    format: Form = "csv"
    columns: Line = ""
    as_of: Line = ""


@router.get(
    "/workspace",
    response=dict.fromkeys(ALWAYS, Error),
    openapi_extra={"responses": {200: {"description": "The set", "content": {"application/zip": BINARY}}}},
)
def export_whole_workspace(request: ApiRequest) -> StreamingHttpResponse:
    """Everything with its ledger in one .zip, which `penstock import` brings into an empty workspace. For administrators; it
    is noted who took it."""
    now = timezone.now()
    pieces = export_workspace(actor=request.acting, now=now)
    headers = {"Content-Disposition": f'attachment; filename="workspace-{now.date()}.zip"'}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)


@router.get(
    "/{kind}",
    response=dict.fromkeys(ALWAYS, Error),
    openapi_extra={"responses": {200: {"description": "The file", "content": dict.fromkeys(TYPES, BINARY)}}},
)
def export_records(request: ApiRequest, kind: Plural, asked: Query[ExportAsked]) -> StreamingHttpResponse:
    """Every record of the list that the caller may see, as a file. It is noted who took it."""
    params = QueryDict(mutable=True)
    for name in request.GET:
        if name != "format":
            params.setlist(name, request.GET.getlist(name))
    query = read_query(KINDS[kind], params)
    taken = (
        {filter.param for filter in query.filters} | set(ExportAsked.model_fields) | {"q", "sort", "known"}
    )
    unknown = next((name for name in request.GET if name not in taken and request.GET[name]), None)
    if unknown:
        raise Refused(query.faults[0] if query.faults else f"There is no filter “{unknown}”.", field=unknown)
    its = Reader(reader(request), current(), timezone.now())
    pieces = export_list(query, its, actor=request.acting, form=asked.format, every_column=not asked.columns)
    headers = {"Content-Disposition": f'attachment; filename="{kind}-{its.today.isoformat()}.{asked.format}"'}
    return StreamingHttpResponse(pieces, content_type=FORMS[asked.format].content_type, headers=headers)
