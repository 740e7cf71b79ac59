"""What was done about a leak, a stage or a metric, by words as screens, API and command line have them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from penstock.faces.views.numbers import Asked as Words
from penstock.faces.views.numbers import in_our_words, query_of
from penstock.records.pipeline.queries import pipelines_with_stages
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.workspace.queries import current
from penstock.response.reports import interventions
from penstock.response.reports.models import Intervention
from penstock.response.reports.own import metric_choices


def interventions_of(user: User | None, *, is_open: bool | None = None) -> list[Intervention]:
    """Those that somebody sees, the newest first; None: the terminal. is_open: those only, or the judged ones only."""
    found = interventions.interventions_for(user, current())
    return [one for one in found if is_open is None or (one.ended_on is None) is is_open]


def record(
    *,
    actor: Acting,
    target: str,
    where: Sequence[str] = (),
    day: date | None = None,
    text: str,
    expected: str = "",
    now: datetime,
) -> Intervention:
    """Write down what was done; day None: since today. Raises Refused, also for conditions that can't be asked; NotAllowed."""
    workspace = current()
    if where:
        _require_askable(actor.user, target, where, now)
    return interventions.record_intervention(
        actor=actor, workspace=workspace, target=target, where=where, text=text, expected=expected, now=now,
        day=day or now.astimezone(workspace.tzinfo).date(),
    )  # fmt: skip


def to_judge(*, actor: Acting, id: int) -> Intervention:
    """One that the actor may judge. Raises Refused, NotAllowed."""
    return interventions.intervention_to_judge(actor=actor, workspace=current(), id=id)


def judge(*, actor: Acting, id: int, day: date | None = None, text: str, now: datetime) -> Intervention:
    """It ended on a day (None: today), and that came of it. Raises Refused, NotAllowed."""
    workspace = current()
    day = day or now.astimezone(workspace.tzinfo).date()
    return interventions.judge_intervention(
        actor=actor, workspace=workspace, id=id, day=day, text=text, now=now
    )


def take_back(*, actor: Acting, id: int, now: datetime) -> Intervention:
    """Raises Refused, NotAllowed."""
    return interventions.remove_intervention(actor=actor, workspace=current(), id=id, now=now)


def target_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Whatever something can be done about, by target and title, in groups: leaks, the stages of each pipeline, metrics."""
    from penstock.insight.leaks.finding import WORDS
    from penstock.insight.leaks.measuring import NAMES

    leaks = [(f"leak:{name}", _(WORDS[name][0])) for name in NAMES]
    of_stages = [
        (
            _("Stages of %(pipeline)s") % {"pipeline": pipeline.name},
            [(f"stage:{stage.pk}", stage.name) for stage in its if stage.kind == "open"],
        )
        for pipeline, its in pipelines_with_stages()
    ]
    metrics = sorted(((f"metric:{name}", title) for name, title in metric_choices()), key=lambda one: one[1])
    return [(_("Leaks"), leaks), *of_stages, (_("Metrics"), metrics)]


def _require_askable(user: User | None, target: str, where: Sequence[str], now: datetime) -> None:
    from penstock.insight.leaks.measuring import cases_of
    from penstock.insight.metrics.run import rows_behind
    from penstock.insight.mirror.place import opened

    about, subject = interventions.target_of(target)
    with in_our_words(), opened() as state:
        words = Words(metric=subject if about == "metric" else "win_rate", where=tuple(where))
        query = query_of(words, user, now, has_rows=True)
        if cases_of(state, query, about, subject) is None:
            rows_behind(state, query, limit=1)
