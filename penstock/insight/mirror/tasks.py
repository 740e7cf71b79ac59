"""The job that keeps the lake's files near the records. Questions do not wait for it: they read the live tail."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="mirror_sync", lock="mirror_sync")
def sync_mirror_task(timestamp: int = 0) -> None:
    """Bring the lake up to date, once there is one (the first question or `penstock lake sync` makes it), where anything was
    written since. The worker itself stays without DuckDB."""
    from penstock.insight.mirror.apart import sync_apart
    from penstock.insight.mirror.place import database_url, is_behind, lake_folder

    if is_behind():
        sync_apart(lake_folder(), database_url())
