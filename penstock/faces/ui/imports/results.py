"""What a run did, opened: the records behind its numbers, the rows behind its warnings."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from penstock.exchange.imports.queries import TouchedRecord, get_run, records_of, same_rows_of
from penstock.faces.ui.imports.importing import importer
from penstock.faces.ui.rendering import render
from penstock.faces.views.given import number_or_none

PAGE = 50
WITH_PAGE = ("company", "person", "lead", "opportunity")


@login_required
@require_safe
def records(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The records that the run created or updated."""
    actor = importer(request)
    run = get_run(actor, pk)
    after = number_or_none(request.GET.get("after", "")) or 0
    try:
        found = records_of(actor, run, what, after=after, limit=PAGE + 1)
    except ValueError as error:
        raise Http404 from error
    rows = [(record, address_of(record)) for record in found[:PAGE]]
    more = found[PAGE - 1].seq if len(found) > PAGE else None
    context = {"run": run, "what": what, "rows": rows, "more": more}
    return render(request, "imports/records.html", context)


@login_required
@require_safe
def same(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that said nothing new, the first thousand of each kind."""
    actor = importer(request)
    run = get_run(actor, pk)
    after = number_or_none(request.GET.get("after", "")) or 0
    found = same_rows_of(actor, run, after=after, limit=PAGE + 1)
    rows = [(row, address_of(row.record)) for row in found[:PAGE]]
    more = after + PAGE if len(found) > PAGE else None
    return render(request, "imports/same.html", {"run": run, "rows": rows, "more": more})


def address_of(record: TouchedRecord) -> str:
    """Where the record is, if it has a page and may be seen."""
    return reverse(record.kind, kwargs={"pk": record.id}) if record.name and record.kind in WITH_PAGE else ""


@login_required
@require_safe
def refusals(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows with their reasons; the file of them is one click away."""
    run = get_run(importer(request), pk)
    file, line = (number_or_none(part) or 0 for part in (request.GET.get("after", "") + "--").split("-")[:2])
    found = list(
        (run.refusals.filter(file=file, line__gt=line) | run.refusals.filter(file__gt=file)).order_by(
            "file", "line"
        )[: PAGE + 1]
    )
    rows = [(run.files[row.file]["name"], row.line, row.reason) for row in found[:PAGE]]
    more = f"{found[PAGE - 1].file}-{found[PAGE - 1].line}" if len(found) > PAGE else None
    return render(request, "imports/refusals.html", {"run": run, "rows": rows, "more": more})


@login_required
@require_safe
def finding(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The rows or records that a warning speaks of, the first thousand."""
    run = get_run(importer(request), pk)
    if number >= len(run.findings):
        raise Http404
    found = run.findings[number]
    kind = {"companies": "company", "persons": "person", "leads": "lead", "opportunities": "opportunity"}.get(
        found["kind"]
    )
    rows = [(run.files[file]["name"], line) for file, line in found["rows"]]
    records = [(record, reverse(kind, kwargs={"pk": record}) if kind else "") for record in found["records"]]
    return render(
        request, "imports/finding.html", {"run": run, "found": found, "rows": rows, "records": records}
    )
