"""The order of stages, and words that come back."""

import pytest

from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.records.pipeline import actions, queries
from penstock.records.pipeline.models import Stage
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(administrator) -> Acting:
    return Acting.on_screen(administrator)


@pytest.fixture
def pipeline(boss):
    return actions.create_pipeline(actor=boss, name="Renewals")


def names(pipeline) -> list[str]:
    return [stage.name for stage in queries.stages_of(pipeline)]


def test_the_first_stages_are_no_certainties():
    """Krayin gives every open stage 100 %, Pipedrive weighs by nothing at all: weighted is the total there."""
    actions.lay_ground()

    chances = Stage.objects.filter(kind="open").order_by("position").values_list("probability", flat=True)
    assert list(chances) == sorted(chances)
    assert all(0 < chance < 1 for chance in chances)


def test_a_new_stage_is_the_last_of_its_kind(boss, pipeline):
    for name, kind in [("Asked", "open"), ("Won again", "won"), ("Offered", "open")]:
        actions.create_stage(actor=boss, pipeline=pipeline, name=name, kind=kind, probability=0.5)

    assert names(pipeline) == ["Asked", "Offered", "Closed won", "Won again", "Closed lost"]
    assert [stage.position for stage in queries.stages_of(pipeline)] == [0, 1, 2, 3, 4]


def test_an_order_names_every_stage_once(boss, pipeline, manager):
    won, lost = (stage.pk for stage in queries.stages_of(pipeline))

    for order in ([won], [won, won], [won, lost, lost], [won, lost, 0]):
        with pytest.raises(Refused, match="meanwhile"):
            actions.order_stages(actor=boss, pipeline=pipeline, order=order)
    with pytest.raises(NotAllowed):
        actions.order_stages(actor=Acting.on_screen(manager), pipeline=pipeline, order=[lost, won])
    actions.order_stages(actor=boss, pipeline=pipeline, order=[lost, won])
    assert names(pipeline) == ["Closed lost", "Closed won"]


def test_a_word_comes_back(boss, manager, rep):
    reason = actions.create_loss_reason(actor=boss, name="Storm")
    actions.remove_word(actor=boss, word=reason)
    with pytest.raises(NotAllowed):
        actions.restore_word(actor=Acting.on_screen(rep), word=reason)

    actions.restore_word(actor=Acting.on_screen(manager), word=reason)

    assert reason in queries.loss_reasons()
