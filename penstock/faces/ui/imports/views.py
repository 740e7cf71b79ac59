"""Upload, look, run, result."""

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from penstock.exchange.imports.files import ImportOptions
from penstock.exchange.imports.jobs import ask_for_run, ask_to_resume, ask_to_undo
from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.queries import get_run, runs_visible_to
from penstock.exchange.imports.uploads import files_of, keep_upload
from penstock.faces.ui.imports.asking import forgotten, options_said
from penstock.faces.ui.imports.importing import importer
from penstock.faces.ui.imports.preview import Looked, preview
from penstock.faces.ui.rendering import render
from penstock.records.team.rules import may_administer

UNDER_WAY = (ImportRun.State.WAITING, ImportRun.State.RUNNING, ImportRun.State.UNDOING)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Files to bring, and what was brought before."""
    actor = importer(request)
    files = request.FILES.getlist("files")
    if files:
        token = keep_upload((file.name or "file", file.chunks()) for file in files)
        return redirect("import-set", token=token)
    nothing = _("Choose at least one file.") if request.method == "POST" else ""
    context = {"runs": runs_visible_to(actor)[:20], "nothing": nothing, "may_match": may_administer(actor)}
    return render(request, "imports/index.html", context, status=422 if nothing else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_set(request: HttpRequest, token: str) -> HttpResponse:
    """What the uploaded files are and what would happen; sent, the run that checks every row or brings them in."""
    actor = importer(request)
    paths = uploaded(token)
    form = request.POST if request.method == "POST" else request.GET
    try:
        looked = preview(actor, paths, options_said(form, len(paths)), timezone.now(), forgotten(form))
    except ValueError as error:
        looked = Looked(ImportOptions(), fault=str(error))
    does = request.POST.get("do", "run") if request.method == "POST" else "look"
    if does in ("run", "check") and looked.may_run:
        made = ask_for_run(actor=actor, token=token, options=looked.options, is_dry=does == "check")
        return redirect("import-run", pk=made.pk)
    status = 422 if does != "look" else 200
    context = {"token": token, "looked": looked, "form": form}
    return render(request, "imports/set.html", context, piece="files", status=status)


def uploaded(token: str) -> list[Path]:
    """The files of the token, or 404."""
    try:
        paths = files_of(token)
    except ValueError as error:
        raise Http404 from error
    if not paths:
        raise Http404
    return paths


@login_required
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a run is, or what it did."""
    found = get_run(importer(request), pk)
    is_under_way = found.state in UNDER_WAY
    context = {
        "run": found,
        "is_under_way": is_under_way,
        "has_upload": bool(found.upload and is_there(found.upload)),
    }
    return render(request, "imports/run.html", context, piece="run")


def is_there(token: str) -> bool:
    """Whether the uploaded files are still there, so that one may go on with them."""
    try:
        return bool(files_of(token))
    except (ValueError, StopIteration):
        return False


@login_required
@require_POST
def resumption(request: HttpRequest, pk: int) -> HttpResponse:
    """An interrupted run goes on."""
    actor = importer(request)
    ask_to_resume(actor=actor, run=get_run(actor, pk))
    return redirect("import-run", pk=pk)


@login_required
@require_POST
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that the run wrote is taken back, by the worker."""
    actor = importer(request)
    ask_to_undo(actor=actor, run=get_run(actor, pk))
    return redirect("import-run", pk=pk)


@login_required
@require_safe
def refused(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The refused rows as a file, to be mended and brought again."""
    found = get_run(importer(request), pk)
    files = refused_files(found)
    name = request.GET.get("file", "")
    chosen = next((path for path in files if path.name == name), files[0] if files else None)
    if chosen is None:
        return redirect("import-run", pk=pk)
    return FileResponse(chosen.open("rb"), as_attachment=True, filename=chosen.name)


def refused_files(found: ImportRun) -> list[Path]:
    """The run's own files of refused rows."""
    path = Path(found.refused_file) if found.refused_file else None
    if path is None or not path.exists():
        return []
    return sorted(path.glob("*.refused.csv")) if path.is_dir() else [path]
