import re
from decimal import Decimal

import pytest
from django.urls import reverse

from penstock.records.pipeline.actions import restore_opportunity
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage
from penstock.records.pipeline.queries import stages_of
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db

STAGE = {"kind": "open", "probability": "12.5", "expected_days": "7", "stale_after_days": ""}


@pytest.fixture
def pipeline(workspace):
    Pipeline.objects.update(is_removed=True)
    pipeline = Pipeline.objects.create(name="Partners")
    for position, (name, kind, share) in enumerate(
        [("Met", "open", ".5"), ("Won", "won", 1), ("Lost", "lost", 0)]
    ):
        Stage.objects.create(
            pipeline=pipeline, name=name, kind=kind, position=position, probability=Decimal(share)
        )
    return pipeline


@pytest.fixture
def met(pipeline):
    return pipeline.stages.get(name="Met")


@pytest.fixture
def admin(administrator, client_as):
    return client_as(administrator)


def names(pipeline):
    return [stage.name for stage in stages_of(pipeline)]


def test_administrators_shape_managers_look(ladder, pipeline, met):
    ladder(reverse("settings-pipelines"), {"administrator": 200, "manager": 200}, others=403)
    ladder(reverse("settings-stage", args=[met.id]), {"administrator": 200, "manager": 200}, others=403)
    for name, args in [
        ("settings-new-pipeline", []),
        ("settings-pipeline", [pipeline.id]),
        ("settings-new-stage", [pipeline.id]),
        ("settings-stage-removal", [met.id]),
    ]:
        ladder(reverse(name, args=args), {"administrator": 200}, others=403)
    for name, args, status in [
        ("settings-pipeline-removal", [pipeline.id], 422),
        ("settings-stage-place", [met.id], 302),
        ("settings-stage-removal", [met.id], 422),
        ("settings-stage", [10**9], 404),
    ]:
        expected = {"administrator": status, "manager": 404 if status == 404 else 403}
        ladder(reverse(name, args=args), expected, others=403, method="post")


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_asks_the_same(admin, pipeline, more, django_assert_num_queries):
    for n in range(more):
        other = Pipeline.objects.create(name=f"P{n}", position=n + 1)
        Stage.objects.create(pipeline=other, name="Open", probability=0)

    with django_assert_num_queries(7):
        html = admin.get(reverse("settings-pipelines")).content.decode()

    assert html.count("/stages/new/") == 1 + more


def test_a_pipeline_begins_with_won_and_lost_and_grows_before_them(admin, workspace):
    admin.post(reverse("settings-new-pipeline"), {"name": "Renewals"})
    pipeline = Pipeline.objects.get(name="Renewals")

    for name in ("Asked", "Offered"):
        admin.post(reverse("settings-new-stage", args=[pipeline.id]), STAGE | {"name": name})

    assert names(pipeline) == ["Asked", "Offered", "Closed won", "Closed lost"]
    asked = pipeline.stages.get(name="Asked")
    assert (asked.probability, asked.expected_days, asked.stale_after_days) == (Decimal("0.1250"), 7, None)
    html = admin.get(reverse("settings-stage", args=[asked.id])).content.decode()
    assert 'value="12.5"' in html
    pipeline.stages.filter(name="Asked").update(probability=Decimal("0.9"))
    html = admin.get(reverse("settings-stage", args=[asked.id])).content.decode()
    assert 'value="90"' in html


def test_a_stage_is_changed(admin, met):
    answer = admin.post(
        reverse("settings-stage", args=[met.id]),
        STAGE
        | {
            "name": "First talk",
            "guidance": "Listen",
            "required_fields": ["amount", "company"],
            "checklist": " Budget \n\nBudget\nTiming",
        },
    )

    assert answer.status_code == 302
    met.refresh_from_db()
    assert (met.name, met.guidance) == ("First talk", "Listen")
    assert (met.required_fields, met.checklist) == (["amount", "company"], ["Budget", "Timing"])
    shown = admin.get(reverse("settings-stage", args=[met.id])).content.decode()
    assert re.search(r"<textarea[^>]*name=\"checklist\"[^>]*>\s*Budget\nTiming</textarea>", shown)


def test_a_manager_writes_the_guidance_and_nothing_else(client_as, manager, met):
    client_as(manager).post(
        reverse("settings-stage", args=[met.id]), STAGE | {"name": "Mine", "guidance": "Ask twice"}
    )

    met.refresh_from_db()
    assert (met.name, met.guidance, met.probability) == ("Met", "Ask twice", Decimal("0.5"))


def test_an_impossible_probability_stands_at_its_field(admin, met):
    for given in ("101", "-1", ""):
        answer = admin.post(
            reverse("settings-stage", args=[met.id]), STAGE | {"name": "Met", "probability": given}
        )
        assert (answer.status_code, "id_probability_error" in answer.content.decode()) == (422, True)


def test_stages_change_places(admin, pipeline, met):
    admin.post(reverse("settings-stage-place", args=[met.id]), {"position": "1"})
    assert names(pipeline) == ["Won", "Met", "Lost"]
    admin.post(reverse("settings-stage-place", args=[met.id]), {"position": "0"})
    assert names(pipeline) == ["Met", "Won", "Lost"]


def test_a_stage_in_use_asks_where_its_opportunities_go(admin, pipeline, met):
    later = Stage.objects.create(pipeline=pipeline, name="Later", probability=0, position=5)
    deal = Opportunity.objects.create(name="Driver app", pipeline=pipeline, stage=met, currency="EUR")
    address = reverse("settings-stage-removal", args=[met.id])

    asked = admin.get(address).content.decode()
    assert "1 opportunity is in this stage." in asked
    assert re.findall(r"<option value=\"\d+\">(\w+)</option>", asked) == ["Later"]
    assert admin.post(address, {"move_to": pipeline.stages.get(name="Won").id}).status_code == 422
    assert admin.post(address, {"move_to": later.id}).status_code == 302

    deal.refresh_from_db()
    assert deal.stage == later
    assert names(pipeline) == ["Won", "Lost", "Later"]


def test_a_pipeline_with_opportunities_stays(admin, pipeline, met):
    Pipeline.objects.create(name="Other")
    deal = Opportunity.objects.create(name="Driver app", pipeline=pipeline, stage=met, currency="EUR")

    assert admin.post(reverse("settings-pipeline-removal", args=[pipeline.id])).status_code == 422
    Opportunity.objects.filter(pk=deal.pk).update(is_removed=True)
    assert admin.post(reverse("settings-pipeline-removal", args=[pipeline.id])).status_code == 302
    pipeline.refresh_from_db()
    assert pipeline.is_removed


def test_what_is_removed_comes_back(admin, pipeline, met):
    Stage.objects.create(pipeline=pipeline, name="Later", probability=0, position=5)
    gone = admin.post(reverse("settings-stage-removal", args=[met.id]), follow=True).content.decode()
    back = reverse("settings-stage-return", args=[met.id])
    assert back in gone and names(pipeline) == ["Won", "Lost", "Later"]
    admin.post(back)
    assert names(pipeline) == ["Met", "Won", "Lost", "Later"]

    Pipeline.objects.create(name="Other")
    gone = admin.post(reverse("settings-pipeline-removal", args=[pipeline.id]), follow=True).content.decode()
    admin.post(reverse("settings-pipeline-return", args=[pipeline.id]))
    pipeline.refresh_from_db()
    assert reverse("settings-pipeline-return", args=[pipeline.id]) in gone and not pipeline.is_removed
    assert admin.post(reverse("settings-pipeline-return", args=[pipeline.id])).status_code == 404


def test_a_stage_of_a_removed_pipeline_stays_removed(admin, pipeline, met):
    Stage.objects.filter(pk=met.pk).update(is_removed=True)
    Pipeline.objects.filter(pk=pipeline.pk).update(is_removed=True)

    assert admin.post(reverse("settings-stage-return", args=[met.id])).status_code == 422


def test_what_comes_back_lands_in_a_stage_that_is_there(admin, pipeline, met):
    later = Stage.objects.create(pipeline=pipeline, name="Later", probability=0, position=5)
    deal = Opportunity.objects.create(name="Driver app", pipeline=pipeline, stage=met, currency="EUR")
    admin.post(reverse("opportunity-removal", args=[deal.id]))
    admin.post(reverse("settings-stage-removal", args=[met.id]))

    restore_opportunity(actor=Acting.at_terminal(), opportunity=deal)

    deal.refresh_from_db()
    assert (deal.is_removed, deal.stage) == (False, later)


def test_a_place_beyond_all_is_the_last(admin, pipeline, met):
    admin.post(reverse("settings-stage-place", args=[met.id]), {"position": "9" * 30})

    assert names(pipeline) == ["Won", "Lost", "Met"]
