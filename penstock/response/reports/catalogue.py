"""Every report there is: its name, what it says, what it takes. Its code is loaded when it is asked for.

A report is one entry here and one module `told_by/NAME.py` with `tell(asked, state) -> Told`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from penstock.insight.mirror.state import State
    from penstock.response.reports.asked import Asked
    from penstock.response.reports.told import Told

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Report:
    """A report by name. takes: of period, grain, by, metric, unit, against, window; every report takes where, as_of and known.
    metric: whose rights and units the question has where it names none; usual: the period that a screen begins with; has_done:
    whether it tells what people did about something; is_set_beside: of one that takes against, the other's answer
    stands beside it as its tables say; else it compares in a way of its own."""

    name: str
    title: Text
    sentence: Text
    takes: frozenset[str] = frozenset()
    metric: str = "pipeline_value"
    usual: str = "twelve"
    has_done: bool = False
    is_set_beside: bool = True

    def tell(self, asked: "Asked", state: "State") -> "Told":
        """Ask it. Raises WrongQuestion where it can't be asked so."""
        module = import_module(f"penstock.response.reports.told_by.{self.name}")
        tell = cast("Callable[[Asked, State], Told]", module.tell)
        told = tell(asked, state)
        if asked.other is None or "against" not in self.takes or not self.is_set_beside:
            return told
        from penstock.response.reports.told_by.beside import beside

        return beside(asked, told, tell(replace(asked, query=asked.other, other=None, against=""), state))


REPORTS = {
    report.name: report
    for report in (
        Report(
            "pipeline", _("Pipeline"), _("What is open, now or on any day: count, value and weighted value by stage."),
            frozenset({"against"}), is_set_beside=False,
        ),
        Report(
            "changes", _("Changes"), _("What moved the open value between two days, each change in one bar, to the minor unit."),
            frozenset({"period", "against", "window"}), usual="four", is_set_beside=False,
        ),
        Report(
            "week", _("The week"), _("For the pipeline meeting: the last seven days, what stalls, and what has no next step."),
            has_done=True,
        ),
        Report(
            "funnel", _("Funnel"), _("One cohort followed to its end: who reached each step, who is on the way, who dropped where and why."),
            frozenset({"period", "unit", "against"}), metric="leads_created", is_set_beside=False,
        ),
        Report(
            "stages", _("Stages"), _("What came through each stage, how long it takes, and what stalls there."),
            frozenset({"period", "against"}), has_done=True,
        ),
        Report(
            "calibration", _("Calibration"), _("The probability that each stage was given, against what happened."),
            frozenset({"period", "against"}),
        ),
        Report(
            "paths", _("Paths"), _("The ways that opportunities really take through the stages, and whether leaving the pattern goes with winning."),
            frozenset({"period", "against"}),
        ),
        Report(
            "trend", _("Trend"), _("A metric over time, with its usual range: is it still doing what it always did?"),
            frozenset({"metric", "period", "grain", "against"}), metric="opportunities_won", usual="two-years",
        ),
        Report(
            "cycle", _("Cycle"), _("How long sales take: over time, by segment, and beside one's own past."),
            frozenset({"period", "grain", "by", "against"}), metric="cycle_days", usual="two-years",
        ),
        Report(
            "sources", _("Sources"), _("What came in, was opened and was won, by lead source."),
            frozenset({"period", "against"}), metric="win_rate",
        ),
        Report(
            "winloss", _("Wins and losses"), _("Why sales are lost and to whom, by any dimension."),
            frozenset({"period", "by", "against"}), metric="win_rate",
        ),
        Report(
            "reps", _("Sellers"), _("Who needs help with what: each seller at each stage against the team."),
            frozenset({"period", "against"}), metric="stage_conversion",
        ),
        Report(
            "drivers", _("Drivers"), _("What goes with winning: what was known at the opening, and what only afterwards."),
            frozenset({"period", "against"}), metric="win_rate",
        ),
        Report(
            "leaks", _("Leaks"), _("Where money runs out, in the order of what mending is worth."),
            frozenset({"period", "against"}), metric="win_rate", has_done=True,
        ),
        Report(
            "interventions", _("Interventions"), _("What was done against a leak, at a stage or about a metric: before and after, against the rest."),
            metric="win_rate", has_done=True,
        ),
    )
}  # fmt: skip
