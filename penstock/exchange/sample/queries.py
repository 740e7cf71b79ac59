"""Whether the simulated company is here, or on its way in or out."""

from django.db import connection

from penstock.exchange.sample.models import SampleRun


def is_sample() -> bool:
    """Whether this database holds the sample."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_sample FROM ledger_mark")
        return bool(cursor.fetchone()[0])


def last_run() -> SampleRun | None:
    """The newest time that somebody asked for the sample to come or go."""
    return SampleRun.objects.order_by("-id").first()


def run_under_way() -> SampleRun | None:
    """The one that the worker has not ended yet."""
    found = last_run()
    return found if found is not None and found.is_under_way else None
