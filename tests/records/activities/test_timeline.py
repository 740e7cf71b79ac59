"""The timeline of a record into which another was merged."""

from datetime import UTC, datetime

import pytest

from penstock.records.activities.actions import write_note
from penstock.records.activities.timeline import timeline_of
from penstock.records.people.actions import create_company, merge_companies, unmerge, update_company
from penstock.records.team.acting import Acting

pytestmark = pytest.mark.django_db


def types(company, known=None):
    return [entry.type for entry in reversed(timeline_of("company", company.pk, known=known))]


def test_both_histories_are_one_from_the_merge_on_and_two_again_after_its_undo(rep):
    actor = Acting.on_screen(rep)
    kept = create_company(actor=actor, name="Hansen")
    doubled = create_company(actor=actor, name="Hansen AG", city="Kiel")
    update_company(actor=actor, company=doubled, changes={"city": "Lübeck"})
    write_note(actor=actor, text="Called", company=doubled)
    before = datetime.now(UTC)

    act = merge_companies(actor=actor, kept=kept, doubled=doubled)

    assert types(kept) == ["created", "created", "changed", "note", "merged"]
    assert types(kept, known=before) == ["created"]
    unmerge(actor=actor, act=act)
    assert types(kept)[:1] == ["created"] and "note" not in types(kept)
    assert types(doubled)[:3] == ["created", "changed", "note"]
