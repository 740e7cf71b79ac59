from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "penstock.foundation.base"
    label = "base"
    verbose_name = "Ledger"
