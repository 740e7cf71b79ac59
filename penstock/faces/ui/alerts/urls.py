"""Addresses of the alerts: each one's own."""

from django.urls import path

from penstock.faces.ui.alerts import views

urlpatterns = [
    path("", views.alerts, name="alerts"),
    path("<int:alert_id>/", views.alert, name="alert"),
    path("<int:alert_id>/test/", views.test, name="alert-test"),
    path("<int:alert_id>/switch/", views.switch, name="alert-switch"),
    path("<int:alert_id>/removal/", views.removal, name="alert-removal"),
    path("<int:alert_id>/crossings/<int:crossing_id>/", views.rows, name="alert-crossing"),
]
