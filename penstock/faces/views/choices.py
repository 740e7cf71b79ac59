"""What fields offer to choose from: users, teams, stages, sources and the lists that a model itself has."""

from collections.abc import Callable
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penstock.faces.views.reading import Choice, Reader
from penstock.foundation.base.remembering import rows_of
from penstock.records.leads.models import Lead
from penstock.records.leads.queries import sources as lead_sources
from penstock.records.pipeline import queries
from penstock.records.pipeline.models import Stage
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
    users = [user for user in rows_of(User).values() if not user.is_removed]
    users.sort(key=lambda user: (not user.is_active, user.name, user.pk))
    return [(ME, _("Me")), *_named(users)]


def teams(reader: Reader) -> list[Choice]:
    teams = [team for team in rows_of(Team).values() if not team.is_removed]
    return _named(sorted(teams, key=lambda team: (team.name, team.pk)))


def pipelines(reader: Reader) -> list[Choice]:
    return _named(queries.pipelines())


def stages(reader: Reader) -> list[Choice]:
    """The stages of all pipelines in their order; with more than one pipeline its name stands before."""
    pipes = queries.pipelines_with_stages()
    if len(pipes) == 1:
        return _named(pipes[0][1])
    return [(str(stage.pk), f"{pipeline.name} › {stage.name}") for pipeline, row in pipes for stage in row]


def sources(reader: Reader) -> list[Choice]:
    return _named(lead_sources())


def loss_reasons(reader: Reader) -> list[Choice]:
    return _named(queries.loss_reasons())


def competitors(reader: Reader) -> list[Choice]:
    return _named(queries.competitors())


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
