from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "penstock.response.dashboards"
    label = "dashboards"
