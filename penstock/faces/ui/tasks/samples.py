"""The simulated company comes and goes: asked for, and how far it is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from penstock.exchange.sample.jobs import ask_for_sample
from penstock.exchange.sample.queries import last_run
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.records.team import rules
from penstock.records.team.acting import Acting


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sample(request: HttpRequest) -> HttpResponse:
    """POST: bring the simulated company in. GET: how far its coming (or going) is."""
    actor = Acting.on_screen(user_of(request))
    rules.require_administrator(actor)
    if request.method == "POST":
        ask_for_sample(actor=actor)
        return redirect("sample")
    run = last_run()
    if run is None:
        return redirect("home")
    share = run.done_count * 100 // run.whole_count if run.whole_count else 0
    return render(request, "tasks/sample.html", {"run": run, "share": share}, piece="run")
