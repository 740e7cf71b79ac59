"""Who is told of a mention."""

import pytest

from penstock.records.activities.actions import write_note
from penstock.records.channels.notice import notices_of
from penstock.records.people.actions import create_company
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db


def test_a_mention_tells_those_who_see_the_record(rep, teammate, outsider, marketer):
    actor = Acting.on_screen(rep)
    acme = create_company(actor=actor, name="Acme")

    write_note(actor=actor, text="Price is 5: @theo, @otto and @mark@example.com.", company=acme)

    told = {user.name: notices_of(user.id).count() for user in (rep, teammate, outsider, marketer)}
    assert told == {"Rita Rep": 0, "Theo Teammate": 1, "Otto Outsider": 0, "Mark Marketer": 1}
