"""Whether the simulated company is here."""

from django.db import connection


def is_sample() -> bool:
    """Whether this database holds the sample."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_sample FROM ledger_mark")
        return bool(cursor.fetchone()[0])
