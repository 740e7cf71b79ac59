"""Benchmarks: figures that people quote, with their source and of whom they are said; never targets. Beside a number they are
drawn, not compared: whose they are is another company's business."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from penstock.foundation.base.errors import Refused
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.response.reports.models import Benchmark
from penstock.response.reports.own import own_or_known


@dataclass(frozen=True, slots=True)
class Figure:
    """metric: whose number it stands beside. low, high: as people say it (shares 0 to 1, days); one of them for a single value."""

    metric: str
    text: str | Promise
    low: float
    high: float
    denominator: str | Promise
    source: str | Promise
    id: int | None = None


FOLK = _("quoted in sales training; no study known")
FIGURES = (
    Figure("win_rate", _("about 30 % closed won"), 0.3, 0.3, _("of whom is not said"), FOLK),
    Figure("win_rate", _("63.2 % won"), 0.6315, 0.6315, _("of the closed; 48.2 % of all opened"), _("Maven CRM sample data")),
    Figure("cycle_days", _("up to 3 months"), 0, 91, _("sales of low value"), FOLK),
    Figure("cycle_days", _("6 to 9 months"), 182, 274, _("sales of high value"), FOLK),
    Figure("speed_to_lead", _("answered within 5 minutes, 9 times as many convert"), 0, 5 / 60, _("leads from the web"), FOLK),
)  # fmt: skip


def figures() -> list[Figure]:
    """The quoted ones and one's own."""
    return [*FIGURES, *(figure_of(one) for one in Benchmark.objects.all())]


def figures_by_metric() -> Mapping[str, Sequence[Figure]]:
    """All of them, by the metric that they stand beside; none for any other name."""
    found: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures():
        found[figure.metric].append(figure)
    return found


def figure_of(kept: Benchmark) -> Figure:
    """One of one's own as it is drawn."""
    return Figure(kept.metric, kept.text, kept.value, kept.value, kept.denominator, kept.source, kept.pk)


def own_benchmarks() -> list[Benchmark]:
    """Those that were entered here."""
    return list(Benchmark.objects.all())


def keep_benchmark(
    *, actor: Acting, metric: str, value: float, text: str, denominator: str, source: str
) -> Benchmark:
    """Enter one, with of whom it is said and who says it. Raises Refused, NotAllowed."""
    from penstock.insight.metrics.query import WrongQuestion

    rules.require(rules.may_set_up_sales(actor), say("Managers and administrators enter benchmarks."))
    try:
        own_or_known(metric)
    except WrongQuestion as wrong:
        raise Refused(str(wrong), field="metric") from wrong
    for field, given in (("text", text), ("denominator", denominator), ("source", source)):
        if not given.strip():
            raise Refused(say("A benchmark says what, of whom, and where it is from."), field=field)
    return Benchmark.objects.create(
        metric=metric, value=value, text=text[:120], denominator=denominator[:120], source=source[:200], user=actor.user
    )  # fmt: skip


def remove_benchmark(*, actor: Acting, id: int) -> None:
    """Raises NotAllowed."""
    rules.require(rules.may_set_up_sales(actor), say("Managers and administrators enter benchmarks."))
    Benchmark.objects.filter(pk=id).delete()
