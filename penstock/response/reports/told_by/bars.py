"""The bridge's bars in words, and the records behind them: for the reports that show one."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from penstock.insight.changes.bridge import bridged, standing
from penstock.insight.changes.question import BARS, Answer, Bridge
from penstock.insight.metrics.query import instant
from penstock.insight.mirror.state import State
from penstock.response.reports.told import Behind, Column, Figure, Table

OPENING, CLOSING = "opening", "closing"
LARGEST = 20


@dataclass(frozen=True, slots=True)
class Bars:
    """One bridge, asked once; cells are named after its bars."""

    state: State
    asked: Bridge
    answer: Answer

    def table(self) -> Table:
        """Opening, the bars, closing: each with how many opportunities it is made of."""
        answer = self.answer
        rows = [
            _row(OPENING, answer.opening.n, answer.opening.value),
            *(_row(bar.name, bar.n, bar.change) for bar in answer.bars),
            _row(CLOSING, answer.closing.n, answer.closing.value),
        ]
        columns = (
            Column("bar", _("What happened")),
            Column("n", _("Opportunities"), "count"),
            Column("change", _("Value"), "money"),
        )
        totals = {OPENING: {"change": answer.opening.value}, CLOSING: {"change": answer.closing.value}}
        cells = {"n": "{key}", "change": "{key}"}
        return Table("bars", _("From the opening to the closing"), columns, tuple(rows), totals, cells)

    def largest(self) -> Table:
        """The movements that changed most."""
        moves = self.answer.movements
        words = bar_words()
        order = np.lexsort((moves["id"], moves["at"], -np.abs(moves["change"].to_numpy())))[:LARGEST]
        columns = (
            Column("opportunity", _("Opportunity"), "opportunity"),
            Column("bar", _("What happened")),
            Column("at", _("On"), "instant"),
            Column("change", _("Value"), "money"),
        )
        told = tuple(
            {"opportunity": row["id"], "bar": words[row["bar"]], "at": instant(row["at"]), "change": row["change"]}
            for row in moves.take(order).to_pylist()
        )  # fmt: skip
        note = _("%(shown)s of %(all)s") % {"shown": len(told), "all": moves.num_rows}
        return Table("largest", _("What moved most"), columns, told, note=note)

    def ends(self) -> tuple[Figure, Figure, Figure]:
        """What was open at each end, and the difference."""
        opening, closing = self.answer.opening, self.answer.closing
        return (
            Figure(OPENING, _("Open at the start"), "money", opening.value, _("Sum of the amounts that were open when the period began, each converted at the rate of that day."), opening.n, cell=OPENING),
            Figure("change", _("Change"), "money", closing.value - opening.value, _("The closing less the opening: the sum of all bars, to the minor unit.")),
            Figure(CLOSING, _("Open at the end"), "money", closing.value, _("Sum of the amounts that were open when the period ended."), closing.n, cell=CLOSING),
        )  # fmt: skip

    def of(self, name: str, title: str, definition: str) -> Figure:
        """One bar as a figure; nothing happened is zero."""
        bar = next((bar for bar in self.answer.bars if bar.name == name), None)
        return Figure(name, title, "money", abs(bar.change) if bar else 0, definition, bar.n if bar else 0, cell=name if bar else "")  # fmt: skip

    def behind(self, cell: str) -> Behind | None:
        """opening, closing, or the name of a bar."""
        if cell in (OPENING, CLOSING):
            return Behind("opportunity", standing(self.state, self.asked, is_closing=cell == CLOSING))
        if cell not in BARS:
            return None
        moves = self.answer.movements
        return Behind(
            "opportunity", tuple(sorted(set(moves.filter(pc.equal(moves["bar"], cell))["id"].to_pylist())))
        )


def bars(state: State, asked: Bridge) -> Bars:
    """Ask it. Raises WrongQuestion."""
    return Bars(state, asked, bridged(state, asked))


def bar_words() -> dict[str, str]:
    """Every bar by name."""
    return {
        OPENING: _("Open at the start"),
        "corrected": _("Learned late"),
        "new": _("New"),
        "reopened": _("Reopened"),
        "restored": _("Brought back"),
        "entered the filter": _("Came into the filter"),
        "pulled in": _("Pulled into the window"),
        "grown": _("Grown"),
        "exchange rate": _("Exchange rate"),
        "shrunk": _("Shrunk"),
        "pushed out": _("Pushed out of the window"),
        "left the filter": _("Left the filter"),
        "removed": _("Removed"),
        "lost": _("Lost"),
        "won": _("Won"),
        CLOSING: _("Open at the end"),
    }


def _row(name: str, n: int, change: int) -> dict[str, Any]:
    return {"bar": bar_words()[name], "key": name, "n": n, "change": change}
