import re

import pytest
from django.db import connection

from penstock.foundation.base.ledger import tell_planner

pytestmark = pytest.mark.django_db


def add_sources(name: str, count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO lead_source (name, position) SELECT %s, 0 FROM generate_series(1, %s)", [name, count]
        )


def expected_rows(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT FROM lead_source WHERE name = %s", [name])
        plan = cursor.fetchone()[0]
    return int(re.search(r"rows=(\d+)", plan)[1])


def test_the_planner_is_told_of_tables_that_have_grown_and_only_of_these():
    add_sources("Web", 4000)
    tell_planner()
    assert expected_rows("Web") > 3500

    add_sources("Fair", 100)
    tell_planner()
    assert expected_rows("Fair") < 50

    add_sources("Fair", 1900)
    tell_planner()
    assert expected_rows("Fair") > 1500
