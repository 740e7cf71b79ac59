"""Metrics: the catalogue, one metric's answer with its rows, and what it means."""

from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field as Described

from penstock.faces.api.answering import answer, reads
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.lists import Past
from penstock.faces.api.values import Line
from penstock.faces.views.numbers import Asked, catalogue, explained, metric_told, texts
from penstock.foundation.base.errors import Refused

router = Router(tags=["Metrics"])


class NumbersAsked(Past):
    """What metrics and reports are asked by; the same words as on the command line."""

    since: Annotated[
        Line, Described(alias="from", description="The first day of the period; empty: the beginning")
    ] = ""
    until: Annotated[Line, Described(alias="to", description="Its last day; empty: today")] = ""
    grain: Annotated[Line, Described(description="day, week, month, quarter or year: a series")] = ""
    by: Annotated[list[Line], Described(description="Fields to group by", max_length=4)] = []
    where: Annotated[
        list[Line], Described(description="field=value; several of one field mean any of them", max_length=20)
    ] = []
    against: Annotated[
        Line, Described(description="A date, FROM..TO, FIELD=VALUE, previous or year-before")
    ] = ""

    @classmethod
    def check(cls, request: ApiRequest) -> None:
        """What is not known is refused: with a misspelt `from` the number would be another one. Raises Refused."""
        known = {field.alias or name for name, field in cls.model_fields.items()}
        for name in request.GET:
            if name not in known:
                words = {"name": name, "known": ", ".join(sorted(known))}
                raise Refused(_("There is no “%(name)s” to ask by; any of %(known)s.") % words, field=name)

    def asked(self, metric: str, of: str = "") -> Asked:
        """The question about one metric."""
        return Asked(
            metric=metric,
            since=self.since,
            until=self.until,
            grain=self.grain,
            by=texts(self.by),
            where=tuple(self.where),
            as_of=self.as_of,
            known=self.known,
            of=of,
            against=self.against,
        )


class MetricAsked(NumbersAsked):
    """What a metric is asked by."""

    of: Annotated[
        Line, Described(description='"all": totals beyond your own reports, without groups and rows')
    ] = ""
    rows: Annotated[
        int, Described(ge=0, le=1000, description="How many of the records behind the number")
    ] = 0


class MetricTold(Schema):
    """One entry of the catalogue. by: the fields that it can be grouped and filtered by, beside custom.KEY."""

    name: str
    sentence: str
    definition: str
    unit: str
    additivity: str
    direction: str
    minimum: str
    by: list[str]


class Metrics(Schema):
    """The catalogue."""

    items: list[MetricTold]


class LeftOutTold(Schema):
    """How many records are not in the number, and why."""

    why: str
    n: int


class AnswerTold(Schema):
    """A metric's answer: shares 0 to 1, money in major units of `currency`. enough: whether n suffices to state it."""

    metric: str
    value: float | None
    unit: str
    currency: str | None
    n: int
    low: float | None
    high: float | None
    as_of: str
    known: str | None
    computed_at: str
    definition: str
    enough: bool
    why_not: str | None
    details: dict[str, Any]
    series: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    left_out: list[LeftOutTold]
    notes: list[str]
    rows: list[dict[str, Any]] = []
    against: dict[str, Any] | None = None


class Explanation(Schema):
    """What a metric means; of: the metrics that it is composed of; sql: what lists its rows in the mirror."""

    metric: str
    sentence: str
    definition: str
    unit: str
    of: list[str]
    sql: str


@router.get("/metrics", response=reads(Metrics))
def list_metrics(request: ApiRequest) -> HttpResponse:
    """Every metric with its definition and the fields that it can be asked by."""
    return answer(Metrics.model_validate({"items": catalogue()}))


@router.get("/metrics/{name}", response=reads(AnswerTold))
def ask_metric(request: ApiRequest, name: Line, asked: Query[MetricAsked]) -> HttpResponse:
    """Value, n, interval, series, groups, and what was left out and why; of what the caller may see."""
    MetricAsked.check(request)
    told = metric_told(asked.asked(name, asked.of), reader(request), timezone.now(), rows=asked.rows or None)
    return answer(AnswerTold.model_validate(told))


@router.get("/metrics/{name}/explanation", response=reads(Explanation))
def explain_metric(request: ApiRequest, name: Line, asked: Query[MetricAsked]) -> HttpResponse:
    """What a metric means, and the query that lists the records behind it."""
    MetricAsked.check(request)
    return answer(
        Explanation.model_validate(explained(asked.asked(name, asked.of), reader(request), timezone.now()))
    )
