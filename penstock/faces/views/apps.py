from django.apps import AppConfig


class ViewsConfig(AppConfig):
    name = "penstock.faces.views"
    label = "views"
