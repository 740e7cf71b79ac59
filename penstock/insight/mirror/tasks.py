"""The job that keeps the lake's files near the records. Questions do not wait for it: they read the live tail."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="mirror_sync", lock="mirror_sync")
def sync_mirror_task(timestamp: int = 0) -> None:
    """Bring the lake up to date, once there is one: the first question or `penstock lake sync` makes it."""
    from penstock.insight.mirror.lake import sync
    from penstock.insight.mirror.manifest import read_manifest
    from penstock.insight.mirror.place import database_url, lake_folder

    if read_manifest(lake_folder()) is not None:
        sync(lake_folder(), database_url())
