from django.apps import AppConfig

from penstock.foundation.base import registry


class MirrorConfig(AppConfig):
    name = "penstock.insight.mirror"

    def ready(self) -> None:
        registry.checks["mirror"] = _check


def _check() -> list[str]:
    """What `penstock check` says about the mirror."""
    from penstock.insight.mirror.freshness import freshness
    from penstock.insight.mirror.place import database_url, lake_folder

    told = freshness(lake_folder(), database_url())
    return [
        f"process {holder.pid} ({holder.program or holder.role}) has been inside a transaction for {holder.seconds} s:"
        " the mirror can't take in what was written since; end it"
        for holder in told.held_back_by
    ]
