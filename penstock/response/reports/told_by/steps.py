"""The steps of a funnel in words, and the same cohort source by source."""

from typing import Any

from django.utils.translation import gettext as _

from penstock.insight.funnels.funnel import Funnel
from penstock.insight.funnels.steps import Step, Worth
from penstock.insight.metrics.asking import NOT_RECORDED
from penstock.response.reports.told import Column, Table
from penstock.response.reports.told_by.wording import few

SHOWN = 12


def step_title(here: Funnel, i: int) -> str:
    """The steps that are not stages have words of their own."""
    if i == len(here.steps) - 1:
        return _("Won")
    return _("Lead") if i == 0 and here.unit == "lead" else here.steps[i].name


def without(worth: Worth) -> str:
    """How many have no amount, where some have none."""
    return _("%(n)s without amount") % {"n": f"{worth.without:,}"} if worth.without else ""


def by_source(here: Funnel) -> Table:
    """How far those of each source came."""
    found = here.of_sources()
    last = len(here.steps) - 1
    cells = {f"reached_{i}": f"source:{i}:{{key}}" for i in range(last + 1)}
    columns = (
        Column("source", _("Source")),
        *(Column(f"reached_{i}", step_title(here, i), "count") for i in range(last + 1)),
        Column("worth", _("Worth of the won"), "money", under="worth_of"),
        Column("share", _("Won of all"), "share", "low", "high", few="few"),
        *(Column(name, name, "share", is_shown=False) for name in ("low", "high")),
        *(Column(name, name, is_shown=False) for name in ("few", "worth_of", "key")),
        Column("without", "without", "count", is_shown=False),
    )
    rows = tuple(_row(name, steps) for name, steps in found[:SHOWN])
    note = _("%(shown)s of %(all)s") % {"shown": len(rows), "all": len(found)} if len(found) > SHOWN else ""
    return Table("sources", _("By source"), columns, rows, cells=cells, note=note)


def _row(name: str, steps: tuple[Step, ...]) -> dict[str, Any]:
    last = steps[-1]
    return {
        "source": _("not recorded") if name == NOT_RECORDED else name,
        "key": name,
        **{f"reached_{i}": step.of_all.k for i, step in enumerate(steps)},
        "worth": last.worth.minor if last.of_all.k else None,
        "without": last.worth.without,
        "worth_of": without(last.worth),
        "share": last.of_all.share,
        "low": last.of_all.low,
        "high": last.of_all.high,
        "few": few(last.of_all.k, last.of_all.n),
    }
