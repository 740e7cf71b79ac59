from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from penstock.records.activities.actions import add_task, write_note
from penstock.records.activities.models import Activity
from penstock.records.people.actions import create_company
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.workspace.models import Workspace

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def acme(rep):
    return create_company(actor=Acting.on_screen(rep), name="Acme")


@pytest.fixture
def task(rep, acme):
    return add_task(actor=Acting.on_screen(rep), text="Call again", company=acme)


@pytest.fixture
def client(client_as, rep):
    return client_as(rep)


@pytest.mark.parametrize("count", [1, 3])
def test_the_tasks_ask_the_same(client, rep, acme, count, django_assert_num_queries):
    for n in range(count):
        add_task(actor=Acting.on_screen(rep), text=f"Call {n}", company=acme)

    with django_assert_num_queries(6):
        html = client.get(reverse("tasks")).content.decode()

    assert (html.count("data-task"), html.count("Acme")) == (count, count)


def test_tasks_stand_under_when_they_are_due(client, rep, acme):
    now = timezone.now()
    for text, days in [("Overdue", -2), ("Later", 3), ("Some day", None), ("Today", 0)]:
        due = None if days is None else now + timedelta(days=days)
        add_task(actor=Acting.on_screen(rep), text=text + " it is", due_at=due, company=acme)

    html = client.get(reverse("tasks")).content.decode()

    for title in ("Overdue", "Today", "Later", "Some day"):
        after = html.split(f">{title} <span")[1]
        assert after.index(f"{title} it is") < 1000


def test_a_task_is_done_and_not_done_after_all(client, task):
    done = client.post(reverse("task-completion", args=[task.id]), headers=HTMX).content.decode()
    assert "Nothing to do" in done
    assert reverse("task-completion-undo", args=[task.id]) in done
    assert not done.startswith("<!doctype")
    task.refresh_from_db()
    assert task.done_at is not None

    assert client.post(reverse("task-completion-undo", args=[task.id]))["Location"] == reverse("tasks")
    task.refresh_from_db()
    assert task.done_at is None


def test_without_script_it_is_a_page_and_back(client, task):
    assert client.post(reverse("task-completion", args=[task.id]))["Location"] == reverse("tasks")


def test_only_ones_own_are_listed(client_as, teammate, task):
    assert "Nothing to do" in client_as(teammate).get(reverse("tasks")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_notices_are_listed_counted_and_read(
    client_as, client, rep, teammate, acme, count, django_assert_num_queries
):
    for n in range(count):
        write_note(actor=Acting.on_screen(rep), text=f"@{teammate.email} look {n}", company=acme)
    hers = client_as(teammate)

    assert hers.get(reverse("notices-count")).content == str(count).encode()
    assert client.get(reverse("notices-count")).content == b""
    with django_assert_num_queries(3):
        html = hers.get(reverse("notices")).content.decode()
    assert (html.count("data-notice"), html.count("data-unread")) == (count, count)

    hers.post(reverse("notices-reading"))
    assert hers.get(reverse("notices-count")).content == b""
    assert hers.get(reverse("notices")).content.decode().count("data-unread") == 0
    assert Activity.objects.filter(type="note").count() == count


def test_the_count_sends_nobody_away_from_their_page(anonymous):
    assert anonymous.get(reverse("notices-count")).status_code == 204
    assert reverse("notices-count") not in anonymous.get(reverse("keys")).content.decode()


def test_a_day_to_be_done_by_is_that_of_who_says_it(client, rep, acme):
    Workspace.objects.update(zone="America/Los_Angeles")
    User.objects.filter(pk=rep.pk).update(zone="Pacific/Auckland")

    client.post(f"/companies/{acme.pk}/tasks", {"text": "Call", "due_on": "2026-11-24"})

    assert Activity.objects.get(text="Call").due_at.isoformat() == "2026-11-24T10:59:59+00:00"
