from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "penstock.records.leads"
    label = "leads"
