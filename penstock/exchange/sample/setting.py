"""What the simulated company needs before its first company: users, teams, a pipeline and lists, valid since its beginning."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils.translation import gettext as _

from penstock.exchange.sample.generator import Staff
from penstock.exchange.sample.generator.words import (
    COMPETITORS,
    LEAD_SOURCES,
    LOSS_REASONS,
    LOST,
    OTHER_SOURCES,
    STAGES,
    WON,
)  # fmt: skip
from penstock.exchange.sample.rows import copy, ids_for
from penstock.exchange.sample.translating import Known
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import SYSTEM, Cause, writing
from penstock.foundation.base.models import Tracked
from penstock.records.leads.models import LeadSource
from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import Competitor, LossReason, Pipeline, Stage
from penstock.records.team.models import Team, User

DEFINITIONS: tuple[type[Tracked], ...] = (Pipeline, Stage, LeadSource, LossReason, Competitor)


def prepare(staff: Staff, *, since: datetime) -> Known:
    """Users and definitions; what is there by its name is used and counts as having been there since the beginning."""
    with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
        users = hire(staff, since)
        pipeline, stages = standard_pipeline()
        known = Known(
            users=users,
            stages=stages,
            sources=named(LeadSource, dict.fromkeys((*LEAD_SOURCES, *OTHER_SOURCES)), since),
            loss_reasons=named(LossReason, LOSS_REASONS, since),
            competitors=named(Competitor, COMPETITORS, since),
            pipeline=pipeline,
        )
        for model in DEFINITIONS:
            backdate(model, since)
    return known


def hire(staff: Staff, since: datetime) -> dict[int, int]:
    """The sample's teams and users, who cannot sign in until somebody gives them a password."""
    teams = ids_for(Team, (team.id for team in staff.teams))
    users = ids_for(User, (user.id for user in staff.users))
    copy(
        Team,
        [
            {
                "id": teams[team.id],
                "name": team.name,
                "parent_id": team.parent and teams[team.parent],
                "created_at": since,
            }
            for team in staff.teams
        ],
    )
    copy(
        User,
        [
            {
                "id": users[user.id],
                "email": user.email,
                "name": f"{user.first_name} {user.last_name}",
                "role": user.role,
                "team_id": teams[user.team],
                "zone": user.zone,
                "password": make_password(None),
                "created_at": since,
            }
            for user in staff.users
        ],
    )
    return users


def standard_pipeline() -> tuple[int, dict[str, int]]:
    """The first pipeline that has the standard stages: its id, and its stages by name.

    Raises Refused if there is none any more."""
    lay_ground()
    for pipeline in Pipeline.objects.filter(is_removed=False):
        stages = {stage.name: stage.id for stage in pipeline.stages.filter(is_removed=False)}
        if stages.keys() >= {*STAGES, WON, LOST}:
            return pipeline.id, stages
    raise Refused(_("The sample needs a pipeline with the stages of a new installation."))


def named(
    model: type[LeadSource] | type[LossReason] | type[Competitor], names: Iterable[str], since: datetime
) -> dict[str, int]:
    """The ids of a list's entries by their names; those that are missing are made."""
    found = dict(model.objects.filter(is_removed=False, name__in=names).values_list("name", "id"))
    missing = [name for name in names if name not in found]
    ids = ids_for(model, range(len(missing)))
    copy(model, [{"id": ids[at], "name": name, "created_at": since} for at, name in enumerate(missing)])
    return found | {name: ids[at] for at, name in enumerate(missing)}


def backdate(model: type[Tracked], since: datetime) -> None:
    """Definitions younger than the sample's history count as having been so since its beginning: a fact each."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT ledger_enter((
                SELECT jsonb_agg(jsonb_build_object('kind', k.kind, 'record_id', t.id, 'valid_at', %s::timestamptz,
                    'changes', jsonb_strip_nulls(ledger_flat(to_jsonb(t), k.untracked))))
                FROM {model._meta.db_table} AS t, ledger_kind AS k
                WHERE k.relation = %s AND t.created_at > %s::timestamptz AND NOT t.is_removed))""",
            [since, model._meta.db_table, since],
        )
