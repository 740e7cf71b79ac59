"""Addresses of the reports."""

from django.urls import path

from penstock.faces.ui.reports import views

urlpatterns = [
    path("", views.index, name="reports"),
    path("<slug:name>/", views.page, name="report"),
    path("<slug:name>/rows/", views.rows, name="report-rows"),
    path("<slug:name>/export/", views.export, name="report-export"),
]
