from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "penstock.exchange.imports"
    label = "imports"
