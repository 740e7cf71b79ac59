from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "penstock.records.team"
    label = "team"
