"""Whose dashboards are whose: made, arranged under a revision, shared, a first page."""

from typing import Any

import pytest
from django.http import Http404

from penstock.foundation.base.errors import ChangedMeanwhile, NotAllowed, Refused
from penstock.records.team.acting import Acting
from penstock.response.dashboards.actions import arrange, create_dashboard, name_and_share, remove_dashboard
from penstock.response.dashboards.queries import board_for, boards_for, home_of
from penstock.response.dashboards.ready import READY
from penstock.response.dashboards.tiles import Tile, tile_of

pytestmark = pytest.mark.django_db


def test_ones_own_is_seen_by_nobody_else_until_it_is_shared(cast: Any):
    manager, rep = Acting.on_screen(cast["manager"]), cast["representative"]
    mine = create_dashboard(actor=manager, title="Week", tiles=[Tile("metric", "win_rate")])

    assert [board.title for board in boards_for(cast["manager"])][-1] == "Week"
    with pytest.raises(Http404):
        board_for(rep, str(mine.pk))

    name_and_share(actor=manager, dashboard=mine, title="Week", role="representative", is_home=False)
    assert board_for(rep, str(mine.pk)).tiles == (Tile("metric", "win_rate"),)
    with pytest.raises(NotAllowed):
        arrange(actor=Acting.on_screen(rep), dashboard=mine, tiles=[], revision=1)


def test_who_arranged_it_first_is_not_overwritten(cast: Any):
    actor = Acting.on_screen(cast["representative"])
    mine = create_dashboard(actor=actor, title="Mine")
    arranged = arrange(actor=actor, dashboard=mine, tiles=[Tile("report", "pipeline", width=4)], revision=1)

    assert arranged.revision == 2
    with pytest.raises(ChangedMeanwhile):
        arrange(actor=actor, dashboard=mine, tiles=[], revision=1)
    with pytest.raises(Refused, match="at most 24"):
        arrange(actor=actor, dashboard=mine, tiles=[Tile("metric", "leads")] * 25, revision=2)


def test_the_first_page_is_ones_own_then_the_roles_then_the_ready_one(cast: Any):
    rep, boss = cast["representative"], Acting.on_screen(cast["administrator"])
    homes = {part: home_of(user).name for part, user in cast.items()}
    assert homes == dict.fromkeys(cast, "executive") | {
        "manager": "manager",
        "representative": "representative",
        "teammate": "representative",
        "outsider": "representative",
    }

    ours = create_dashboard(actor=boss, title="Ours")
    name_and_share(actor=boss, dashboard=ours, title="Ours", role="representative", is_home=True)
    assert home_of(rep).title == "Ours"

    mine = create_dashboard(actor=Acting.on_screen(rep), title="Mine")
    name_and_share(actor=Acting.on_screen(rep), dashboard=mine, title="Mine", role="", is_home=True)
    assert home_of(rep).title == "Mine"
    remove_dashboard(actor=Acting.on_screen(rep), dashboard=mine)
    assert home_of(rep).title == "Ours"


def test_representatives_share_nothing_and_managers_set_nobodys_first_page(cast: Any):
    rep, manager = Acting.on_screen(cast["representative"]), Acting.on_screen(cast["manager"])
    mine, theirs = create_dashboard(actor=rep, title="Mine"), create_dashboard(actor=manager, title="Team")

    with pytest.raises(NotAllowed):
        name_and_share(actor=rep, dashboard=mine, title="Mine", role="everybody", is_home=False)
    with pytest.raises(NotAllowed):
        name_and_share(actor=manager, dashboard=theirs, title="Team", role="everybody", is_home=True)


def test_tiles_are_data_and_back():
    for ready in READY.values():
        assert tuple(tile_of(tile.as_data()) for tile in ready.tiles) == ready.tiles


@pytest.mark.parametrize("data", [{}, {"kind": "metric"}, {"kind": "x", "name": "y"}, {"kind": "metric", "name": "y", "days": 3}, {"kind": "metric", "name": "y", "width": 9}, {"kind": "metric", "name": "y", "where": "a=b"}])  # fmt: skip
def test_what_is_no_tile_is_refused(data):
    with pytest.raises(Refused):
        tile_of(data)
