from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "penstock.records.workspace"
    label = "workspace"
