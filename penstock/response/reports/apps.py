from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "penstock.response.reports"
    label = "reports"
