"""The addresses of the import."""

from django.urls import path

from penstock.faces.ui.imports import leaving, owners, results, views

urlpatterns = [
    path("import/", views.imports, name="import"),
    path("exports/", leaving.exports, name="exports"),
    path("exports/workspace/", leaving.workspace, name="export-workspace"),
    path("import/owners/", owners.owners, name="import-owners"),
    path("import/sets/<str:token>/", views.file_set, name="import-set"),
    path("import/runs/<int:pk>/", views.run, name="import-run"),
    path("import/runs/<int:pk>/undoing/", views.undoing, name="import-run-undoing"),
    path("import/runs/<int:pk>/resumption/", views.resumption, name="import-run-resumption"),
    path("import/runs/<int:pk>/refused/", views.refused, name="import-run-refused"),
    path("import/runs/<int:pk>/refusals/", results.refusals, name="import-run-refusals"),
    path("import/runs/<int:pk>/same/", results.same, name="import-run-same"),
    path("import/runs/<int:pk>/records/<str:what>/", results.records, name="import-run-records"),
    path("import/runs/<int:pk>/findings/<int:number>/", results.finding, name="import-run-finding"),
]
