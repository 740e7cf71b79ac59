"""A list as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_POST

from penstock.faces.ui.lists.listing import asked
from penstock.faces.views.exporting import FORMS, Form, export_list
from penstock.faces.views.fields import Kind


@login_required
@require_POST
def export(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    """Every record of the list's query as CSV, XLSX or Parquet. By POST, because it is noted who took it."""
    its = asked(request, kind)
    said = request.POST.get("format", "csv")
    form: Form = said if said in FORMS else "csv"
    pieces = export_list(
        its.query, its.reader, actor=its.actor, form=form, every_column="every" in request.POST
    )
    name = f"{its.screen.name}-{(its.query.at or its.reader.today).isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type=FORMS[form].content_type, headers=headers)
