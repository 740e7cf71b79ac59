"""Every operation of the API has its row: a stranger gets 401 everywhere, a viewer writes nothing, and the company's
settings are shaped by whom the row names. Records have a ladder of their own (test_rights.py)."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from penstock.faces.api.page import schema
from penstock.foundation.base.models import Fact
from penstock.records.leads.models import LeadSource
from penstock.records.people.models import CustomField
from penstock.records.pipeline.models import Competitor, LossReason, Pipeline, Stage
from penstock.records.team.models import Team, User
from penstock.records.workspace.models import ExchangeRate
from penstock.response.reports.models import Benchmark, Intervention, OwnMetric, Remark
from tests.cast import PARTS
from tests.faces.api.conftest import Caller

ADMINISTRATOR = {"administrator"}
SALES_SETUP = {"administrator", "manager"}
EVERYBODY = set(PARTS)
WORD = {"name": "Storm"}
FIELD = {"kind": "lead", "label": "Floors", "type": "number"}
OWN = {
    "title": "Won of leads",
    "form": "ratio",
    "parts": [{"metric": "opportunities_won"}, {"metric": "leads_created"}],
}
BENCHMARK = {
    "metric": "win_rate",
    "value": 0.3,
    "text": "30 %",
    "denominator": "of the closed",
    "source": "Ours",
}

# operation -> (who may, the body that is sent)
SETTINGS: dict[str, tuple[set[str], Any]] = {
    "change_workspace": (ADMINISTRATOR, {"name": "Hansen"}),
    "set_rate": (ADMINISTRATOR, {"currency": "USD", "starts_on": "2026-01-01", "rate": "0.9"}),
    "remove_rate": (ADMINISTRATOR, None),
    "restore_rate": (ADMINISTRATOR, None),
    "create_user": (ADMINISTRATOR, {"email": "new@example.com", "role": "viewer"}),
    "change_user": (ADMINISTRATOR, {"name": "Nina"}),
    "create_team": (ADMINISTRATOR, WORD),
    "change_team": (ADMINISTRATOR, WORD),
    "remove_team": (ADMINISTRATOR, None),
    "restore_team": (ADMINISTRATOR, None),
    "create_pipeline": (ADMINISTRATOR, WORD),
    "change_pipeline": (ADMINISTRATOR, WORD),
    "remove_pipeline": (ADMINISTRATOR, None),
    "restore_pipeline": (ADMINISTRATOR, None),
    "create_stage": (ADMINISTRATOR, WORD | {"probability": 0.5}),
    "order_stages": (ADMINISTRATOR, {"stages": []}),
    "change_stage": (SALES_SETUP, {"guidance": "Listen"}),
    "remove_stage": (ADMINISTRATOR, None),
    "restore_stage": (ADMINISTRATOR, None),
    **{f"{verb}_source": (SALES_SETUP | {"marketer"}, WORD) for verb in ("create", "change")},
    **{f"{verb}_source": (SALES_SETUP | {"marketer"}, None) for verb in ("remove", "restore")},
    **{f"{verb}_competitor": (SALES_SETUP, WORD) for verb in ("create", "change")},
    **{f"{verb}_competitor": (SALES_SETUP, None) for verb in ("remove", "restore")},
    "create_loss_reason": (SALES_SETUP, WORD),
    "order_loss_reasons": (SALES_SETUP, {"ids": []}),
    "order_sources": (SALES_SETUP | {"marketer"}, {"ids": []}),
    "change_loss_reason": (SALES_SETUP, WORD),
    "remove_loss_reason": (SALES_SETUP, None),
    "restore_loss_reason": (SALES_SETUP, None),
    "create_custom_field": (ADMINISTRATOR, FIELD),
    "change_custom_field": (ADMINISTRATOR, {"label": "Storeys"}),
    "remove_custom_field": (ADMINISTRATOR, None),
    "restore_custom_field": (ADMINISTRATOR, None),
    "create_dashboard": (EVERYBODY, {"title": "Mine", "tiles": [{"kind": "metric", "name": "win_rate"}]}),
    "create_alert": (EVERYBODY, {"metric": "win_rate", "rule": "below", "threshold": 0.2}),
    "create_own_metric": (SALES_SETUP, OWN),
    "change_own_metric": (SALES_SETUP, OWN),
    "remove_own_metric": (SALES_SETUP, None),
    "create_benchmark": (SALES_SETUP, BENCHMARK),
    "remove_benchmark": (SALES_SETUP, None),
    "accept_change": (SALES_SETUP, {"metric": "opportunities_won", "text": "A new price"}),
    "remove_remark": (ADMINISTRATOR, None),
    "create_intervention": (EVERYBODY - {"viewer"}, {"target": "metric:win_rate", "text": "A checklist"}),
    "judge_intervention": (ADMINISTRATOR, {"text": "It worked"}),
    "remove_intervention": (ADMINISTRATOR, None),
    "save_view": (EVERYBODY, {"name": "Mine", "query": "owner=me"}),
}  # fmt: skip
# Files in have tests of who may in their room; what is written about records: test_rights.py, test_records.py and test_opportunities.py climb these.
RECORDS = {
    "upload_files",
    "start_import",
    "resume_import",
    "undo_import",
    *(f"{verb}_{kind}" for verb in ("create", "change", "remove", "restore")
      for kind in ("company", "person", "lead", "opportunity")),
    *(f"change_{kind}" for kind in ("companies", "persons", "leads", "opportunities")),
    "merge_companies", "merge_persons", "unmerge", "tell_companies_apart", "tell_companies_apart_no_more",
    "tell_persons_apart", "tell_persons_apart_no_more", "undo_act", "remove_many",
    "convert_lead", "disqualify_lead", "move_opportunity", "close_opportunity", "reopen_opportunity",
    "tick_opportunity", "add_person_to_opportunity", "remove_person_from_opportunity",
    "add_user_to_opportunity", "remove_user_from_opportunity",
    "write_note", "log_call", "add_task", "finish_task", "remove_activity", "attach_file",
    "change_view", "remove_view",
    # Whose they are, not which role: test_watching.py.
    "change_dashboard", "remove_dashboard", "switch_alert", "remove_alert", "test_alert",
}  # fmt: skip


def operations() -> dict[str, tuple[str, str]]:
    """operation -> (method, address below /api/, with the names of its parameters)."""
    return {
        operation["operationId"]: (method.upper(), address.removeprefix("/api/"))
        for address, methods in schema()["paths"].items()
        for method, operation in methods.items()
    }


@pytest.fixture
def things(workspace: Any, administrator: User) -> dict[str, Callable[[bool], Any]]:
    """The first noun of an address -> the id of a fresh one of these, removed or not."""
    pipeline = Pipeline.objects.order_by("id")[0]

    def maker(model: Any, **values: Any) -> Callable[[bool], int]:
        return lambda removed: model.objects.create(**values, is_removed=removed).pk

    return {
        "rates": maker(ExchangeRate, currency="CHF", starts_on=date(2026, 1, 1), rate=Decimal("1.1")),
        "users": lambda removed: administrator.pk,
        "teams": maker(Team, name="East"),
        "pipelines": maker(Pipeline, name="Renewals"),
        "stages": maker(Stage, pipeline=pipeline, name="Asked", probability=0),
        "sources": maker(LeadSource, name="Fair"),
        "competitors": maker(Competitor, name="Other"),
        "loss-reasons": maker(LossReason, name="Rain"),
        "custom-fields": maker(CustomField, kind="person", key="shoes", label="Shoes", type="text"),
        "own-metrics": lambda removed: own_metric(),
        "benchmarks": lambda removed: (
            Benchmark.objects.create(value=1, **dict.fromkeys(("metric", "text"), "x")).pk
        ),
        "dashboards": lambda removed: "",
        "alerts": lambda removed: "",
        "companies": lambda removed: 1,
        "interventions": lambda removed: (
            Intervention.objects.create(
                about="metric",
                subject="win_rate",
                scope="all",
                day=date(2026, 1, 1),
                text="Ads",
                made_at=datetime(2026, 1, 2, tzinfo=UTC),
            ).pk
        ),
        "remarks": lambda removed: (
            Remark.objects.create(
                kind="accepted",
                metric="leads",
                where=[],
                scope="all",
                day=date(2026, 1, 1),
                text="Ads",
                made_at=datetime(2026, 1, 2, tzinfo=UTC),
            ).pk
        ),
    }


def own_metric() -> str:
    OwnMetric.objects.create(
        name="half", title="Half", form="ratio", parts=OWN["parts"], direction="up", made_at=timezone.now()
    )
    return "half"


def test_every_operation_has_its_row() -> None:
    writes = {name for name, (method, _address) in operations().items() if method != "GET"}

    assert writes - SETTINGS.keys() - RECORDS == set()
    assert (SETTINGS.keys() | RECORDS) - writes == set()


def test_a_stranger_gets_nothing(db: None) -> None:
    found = {
        name: Client().generic(method, "/api/" + re.sub(r"{(\w+)}", given, address)).status_code
        for name, (method, address) in operations().items()
    }

    assert {name: status for name, status in found.items() if status != 401} == {}


def given(name: re.Match[str]) -> str:
    return {"about": "leads", "of": "leads"}.get(name[1], "1")


@pytest.mark.parametrize("name", SETTINGS)
def test_the_settings_are_shaped_by_whom_the_row_names(
    name: str, cast: Any, caller_of: Any, things: dict[str, Callable[[bool], Any]]
) -> None:
    (method, address), (may, body) = operations()[name], SETTINGS[name]
    wrong = []
    for part in PARTS:
        thing = str(things[address.split("/")[0].replace("{of}", "companies").replace("workspace", "users")](
            address.endswith("restoration")
        ))  # fmt: skip
        facts = Fact.objects.count()
        asked = caller_of(cast[part])(
            method, re.sub(r"{(id|name)}", thing, address).replace("{of}", "companies"), body
        )
        is_right = asked.status_code < 500 and asked.status_code not in (401, 403, 404)
        if is_right != (part in may) or (part not in may and Fact.objects.count() != facts):
            wrong.append(f"{part}: {asked.status_code}")
        ExchangeRate.objects.all().delete()
        CustomField.objects.all().delete()

    assert wrong == []


def test_a_viewer_writes_nothing(cast: Any, caller_of: Any, call: Caller) -> None:
    ids = {
        "companies": call.post("companies", {"name": "Acme"})["id"],
        "persons": call.post("persons", {"last_name": "Bell"})["id"],
        "leads": call.post("leads", {"name": "Interest"})["id"],
        "opportunities": call.post("opportunities", {"name": "Boilers"})["id"],
    }
    bodies = {
        "moves": {"stage": Stage.objects.order_by("position")[1].pk},
        "closure": {"outcome": "won"},
        "merges": {"doubled": call.post("companies", {"name": "Acme 2"})["id"]},
    }
    viewer, facts = caller_of(cast["viewer"]), Fact.objects.count()
    for method, address in operations().values():
        kind, last = address.split("/")[0], address.split("/")[-1]
        if method == "GET" or kind not in ids:
            continue
        at = address.replace("{id}", str(ids[kind])).replace("{person}", "1").replace("{user}", "1")
        answer = viewer(method, at, bodies.get(last, {}))
        assert answer.status_code in (403, 404, 405, 422), (method, at, answer.content)

    assert Fact.objects.count() == facts
