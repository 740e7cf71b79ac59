"""A change accepted: who may, what the chart must tell, whose chart it is, and what was known before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from penstock.faces.views.numbers import Asked
from penstock.faces.views.remarking import accept, remarks_for, take_back
from penstock.faces.views.reporting import report_told
from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.records.leads.models import Lead
from penstock.records.pipeline.actions import lay_ground
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, Team, User

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CHANGED = date(2026, 5, 20)
WORDS = Asked(metric="leads_created", grain="day", since="2026-04-20", until="2026-05-31")


@pytest.fixture
def people(committed: str, tmp_path: Path, settings: LazySettings) -> dict[str, User]:
    """A company whose leads came one or two a day, and six or seven from a day on."""
    settings.HOME = tmp_path
    lay_ground()
    team = Team.objects.create(name="North")
    days = [datetime(2026, 4, 20, 12, tzinfo=UTC) + timedelta(days=n) for n in range(42)]
    Lead.objects.bulk_create(
        Lead(name=f"{day}", created_at=day)
        for n, day in enumerate(days)
        for _ in range((6 if day.date() >= CHANGED else 1) + n % 2)
    )
    return {
        role: User.objects.create(email=f"{role}@example.com", name=role, role=role, team=team)
        for role in (Role.ADMINISTRATOR, Role.MANAGER, Role.REPRESENTATIVE)
    }


def says(user: User | None = None, words: Asked = WORDS) -> str:
    return str(report_told("trend", words, user, NOW)[1]["notes"][0])


def test_a_change_is_accepted_and_taken_back(people: dict[str, User]) -> None:
    ada, mona = people["administrator"], people["manager"]
    told = says()

    made = accept(actor=Acting.on_screen(ada), words=WORDS, user=ada, text=" A new  form ", now=NOW)
    with pytest.raises(Refused, match="no change"):
        accept(actor=Acting.on_screen(ada), words=WORDS, user=ada, text="Once more", now=NOW)
    with pytest.raises(Refused, match="no such"):
        take_back(actor=Acting.on_screen(mona), user=mona, id=made.pk, now=NOW)
    known = replace(WORDS, as_of="2026-05-31", known="then")

    assert told == "Changed around 20 May 2026."
    assert (made.day, made.text, made.scope) == (CHANGED, "A new form", "all")
    assert says().endswith("Its usual range is that since 20 May 2026.")
    assert says(words=replace(WORDS, grain="week")).endswith("since W21 2026.")
    assert not says(words=known).endswith("since 2026-05-20.")
    assert not says(words=replace(WORDS, where=("source=not recorded",))).endswith("since 2026-05-20.")
    assert remarks_for(mona) == []

    take_back(actor=Acting.on_screen(ada), user=ada, id=made.pk, now=NOW)
    assert says() == told


def test_who_may_and_what_it_takes(people: dict[str, User]) -> None:
    rita, ada = people["representative"], people["administrator"]

    with pytest.raises(NotAllowed):
        accept(actor=Acting.on_screen(rita), words=WORDS, user=rita, text="Me", now=NOW)
    with pytest.raises(Refused, match="why"):
        accept(actor=Acting.on_screen(ada), words=WORDS, user=ada, text=" ", now=NOW)
