from django.apps import AppConfig

from penstock.foundation.base.registry import visible_through


class PipelineConfig(AppConfig):
    name = "penstock.records.pipeline"
    label = "pipeline"

    def ready(self) -> None:
        from penstock.records.pipeline import queries

        visible_through.setdefault("company", []).append(queries.company_of_visible_opportunity)
        visible_through.setdefault("person", []).append(queries.person_of_visible_opportunity)
