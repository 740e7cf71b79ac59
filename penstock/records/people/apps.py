from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "penstock.records.people"
    label = "people"
