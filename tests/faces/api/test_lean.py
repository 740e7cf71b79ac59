"""What the writes cost that programs send most: a literal number of statements, none of which reads a whole table."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from penstock.records.pipeline.models import Stage
from tests.faces.api.conftest import Caller


def statements(call: Caller, address: str, body: Any) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        call.post(address, body)
    return [query["sql"] for query in queries]


def test_statements_of_create_move_and_win(call: Caller, stages: list[Stage]) -> None:
    at = f"opportunities/{call.post('opportunities', {'name': 'Boilers'})['id']}"

    # The first use of a key on a day is noted, and by it everything is remembered anew.
    call.post("opportunities", {"name": "Valves"})

    created = statements(call, "opportunities", {"name": "Pumps"})
    moved = statements(call, f"{at}/moves", {"stage": stages[1].pk})
    won = statements(call, f"{at}/closure", {"outcome": "won"})

    assert (len(created), len(moved), len(won)) == (11, 9, 9)
