"""What fields offer to choose from: users, teams, stages, sources and the lists that a model itself has."""

from collections.abc import Callable
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penstock.faces.views.reading import Choice, Reader
from penstock.records.leads.models import Lead, LeadSource
from penstock.records.pipeline.models import Competitor, LossReason, Pipeline, Stage
from penstock.records.team.models import Team, User

ME, NOBODY = "me", "none"

LEAD_STATUSES = (
    (Lead.Status.NEW, gettext_lazy("New")),
    (Lead.Status.WORKING, gettext_lazy("Working")),
    (Lead.Status.MARKETING_QUALIFIED, gettext_lazy("Marketing qualified")),
    (Lead.Status.SALES_QUALIFIED, gettext_lazy("Sales qualified")),
    (Lead.Status.CONVERTED, gettext_lazy("Converted")),
    (Lead.Status.DISQUALIFIED, gettext_lazy("Disqualified")),
)
INTENTS = (
    (Lead.Intent.LEARNING, gettext_lazy("Learning")),
    (Lead.Intent.COMPARING, gettext_lazy("Comparing")),
    (Lead.Intent.BUYING, gettext_lazy("Buying")),
)
STATES = (
    (Stage.Kind.OPEN, gettext_lazy("Open")),
    (Stage.Kind.WON, gettext_lazy("Won")),
    (Stage.Kind.LOST, gettext_lazy("Lost")),
)


def owners(reader: Reader) -> list[Choice]:
    """Everybody who can own a record, the reader first as "me"."""
    users = User.objects.filter(is_removed=False).order_by("-is_active", "name", "id")
    return [(ME, _("Me")), *((str(user.pk), user.name) for user in users)]


def teams(reader: Reader) -> list[Choice]:
    return _named(Team.objects.filter(is_removed=False).order_by("name", "id"))


def pipelines(reader: Reader) -> list[Choice]:
    return _named(Pipeline.objects.filter(is_removed=False))


def stages(reader: Reader) -> list[Choice]:
    """The stages of all pipelines in their order; with more than one pipeline its name stands before."""
    pipes = dict(reader.choices(pipelines))
    rows = Stage.objects.filter(is_removed=False).order_by(
        "pipeline__position", "pipeline_id", "position", "id"
    )
    if len(pipes) < 2:
        return _named(rows)
    return [(str(stage.pk), f"{pipes.get(str(stage.pipeline_id), '')} › {stage.name}") for stage in rows]


def sources(reader: Reader) -> list[Choice]:
    return _named(LeadSource.objects.filter(is_removed=False))


def loss_reasons(reader: Reader) -> list[Choice]:
    return _named(LossReason.objects.filter(is_removed=False))


def competitors(reader: Reader) -> list[Choice]:
    return _named(Competitor.objects.filter(is_removed=False))


def statuses(reader: Reader) -> list[Choice]:
    return _literal(LEAD_STATUSES)


def intents(reader: Reader) -> list[Choice]:
    return _literal(INTENTS)


def states(reader: Reader) -> list[Choice]:
    return _literal(STATES)


def of_custom(values: list[str]) -> Callable[[Reader], list[Choice]]:
    """The choices of a custom field."""
    return lambda reader: [(value, value) for value in values]


def _named(rows: Any) -> list[Choice]:
    return [(str(row.pk), row.name) for row in rows]


def _literal(rows: tuple[tuple[TextChoices, str | Promise], ...]) -> list[Choice]:
    return [(str(value.value), str(title)) for value, title in rows]
