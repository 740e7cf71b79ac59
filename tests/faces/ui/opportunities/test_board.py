from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from penstock.faces.views.actions import save_view
from penstock.faces.views.models import SavedView
from penstock.faces.views.query import read_query
from penstock.records.pipeline.actions import create_pipeline, create_stage, move, update_opportunity, win
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db


def queries_of(client, address):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked)


def test_as_many_queries_for_three_cards_as_for_one(client_as, rep, opportunity_of):
    client = client_as(rep)
    opportunity_of(rep, "One")
    client.get("/opportunities/")
    one = queries_of(client, "/opportunities/")
    opportunity_of(rep, "Two")
    opportunity_of(rep, "Three")

    assert queries_of(client, "/opportunities/") == one


def test_columns_tell_their_count_sum_and_weighted_sum(client_as, rep, opportunity_of):
    opportunity_of(rep, "One", amount_minor=1_000_000)
    opportunity_of(rep, "Two", amount_minor=500_000)

    board = client_as(rep).get("/opportunities/").content.decode()

    assert "2 open" in board
    assert ">€15 k<" in board.replace("\u00a0", " ").replace(".0", "")
    assert 'value="3000"' in board.replace(".00", "")


def test_the_board_opens_where_something_is(client_as, rep, administrator, opportunity_of, stages):
    used = create_pipeline(actor=Acting.on_screen(administrator), name="From a file", position=9)
    first = create_stage(
        actor=Acting.on_screen(administrator),
        pipeline=used,
        name="Prospecting",
        kind="open",
        probability="0.1",
    )
    opportunity_of(rep, pipeline=used, stage=first)

    board = client_as(rep).get("/opportunities/").content.decode()
    new = client_as(rep).get("/opportunities/new/").content.decode()

    assert "Prospecting" in board
    assert f'<option value="{used.pk}" selected>From a file</option>' in new


def test_a_move_answers_with_both_columns(client_as, rep, opportunity_of, stages):
    opportunity = opportunity_of(rep)
    came, goes = stages["Appointment scheduled"], stages["Qualified to buy"]

    answer = client_as(rep).post(
        f"/opportunities/{opportunity.pk}/stage",
        {"stage": goes.pk, "version": came.pk},
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/opportunities/"},
    )

    assert answer.status_code == 200
    assert f"#column-{came.pk}" in answer.content.decode()
    assert f"#column-{goes.pk}" in answer.content.decode()
    assert f"#column-{stages['Contract sent'].pk}" not in answer.content.decode()
    assert Opportunity.objects.get().stage == goes


def test_the_second_of_two_who_move_is_told_and_sees_where_it_is(
    client_as, rep, manager, opportunity_of, stages
):
    opportunity = opportunity_of(rep)
    move(actor=Acting.on_screen(manager), opportunity=opportunity, stage=stages["Contract sent"])

    answer = client_as(rep).post(
        f"/opportunities/{opportunity.pk}/stage",
        {"stage": stages["Qualified to buy"].pk, "version": stages["Appointment scheduled"].pk},
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/opportunities/"},
    )

    assert answer.status_code == 409
    assert "Somebody moved Driver app to Contract sent meanwhile" in answer.content.decode()
    assert f"#column-{stages['Contract sent'].pk}" in answer.content.decode()
    assert Opportunity.objects.get().stage == stages["Contract sent"]


def test_a_move_to_where_it_is_says_so_and_offers_no_way_back(client_as, rep, opportunity_of, stages):
    opportunity = opportunity_of(rep)
    answer = client_as(rep).post(
        f"/opportunities/{opportunity.pk}/stage",
        {"stage": opportunity.stage_id},
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/opportunities/"},
    )
    assert "is in Appointment scheduled already" in answer.content.decode()
    assert "Undo" not in answer.content.decode()


def test_losing_asks_for_the_reason_and_nothing_else(client_as, rep, opportunity_of, stages):
    opportunity = opportunity_of(rep)
    client, address = client_as(rep), f"/opportunities/{opportunity.pk}/stage"

    asked = client.post(address, {"stage": stages["Closed lost"].pk})

    assert asked.status_code == 422
    form = asked.content.decode()
    assert form.count("<select") == 1
    assert 'name="loss_reason"' in form
    assert Opportunity.objects.get().stage.is_open


def test_winning_asks_nothing_where_nothing_is_missing_and_can_be_undone(
    client_as, rep, opportunity_of, stages
):
    opportunity = opportunity_of(rep)
    client = client_as(rep)

    client.post(f"/opportunities/{opportunity.pk}/closure", {"as": "won"})
    assert Opportunity.objects.get().stage.kind == "won"
    client.post(f"/opportunities/{opportunity.pk}/closure/undo")

    assert Opportunity.objects.get().stage == stages["Appointment scheduled"]


def test_a_stage_asks_for_what_it_needs_and_takes_the_answers_with_the_move(
    client_as, rep, opportunity_of, stages
):
    contract = stages["Contract sent"]
    contract.required_fields, contract.checklist = ["next_step"], ["Introduced the IT head"]
    contract.save()
    opportunity = opportunity_of(rep)
    client, address = client_as(rep), f"/opportunities/{opportunity.pk}/stage"

    asked = client.post(address, {"stage": contract.pk})
    moved = client.post(
        address,
        {"stage": contract.pk, "answers": "yes", "next_step": "Sign", "ticked": "Introduced the IT head"},
    )

    found = Opportunity.objects.get()
    assert (asked.status_code, moved.status_code) == (422, 302)
    assert (found.stage, found.next_step, found.checked) == (contract, "Sign", ["Introduced the IT head"])


def test_a_past_day_shows_what_was_and_can_not_be_changed(client_as, rep, opportunity_of, sample_mark):
    now = timezone.now()
    opportunity = opportunity_of(rep, at=now - timedelta(days=10), amount_minor=100_000)
    update_opportunity(
        actor=Acting.on_screen(rep),
        opportunity=opportunity,
        changes={"amount_minor": 900_000},
        at=now - timedelta(days=2),
    )
    day = (now - timedelta(days=5)).date().isoformat()

    board = client_as(rep).get(f"/opportunities/?as_of={day}").content.decode()

    assert "€1,000" in board
    assert "€9,000" not in board
    assert "data-move-href" not in board
    assert "Nothing can be changed here." in board


def test_the_board_has_the_words_for_a_key_on_somebody_elses_card(client_as, rep, viewer, opportunity_of):
    opportunity_of(rep)

    board = client_as(viewer).get("/opportunities/").content.decode()

    assert "data-move-href" not in board
    assert "This belongs to someone else; you may look, not change." in board.partition("data-refusal")[2]


def test_what_changed_since_lists_the_facts(client_as, rep, opportunity_of, stages):
    opportunity = opportunity_of(rep)
    win(actor=Acting.on_screen(rep), opportunity=opportunity)

    page = client_as(rep).get("/opportunities/changes/").content.decode()

    assert "<span>Closed won</span>" in page
    assert "<span>Created</span>" in page


def test_a_column_is_paged_and_tells_how_many_are_left(client_as, rep, opportunity_of, monkeypatch):
    from penstock.faces.ui.opportunities import columns

    monkeypatch.setattr(columns, "CARDS", 2)
    for name in ("One", "Two", "Three"):
        opportunity_of(rep, name)
    client = client_as(rep)

    first = client.get("/opportunities/").content.decode()
    address = first.split('class="more" href="')[1].split('"')[0].replace("&amp;", "&")
    rest = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "1 more" in first
    assert rest.count("<article") == 1
    assert "Three" in rest


def test_the_board_shows_the_views_that_lists_keep(client_as, rep, opportunity_of):
    opportunity_of(rep, "One")
    query = read_query("opportunity", QueryDict("owner=me&amount.from=5"))
    view = save_view(actor=Acting.on_screen(rep), name="Large ones", query=query)

    board = client_as(rep).get(f"/opportunities/?owner=me&amount.from=5&view={view.pk}").content.decode()

    assert (
        f'href="/opportunities/?owner=me&amp;amount.from=5&amp;view={view.pk}" aria-current="page"' in board
    )
    assert 'href="/opportunities/?owner=me"' in board


def test_a_board_is_kept_as_a_view_and_stays_a_board(client_as, rep, opportunity_of):
    opportunity_of(rep, "Mine")
    client = client_as(rep)
    page = client.get("/opportunities/?owner=me").content.decode()
    assert "Keep as a new view" in page

    kept = client.post(
        "/opportunities/list/views/", {"name": "My board", "state": "owner=me", "face": "board"}, follow=True
    )

    view = SavedView.objects.get()
    assert (view.layout, view.query) == ("board", {"owner": ["me"]})
    assert kept.redirect_chain[-1][0] == f"/opportunities/?owner=me&view={view.pk}"
    assert "Keep it as it is now" in kept.content.decode()
    gone = client.post(
        f"/opportunities/list/views/{view.pk}/removal/", {"state": "owner=me", "face": "board"}
    )
    assert gone["Location"] == "/opportunities/?owner=me"
