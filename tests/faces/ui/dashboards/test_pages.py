"""The pages of the dashboards: there at once, their tiles after them, and again only when something changed."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from penstock.faces.ui.dashboards.arranging import held
from penstock.faces.ui.dashboards.drawing import _change
from penstock.foundation.base import remembering
from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.models import Role, User
from penstock.records.workspace.queries import current
from penstock.response.dashboards import keeping
from penstock.response.dashboards.models import Dashboard
from penstock.response.dashboards.tiles import Tile
from penstock.response.dashboards.told import Before, MetricTold


@pytest.fixture
def client(committed: str, tmp_path: Path, settings: LazySettings) -> Client:
    settings.HOME = tmp_path
    lay_ground()
    user = User.objects.create(email="ada@example.com", name="Ada", role=Role.ADMINISTRATOR)
    tiles = [Tile("metric", "opportunities_open"), Tile("report", "pipeline", width=2)]
    Dashboard.objects.create(user=user, title="Week", tiles=[tile.as_data() for tile in tiles])
    found = Client()
    found.force_login(user)
    return found


def open_sale(name: str) -> None:
    stage = Stage.objects.filter(kind="open").order_by("position")[0]
    Opportunity.objects.create(name=name, pipeline=stage.pipeline, stage=stage, currency="EUR")


def test_a_page_is_there_at_once_and_follows_what_changes(client):
    address = f"/dashboards/{Dashboard.objects.get().pk}/"
    open_sale("One")
    assert 'aria-busy="true"' in client.get(address).content.decode()

    tiles = client.get(f"{address}tiles/").content.decode()
    assert '<data value="1">1</data>' in tiles
    assert "n 1" in tiles

    version = tiles.split("?version=")[1].split('"')[0]
    assert client.get(f"{address}tiles/", {"version": version}).status_code == 204
    assert '<data value="1">1</data>' in client.get(f"{address}wall/").content.decode()

    open_sale("Two")
    later = client.get(f"{address}tiles/", {"version": version})
    assert '<data value="2">2</data>' in later.content.decode()
    behind = client.get(f"{address}tiles/0/rows/").content.decode()
    assert "One" in behind
    assert "Two" in behind


def test_a_reports_tile_opens_its_numbers_and_the_report_as_it_was_asked(client):
    open_sale("One")
    board, pipeline = Dashboard.objects.get(), Stage.objects.first().pipeline_id
    where = f"pipeline={pipeline}"
    tiles = [
        Tile("report", "pipeline", where=(where,)),
        Tile("report", "funnel", 28),
        Tile("report", "funnel", 365),
        Tile("metric", "opportunities_opened", 7),
    ]
    Dashboard.objects.update(tiles=[tile.as_data() for tile in tiles])
    page = unescape(client.get(f"/dashboards/{board.pk}/tiles/").content.decode())
    today = timezone.localdate(timezone=current().tzinfo)

    assert f'href="/reports/pipeline/?where=pipeline%3D{pipeline}"' in page
    assert 'href="/reports/funnel/?period=four"' in page
    assert f'href="/reports/funnel/?from={today - timedelta(days=364)}&to={today}"' in page
    assert 'href="/reports/trend/?metric=opportunities_opened&period=week&grain=day"' in page
    numbers = re.findall(r'href="(/reports/pipeline/rows/[^"]+)"', page)
    assert "One" in client.get(numbers[0]).content.decode()


def test_a_tile_of_too_few_says_so(client):
    board = Dashboard.objects.get()
    Dashboard.objects.update(tiles=[Tile("metric", "win_rate").as_data()])

    for address in (f"/dashboards/{board.pk}/tiles/", f"/dashboards/{board.pk}/"):
        assert "Not enough data" in client.get(address).content.decode()


def test_while_the_process_tells_another_the_page_asks_again(client):
    address = f"/dashboards/{Dashboard.objects.get().pk}/"
    with keeping.AT_WORK:
        assert client.get(f"{address}tiles/").status_code == 204
    assert client.get(f"{address}tiles/").status_code == 200


def test_tiles_are_arranged_by_buttons(client):
    address = f"/dashboards/{Dashboard.objects.get().pk}/"
    page = client.get(f"{address}arrangement/").content.decode()
    assert "Opportunities in play" in page

    for change in ({"place": 1, "to": 0}, {"place": 0, "width": 4}, {"place": 1, "days": 7}, {"add": "metric:win_rate"}, {"place": 2, "gone": 1}, {"place": 9}):  # fmt: skip
        revision = Dashboard.objects.get().revision
        assert client.post(f"{address}arrangement/", change | {"revision": revision}).status_code == 302
    assert [(tile["name"], tile["width"], tile["days"]) for tile in Dashboard.objects.get().tiles] == [
        ("pipeline", 4, 90),
        ("opportunities_open", 1, 7),
    ]
    assert client.post(f"{address}arrangement/", {"place": 0, "to": 1, "revision": 1}).status_code == 409


def test_a_ready_one_is_copied_shared_and_taken_away(client):
    assert client.post("/dashboards/executive/copy/").status_code == 302
    copy = Dashboard.objects.get(title="The company, my copy")
    client.post(
        f"/dashboards/{copy.pk}/sharing/", {"title": "Ours", "role": "representative", "is_home": "on"}
    )
    copy.refresh_from_db()

    assert (copy.title, copy.role, copy.is_home) == ("Ours", "representative", True)
    assert "Ours" in client.get("/dashboards/").content.decode()
    assert client.get("/dashboards/executive/arrangement/").status_code == 404
    assert client.post(f"/dashboards/{copy.pk}/removal/").status_code == 302
    assert client.get(f"/dashboards/{copy.pk}/").status_code == 404


def test_a_manager_without_a_team_is_told_whose_numbers_these_are(client):
    open_sale("One")
    User.objects.update(role=Role.MANAGER)
    remembering.forget()
    assert "You lead no team yet" in client.get("/").content.decode()
    User.objects.update(role=Role.REPRESENTATIVE)
    remembering.forget()
    assert "You lead no team yet" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("before", "tone", "note"),
    [
        (Before(1.0, 40, 1.0, 0.5, 1.5, True), "up", "1 before"),
        (Before(1.0, 40, 1.0, -0.5, 1.5, True), "", "1 before · no clear difference"),
        (Before(1.0, 20, 1.0, 0.5, 1.5, False), "", "1 before · too few to tell a change"),
        # A sum has no range: nothing is known of its change.
        (Before(1.0, 40, 1.0, None, None, True), "", "1 before"),
    ],
)
def test_a_change_has_a_colour_only_where_there_is_evidence_of_it(before, tone, note):
    at = timezone.now()
    told = MetricTold(
        Tile("metric", "won"),
        "Won",
        "",
        "number",
        "up",
        True,
        "",
        2.0,
        40,
        None,
        None,
        None,
        before,
        (),
        0,
        at,
    )

    change = _change(told, "number")
    assert (change.tone, change.note, change.is_more) == (tone, note, True)


def test_the_keyboard_goes_on_where_it_was(client):
    address = f"/dashboards/{Dashboard.objects.get().pk}/arrangement/"
    three = [Tile("metric", name).as_data() for name in ("win_rate", "won_amount", "velocity")]
    Dashboard.objects.update(tiles=three)

    for place, to in ((0, 1), (2, 1)):
        sent = {"place": place, "to": to, "revision": Dashboard.objects.get().revision}
        assert client.post(address, sent, follow=True).content.decode().count(" autofocus") == 1
    revision = Dashboard.objects.get().revision
    assert (
        client.post(address, {"place": 2, "width": 3, "revision": revision}).url == f"{address}?held=width-2"
    )
    revision = Dashboard.objects.get().revision
    assert client.post(address, {"place": 2, "gone": 1, "revision": revision}).url == f"{address}?held=gone-1"


@pytest.mark.parametrize(
    ("place", "to", "where"),
    [("0", "1", "down-1"), ("2", "1", "up-1"), ("1", "0", "down-0"), ("1", "2", "up-2")],
)
def test_a_moved_tile_keeps_its_button_or_has_the_way_back(place, to, where):
    assert held({"place": place, "to": to}, 3) == where
