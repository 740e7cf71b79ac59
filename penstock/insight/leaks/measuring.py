"""What belongs to that against which something was done: the measure of a leak, of a stage, or a metric itself. No Django."""

from django.utils.translation.trans_null import gettext_noop as _  # which asks for no settings

from penstock.insight.leaks.finding import TRAITS, WORDS
from penstock.insight.leaks.leads import OVER_CAP
from penstock.insight.leaks.outcomes import Measure, Outcomes, of_leads, of_share, of_stage
from penstock.insight.leaks.weak_stages import WEAK_STAGE
from penstock.insight.metrics.catalogue import metric_of
from penstock.insight.metrics.query import Query, WrongQuestion
from penstock.insight.mirror.state import State

STAGE = Measure(_("Of those decided at the stage: passed it"), True, _("the other stages of its pipeline"))
LEADS = Measure(_("Of the leads that came to an owner: to one with too many"), False)
BY_NAME = {kind.name: kind for kind in TRAITS}
# Leaks by the names under which something can be done about them; that of a stage is the stage's.
NAMES = tuple(name for name in WORDS if name != WEAK_STAGE)


def measure_of(query: Query, about: str, subject: str) -> Measure:
    """about: leak, stage or metric; of a metric the query asks for it. Raises WrongQuestion."""
    match about:
        case "stage":
            return STAGE
        case "metric":
            metric = metric_of(query)
            direction = {"up": True, "down": False}.get(metric.direction)
            return Measure(metric.sentence, direction)
        case "leak" if subject == OVER_CAP:
            return LEADS
        case "leak" if subject in BY_NAME:
            return BY_NAME[subject].measure
    raise WrongQuestion(f"there is no leak {subject!r}; there are {', '.join(NAMES)}")


def cases_of(state: State, query: Query, about: str, subject: str) -> Outcomes | None:
    """The cases of its measure, of all time; None for a metric that is no share of what happens. Raises WrongQuestion."""
    match about:
        case "stage":
            return of_stage(state, query, _number(subject))
        case "metric":
            return of_share(state, query)
        case "leak" if subject == OVER_CAP:
            return of_leads(state, query)
        case "leak" if subject in BY_NAME:
            kind = BY_NAME[subject]
            return kind.cases(state, query, kind.find)
    raise WrongQuestion(f"there is no leak {subject!r}; there are {', '.join(NAMES)}")


def _number(subject: str) -> int:
    if not (subject.isdecimal() and subject.isascii() and len(subject) < 19):
        raise WrongQuestion(f"{subject!r} is not the id of a stage")
    return int(subject)
