from django.apps import AppConfig

from penstock.foundation.base.registry import visible_through


class LeadsConfig(AppConfig):
    name = "penstock.records.leads"
    label = "leads"

    def ready(self) -> None:
        from penstock.records.leads import queries

        visible_through.setdefault("company", []).append(queries.company_of_visible_lead)
        visible_through.setdefault("person", []).append(queries.person_of_visible_lead)
