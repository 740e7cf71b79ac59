"""Every metric there is: one frozen entry each (METRICS, 3). Adding a metric is adding one entry, its check query in the tests,
and `make docs`. Texts are marked here and translated where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation.trans_null import gettext_noop as _  # which asks for no settings

from penstock.insight.metrics import cohort
from penstock.insight.metrics.answer import Value
from penstock.insight.metrics.completeness import fields
from penstock.insight.metrics.measures import (
    Composed,
    Measure,
    count,
    days,
    different_companies,
    mean_of,
    median_of,
    per_company,
    share,
    share_of_sum,
    survival,
    total,
)
from penstock.insight.metrics.populations import POPULATIONS, Population
from penstock.insight.metrics.query import Query, WrongQuestion
from penstock.insight.metrics.staleness import open_with_activity

Unit = Literal["count", "share", "money", "days", "hours", "number", "money_per_day"]
# May values of several periods, or groups, be added up? A stock adds over groups only.
Additivity = Literal["all", "groups", "none"]
Direction = Literal["up", "down", "neither"]

POPULATIONS |= {
    "quiet": Population("quiet", "opportunities open at the instant asked about, with their last activity", "opportunity", False, open_with_activity),
    "fields": Population("fields", "fields of opportunities open at the instant asked about", "opportunity", False, fields),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """needs: what a record must have to be in the number; one without goes to left_out (`run.LACKS`). minimum: below what
    it answers "not enough data". direction: whether up is good. own_field: a dimension it is always asked by."""

    name: str
    sentence: str
    definition: str
    population: str
    measure: Measure
    unit: Unit
    additivity: Additivity
    direction: Direction
    needs: tuple[str, ...] = ()
    minimum: str = ""

    @property
    def kind(self) -> Literal["opportunity", "lead"]:
        return POPULATIONS[self.population].kind

    @property
    def is_flow(self) -> bool:
        return POPULATIONS[self.population].is_flow

    @property
    def has_period(self) -> bool:
        """Composed metrics of what is open have parts that need one; a plain stock has none."""
        return self.is_flow or isinstance(self.measure, Composed)


RATE_MINIMUM = "20 records; below, only the counts are stated"
MONEY_NEEDS = ("amount", "rate")


def _is_won(rows: Any) -> Any:
    return rows.kind == "won"


def _velocity(values: Mapping[str, Value]) -> Value:
    open_, amount, rate, cycle = (
        values[name] for name in ("opportunities_open", "average_won_amount", "win_rate", "cycle_days")
    )
    whys = [one.why_not for one in (amount, rate, cycle) if one.why_not]
    if amount.value is None or rate.value is None or not cycle.value:
        return Value(None, rate.n, why_not=whys[0] if whys else "a median cycle of 0 days")
    speed = (open_.value or 0) * amount.value * rate.value / cycle.value
    return Value(speed, rate.n, why_not=whys[0] if whys else None)


def _coverage(values: Mapping[str, Value]) -> Value:
    return Value(None, values["pipeline_value"].n, why_not="no target is set")


METRICS = {
    metric.name: metric
    for metric in (
        Metric(
            name="leads_created", sentence=_("Leads that came in"),
            definition=_("Leads first heard of in the period."),
            population="leads", measure=count(), unit="count", additivity="all", direction="up",
        ),
        Metric(
            name="leads", sentence=_("Leads there are; by status, how far they have come"),
            definition=_("Leads that exist at the instant asked about, whatever their status."),
            population="lead_stock", measure=count(), unit="count", additivity="groups", direction="neither",
        ),
        Metric(
            name="lead_quality", sentence=_("How much is known of a lead's person"),
            definition=_("Mean over the leads of the period of how many of name, e-mail and phone are known: 0 to 3."),
            population="leads", measure=mean_of("quality", "leads"), unit="number", additivity="none", direction="up",
        ),
        Metric(
            name="speed_to_lead", sentence=_("How long a lead waits for the first human attempt"),
            definition=_("First call, meeting or message of a user's minus the lead's creation, in hours by the clock on the wall; "
            "leads without an attempt are censored, never dropped: median by Kaplan-Meier, with the 80th percentile."),
            population="attempts", measure=survival("at", lambda rows: rows.first_attempt_at, "attempted", per_day=24),
            unit="hours", additivity="none", direction="down", minimum="10 attempts",
        ),
        Metric(
            name="opportunities_opened", sentence=_("Opportunities opened"),
            definition=_("Opportunities that entered an open stage for the first time in the period."),
            population="opened", measure=count(), unit="count", additivity="all", direction="up", needs=("opening",),
        ),
        Metric(
            name="opened_amount", sentence=_("Worth of the opportunities opened"),
            definition=_("Sum of the amounts, as of the instant asked about, of the opportunities opened in the period."),
            population="opened", measure=total("value_minor"), unit="money", additivity="all", direction="up",
            needs=("opening", *MONEY_NEEDS),
        ),
        Metric(
            name="opportunities_open", sentence=_("Opportunities in play"),
            definition=_("Opportunities in an open stage at the instant asked about; a stage not recorded is open."),
            population="open", measure=count(), unit="count", additivity="groups", direction="up",
        ),
        Metric(
            name="pipeline_value", sentence=_("Worth of the opportunities in play"),
            definition=_("Sum of the amounts of the opportunities open at the instant asked about, each converted at that day's rate "
            "and rounded once. A stock: never summed over time."),
            population="open", measure=total("value_minor"), unit="money", additivity="groups", direction="up",
            needs=MONEY_NEEDS,
        ),
        Metric(
            name="pipeline_weighted", sentence=_("Worth of the opportunities in play, by their chances"),
            definition=_("Sum of amount times probability (the opportunity's own, else its stage's as it stood) of the open ones, "
            "each rounded half-even once."),
            population="open", measure=total("weighted_minor"), unit="money", additivity="groups", direction="up",
            needs=MONEY_NEEDS,
        ),
        Metric(
            name="opportunities_won", sentence=_("Sales won"),
            definition=_("Opportunities whose last closure, as of the instant asked about, is a win in the period. A later reopening "
            "takes it back from the old period, and the answer says how many."),
            population="won", measure=count(), unit="count", additivity="all", direction="up",
        ),
        Metric(
            name="won_amount", sentence=_("Worth of the sales won"),
            definition=_("Sum of the amounts of the opportunities won in the period, each at the rate of its closing day."),
            population="won", measure=total("value_minor"), unit="money", additivity="all", direction="up",
            needs=MONEY_NEEDS,
        ),
        Metric(
            name="opportunities_lost", sentence=_("Sales lost"),
            definition=_("Opportunities whose last closure, as of the instant asked about, is a loss in the period."),
            population="lost", measure=count(), unit="count", additivity="all", direction="down",
        ),
        Metric(
            name="lost_amount", sentence=_("Worth of the sales lost"),
            definition=_("Sum of the amounts of the opportunities lost in the period, each at the rate of its closing day."),
            population="lost", measure=total("value_minor"), unit="money", additivity="all", direction="down",
            needs=MONEY_NEEDS,
        ),
        Metric(
            name="win_rate", sentence=_("Of the decided, how many were won"),
            definition=_("Won / (won + lost) of those closed in the period, with Wilson's interval."),
            population="closed", measure=share(_is_won, "closed"), unit="share", additivity="none", direction="up",
            minimum=RATE_MINIMUM,
        ),
        Metric(
            name="win_rate_value", sentence=_("Of the money decided on, how much was won"),
            definition=_("Amount won / amount of all closed in the period."),
            population="closed", measure=share_of_sum("value_minor", _is_won, "closed"), unit="share", additivity="none",
            direction="up", needs=MONEY_NEEDS, minimum=RATE_MINIMUM,
        ),
        Metric(
            name="cohort_win_rate", sentence=_("Of those opened, how many have been won"),
            definition=_("Of the opportunities opened in the period: won so far / all, the open ones counted as open. What it will come to "
            "is won so far plus, over the open, their conditional Aalen-Johansen incidence of winning, learned from those "
            "opened in the 24 months before, per pipeline; interval by bootstrap."),
            population="opened", measure=cohort.won_so_far(), unit="share", additivity="none", direction="up",
            needs=("opening",), minimum=RATE_MINIMUM + "; the projection from 30 closed in the training window",
        ),
        Metric(
            name="average_won_amount", sentence=_("Average sale"),
            definition=_("Mean amount of the opportunities won in the period."),
            population="won", measure=mean_of("value_minor", "won with an amount"), unit="money", additivity="none",
            direction="up", needs=MONEY_NEEDS,
        ),
        Metric(
            name="median_won_amount", sentence=_("The sale in the middle"),
            definition=_("Median amount of the opportunities won in the period."),
            population="won", measure=median_of("value_minor", "won with an amount"), unit="money", additivity="none",
            direction="up", needs=MONEY_NEEDS,
        ),
        Metric(
            name="order_value", sentence=_("What a sale brings"),
            definition=_("Won amount / number won with an amount (of orders, once there are orders)."),
            population="won", measure=mean_of("value_minor", "won with an amount"), unit="money", additivity="none",
            direction="up", needs=MONEY_NEEDS,
        ),
        Metric(
            name="cycle_days", sentence=_("Days from opened to won, the middle one"),
            definition=_("Of the won closed in the period: median days from opened to won, with the mean beside it. Whole days where both "
            "ends are known by the day only."),
            population="won", measure=days("opened_at", "at", "median", "won"), unit="days", additivity="none",
            direction="down", needs=("opened_at",),
        ),
        Metric(
            name="cycle_days_mean", sentence=_("Days from opened to won, on average"),
            definition=_("Of the won closed in the period: mean days from opened to won, with the median beside it."),
            population="won", measure=days("opened_at", "at", "mean", "won"), unit="days", additivity="none",
            direction="down", needs=("opened_at",),
        ),
        Metric(
            name="lead_cycle_days", sentence=_("Days from lead to won, the middle one"),
            definition=_("Of the won closed in the period that came of a lead: median days from the lead to the sale, with the mean beside "
            "it, and how many were won before their lead came."),
            population="won_of_leads", measure=days("lead_at", "at", "median", "won"), unit="days", additivity="none",
            direction="down", needs=("lead_at",),
        ),
        Metric(
            name="time_to_decision", sentence=_("Days until it is decided, for all"),
            definition=_("Of those opened in the period: median days until won or lost, by Kaplan-Meier; the open are censored."),
            population="opened", measure=cohort.decision(), unit="days", additivity="none", direction="down",
            needs=("opening",), minimum="10 decided",
        ),
        Metric(
            name="time_to_win", sentence=_("Days by which half have won"),
            definition=_("Of those opened in the period: days by which half of all have won, by Aalen-Johansen; a loss is an end of its own, "
            "never censored as if it might still be won."),
            population="opened", measure=cohort.time_to_win(), unit="days", additivity="none", direction="down",
            needs=("opening",), minimum="10 won",
        ),
        Metric(
            name="stage_days", sentence=_("Days in a stage"),
            definition=_("Of the stays in an open stage that began in the period: median days from entering to leaving, by Kaplan-Meier, with "
            "the 80th percentile; those who still wait are censored. Ask it by stage."),
            population="stays", measure=survival("at", lambda rows: rows.left_at, "left"), unit="days", additivity="none",
            direction="down", minimum="10 that left",
        ),
        Metric(
            name="stage_conversion", sentence=_("Of those that reached a stage, how many reached the next"),
            definition=_("Of the opportunities opened in the period that reached a stage (every one up to the highest they were ever in; "
            "won reaches all): reached the next, or won after the last. Ask it by stage."),
            population="reaches", measure=share(lambda rows: rows.passed, "reached"), unit="share", additivity="none",
            direction="up", needs=("opening",), minimum=RATE_MINIMUM,
        ),
        Metric(
            name="velocity", sentence=_("What the pipeline brings per day"),
            definition=_("Open at the instant asked about x mean won amount x win rate / median cycle, the last three of those closed "
            "in the period."),
            population="open",
            measure=Composed(("opportunities_open", "average_won_amount", "win_rate", "cycle_days"), _velocity),
            unit="money_per_day", additivity="none", direction="up", minimum="those of its parts",
        ),
        Metric(
            name="coverage", sentence=_("Pipeline against what is missing to the target"),
            definition=_("Pipeline value closing in the period / (target - won so far). Without a target: not enough data."),
            population="open", measure=Composed(("pipeline_value",), _coverage), unit="number", additivity="none",
            direction="up", minimum="a target",
        ),
        Metric(
            name="push_count", sentence=_("Close dates moved to a later day"),
            definition=_("Changes, in the period, of the close date of an open opportunity to a later day; the first setting is none."),
            population="pushes", measure=count(), unit="count", additivity="all", direction="down",
        ),
        Metric(
            name="stale_share", sentence=_("Of the open, how many are stale"),
            definition=_("Days since the last human activity (call, meeting, message, note) or stage change exceed the stage's "
            "limit / open at the instant asked about."),
            population="quiet", measure=share(lambda rows: rows.is_stale, "open"), unit="share", additivity="none",
            direction="down", minimum=RATE_MINIMUM,
        ),
        Metric(
            name="new_share", sentence=_("Of those opened, how many are with new customers"),
            definition=_("New / (new + existing) of the opened; existing: the company had an earlier won opportunity when this one was "
            "opened. Before the day from which the history is complete it is unknown, and left out."),
            population="opened", measure=share(lambda rows: rows["key:customer"] == "new", "opened"), unit="share",
            additivity="none", direction="neither", needs=("opening", "company", "customer"), minimum=RATE_MINIMUM,
        ),
        Metric(
            name="customers", sentence=_("Companies that bought"),
            definition=_("Different companies with a win in the period."),
            population="won", measure=different_companies(), unit="count", additivity="none", direction="up",
            needs=("company",),
        ),
        Metric(
            name="revenue_per_customer", sentence=_("What a customer brought"),
            definition=_("Won amount / companies with a win in the period."),
            population="won", measure=per_company("customers"), unit="money", additivity="none", direction="up",
            needs=("company", *MONEY_NEEDS),
        ),
        Metric(
            name="realised_revenue", sentence=_("What all customers together have brought"),
            definition=_("Won amount of all customers together, in the period asked about (all time without one). One of three names for "
            "lifetime value."),
            population="won", measure=total("value_minor"), unit="money", additivity="all", direction="up",
            needs=("company", *MONEY_NEEDS),
        ),
        Metric(
            name="realised_per_customer", sentence=_("What a customer has brought so far"),
            definition=_("Realised revenue / companies with a win, in the period asked about (all time without one)."),
            population="won", measure=per_company("customers"), unit="money", additivity="none", direction="up",
            needs=("company", *MONEY_NEEDS),
        ),
        Metric(
            name="completeness", sentence=_("How much of what we ask for is filled in"),
            definition=_("Fields filled / fields required, of the open opportunities: those that the stage requires and custom fields "
            "required everywhere; where nothing is required: amount, close date, company, next step, owner, source. By field."),
            population="fields", measure=share(lambda rows: rows.is_filled, "fields"), unit="share", additivity="none",
            direction="up", minimum=RATE_MINIMUM,
        ),
    )
}  # fmt: skip


def metric_of(query: Query) -> Metric:
    """What a question asks for: a metric of its own, or the catalogue's. Raises WrongQuestion."""
    return query.own or metric_named(query.metric)


def metric_named(name: str) -> Metric:
    """Raises WrongQuestion."""
    if name not in METRICS:
        raise WrongQuestion(f"there is no metric {name}; there are {', '.join(METRICS)}")
    return METRICS[name]
