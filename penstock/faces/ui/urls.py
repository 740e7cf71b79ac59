"""The addresses of the screens. Each screen brings its own urls.py."""

from django.urls import path

from penstock.faces.ui import shell

urlpatterns = [
    path("keys/", shell.keys, name="keys"),
    path("appearance/", shell.appearance, name="appearance"),
]
