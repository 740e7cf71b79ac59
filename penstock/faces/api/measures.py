"""Metrics of the company's own, and benchmarks: figures of others to set beside its numbers."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest
from penstock.faces.api.values import Given, Id, Line
from penstock.faces.views.quoting import figure_told
from penstock.response.reports import benchmarks, own
from penstock.response.reports.models import OwnMetric

router = Router(tags=["Metrics"])


class PartGiven(Given):
    """One of the metrics that it is made of, and which of its records."""

    metric: Line
    where: Annotated[list[Line], Field(max_length=20, description="FIELD=VALUE")] = []


class OwnMetricGiven(Given):
    """form: the first part by the second, both together, or only some of the first."""

    title: Annotated[Line, Field(min_length=1, max_length=80)]
    form: Literal["ratio", "sum", "filter"]
    parts: Annotated[list[PartGiven], Field(min_length=1, max_length=2)]
    direction: Literal["up", "down", "neither"] = "neither"


class OwnMetricOut(Schema):
    """The newest version. name: the word by which GET /api/metrics/NAME answers it."""

    name: str
    title: str
    form: str
    parts: list[dict[str, Any]]
    direction: str
    made_at: datetime


class BenchmarkNew(Given):
    """value: as people say it (shares 0 to 1, major units, days). denominator: of whom it is said; source: who says it."""

    metric: Line
    value: Annotated[float, Field(allow_inf_nan=False)]
    text: Annotated[Line, Field(min_length=1, max_length=120)]
    denominator: Annotated[Line, Field(min_length=1, max_length=120)]
    source: Annotated[Line, Field(min_length=1, max_length=200)]


class BenchmarkOut(Schema):
    """low, high: the same for a single value. id: none of a quoted one, which stays."""

    id: int | None
    metric: str
    text: str
    low: float
    high: float
    denominator: str
    source: str


@router.get("/own-metrics", response=reads(Page[OwnMetricOut]))
def list_own_metrics(request: ApiRequest) -> HttpResponse:
    """The newest version of each."""
    return answer(Page[OwnMetricOut](items=[_own(one) for one in own.own_metrics()], next_cursor=None))


@router.post("/own-metrics", response=writes(OwnMetricOut, 201))
def create_own_metric(request: ApiRequest, metric: OwnMetricGiven) -> HttpResponse:
    """Made of metrics that there are; for managers and administrators."""
    made = own.keep_own_metric(actor=request.acting, now=timezone.now(), **metric.model_dump())
    return answer(_own(made), status=201)


@router.put("/own-metrics/{name}", response=writes(OwnMetricOut))
def change_own_metric(request: ApiRequest, name: Line, metric: OwnMetricGiven) -> HttpResponse:
    """Another version of it; what was asked with older knowledge keeps the version that held then."""
    kept = own.keep_own_metric(
        actor=request.acting, now=timezone.now(), name=_name(name), **metric.model_dump()
    )
    return answer(_own(kept))


@router.delete("/own-metrics/{name}", response=writes(None, 204))
def remove_own_metric(request: ApiRequest, name: Line) -> HttpResponse:
    """Not offered any more; its versions stay."""
    own.remove_own_metric(actor=request.acting, name=_name(name), now=timezone.now())
    return nothing()


@router.get("/benchmarks", response=reads(Page[BenchmarkOut]))
def list_benchmarks(request: ApiRequest) -> HttpResponse:
    """The quoted ones and the company's own, each with of whom it is said and who says it."""
    items = [BenchmarkOut(**figure_told(one)) for one in benchmarks.figures()]
    return answer(Page[BenchmarkOut](items=items, next_cursor=None))


@router.post("/benchmarks", response=writes(BenchmarkOut, 201))
def create_benchmark(request: ApiRequest, benchmark: BenchmarkNew) -> HttpResponse:
    """A figure to stand beside a metric; for managers and administrators."""
    kept = benchmarks.keep_benchmark(actor=request.acting, **benchmark.model_dump())
    return answer(BenchmarkOut(**figure_told(benchmarks.figure_of(kept))), status=201)


@router.delete("/benchmarks/{id}", response=writes(None, 204))
def remove_benchmark(request: ApiRequest, id: Id) -> HttpResponse:
    """A figure that is not to stand there any more."""
    if all(one.pk != id for one in benchmarks.own_benchmarks()):
        raise Http404
    benchmarks.remove_benchmark(actor=request.acting, id=id)
    return nothing()


def _name(name: str) -> str:
    """Of one that is there. Raises Http404."""
    if all(one.name != name for one in own.own_metrics()):
        raise Http404
    return name


def _own(kept: OwnMetric) -> OwnMetricOut:
    return OwnMetricOut(**{name: getattr(kept, name) for name in OwnMetricOut.model_fields})
