"""Reports: the list of them, and each one's answer with the records behind its numbers."""

from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field as Described

from penstock.faces.api.answering import answer, reads
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.measures import BenchmarkOut
from penstock.faces.api.metrics import LeftOutTold, NumbersAsked
from penstock.faces.api.values import Line
from penstock.faces.views.reporting import Extra, report_told
from penstock.response.reports.catalogue import REPORTS

router = Router(tags=["Reports"])


class ReportAsked(NumbersAsked):
    """What a report is asked by, as far as it takes it."""

    metric: Annotated[Line, Described(description="Of the trend: which metric")] = ""
    unit: Annotated[Line, Described(description="Of a funnel: lead or opportunity")] = ""
    window: Annotated[
        Line, Described(description="Of a bridge: FROM..TO, only what is expected to close then")
    ] = ""
    rows: Annotated[bool, Described(description="The ids of the records behind each number, too")] = False


class ReportNamed(Schema):
    """A report and what it takes, beside where, as_of and known."""

    name: str
    title: str
    sentence: str
    takes: list[str]


class Reports(Schema):
    """Every report there is."""

    items: list[ReportNamed]


class FigureTold(Schema):
    """One number of a report."""

    title: str
    value: float | str | None
    unit: str
    n: int | None
    low: float | None
    high: float | None
    enough: bool
    why_not: str | None
    benchmarks: list[BenchmarkOut]


class TableTold(Schema):
    """A table beside the first. Each row has a value by the name of each column."""

    title: str
    columns: list[str]
    rows: list[dict[str, Any]]
    note: str = ""


class ReportTold(Schema):
    """A report's answer: shares 0 to 1, money in major units of `currency`, days for periods. With `rows`, each row names
    under "records" what its numbers are made of."""

    report: str
    as_of: str
    known: str | None
    start: Annotated[str | None, Described(alias="from")]
    end: Annotated[str | None, Described(alias="to")]
    computed_at: str
    currency: str
    columns: list[str]
    rows: list[dict[str, Any]]
    totals: dict[str, Any]
    figures: dict[str, FigureTold]
    tables: dict[str, TableTold]
    notes: list[str]
    left_out: list[LeftOutTold]


@router.get("/reports", response=reads(Reports))
def list_reports(request: ApiRequest) -> HttpResponse:
    """Every report with what it says and takes."""
    items = [
        ReportNamed(name=one.name, title=str(one.title), sentence=str(one.sentence), takes=sorted(one.takes))
        for one in REPORTS.values()
    ]
    return answer(Reports(items=items))


@router.get("/reports/{name}", response=reads(ReportTold))
def ask_report(request: ApiRequest, name: Line, asked: Query[ReportAsked]) -> HttpResponse:
    """A report's figures and tables; of what the caller may see."""
    ReportAsked.check(request)
    _told, told = report_told(
        name,
        asked.asked(asked.metric),
        reader(request),
        timezone.now(),
        Extra(asked.unit, asked.window),
        with_rows=asked.rows,
    )
    return answer(ReportTold.model_validate(told))
