"""The addresses of the screens. Each screen brings its own urls.py."""

from django.urls import include, path

from penstock.faces.ui import shell

urlpatterns = [
    path("opportunities/", include("penstock.faces.ui.opportunities.urls")),
    path("leads/", include("penstock.faces.ui.leads.urls")),
    path("", include("penstock.faces.ui.people.urls")),
    path("", include("penstock.faces.ui.tasks.urls")),
    path("alerts/", include("penstock.faces.ui.alerts.urls")),
    path("dashboards/", include("penstock.faces.ui.dashboards.urls")),
    path("reports/", include("penstock.faces.ui.reports.urls")),
    path("settings/", include("penstock.faces.ui.settings.urls")),
    path("keys/", shell.keys, name="keys"),
    path("appearance/", shell.appearance, name="appearance"),
    path("", include("penstock.faces.ui.imports.urls")),
    path("", include("penstock.faces.ui.lists.urls")),
]
