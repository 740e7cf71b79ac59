"""A kitchen sink for the tests of the look and the behaviours: invented records, no database, never shipped."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from penstock.faces.ui.rendering import render
from penstock.faces.ui.toasts import toast
from penstock.foundation.base.errors import ChangedMeanwhile
from penstock.foundation.base.values.money import Money
from tests.faces.ui.kitchen.charts import charts

DEALS = {
    1: (
        "Fleet telematics rollout",
        "Hansen Logistik",
        1840000,
        "Call Thursday 16:00",
        "12 Dec",
        "Anna Berg",
        1,
        "",
        "",
    ),
    2: ("Warehouse scanners", "Molino Sur", 920000, "Send agenda", "4 Jan", "Carl Dorn", 1, "", ""),
    3: (
        "Cold-chain sensors",
        "Arctic Foods",
        3100000,
        "Book demo",
        "20 Jan",
        "Eva Falk",
        1,
        "Active now",
        "accent",
    ),
    4: ("Yard gate upgrade", "Portus BV", 675000, "", "11 Dec", "Anna Berg", 1, "", ""),
    5: (
        "Route planning, 40 vans",
        "Brun & Fils",
        2690000,
        "Budget holder on call",
        "18 Dec",
        "Gus Holm",
        2,
        "",
        "",
    ),
    6: (
        "Tachograph service",
        "Kestrel Haulage",
        1430000,
        "",
        "9 Dec",
        "Carl Dorn",
        2,
        "16 days quiet",
        "risk",
    ),
    7: ("Two-depot pilot", "Nowak Transport", 1180000, "Share case study", "15 Jan", "", 2, "", ""),
    8: ("Driver app", "Hansen Logistik", 2200000, "Demo 26 Nov, 10:00", "15 Dec", "Anna Berg", 3, "", ""),
    9: (
        "Fuel analytics",
        "Öz Nakliyat",
        1760000,
        "Price objection",
        "22 Dec",
        "Eva Falk",
        3,
        "Active now",
        "accent",
    ),
    10: (
        "Trailer tracking",
        "Baltic Freight",
        4120000,
        "",
        "30 Nov",
        "Carl Dorn",
        3,
        "Pushed 3 times",
        "risk",
    ),
    11: ("Group contract", "Meridian Foods", 6400000, "Signature promised", "28 Nov", "Gus Holm", 4, "", ""),
    12: ("Maintenance plan", "Kestrel Haulage", 890000, "Opened 2 h ago", "26 Nov", "Carl Dorn", 4, "", ""),
    13: ("Dock sensors", "Portus BV", 1230050, "24 days, 3 people", "19 Nov", "Anna Berg", 5, "", ""),
}
STAGES = {
    1: "Appointment scheduled",
    2: "Qualified to buy",
    3: "Presentation scheduled",
    4: "Contract sent",
    5: "Closed won",
}


def money(minor: int) -> Money:
    return Money(minor, "EUR")


def column(stage: int, moved: dict[int, int] | None = None) -> dict[str, Any]:
    where = {deal: row[6] for deal, row in DEALS.items()} | (moved or {})
    rows = [(deal, *DEALS[deal]) for deal, its in where.items() if its == stage]
    total = sum(row[3] for row in rows)
    return {"id": stage, "name": STAGES[stage], "rows": rows, "sum": money(total), "share": total / 10**7}


def page(name: str, piece: str = "") -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        if "said" in request.GET:
            toast(request, "Driver app moved to Contract sent", undo="/undo/")
        columns = [column(stage) for stage in STAGES]
        return render(request, name, {"money": money, "columns": columns}, piece=piece)

    return view


def move(request: HttpRequest, deal: int) -> HttpResponse:
    """Stage 5 asks first; deal 6 was just moved by somebody else."""
    to = int(request.POST["stage"])
    if deal == 6:
        raise ChangedMeanwhile("Ewa moved it to Contract sent.")
    if to == 5:
        answer = render(request, "won.html", piece="form", status=422)
        answer.headers["HX-Retarget"] = "#dialog"
        answer.headers["HX-Reswap"] = "innerHTML"
        return answer
    toast(request, f"Moved to {STAGES[to]}", undo="/undo/")
    columns = [column(stage, {deal: to}) for stage in (DEALS[deal][6], to)]
    return render(request, "_moved.html", {"money": money, "columns": columns})


def save(request: HttpRequest) -> HttpResponse:
    return render(request, "saved.html", {"value": request.POST.get("step", "")}, piece="value")


def undo(request: HttpRequest) -> HttpResponse:
    toast(request, "Taken back")
    return render(request, "saved.html", {"value": ""}, piece="value")


urlpatterns = [
    path("", page("parts.html")),
    path("search/", page("search.html", "found"), name="search"),
    path("leads/", page("list.html", "rows"), name="leads"),
    path("opportunities/", page("board.html"), name="opportunities"),
    path("people/", page("form.html"), name="people"),
    path("companies/", page("list.html"), name="companies"),
    path("settings/", page("parts.html"), name="settings"),
    path("import/", page("parts.html"), name="import"),
    path("tasks/", page("parts.html"), name="tasks"),
    path("record/", page("record.html", "peek"), name="record"),
    path("new/", page("won.html", "form"), name="new"),
    path("edit/", page("saved.html", "edit"), name="edit"),
    path("move/<int:deal>/", move, name="move"),
    path("save/", save, name="save"),
    path("undo/", undo, name="undo"),
    path("charts/", lambda request: render(request, "charts.html", {"charts": charts()})),
    path("", include("penstock.urls")),
]
handler404 = "penstock.faces.ui.errors.page_not_found"
handler500 = "penstock.faces.ui.errors.server_error"
