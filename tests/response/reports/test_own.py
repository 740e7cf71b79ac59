"""One's own metrics in versions, and benchmarks with their source."""

from datetime import UTC, datetime, timedelta

import pytest

from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.insight.metrics.query import WrongQuestion
from penstock.records.team.acting import Acting
from penstock.response.reports.benchmarks import figures_by_metric, keep_benchmark, remove_benchmark
from penstock.response.reports.models import OwnMetric
from penstock.response.reports.own import (
    keep_own_metric,
    metric_choices,
    name_of,
    own_metrics,
    own_or_known,
    remove_own_metric,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
WON = {"metric": "opportunities_won", "where": ["source=Referral"]}


def keep(actor, now=NOW, **about):
    given = {"title": "Referred wins", "form": "filter", "parts": [WON], "direction": "up"}
    return keep_own_metric(actor=actor, now=now, **given | about)


def test_a_question_of_then_is_answered_by_the_version_of_then(manager):
    actor = Acting.on_screen(manager)
    keep(actor)
    keep(actor, NOW + timedelta(days=9), name="referred_wins", parts=[WON, WON], form="sum")

    assert [own.form for own in own_metrics()] == ["sum"]
    assert own_or_known("referred_wins")[0].definition.count("+") == 1
    assert (
        own_or_known("referred_wins", NOW + timedelta(days=1))[0].definition
        == "opportunities_won (source=Referral)"
    )
    assert ("referred_wins", "Referred wins") in metric_choices()

    remove_own_metric(actor=actor, name="referred_wins", now=NOW + timedelta(days=10))
    assert own_metrics() == []
    with pytest.raises(WrongQuestion):
        own_or_known("referred_wins")
    assert OwnMetric.objects.count() == 3


def test_what_is_refused(manager, rep):
    actor = Acting.on_screen(manager)
    keep(actor)
    for about in ({}, {"title": "…"}, {"title": "Win rate"}, {"title": "X", "direction": "left"}, {"title": "X", "form": "ratio"}):  # fmt: skip
        with pytest.raises(Refused):
            keep(actor, **about)
    with pytest.raises(NotAllowed):
        keep(Acting.on_screen(rep), title="Mine")


def test_a_title_in_any_letters_gets_a_name(manager):
    """Letters without their marks; where none from a to z is left, a number. Each is a metric of its own."""
    actor = Acting.on_screen(manager)
    titles = ("Größe der Abschlüsse", "成約数", "Доля побед", "成約 B2B", "訪問 B2B", "٢٠٢٦")

    names = [keep(actor, title=title).name for title in titles]

    assert names == ["grosse_der_abschlusse", "metric_1", "metric_2", "b2b", "b2b_2", "metric_3"]
    assert [own_or_known(name)[0].sentence for name in names] == list(titles)
    assert keep(actor, title="成約数", name=name_of("成約数")).name == "metric_1"
    with pytest.raises(Refused):
        keep(actor, title="成約数")


def quoted(metric):
    return figures_by_metric()[metric]


def test_a_benchmark_says_of_whom_and_who_says_it(manager, rep):
    actor = Acting.on_screen(manager)
    ours = keep_benchmark(actor=actor, metric="win_rate", value=0.25, text="A quarter", denominator="of our trade", source="Report 2026")  # fmt: skip
    assert quoted("win_rate")[-1].id == ours.pk
    assert all(figure.source and figure.denominator for figure in quoted("win_rate"))

    with pytest.raises(Refused):
        keep_benchmark(
            actor=actor, metric="win_rate", value=0.25, text="A quarter", denominator="", source="x"
        )
    with pytest.raises(NotAllowed):
        remove_benchmark(actor=Acting.on_screen(rep), id=ours.pk)
    remove_benchmark(actor=actor, id=ours.pk)
    assert [figure.id for figure in quoted("win_rate")] == [None, None]
