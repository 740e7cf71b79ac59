from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "penstock.exchange.sample"
    label = "sample"
