"""The table of rights (ARCHITECTURE.md, 3), cell by cell: role × verb × kind × whose record, by the actions themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from penstock.faces.views.sources import VISIBLE
from penstock.foundation.base.errors import NotAllowed
from penstock.records.leads import actions as leads
from penstock.records.people import actions as people
from penstock.records.pipeline import actions as pipeline
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.workspace.models import Workspace
from tests.cast import PARTS

pytestmark = pytest.mark.django_db

KINDS = ("company", "person", "lead", "opportunity")
# Whose record it is: the representative's, their own, nobody's. (The manager's team is above the representative's,
# the teammate is in it, the outsider is in another.)
ALL = set(PARTS)
SELLERS = {"administrator", "manager", "representative"}
SEES = {
    "theirs": ALL - {"outsider"},
    "ownerless": {"administrator", "manager", "marketer", "viewer"},
    "own": ALL,
}
CREATES = {kind: ALL - {"viewer"} for kind in KINDS} | {"opportunity": ALL - {"viewer", "marketer"}}
CHANGES = {kind: SELLERS | {"marketer"} for kind in KINDS} | {"opportunity": SELLERS}
CHANGES_OWNERLESS = {kind: may - {"representative"} for kind, may in CHANGES.items()}
REMOVES = dict.fromkeys(KINDS, SELLERS) | {"lead": SELLERS | {"marketer"}}
REMOVES_OWNERLESS = {kind: may - {"representative"} for kind, may in REMOVES.items()}
MERGES = dict.fromkeys(("company", "person"), SELLERS)


@pytest.fixture
def workspace(db: None) -> Workspace:
    """The ground of an installation."""
    from penstock.records.workspace.queries import current

    pipeline.lay_ground()
    return current()


CREATE: dict[str, Callable[..., Any]] = {
    "company": people.create_company,
    "person": people.create_person,
    "lead": leads.create_lead,
    "opportunity": pipeline.create_opportunity,
}
CHANGE: dict[str, Callable[..., Any]] = {
    "company": people.update_company,
    "person": people.update_person,
    "lead": leads.update_lead,
    "opportunity": pipeline.update_opportunity,
}
REMOVE: dict[str, Callable[..., Any]] = {
    "company": people.remove_company,
    "person": people.remove_person,
    "lead": leads.remove_lead,
    "opportunity": pipeline.remove_opportunity,
}
CHANGED = {"company": {"city": "Oslo"}, "person": {"city": "Oslo"}, "lead": {"message": "Hi"}}
CHANGED |= {"opportunity": {"next_step": "Call"}}


def made(kind: str, owner: User | None, name: str = "Acme") -> Any:
    words = {"last_name" if kind == "person" else "name": name}
    return CREATE[kind](actor=Acting.at_terminal(), owner_id=owner.pk if owner else None, **words)


def who_may(cast: dict[str, User], act: Callable[[Acting], Any]) -> set[str]:
    """The parts that are not refused; what they do is taken back."""
    allowed = set()
    for part, user in cast.items():
        try:
            with transaction.atomic():
                act(Acting.on_screen(user))
                transaction.set_rollback(True)
        except NotAllowed:
            continue
        allowed.add(part)
    return allowed


@pytest.mark.parametrize("kind", KINDS)
def test_who_sees(cast: dict[str, User], kind: str) -> None:
    theirs, nobodys = made(kind, cast["representative"]), made(kind, None, "Other")
    seen = {part: set(VISIBLE[kind](user).values_list("pk", flat=True)) for part, user in cast.items()}

    assert {part for part in PARTS if theirs.pk in seen[part]} == SEES["theirs"]
    assert {part for part in PARTS if nobodys.pk in seen[part]} == SEES["ownerless"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sees", ["own", "team", "all"])
def test_settings_say_how_much_representatives_and_viewers_see(
    cast: dict[str, User], workspace: Workspace, kind: str, sees: str
) -> None:
    Workspace.objects.update(representatives_see=sees, viewers_see=sees)
    theirs, outside = made(kind, cast["representative"]), made(kind, cast["outsider"], "Other")

    def whom(part: str) -> set[str]:
        ids = set(VISIBLE[kind](cast[part]).values_list("pk", flat=True))
        return {name for name, row in (("rep", theirs), ("outsider", outside)) if row.pk in ids}

    expected = {"own": set(), "team": {"rep"}, "all": {"rep", "outsider"}}[sees]
    assert whom("representative") == {"rep"} | expected
    assert whom("teammate") == expected
    # The viewer is in the team above; "team" means one's own only.
    assert whom("viewer") == (expected if sees == "all" else set())


@pytest.mark.parametrize("kind", KINDS)
def test_who_makes(cast: dict[str, User], kind: str) -> None:
    words = {"last_name" if kind == "person" else "name": "Acme"}

    assert who_may(cast, lambda actor: CREATE[kind](actor=actor, **words)) == CREATES[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_who_changes_and_removes(cast: dict[str, User], kind: str) -> None:
    theirs, nobodys = made(kind, cast["representative"]), made(kind, None, "Other")

    def change(record: Any) -> set[str]:
        return who_may(cast, lambda actor: CHANGE[kind](actor=actor, **{kind: record}, changes=CHANGED[kind]))

    def remove(record: Any) -> set[str]:
        return who_may(cast, lambda actor: REMOVE[kind](actor=actor, **{kind: record}))

    assert (change(theirs), change(nobodys)) == (CHANGES[kind], CHANGES_OWNERLESS[kind])
    assert (remove(theirs), remove(nobodys)) == (REMOVES[kind], REMOVES_OWNERLESS[kind])
    changed = who_may(
        cast,
        lambda actor: pipeline.update_many(actor=actor, kind=kind, ids=[theirs.pk], changes=CHANGED[kind]),
    )
    removed = who_may(cast, lambda actor: pipeline.remove_many(actor=actor, kind=kind, ids=[theirs.pk]))
    assert (changed, removed) == (CHANGES[kind], REMOVES[kind])


@pytest.mark.parametrize("kind", ["company", "person"])
def test_who_merges_and_takes_it_back(cast: dict[str, User], kind: str) -> None:
    merge: Callable[..., int] = {"company": people.merge_companies, "person": people.merge_persons}[kind]
    kept, doubled = made(kind, cast["representative"]), made(kind, cast["representative"])

    assert who_may(cast, lambda actor: merge(actor=actor, kept=kept, doubled=doubled)) == MERGES[kind]
    act = merge(actor=Acting.at_terminal(), kept=kept, doubled=doubled)
    assert who_may(cast, lambda actor: people.unmerge(actor=actor, act=act)) == MERGES[kind]


def test_a_merge_takes_rights_on_both(cast: dict[str, User]) -> None:
    mine, others = made("company", cast["representative"]), made("company", cast["teammate"])
    actor = Acting.on_screen(cast["representative"])

    for kept, doubled in ((mine, others), (others, mine)):
        with pytest.raises(NotAllowed):
            people.merge_companies(actor=actor, kept=kept, doubled=doubled)


def test_who_moves_wins_and_loses(cast: dict[str, User]) -> None:
    theirs = made("opportunity", cast["representative"])
    reason = pipeline.create_loss_reason(actor=Acting.at_terminal(), name="Rain")

    assert who_may(cast, lambda actor: pipeline.win(actor=actor, opportunity=theirs)) == SELLERS
    lost = who_may(cast, lambda actor: pipeline.lose(actor=actor, opportunity=theirs, loss_reason=reason))
    assert lost == SELLERS


def test_who_brings_in_and_takes_out(cast: dict[str, User], workspace: Workspace) -> None:
    def importers(kind: str) -> set[str]:
        return {part for part, user in cast.items() if rules.may_import(Acting.on_screen(user), kind)}

    def exporters() -> set[str]:
        return {part for part, user in cast.items() if rules.may_export(Acting.on_screen(user), workspace)}

    assert importers("opportunities") == importers("people") == {"administrator", "manager"}
    assert importers("leads") == importers("spend") == {"administrator", "manager", "marketer"}
    assert exporters() == {"administrator", "manager", "marketer"}
    workspace.representatives_may_export = True
    assert exporters() == ALL - {"viewer"}


def test_who_shapes_the_settings(cast: dict[str, User]) -> None:
    stage = pipeline.create_stage(
        actor=Acting.at_terminal(), pipeline=made("opportunity", None).pipeline, name="Met", probability=1
    )
    deeds: dict[str, Callable[[Acting], Any]] = {
        "words": lambda actor: pipeline.create_competitor(actor=actor, name="Other"),
        "guidance": lambda actor: pipeline.update_stage(
            actor=actor, stage=stage, changes={"guidance": "Ask"}
        ),
        "stages": lambda actor: pipeline.update_stage(actor=actor, stage=stage, changes={"name": "Seen"}),
        "fields": lambda actor: people.create_custom_field(actor=actor, kind="lead", label="A", type="text"),
    }

    found = {name: who_may(cast, deed) for name, deed in deeds.items()}
    assert found == {
        "words": {"administrator", "manager"},
        "guidance": {"administrator", "manager"},
        "stages": {"administrator"},
        "fields": {"administrator"},
    }
