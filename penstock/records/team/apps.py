from django.apps import AppConfig

from penstock.foundation.base.registry import checks


class TeamConfig(AppConfig):
    name = "penstock.records.team"
    label = "team"

    def ready(self) -> None:
        from penstock.records.team.signin import mail_check

        checks["mail"] = mail_check
