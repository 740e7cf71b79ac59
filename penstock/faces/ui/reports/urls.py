"""Addresses of the reports."""

from django.urls import path

from penstock.faces.ui.reports import comparing, filtering, intervening, measuring, remarking, views, watching

urlpatterns = [
    path("", views.index, name="reports"),
    path("calibration/stages/<int:stage_id>/", measuring.probability, name="report-probability"),
    path("trend/acceptances/", remarking.acceptance, name="report-acceptance"),
    path("trend/remarks/<int:remark_id>/removal/", remarking.removal, name="report-remark-removal"),
    path("interventions/new/", intervening.new, name="intervention-new"),
    path(
        "interventions/<int:intervention_id>/judgement/", intervening.judgement, name="intervention-judgement"
    ),
    path("interventions/<int:intervention_id>/removal/", intervening.removal, name="intervention-removal"),
    path("<slug:name>/", views.page, name="report"),
    path("<slug:name>/watching/", watching.watch, name="report-watching"),
    path("<slug:name>/filters/", filtering.filters, name="report-filters"),
    path("<slug:name>/beside/", comparing.beside, name="report-beside"),
    path("<slug:name>/rows/", views.rows, name="report-rows"),
    path("<slug:name>/export/", views.export, name="report-export"),
]
