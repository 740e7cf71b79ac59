from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "penstock.records.activities"
    label = "activities"
