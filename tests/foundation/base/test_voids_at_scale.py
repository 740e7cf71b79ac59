"""What a void reads does not grow with the voids that are there already."""

import pytest
from django.db import connection

from penstock.foundation.base import ledger
from penstock.foundation.base.ledger import SYSTEM, Cause, writing
from penstock.foundation.base.models import Fact

pytestmark = pytest.mark.django_db


def enter_sources(count: int) -> list[int]:
    """Gives their facts."""
    with writing(SYSTEM, Cause("import", 1)), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO lead_source (name, position) SELECT 'Fair ' || n, 0 FROM generate_series(1, %s) AS n RETURNING id",
            [count],
        )
        ids = [record for (record,) in cursor.fetchall()]
    facts = Fact.objects.filter(kind="lead_source", record_id__in=ids)
    return list(facts.order_by("seq").values_list("seq", flat=True))


def read_voids() -> int:
    """Entries of the index of voids that this transaction has read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_get_xact_tuples_returned('ledger_voided_once'::regclass)")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("count", [20, 1500], ids=["few records", "many records"])
def test_a_void_reads_what_it_voids_and_not_every_void_that_there_is(count: int) -> None:
    seqs = enter_sources(3000 + count)
    # Nobody has told the planner that there are voids, as in the middle of an undo.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger")
    with writing(SYSTEM, Cause("import", 1)):
        ledger.void(seqs[:3000])
        before = read_voids()
        assert ledger.void(seqs[3000:]) == count
    assert read_voids() - before <= 3 * count
