from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "penstock.faces.ui"
    label = "ui"
