import pytest
from django.db import connection

from penstock.exchange.imports.models import ImportKey, ImportRun
from penstock.exchange.imports.writing.keys import known_key

pytestmark = pytest.mark.django_db


def some_keys(kind: str, count: int) -> None:
    run = ImportRun.objects.create()
    ImportKey.objects.bulk_create(
        ImportKey(kind=kind, source=kind, key=f"{kind} {n}", record_id=n, run=run) for n in range(count)
    )


def test_a_key_is_found_by_itself_though_no_statistics_know_its_kind():
    some_keys("company", 1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE import_key")
        some_keys("history", 2000)
        cursor.execute("EXPLAIN SELECT " + known_key("'history 7'"), ["history", "history"])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "import_key_once" in plan
    assert "Filter" not in plan
