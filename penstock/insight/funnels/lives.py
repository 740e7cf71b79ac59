"""What the cohort of a funnel lived through, row by row: opportunities, or leads by their furthest opportunity. No Django.

Each row: id, start, end (NEVER: still on the way), kind (open, won, lost), far (the place of the highest stage it was in; NULL:
no opportunity), loss_reason_id, source_id, amount_minor, currency, value_minor (in the currency of the question)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow
import pyarrow.compute as pc

from penstock.insight.funnels.steps import LOST, OPEN, WON
from penstock.insight.metrics.answer import LeftOut
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.measures import NEVER
from penstock.insight.metrics.money import priced
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.populations import furthest, leads
from penstock.insight.metrics.run import asked_beside

if TYPE_CHECKING:
    from numpy.typing import NDArray

ENDS = {"open": OPEN, "lost": LOST, "won": WON}
LIVED = ["far", "loss_reason_id", "amount_minor", "currency", "value_minor"]


def opportunities_of(asked: Ask, chosen: int) -> tuple[pyarrow.Table, tuple[LeftOut, ...]]:
    """The cohort's opportunities in the chosen pipeline, and those that can't be followed."""
    rows = fetched(asked, ("lives", chosen), lambda: _opportunities(asked, chosen)).sort_by("id")
    counts = fetched(asked, ("opened", chosen), lambda: _opened(asked, chosen)).to_pylist()[0]
    why = {
        "opening not recorded": counts["all"] - counts["opened"],
        "no stage of the pipeline recorded": counts["opened"] - rows.num_rows,
    }
    return rows, tuple(LeftOut(reason, n) for reason, n in why.items() if n)


def leads_of(asked: Ask, chosen: int) -> tuple[pyarrow.Table, tuple[LeftOut, ...]]:
    """The cohort's leads; those whose opportunities all lie in another pipeline are left out."""
    rows = fetched(asked, ("leads", chosen), lambda: _led(asked, compiled(asked), chosen)).sort_by("id")
    followed = rows.filter(pc.invert(rows["is_elsewhere"]))
    passed_over = rows.num_rows - followed.num_rows
    left_out = (LeftOut("its opportunity is in another pipeline", passed_over),) if passed_over else ()
    return followed, left_out


def leads_before(before: Ask, chosen: int) -> pyarrow.Table:
    """All leads of the question's period, whoever may see them: what one learns from."""
    rows = fetched(before, ("leads before", chosen), lambda: _led(before, _all_leads(before), chosen))
    return rows.filter(pc.invert(rows["is_elsewhere"]))


def cohort_of(rows: pyarrow.Table, chosen: int) -> "Mapping[str, NDArray[Any]]":
    """As what a cohort will come to is asked about (metrics/cohort.py)."""
    import numpy

    ended = pc.take(
        pyarrow.array([0, 1, 2], pyarrow.int64()), pc.index_in(rows["kind"], pyarrow.array(CAUSES))
    )
    columns = {name: rows[name].to_numpy() for name in ("start", "end")}
    return columns | {"cause": ended.to_numpy(), "pipeline": numpy.full(rows.num_rows, chosen)}


CAUSES = ["open", "won", "lost"]


def _opportunities(asked: Ask, chosen: int) -> Any:
    rows = compiled(asked_beside(asked, "stage_conversion"))
    rows = rows.filter(rows.place == 0, rows["at"].notnull(), rows.pipeline_id == chosen)
    rows = priced(asked, rows)
    return rows.select("id", "kind", "source_id", *LIVED, start=rows["at"], end=_end(rows))


def _opened(asked: Ask, chosen: int) -> Any:
    rows = compiled(asked)
    rows = rows.filter(rows.pipeline_id == chosen)
    return rows.aggregate(opened=rows["at"].count(), all=rows.count())


def _end(rows: Any) -> Any:
    return rows.kind.isin(("won", "lost")).ifelse(rows.stage_since, NEVER)


def _all_leads(asked: Ask) -> Any:
    rows = leads(asked)
    return rows.filter(rows["at"] >= asked.instant("since"), rows["at"] < asked.instant("until"))


def _led(asked: Ask, rows: Any, chosen: int) -> Any:
    """Leads with the opportunity by which each counts; one without is as its own status says."""
    best = _best(asked, chosen)
    rows = rows.left_join(best, rows.id == best.lead_id)
    dropped = rows.best_kind.isnull() & (rows.status == "disqualified")
    own = dropped.ifelse("lost", "open")
    ended = dropped.ifelse(rows.status_since, NEVER)
    return rows.select(
        "id",
        "source_id",
        *LIVED,
        kind=ibis.coalesce(rows.best_kind, own),
        start=rows["at"],
        end=ibis.coalesce(rows.best_end, ended),
        is_disqualified=dropped,
        is_elsewhere=ibis.coalesce(rows.is_elsewhere, False),
    )


def _best(asked: Ask, chosen: int) -> Any:
    """Of each lead the furthest opportunity: in this pipeline before any other, won, furthest, still open, the first."""
    rows, sales = furthest(asked), asked.at("opportunity")
    sales = sales.select(of_=sales.id, lead_id=sales.source_lead_id)
    rows = priced(asked, rows.inner_join(sales, rows.id == sales.of_).drop("of_"))
    rows = rows.filter(rows.lead_id.notnull())
    here = rows.pipeline_id == chosen
    merits = [
        ibis.desc(one.cast("int64")) for one in (here, rows.kind == "won", rows.far, rows.kind == "open")
    ]
    in_order = ibis.window(group_by=rows.lead_id, order_by=[*merits, rows.id])
    rows = rows.mutate(place_=ibis.row_number().over(in_order), is_elsewhere=~here)
    rows = rows.filter(rows.place_ == 0)
    return rows.select("lead_id", "is_elsewhere", *LIVED, best_kind=rows.kind, best_end=_end(rows))
