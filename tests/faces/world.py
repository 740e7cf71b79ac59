"""A record of each kind that belongs to the representative, for tests that go through every address."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import timezone

from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.uploads import keep_upload
from penstock.faces.views.actions import save_view
from penstock.faces.views.query import read_query
from penstock.records.activities.actions import add_task, attach_file, write_note
from penstock.records.leads.actions import create_lead
from penstock.records.people.actions import create_company, create_custom_field, create_person
from penstock.records.pipeline.actions import add_user, create_opportunity, lay_ground
from penstock.records.pipeline.models import Competitor, LossReason, Pipeline, Stage
from penstock.records.team.acting import Acting
from penstock.records.team.keys import create_key
from penstock.records.team.models import Team, User
from penstock.records.workspace.actions import set_rate
from penstock.response.alerts.models import Alert, Crossing
from penstock.response.dashboards.models import Dashboard
from penstock.response.reports.models import Benchmark, Intervention, OwnMetric, Remark

FINDING = {"kind": "companies", "message": "are alike", "count": 2, "rows": [], "records": []}
World = dict[str, Any]


@pytest.fixture
def workspace(db: None) -> Any:
    """The ground as the first migration lays it: workspace, pipeline, stages, loss reasons."""
    from penstock.records.workspace.queries import current

    lay_ground()
    return current()


@pytest.fixture
def world(cast: dict[str, User], settings: Any, tmp_path: Any) -> World:
    """kind -> id: company, person, lead, opportunity of the representative's; stage, note, task, file, and the rest."""
    settings.MEDIA_ROOT = tmp_path
    rep, boss = Acting.on_screen(cast["representative"]), Acting.on_screen(cast["administrator"])
    company = create_company(actor=rep, name="Acme")
    person = create_person(actor=rep, last_name="Kowalska", company=company)
    lead = create_lead(actor=rep, person=person)
    opportunity = create_opportunity(actor=rep, name="Driver app", company=company, persons=[person])
    add_user(actor=rep, opportunity=opportunity, user=cast["administrator"])
    records = {"company": company, "person": person, "lead": lead, "opportunity": opportunity}
    activities = {"note": {}, "task": {}, "file": {}}
    for kind, record in records.items():
        about = {kind: record}
        activities["note"][kind] = write_note(actor=rep, text="Called", **about).pk
        activities["task"][kind] = add_task(actor=rep, text="Call again", **about).pk
        upload = SimpleUploadedFile("plan.txt", b"plan", "text/plain")
        activities["file"][kind] = attach_file(actor=rep, upload=upload, **about).pk
    views = {
        kind: save_view(actor=rep, name="Ours", query=read_query(kind, QueryDict("q=a")), is_shared=True).pk
        for kind in records
    }
    alert = Alert.objects.create(
        user=cast["representative"], title="Few", metric="leads", rule="below", threshold=1
    )
    crossing = Crossing.objects.create(alert=alert, at=timezone.now(), n=0, text="0")
    return {
        "view": views,
        "own_metric": OwnMetric.objects.create(
            name="big_wins",
            title="Big wins",
            form="filter",
            parts=[{"metric": "opportunities_won"}],
            direction="up",
            made_at=timezone.now(),
        ).name,
        "benchmark": Benchmark.objects.create(
            metric="win_rate", value=0.3, text="A third", denominator="of all", source="us"
        ).pk,
        "remark": Remark.objects.create(
            kind="accepted",
            metric="win_rate",
            where=[],
            scope="all",
            day=date(2026, 1, 1),
            text="A new price",
            made_at=timezone.now(),
        ).pk,
        "intervention": Intervention.objects.create(
            about="leak",
            subject="stalled",
            scope=f"user:{cast['representative'].pk}",
            day=date(2026, 1, 1),
            text="Call on Mondays",
            user=cast["representative"],
            made_at=timezone.now(),
        ).pk,
        "alert": alert.pk,
        "no_alert": alert.pk + 1,
        "crossing": crossing.pk,
        "dashboard": Dashboard.objects.create(user=cast["representative"], title="Ours", role="everybody").pk,
        **{kind: record.pk for kind, record in records.items()},
        **activities,
        "stage": opportunity.stage_id,
        "pipeline": opportunity.pipeline_id,
        "user": cast["representative"].pk,
        "colleague": cast["administrator"].pk,
        "team": cast["representative"].team_id,
        "gone_team": Team.objects.create(name="Old", is_removed=True).pk,
        "gone_pipeline": Pipeline.objects.create(name="Old", is_removed=True).pk,
        "gone_stage": Stage.objects.create(
            name="Old", pipeline=opportunity.pipeline, probability=0, is_removed=True
        ).pk,
        "field": create_custom_field(actor=boss, kind="company", label="Floors", type="number").pk,
        "key": create_key(actor=rep, name="Till", role="viewer", now=timezone.now())[0].pk,
        "rate": set_rate(
            actor=boss.ledger, currency="USD", starts_on=date(2026, 1, 1), rate=Decimal("0.9")
        ).pk,
        "loss_reason": LossReason.objects.order_by("id")[0].pk,
        "upload": keep_upload([("leads.csv", [b"Lead ID,Email,Lead Source\n1,a@x.example,Web\n"])]),
        "import_run": ImportRun.objects.create(state="done", findings=[FINDING], user=cast["manager"]).pk,
        "competitor": Competitor.objects.create(name="Other Inc").pk,
    }
