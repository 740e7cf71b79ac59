"""Who is told of a mention."""

import pytest

from penstock.foundation.base.errors import Refused
from penstock.records.activities.actions import write_note
from penstock.records.activities.mentions import mentioned_in
from penstock.records.channels.notice import notices_of
from penstock.records.people.actions import create_company, update_company
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db


def test_a_mention_tells_those_who_see_the_record(rep, teammate, outsider, marketer):
    actor = Acting.on_screen(rep)
    acme = create_company(actor=actor, name="Acme")

    write_note(actor=actor, text="Price is 5: @theo, @otto and @mark@example.com.", company=acme)

    told = {user.name: notices_of(user.id).count() for user in (rep, teammate, outsider, marketer)}
    assert told == {"Rita Rep": 0, "Theo Teammate": 1, "Otto Outsider": 0, "Mark Marketer": 1}


def test_who_wrote_it_hears_whom_a_mention_missed(rep, teammate, outsider, client_as):
    actor = Acting.on_screen(rep)
    acme = create_company(actor=actor, name="Acme")
    text = "Ask sales@acme.example. @theo, @Otto, @nobody and @rita: agreed?"

    mentioned = mentioned_in(write_note(actor=actor, text=text, company=acme))
    html = client_as(rep).post(f"/companies/{acme.pk}/notes", {"text": text}, follow=True).content.decode()

    assert (mentioned.reached, mentioned.blind, mentioned.unknown) == (
        [teammate, rep],
        [outsider],
        ["nobody"],
    )
    assert "Nobody here is called @nobody" in html and "not for Otto Outsider to see" in html


def test_what_nobody_types_is_refused(rep):
    actor = Acting.on_screen(rep)
    acme = create_company(actor=actor, name="A" * 500)

    for write in (
        lambda: create_company(actor=actor, name="A" * 501),
        lambda: update_company(actor=actor, company=acme, changes={"description": "A" * 20_001}),
        lambda: write_note(actor=actor, text="A" * 20_001, company=acme),
    ):
        with pytest.raises(Refused, match="too long"):
            write()
