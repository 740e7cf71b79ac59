from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "penstock.records.pipeline"
    label = "pipeline"
