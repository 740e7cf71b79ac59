"""schemathesis asks every operation for whatever its description allows, and for what it does not: never a 5xx, no
status and no body that is not described."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from penstock.faces.api.page import schema
from penstock.records.pipeline.models import Stage
from penstock.wsgi import application
from tests.faces.api.conftest import Caller

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 2
described = schemathesis.openapi.from_dict(schema())
described.app = application


OPERATIONS = [result.ok() for result in described.get_all_operations()]


@contextmanager
def one_connection() -> Iterator[None]:
    """A request leaves the test's connection and its transaction alone."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def known(call: Caller, stages: list[Stage], teammate: Any) -> dict[str, list[int]]:
    """Ids that are there, by the names of parameters."""
    company = call.post("companies", {"name": "Acme"})["id"]
    person = call.post("persons", {"last_name": "Bell"})["id"]
    lead = call.post("leads", {"name": "Interest"})["id"]
    opportunity = call.post("opportunities", {"name": "Boilers"})["id"]
    task = call.post("tasks", {"text": "Call", "lead": lead})["id"]
    call.post(f"opportunities/{opportunity}/persons", {"person": person})
    return {
        "id": [company, person, lead, opportunity, task, stages[0].pipeline_id],
        "person": [person],
        "user": [teammate.pk],
        "act": [call.post("leads/changes", {"ids": [lead], "changes": {"intent": "buying"}})["act"]],
    }


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_described(mode: GenerationMode, call: Caller, known: dict[str, list[int]]) -> None:
    faults = []
    with one_connection():
        for operation in OPERATIONS:
            try:
                asked(operation, mode, call, known)()
            except schemathesis.core.failures.FailureGroup as group:
                faults += [f"{operation.label}: {fault}" for fault in group.exceptions]

    assert faults == []


def asked(operation: Any, mode: GenerationMode, call: Caller, known: dict[str, list[int]]) -> Any:
    """A few requests to one operation, in the test's transaction one after the other."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def ask(case: Any, data: Any) -> None:
        for name in case.path_parameters or {}:
            if name in known and data.draw(st.booleans()):
                case.path_parameters[name] = data.draw(st.sampled_from(known[name]))
        response = case.call(headers={"Authorization": f"Bearer {call.key}"})
        case.validate_response(response, checks=CHECKS)

    return ask
