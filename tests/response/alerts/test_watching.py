"""Alerts on the hand-made company: once for each crossing, with number, range and records; quiet hours; nothing without enough."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from penstock.foundation.base.errors import Refused
from penstock.records.channels.models import Notice
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, User
from penstock.records.workspace.models import Workspace
from penstock.response.alerts.actions import create_alert
from penstock.response.alerts.models import Alert, Crossing, Rule
from penstock.response.alerts.queries import message_of
from penstock.response.alerts.tasks import send_email_task
from penstock.response.alerts.watching import is_quiet, look_at, tell_waiting, try_out
from tests.insight.metrics.world import NOW, ZONE
from tests.insight.metrics.world import state as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def state():
    return made()


@pytest.fixture
def workspace(db: None) -> Workspace:
    Workspace.objects.all().delete()
    return Workspace.objects.create(zone=ZONE.key, home_currency="EUR")


@pytest.fixture
def boss(db: None) -> User:
    return User.objects.create(email="ada@example.com", name="Ada", role=Role.ADMINISTRATOR, zone="UTC")


@pytest.fixture
def lay(db: None) -> Callable[[str, int], Opportunity]:
    """A sale of somebody else's."""
    stage = Stage.objects.create(pipeline=Pipeline.objects.create(name="P"), name="S", kind="open", position=0, probability="0.5")  # fmt: skip
    owner = User.objects.create(email="olga@example.com", name="Olga", role=Role.REPRESENTATIVE)

    def make(name: str, amount_minor: int) -> Opportunity:
        return Opportunity.objects.create(
            name=name,
            pipeline=stage.pipeline,
            stage=stage,
            owner=owner,
            amount_minor=amount_minor,
            currency="EUR",
        )

    return make


def watched(boss: User, **about: object) -> Alert:
    given = {"metric": "opportunities_open", "rule": Rule.ABOVE, "threshold": 1.0, "title": "Many"}
    return create_alert(actor=Acting.on_screen(boss), **given | about)  # type: ignore[arg-type]


def test_a_crossing_is_told_once_with_its_records(state, workspace, boss):
    alert = watched(boss)
    crossing = look_at(state, alert, workspace, NOW)
    alert.refresh_from_db()

    assert crossing is not None
    assert (crossing.n, len(crossing.record_ids)) == (crossing.value, crossing.value)
    assert look_at(state, alert, workspace, NOW + timedelta(minutes=2)) is None
    assert tell_waiting(NOW) == 1
    assert tell_waiting(NOW) == 0
    assert Notice.objects.get().text == f"Many: {crossing.value:.0f}, the line is 1 · n {crossing.n}"


def test_one_that_is_taken_away_while_it_is_asked_stops_nobody_else(state, workspace, boss):
    alert = watched(boss)
    Alert.objects.all().delete()

    assert look_at(state, alert, workspace, NOW) is None
    assert Crossing.objects.count() == 0


def test_it_is_told_again_after_it_went_back(state, workspace, boss):
    alert = watched(boss)
    look_at(state, alert, workspace, NOW)
    Alert.objects.update(threshold=10_000)
    alert.refresh_from_db()
    assert look_at(state, alert, workspace, NOW) is None
    Alert.objects.update(threshold=1)
    alert.refresh_from_db()

    assert look_at(state, alert, workspace, NOW) is not None
    assert Crossing.objects.count() == 2


def test_too_few_cross_nothing(state, workspace, boss):
    alert = watched(boss, metric="win_rate", days=7, rule=Rule.BELOW, threshold=0.99)

    assert look_at(state, alert, workspace, NOW) is None
    alert.refresh_from_db()
    assert alert.says.startswith("Not enough data")


def test_it_sees_what_its_user_sees(state, workspace):
    stranger = User.objects.create(pk=900, email="s@example.com", name="S", role=Role.REPRESENTATIVE)
    alert = watched(stranger, threshold=0.0)

    assert look_at(state, alert, workspace, NOW) is None


def test_a_chart_speaks_of_the_usual_range(state, workspace, boss):
    alert = watched(boss, metric="opportunities_opened", rule=Rule.CHART, threshold=None, days=90)
    look_at(state, alert, workspace, NOW)
    alert.refresh_from_db()

    assert alert.says.split(" · ")[0].split(" in ")[0] in ("Within its usual range.", "Outside its usual range") or alert.says.startswith(("Changed", "Not enough"))  # fmt: skip


def test_quiet_hours_reach_over_midnight_and_hold_back_all_but_a_test(state, workspace, boss):
    alert = watched(boss, quiet_from=time(22), quiet_to=time(7))
    night, day = datetime(2026, 7, 15, 23, tzinfo=UTC), datetime(2026, 7, 16, 7, tzinfo=UTC)
    look_at(state, alert, workspace, NOW)

    assert (is_quiet(alert, night), is_quiet(alert, day)) == (True, False)
    assert (tell_waiting(night), Notice.objects.count()) == (0, 0)
    try_out(state, alert, workspace, night)
    assert Notice.objects.get().text.startswith("Test: Many")
    assert tell_waiting(day) == 1


def test_mail_and_webhook_are_jobs_of_their_own(state, workspace, boss):
    alert = watched(boss, by_email=True, webhook_url="https://example.com/hook")
    crossing = try_out(state, alert, workspace, NOW)

    assert set(ProcrastinateJob.objects.values_list("task_name", flat=True)) >= {
        "penstock.response.alerts.tasks.send_email_task",
        "penstock.response.alerts.tasks.send_webhook_task",
    }
    message = message_of(crossing)
    assert (message["id"], message["n"]) == (f"crossing-{crossing.pk}", crossing.n)
    assert message["records"] == {"kind": "opportunity", "ids": crossing.record_ids}


@pytest.mark.parametrize(
    ("zone", "changes"),
    [
        ("Europe/Berlin", (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC))),
        ("America/Los_Angeles", (datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))),
    ],
)
def test_quiet_hours_end_by_the_users_clock_on_the_day_that_the_clocks_change(workspace, boss, zone, changes):
    """Whoever has no zone of their own has the workspace's; the hours are those of the wall, whatever their length."""
    Workspace.objects.update(zone=zone)
    User.objects.update(zone="")
    alert = watched(boss, quiet_from=time(22), quiet_to=time(7))
    alert.user.zone = ""

    for change in changes:
        midnight = datetime.combine(change, time(), ZoneInfo(zone)).astimezone(UTC)
        until = datetime.combine(change, time(7), ZoneInfo(zone)).astimezone(UTC)
        assert until - midnight != timedelta(hours=7)
        quiet = [is_quiet(alert, midnight + timedelta(minutes=n)) for n in range(0, 600, 10)]
        assert quiet == [midnight + timedelta(minutes=n) < until for n in range(0, 600, 10)]


def test_a_mail_has_the_number_and_the_records_by_name_and_says_that_it_is_a_test(
    state, workspace, boss, settings, lay
):
    settings.CSRF_TRUSTED_ORIGINS = ["https://crm.example.com"]
    alert = watched(boss, by_email=True)
    crossing = try_out(state, alert, workspace, NOW)
    made = [lay(f"Sale {n}", n * 100_000) for n in range(1, 23)]
    Crossing.objects.filter(pk=crossing.pk).update(record_ids=[one.pk for one in made])
    send_email_task.func(crossing.pk)
    Crossing.objects.update(is_test=False)
    send_email_task.func(crossing.pk)

    assert [one.subject for one in mail.outbox] == ["Penstock: Test: Many", "Penstock: Many"]
    body = mail.outbox[1].body
    assert body.startswith(f"{crossing.text}\n\n- Sale 22 · 22,000.00 EUR\n- Sale 21 · 21,000.00 EUR\n")
    assert "and 2 more" in body
    assert body.endswith(f"https://crm.example.com/alerts/{alert.pk}/crossings/{crossing.pk}/")


def test_a_mail_names_nothing_that_its_user_may_no_longer_see(state, workspace, boss, lay):
    alert = watched(boss)
    crossing = try_out(state, alert, workspace, NOW)
    sale = lay("Secret sale", 100)
    Crossing.objects.filter(pk=crossing.pk).update(record_ids=[sale.pk])
    User.objects.filter(pk=boss.pk).update(role=Role.REPRESENTATIVE)
    send_email_task.func(crossing.pk)

    assert mail.outbox[0].body == crossing.text


@pytest.mark.parametrize("about", [{"metric": "none"}, {"rule": "x"}, {"threshold": None}, {"quiet_from": time(1)}, {"webhook_url": "ftp://x"}])  # fmt: skip
def test_what_cannot_be_watched_is_refused(boss, about):
    with pytest.raises(Refused):
        watched(boss, **about)
