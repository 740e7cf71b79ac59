from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "penstock.faces.api"
    label = "api"
