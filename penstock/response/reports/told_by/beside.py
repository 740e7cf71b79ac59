"""One report beside another: the same question of another period, day or segment, number by number, with an honest word on
whether rates and times differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from penstock.foundation.statistics.differences import Bounds, p_of_difference
from penstock.foundation.statistics.multiple import benjamini_hochberg
from penstock.foundation.statistics.proportions import difference
from penstock.insight.metrics.comparing import ENOUGH_TO_DIFFER
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Beside, Column, Figure, Table, Told
from penstock.response.reports.told_by.wording import not_enough, period_words

THEN = "_then"
DIFFER = 0.05
COHORTS = frozenset(
    {"funnel", "stages", "calibration", "paths", "reps"}
)  # by when something began, not by when it ended


def beside(asked: Asked, here: Told, there: Told) -> Told:
    """The first with the second beside it, wherever a table says how; "then:CELL" opens what the second's cell does."""
    others = {table.name: table for table in there.tables}
    figures = {figure.name: figure for figure in there.figures}

    def opens(cell: str) -> Behind | None:
        return there.opens(cell[len("then:") :]) if cell.startswith("then:") else here.opens(cell)

    return replace(
        here,
        tables=tuple(_table(table, others.get(table.name)) for table in here.tables),
        figures=tuple(_figure(one, figures.get(one.name)) for one in here.figures),
        notes=(*here.notes, *remarks(here.report, asked)),
        opens=opens,
    )


def remarks(report: str, asked: Asked) -> tuple[str, ...]:
    """What the two are, where that is not plain, and what sets them apart beside their numbers."""
    query, other = asked.query, asked.other
    if other is None:
        return ()
    told, period = [], other.period
    if period and query.period and period != query.period:
        last = period.end.fromordinal(period.end.toordinal() - 1)
        told.append(
            _("Beside: %(first)s to %(last)s.")
            % {"first": period_words(str(period.start)), "last": period_words(str(last))}
        )
        today = (query.as_of or query.now).astimezone(query.tzinfo).date()
        days = (query.period.end - query.period.start).days
        gone = (today - query.period.start).days + 1
        if 0 < gone < days:
            told.append(
                _("This period is not over: day %(gone)s of %(days)s.") % {"gone": gone, "days": days}
            )
        if period.end <= query.period.start and report in COHORTS:
            told.append(_("What began in the earlier period has had longer to be decided."))
    if query.period == period and set(query.where) < set(other.where):
        told.append(_("The other is a part of this one: what sets it apart from the rest is larger than what is shown."))  # fmt: skip
    return tuple(told)


def _figure(here: Figure, there: Figure | None) -> Figure:
    if there is None or there.unit == "text":
        return here
    return replace(here, other=there, note=" · ".join(filter(None, (here.note, _says_of(here, there)))))


def _says_of(here: Figure, there: Figure) -> str:
    """Of shares of counts, and of times with their intervals, whether they differ; of anything else the numbers are all there is
    to say."""
    if not here.n or not there.n:
        return ""
    n = min(here.n, there.n)
    if here.k is not None and there.k is not None:
        return says(difference(here.k, here.n, there.k, there.n).p, n)
    if here.unit == "days" and None not in (here.low, here.high, there.low, there.high):
        return says(
            p_of_difference((here.value, here.low, here.high), (there.value, there.low, there.high)), n
        )
    return ""


def says(p: float | None, n: int) -> str:
    """Do they differ? From 30 in each (METRICS, 5)."""
    if not n:
        return _("nothing to compare")
    if n < ENOUGH_TO_DIFFER:
        return not_enough(_("%(n)s of %(enough)s") % {"n": n, "enough": ENOUGH_TO_DIFFER})
    if p is None:
        return _("can't be told: one of them has no interval")
    shown = {"p": f"{p:.2f}" if p >= 0.01 else "< 0.01"}
    return (
        _("they differ (p %(p)s)") % shown
        if p <= DIFFER
        else _("no evidence of a difference (p %(p)s)") % shown
    )


def _table(here: Table, there: Table | None) -> Table:
    if here.beside is None or there is None:
        return here
    how = here.beside
    then = {_key(how, row): row for row in there.rows}
    rows: list[dict[str, Any]] = [row | _then(there, then.get(_key(how, row))) for row in here.rows]
    if how.is_whole:
        own = {_key(how, row) for row in here.rows}
        nothing = dict.fromkeys(column.name for column in here.columns)
        rows += [
            nothing | {name: row.get(name) for name in how.key} | _then(there, row)
            for key, row in then.items()
            if key not in own
        ]
    if how.judged:
        rows = _judged(rows, how.judged)
    if how.timed:
        rows = _timed(rows, how.timed)
    cells = {_later(name): f"then:{{{_later(name)}_cell}}" for name in how.shows if name in here.cells}
    return replace(
        here, columns=(*here.columns, *_columns(here)), rows=tuple(rows), cells={**here.cells, **cells}
    )


def _key(how: Beside, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in how.key)


def _repeated(how: Beside, table: Table) -> list[Column]:
    """The columns that come again: those shown, and what these lean on."""
    named = {column.name: column for column in table.columns}
    leant = [
        lean for name in how.shows for lean in (named[name].few, named[name].low, named[name].high) if lean
    ]
    return [named[name] for name in dict.fromkeys([*how.shows, *leant]) if name in named]


def _then(table: Table, row: Mapping[str, Any] | None) -> dict[str, Any]:
    """The other's values under their later names, and the cells behind them."""
    assert table.beside is not None
    leant = {*(table.beside.judged or ()), *(table.beside.timed or ())}
    names = {column.name for column in _repeated(table.beside, table)} | leant
    values = {_later(name): (row or {}).get(name) for name in names}
    return values | {
        f"{_later(name)}_cell": table.key_of(name, row) if row else "" for name in table.beside.shows
    }


def _columns(table: Table) -> list[Column]:
    how = table.beside
    assert how is not None
    told = [
        replace(
            column,
            name=_later(column.name),
            title=_("%(column)s, beside") % {"column": column.title},
            is_shown=False,
            under="",
            drawn="",
            few=_later(column.few),
            low=_later(column.low),
            high=_later(column.high),
        )
        for column in _repeated(how, table)
    ]
    if how.timed:
        return [*told, Column("differ", _("Do they differ?"))]
    if not how.judged:
        return told
    return [
        *told,
        Column("difference", _("Difference"), "points", low="difference_low", high="difference_high"),
        Column("difference_low", _("Low"), "points", is_shown=False),
        Column("difference_high", _("High"), "points", is_shown=False),
        Column("differ", _("Do they differ?")),
    ]


def _later(name: str) -> str:
    return f"{name}{THEN}" if name else ""


def _judged(rows: Sequence[dict[str, Any]], judged: tuple[str, str]) -> list[dict[str, Any]]:
    """Each row's difference; the p of all of them by Benjamini-Hochberg."""
    hits, size = judged
    counts = [
        [int(row.get(name) or 0) for name in (hits, size, f"{hits}{THEN}", f"{size}{THEN}")] for row in rows
    ]
    gaps = [difference(*four) if min(four[1], four[3]) >= ENOUGH_TO_DIFFER else None for four in counts]
    asked = [i for i, gap in enumerate(gaps) if gap]
    adjusted = dict(zip(asked, benjamini_hochberg([gap.p for gap in gaps if gap]).tolist(), strict=True))
    return [
        row
        | {
            "difference": gap.value if gap else None,
            "difference_low": gap.low if gap else None,
            "difference_high": gap.high if gap else None,
            "differ": says(adjusted.get(i), min(four[1], four[3])),
        }
        for i, (row, four, gap) in enumerate(zip(rows, counts, gaps, strict=True))
    ]


def _timed(rows: Sequence[dict[str, Any]], timed: tuple[str, str, str, str]) -> list[dict[str, Any]]:
    """Whether each row's two times differ; the p of all of them by Benjamini-Hochberg."""
    value, low, high, size = timed
    counts = [min(int(row.get(size) or 0), int(row.get(_later(size)) or 0)) for row in rows]

    def bounds(row: dict[str, Any], word: Callable[[str], str]) -> Bounds:
        return row.get(word(value)), row.get(word(low)), row.get(word(high))

    ps = [
        p_of_difference(bounds(row, str), bounds(row, _later)) if n >= ENOUGH_TO_DIFFER else None
        for row, n in zip(rows, counts, strict=True)
    ]
    asked = [i for i, p in enumerate(ps) if p is not None]
    adjusted = dict(zip(asked, benjamini_hochberg([p for p in ps if p is not None]).tolist(), strict=True))
    return [
        row | {"differ": says(adjusted.get(i), n)}
        for i, (row, n) in enumerate(zip(rows, counts, strict=True))
    ]
