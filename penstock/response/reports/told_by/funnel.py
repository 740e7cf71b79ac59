"""The funnel of one cohort: who reached each step, who is still on the way, who dropped where and why; beside another."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penstock.foundation.statistics.proportions import difference
from penstock.insight.funnels.funnel import Funnel, Unit, compared, funnel
from penstock.insight.funnels.steps import ENOUGH_TO_DIFFER, LOST, OPEN, Gap, Step, Worth
from penstock.insight.metrics.answer import LeftOut
from penstock.insight.metrics.cohort import MONTHS_TO_LEARN_FROM
from penstock.insight.metrics.query import Query, WrongQuestion
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Column, Figure, Table, Told
from penstock.response.reports.told_by.beside import remarks, says
from penstock.response.reports.told_by.head import head, left_out
from penstock.response.reports.told_by.steps import SHOWN, by_source, step_title, without
from penstock.response.reports.told_by.wording import few, too_few


def tell(asked: Asked, state: State) -> Told:
    """Of leads unless opportunities are asked for; the pipeline by `where`, the first one else."""
    here = _asked(state, asked.query, asked.unit)
    there = _asked(state, asked.other, asked.unit) if asked.other else None
    gaps = compared(here, there) if there else ()
    return Told(
        **head("funnel", asked),
        tables=(_table(here, there, gaps), by_source(here), _reasons(here)),
        figures=_figures(here, there),
        notes=_notes(asked, here, there, gaps),
        left_out=left_out([*here.left_out, *(_of_money(one) for one in here.unpriced)]),
        opens=lambda cell: _behind(here, there, cell),
    )


def _asked(state: State, query: Query, unit: str) -> Funnel:
    """The pipeline is no property of a lead: it is taken out of the conditions."""
    if unit not in ("", "lead", "opportunity"):
        raise WrongQuestion(f"a funnel of what? lead or opportunity, not {unit!r}")
    pipelines = [value for one in query.where if one.field == "pipeline" for value in one.values]
    if len(pipelines) > 1:
        raise WrongQuestion("a funnel leads through one pipeline")
    rest = tuple(one for one in query.where if one.field != "pipeline")
    wanted: Unit = "opportunity" if unit == "opportunity" else "lead"
    return funnel(state, replace(query, where=rest), unit=wanted, pipeline="".join(pipelines))


def _of_money(left: LeftOut) -> LeftOut:
    """Counted, but without money."""
    return LeftOut(_("%(why)s (counted, but not in the money)") % {"why": left.why}, left.n)


def _table(here: Funnel, there: Funnel | None, gaps: Sequence[Gap]) -> Table:
    rows = [_row(here, i, step) for i, step in enumerate(here.steps)]
    columns: tuple[Column, ...] = (
        Column("step", _("Step")),
        Column("reached", _("Reached"), "count"),
        Column("of_previous", _("Of those before"), "share", low="low", high="high", few="few"),
        Column("low", _("Low"), "share", is_shown=False),
        Column("high", _("High"), "share", is_shown=False),
        Column("of_all", _("Of all"), "share", few="few_of_all"),
        Column("few", _("Too few"), is_shown=False),
        Column("few_of_all", _("Too few of all"), is_shown=False),
        Column("worth", _("Worth"), "money", under="worth_of"),
        Column("waiting", _("Still here"), "count"),
        Column("dropped", _("Dropped"), "count"),
        Column("lost", _("Their worth"), "money", under="lost_of"),
        Column("why", _("Most often")),
        *(Column(name, name, is_shown=False) for name in ("worth_of", "lost_of")),
        *(Column(name, name, "count", is_shown=False) for name in ("without", "lost_without")),
    )
    if there is not None:
        rows = [
            row | _beside(here.steps[i], there.steps[i], gaps[i - 1] if i else None)
            for i, row in enumerate(rows)
        ]
        columns = (*columns, *_beside_columns())
    cells = {name: f"{name}:{{place}}" for name in ("reached", "waiting", "dropped", "reached_then")}
    return Table("steps", _("Step by step"), columns, tuple(rows), cells=cells)


def _row(here: Funnel, i: int, step: Step) -> dict[str, Any]:
    top = step.reasons[0] if step.reasons else None
    return {
        "step": step_title(here, i),
        "place": i,
        "reached": step.of_all.k,
        "of_previous": step.of_previous.share if i else None,
        "low": step.of_previous.low if i and step.of_previous.n else None,
        "high": step.of_previous.high if i and step.of_previous.n else None,
        "of_all": step.of_all.share,
        "waiting": step.waiting,
        "dropped": step.dropped,
        "worth": _minor(step.worth, step.of_all.k),
        "without": step.worth.without,
        "worth_of": without(step.worth),
        "lost": _minor(step.lost, step.dropped),
        "lost_without": step.lost.without,
        "lost_of": without(step.lost),
        "why": f"{reason(top[0])} {_of(top[1], step.dropped)}" if top else "",
        "few": few(step.of_previous.k, step.of_previous.n) if i else "",
        "few_of_all": few(step.of_all.k, step.of_all.n),
    }


def _minor(worth: Worth, n: int) -> int | None:
    """Nothing where none of them has an amount: that is no zero."""
    return worth.minor if n > worth.without else None


def _beside_columns() -> tuple[Column, ...]:
    return (
        Column("reached_then", _("Reached, beside"), "count", is_shown=False),
        Column("of_previous_then", _("Of those before, beside"), "share", few="few_then", is_shown=False),
        Column("few_then", _("Too few beside"), is_shown=False),
        Column("gap", _("Difference"), "points", low="gap_low", high="gap_high"),
        Column("gap_low", _("Low"), "points", is_shown=False),
        Column("gap_high", _("High"), "points", is_shown=False),
        Column("says", _("Do they differ?")),
    )


def _beside(own: Step, step: Step, gap: Gap | None) -> dict[str, Any]:
    n = min(own.of_previous.n, step.of_previous.n)
    between = gap.difference if gap and n >= ENOUGH_TO_DIFFER else None
    return {
        "reached_then": step.of_all.k,
        "of_previous_then": step.of_previous.share if gap else None,
        "few_then": few(step.of_previous.k, step.of_previous.n) if gap else "",
        "gap": between.value if between else None,
        "gap_low": between.low if between else None,
        "gap_high": between.high if between else None,
        "says": says(gap.p, n) if gap else "",
    }


def reason(name: str) -> str:
    """A loss reason by its name; what is none, in words."""
    return {"not recorded": _("not recorded"), "disqualified": _("disqualified")}.get(name, name)


def _of(k: int, n: int) -> str:
    return f"({few(k, n) or f'{k / n * 100:.0f} %'})"


def _reasons(here: Funnel) -> Table:
    """Why they dropped, step by step."""
    rows: list[dict[str, Any]] = [
        {"step": step_title(here, i), "reason": reason(why), "n": n, "share": n / step.dropped, "few": few(n, step.dropped), "cell": f"why:{i}:{why}"}
        for i, step in enumerate(here.steps)
        for why, n in step.reasons
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row["n"], row["cell"]))
    columns = (
        Column("step", _("Dropped at")),
        Column("reason", _("Reason")),
        Column("n", _("Dropped"), "count"),
        Column("share", _("Of those dropped there"), "share", few="few"),
        Column("few", _("Too few"), is_shown=False),
    )
    return Table(
        "reasons", _("Why they dropped"), columns, tuple(rows[:SHOWN]), cells={"n": "{cell}"},
        note=_("%(shown)s of %(all)s") % {"shown": min(SHOWN, len(rows)), "all": len(rows)} if rows else "",
    )  # fmt: skip


def _figures(here: Funnel, there: Funnel | None) -> tuple[Figure, ...]:
    last = here.steps[-1].of_all
    waiting = sum(step.waiting for step in here.steps)
    title = _("Lead to won, so far") if here.unit == "lead" else _("Opened to won, so far")
    figures = (
        Figure("won_share", title, "share", last.share, _("Of the cohort: won by the instant asked about; the open may still be."),
               last.n, last.low if last.n else None, last.high if last.n else None, too_few(last.n), k=last.k, note=_("%(k)s won") % {"k": last.k}),
        _will_come_to(here, waiting),
        Figure("cohort", _("In the cohort"), "count", last.n, _("Distinct records that came in the period."), cell="reached:0"),
        Figure("won", _("Won"), "count", last.k, cell=f"reached:{len(here.steps) - 1}"),
        Figure("won_worth", _("Worth of the won"), "money", here.steps[-1].worth.minor, _("Amounts of the won, each at the rate of its closing day."),
               note=without(here.steps[-1].worth), cell=f"reached:{len(here.steps) - 1}"),
        Figure("waiting", _("Still on the way"), "count", waiting, _("Neither won nor lost yet."), cell="still"),
    )  # fmt: skip
    return (*figures, _against(here, there)) if there else figures


def _will_come_to(here: Funnel, waiting: int) -> Figure:
    """What is won, and what those still on the way will bring."""
    told, n = here.foretold, here.steps[-1].of_all.n
    note = _("%(n)s still on the way") % {"n": f"{waiting:,}"} if waiting else _("all decided") if n else ""
    why_not = told.why_not
    if told.share is not None:
        # As a rate of few is: so many of them, in place of per cent.
        wins = _("about %(k)s of %(n)s") % {"k": f"{told.share * n:.1f}", "n": n}
        why_not = wins if few(0, n) else None
        if told.older:
            note += " · " + _("%(n)s of them older than any before, counted as no win") % {"n": told.older}
    return Figure(
        "will_come_to", _("Will come to"), "share", told.share,
        _("Won so far, and the chances of those still on the way (Aalen-Johansen), learned from the %(months)s months before; 95 of 100 such ranges hold what comes.")
        % {"months": MONTHS_TO_LEARN_FROM},
        n, told.low, told.high, why_not, note=note, cell="still",
    )  # fmt: skip


def _against(here: Funnel, there: Funnel) -> Figure:
    """The whole way, now less then, and whether that says anything."""
    one, other = here.steps[-1].of_all, there.steps[-1].of_all
    if min(one.n, other.n) < ENOUGH_TO_DIFFER:
        why = _("%(n)s of %(enough)s") % {"n": min(one.n, other.n), "enough": ENOUGH_TO_DIFFER}
        return Figure("against", _("Against the other"), "points", None, why_not=why)
    gap = difference(one.k, one.n, other.k, other.n)
    return Figure(
        "against", _("Against the other"), "points", gap.value, _("The share won of this cohort less that of the other."),
        gap.n, gap.low, gap.high, note=says(gap.p, min(one.n, other.n)),
    )  # fmt: skip


def _notes(asked: Asked, here: Funnel, there: Funnel | None, gaps: Sequence[Gap]) -> tuple[str, ...]:
    told = [_("Through the pipeline %(pipeline)s. What was skipped counts as reached; going back and coming again counts once.") % {"pipeline": here.pipeline}]  # fmt: skip
    if here.unit == "lead":
        told.append(_("A lead counts by its furthest opportunity, and is worth what that one is."))
    if there is not None:
        stated = [i for i, gap in enumerate(gaps, start=1) if gap.stated]
        steps = ", ".join(step_title(here, i) for i in stated)
        told.append(
            ngettext("They differ at one step: %(steps)s.", "They differ at %(num)s steps: %(steps)s.", len(stated)) % {"num": len(stated), "steps": steps}
            if stated
            else _("No step says that they differ (adjusted for the number of steps, from %(n)s of each).") % {"n": ENOUGH_TO_DIFFER}
        )  # fmt: skip
        told += remarks("funnel", asked)
    return tuple(told)


def _behind(here: Funnel, there: Funnel | None, cell: str) -> Behind | None:
    """reached:STEP, waiting:STEP, dropped:STEP, reached_then:STEP, why:STEP:REASON, source:STEP:SOURCE, still."""
    what, place, why = [*cell.split(":", 2), "", ""][:3]
    if what == "still":
        return Behind(here.unit, here.ids(and_later=True, ended=OPEN))
    if not place.isdigit():
        return None
    at = int(place)
    match what:
        case "source":
            return Behind(here.unit, here.ids(at, and_later=True, source=why))
        case "reached":
            return Behind(here.unit, here.ids(at, and_later=True))
        case "waiting":
            return Behind(here.unit, here.ids(at, ended=OPEN))
        case "dropped":
            return Behind(here.unit, here.ids(at, ended=LOST))
        case "why":
            return Behind(here.unit, here.ids(at, ended=LOST, why=why))
        case "reached_then" if there is not None:
            return Behind(there.unit, there.ids(at, and_later=True))
    return None
