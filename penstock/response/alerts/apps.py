from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "penstock.response.alerts"
    label = "alerts"
