"""Who needs help with what: each seller at each stage against the team, drawn towards it as far as few deals say little."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penstock.insight.mirror.state import State
from penstock.insight.winloss.sellers import ENOUGH, Cell, sellers
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Beside, Column, Figure, Table, Told
from penstock.response.reports.told_by.behind import behind, only
from penstock.response.reports.told_by.head import head
from penstock.response.reports.told_by.wording import rate


def tell(asked: Asked, state: State) -> Told:
    """Of the opportunities opened in the period, by who owned each then. The first table is the few true lines; the second
    is everybody at every stage. Without colleagues whom one may see there is nothing to compare with."""
    cells = _cells(asked, state)
    lines = [cell for cell in cells if cell.needs_help]
    return Told(
        **head("reps", asked),
        tables=(
            Table("help", _("Who needs help with what"), _columns(), tuple(map(_row, lines)), cells=CELLS,
                  empty=_("Nobody stands out: the differences that there are may be chance.")),
            Table("all", _("Everybody at every stage"), _columns(), tuple(map(_row, sorted(cells, key=_place))), cells=CELLS, beside=BESIDE,
                  empty=_("Nobody to compare with: a stage needs two sellers whom you may see.")),
        ),
        figures=(
            Figure("lines", _("Lines"), "count", len(lines), _("A seller at a stage who passes fewer than is common there, with 95 %, of at least 30."), len(cells)),
        ),
        notes=(_says(lines), _("As far as is known: drawn towards what is common, the more the fewer there are.")),
        opens=lambda cell: _behind(asked, state, cells, cell),
    )  # fmt: skip


def _cells(asked: Asked, state: State) -> tuple[Cell, ...]:
    """One's own only, where one is compared with a team of which one sees no more than totals."""
    if asked.wider is None:
        return sellers(state, asked.query)
    mine = {str(id) for id in asked.query.scope.user_ids}
    told = sellers(state, replace(asked.query, scope=asked.wider))
    return tuple(cell for cell in told if cell.owner_id in mine)


CELLS = {"own": "{owner_id}:{stage_id}"}
BESIDE = Beside(("owner", "owner_id", "stage", "stage_id"), ("own", "share"), ("passed", "reached"))


def _columns() -> tuple[Column, ...]:
    return (
        Column("owner", _("Seller")),
        Column("stage", _("Stage")),
        Column("own", _("Passed")),
        Column("share", _("As far as is known"), "share", "low", "high", drawn="accent"),
        Column("low", _("Low"), "share", is_shown=False),
        Column("high", _("High"), "share", is_shown=False),
        Column("common", _("Common to all"), "share"),
        Column("verdict", _("What can be said")),
    )


def _row(cell: Cell) -> dict[str, Any]:
    return {
        "owner": cell.owner, "owner_id": cell.owner_id, "stage": cell.stage, "stage_id": cell.stage_id,
        "own": rate(cell.own.k, cell.own.n), "share": cell.share.value, "low": cell.share.low, "high": cell.share.high,
        "common": cell.common, "verdict": _verdict(cell), "passed": cell.own.k, "reached": cell.own.n,
    }  # fmt: skip


def _verdict(cell: Cell) -> str:
    if cell.needs_help:
        return _("Passes fewer than is common")
    if cell.own.n < ENOUGH:
        return _("Not enough data: %(n)s of %(enough)s") % {"n": cell.own.n, "enough": ENOUGH}
    return _("As usual") if cell.share.low <= cell.common else _("Passes more than is common")


def _place(cell: Cell) -> tuple[str, int]:
    return cell.owner, int(cell.stage_id or 0)


def _says(lines: list[Cell]) -> str:
    if not lines:
        return _("Nobody stands out: the differences that there are may be chance.")
    return ngettext(
        "One seller needs help at one stage: %(who)s.",
        "There are %(num)s lines of help: %(who)s.",
        len(lines),
    ) % {"num": len(lines), "who": ", ".join(f"{cell.owner}, {cell.stage}" for cell in lines)}


def _behind(asked: Asked, state: State, cells: tuple[Cell, ...], name: str) -> Behind | None:
    """OWNER:STAGE, both as ids: those that reached the stage."""
    owner, _sign, stage = name.partition(":")
    if not any((cell.owner_id, cell.stage_id) == (owner, stage) for cell in cells):
        return None
    reached = replace(asked.query, metric="stage_conversion", by=(), grain=None)
    return behind(state, only(reached, owner=owner, stage=stage))
