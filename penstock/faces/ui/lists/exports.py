"""A list as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_POST

from penstock.faces.ui.lists.listing import asked
from penstock.faces.views.exporting import export_csv
from penstock.faces.views.fields import Kind


@login_required
@require_POST
def export(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    """Every record of the list's query as CSV. By POST, because it is noted who took it."""
    its = asked(request, kind)
    lines = export_csv(its.query, its.reader, actor=its.actor, every_column="every" in request.POST)
    name = f"{its.screen.name}-{(its.query.at or its.reader.today).isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
