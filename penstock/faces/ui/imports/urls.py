"""The addresses of the import."""

from django.urls import path

from penstock.faces.ui.imports import views

urlpatterns = [
    path("import/", views.imports, name="import"),
    path("import/sets/<str:token>/", views.file_set, name="import-set"),
    path("import/runs/<int:pk>/", views.run, name="import-run"),
    path("import/runs/<int:pk>/undoing/", views.undoing, name="import-run-undoing"),
    path("import/runs/<int:pk>/refused/", views.refused, name="import-run-refused"),
]
