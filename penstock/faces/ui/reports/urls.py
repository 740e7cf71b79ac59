"""Addresses of the reports."""

from django.urls import path

from penstock.faces.ui.reports import measuring, views

urlpatterns = [
    path("", views.index, name="reports"),
    path("calibration/stages/<int:stage_id>/", measuring.probability, name="report-probability"),
    path("<slug:name>/", views.page, name="report"),
    path("<slug:name>/rows/", views.rows, name="report-rows"),
    path("<slug:name>/export/", views.export, name="report-export"),
]
