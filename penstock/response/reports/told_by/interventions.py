"""What was done against a leak, at a stage or about a metric: before and after, against the rest, with the control chart."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penstock.foundation.base.values.money import decimals
from penstock.foundation.base.values.period import start_of_day
from penstock.foundation.statistics.estimates import Estimate
from penstock.foundation.statistics.proportions import Proportion
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Column, Figure, Table, Told
from penstock.response.reports.told_by.doing import about, since
from penstock.response.reports.told_by.evidence import Evidence, evidences
from penstock.response.reports.told_by.head import head
from penstock.response.reports.told_by.wording import points, rate

CHARTS = 12  # the newest open ones first
CELLS = {"before": "before:{id}", "after": "after:{id}"}
REST = {"before": "rest_before:{id}", "after": "rest_after:{id}"}


def tell(asked: Asked, state: State) -> Told:
    """The open ones first, each time the newest."""
    names = about(state, asked)
    found = sorted(evidences(asked, state), key=lambda one: not one.done.is_open)
    rows = tuple(_row(one, names[one.done.id], asked) for one in found)
    charted = [one for one in found if one.chart][:CHARTS]
    return Told(
        **head("interventions", asked),
        tables=(
            Table("interventions", _("What was done"), _columns(), rows, cells=CELLS, empty=_("Nothing was done yet, or nobody wrote it down.")),
            _rest(found),
            *(_series(one, asked) for one in charted),
        ),
        figures=_figures(found),
        notes=(
            _("Before and after is no proof: whatever else changed with that day is in the difference too. Of twenty looks at a measure that nothing happened to, one finds something."),
            _("Before: half a year. A case is counted when it was settled; what is still on its way says nothing yet."),
        ),
        opens=lambda cell: _behind(found, cell),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("done", _("What was done"), under="about"),
        Column("about", _("About"), is_shown=False),
        Column("measure", _("Measure")),
        Column("before", _("Before")),
        Column("after", _("Since")),
        Column("difference", _("Difference"), "points", "low", "high", few="difference_says"),
        Column("beyond", _("More than the rest"), "points", "beyond_low", "beyond_high"),
        Column("state", _("State")),
        Column("says", _("What can be said")),
        *(Column(name, name, "date", is_shown=False) for name in ("day", "ended_on")),
        *(
            Column(name, name, is_shown=False)
            for name in (
                "target",
                "by",
                "expected",
                "verdict",
                "difference_says",
                "difference_value",
                "difference_range",
                "rest",
                "before_of",
                "after_of",
            )
        ),
        *(
            Column(name, name, "number", is_shown=False)
            for name in ("id", "before_value", "before_n", "after_value", "after_n")
        ),
        *(
            Column(name, name, "points", is_shown=False)
            for name in ("low", "high", "beyond_low", "beyond_high")
        ),
    )


def _row(one: Evidence, name: str, asked: Asked) -> dict[str, Any]:
    done = one.done
    row = {
        "id": done.id,
        "done": done.text,
        "about": since(done, name),
        "target": done.target,
        "day": done.day,
        "ended_on": done.ended_on,
        "by": done.by,
        "expected": done.expected,
        "measure": one.measure,
        "rest": one.rest,
        "before": _side(one, one.before, asked),
        "after": _side(one, one.after, asked),
        "before_of": _of(one, one.before),
        "after_of": _of(one, one.after),
        "verdict": one.verdict,
        "says": _says(one, asked),
        "state": _state(one),
        **_numbers("before", one.before, one, asked),
        **_numbers("after", one.after, one, asked),
    }
    if one.difference is None:
        return row
    if one.unit != "share":
        return row | _gap(one, one.difference, asked)
    row |= {
        "difference": one.difference.value,
        "low": one.difference.low,
        "high": one.difference.high,
    }
    if one.beyond:
        row |= {"beyond": one.beyond.value, "beyond_low": one.beyond.low, "beyond_high": one.beyond.high}
    return row


def _state(one: Evidence) -> str:
    if one.done.ended_on is None:
        return _("open")
    return _("ended: %(words)s (%(by)s)") % {"words": one.done.judgement, "by": one.done.judged_by}


def _side(one: Evidence, side: Proportion | tuple[float, int] | None, asked: Asked) -> str:
    if side is None:
        return ""
    if isinstance(side, Proportion):
        return rate(side.k, side.n) if side.n else ""
    return _value(side[0], one, asked)


def _of(one: Evidence, side: Proportion | tuple[float, int] | None) -> str:
    """What a number is, where it is no share of cases."""
    if side is None or isinstance(side, Proportion) or one.verdict == "stock":
        return ""
    return ngettext("%(n)s week", "mean of %(n)s weeks", side[1]) % {"n": side[1]}


def _numbers(
    name: str, side: Proportion | tuple[float, int] | None, one: Evidence, asked: Asked
) -> dict[str, Any]:
    if side is None:
        return {}
    if isinstance(side, Proportion):
        return {f"{name}_value": side.share, f"{name}_n": side.n}
    return {f"{name}_value": side[0] / _minor(one, asked), f"{name}_n": side[1]}


def _minor(one: Evidence, asked: Asked) -> int:
    return int(10 ** decimals(asked.query.currency)) if one.unit.startswith("money") else 1


def _value(value: float, one: Evidence, asked: Asked, *, sign: str = "") -> str:
    """A number of the measure's unit, plainly."""
    if one.unit == "share":
        return f"{value * 100:{sign}.1f} %".replace("-", "−")
    number = f"{value / _minor(one, asked):{sign},.1f}".replace("-", "−")
    match one.unit:
        case "money" | "money_per_day":
            whole = f"{value / _minor(one, asked):{sign},.0f}".replace("-", "−")
            return f"{whole} {asked.query.currency}"
        case "days":
            return _("%(number)s days") % {"number": number}
        case "hours":
            return _("%(number)s hours") % {"number": number}
    return number


def _gap(one: Evidence, gap: Estimate, asked: Asked) -> dict[str, str]:
    value, told = _value(gap.value, one, asked, sign="+"), _range(one, asked)
    says = _("%(value)s (%(range)s)") % {"value": value, "range": told}
    return {"difference_says": says, "difference_value": value, "difference_range": told}


def _says(one: Evidence, asked: Asked) -> str:
    if one.wrong:
        return _("This can't be measured: %(why)s.") % {"why": one.wrong}
    told = [_verdict(one, asked)]
    if one.verdict == "no evidence" and one.beyond and one.difference and one.difference.excludes(0):
        told.append(_("It changed, and so did what it is compared with: %(rest)s.") % {"rest": one.rest})
    if one.follows_spell:
        told.append(_("It began after an unusually bad time: a part of what followed would have come by itself (regression to the mean)."))  # fmt: skip
    return " ".join(told)


def _verdict(one: Evidence, asked: Asked) -> str:
    match one.verdict:
        case "too early":
            return _("Too early: %(why)s since.") % {"why": one.why_not}
        case "too few before":
            return _("Not enough data: %(why)s before.") % {"why": one.why_not}
        case "stock":
            return _(
                "What is open follows itself from day to day, so there is no interval: look at its chart."
            )
    words = {"difference": _range(one, asked), "rest": one.rest}
    match (one.verdict, one.beyond is not None):
        case ("better", True):
            return _("Better: %(difference)s more than the rest (%(rest)s).") % words
        case ("better", False):
            return _("Better: %(difference)s.") % words
        case ("worse", True):
            return _("Worse: %(difference)s more than the rest (%(rest)s).") % words
        case ("worse", False):
            return _("Worse: %(difference)s.") % words
        case ("changed", _any):
            return _("Changed: %(difference)s.") % words
        case ("no evidence", True):
            return _("No evidence here: %(difference)s more than the rest (%(rest)s).") % words
    return _("No evidence here: difference %(difference)s.") % words


def _range(one: Evidence, asked: Asked) -> str:
    found = one.beyond or one.difference
    assert found is not None
    if one.unit == "share":
        return points(found.low, found.high)
    low, high = (_value(end, one, asked, sign="+") for end in (found.low, found.high))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _rest(found: list[Evidence]) -> Table:
    """What the rest did meanwhile."""
    columns = (
        Column("done", _("What was done")),
        Column("rest", _("The rest")),
        Column("before", _("Before")),
        Column("after", _("Since")),
        Column("id", _("id"), "number", is_shown=False),
    )
    rows = tuple(
        {
            "id": one.done.id,
            "done": one.done.text,
            "rest": one.rest,
            "before": rate(one.rest_before.k, one.rest_before.n) if one.rest_before.n else "",
            "after": rate(one.rest_after.k, one.rest_after.n) if one.rest_after.n else "",
        }
        for one in found
        if one.rest_before and one.rest_after
    )
    return Table("rest", _("What the rest did meanwhile"), columns, rows, cells=REST, empty=_("Nothing to compare with."))  # fmt: skip


def _series(one: Evidence, asked: Asked) -> Table:
    """The control chart of one, with a word at the day."""
    assert one.chart is not None
    unit: Any = one.unit if one.unit in ("share", "money", "days", "count") else "number"
    columns = (
        Column("period", _("Period"), "period"),
        Column("value", one.measure, unit),
        Column("n", _("n"), "count"),
        Column("centre", _("Centre"), unit),
        Column("lower", _("Lower limit"), unit),
        Column("upper", _("Upper limit"), unit),
        Column("signal", _("Signal")),
        Column("said", _("What was done")),
    )
    zone = asked.query.tzinfo
    words = {start_of_day(one.done.day, zone): _("Begun: %(text)s") % {"text": one.done.text}}
    if one.done.ended_on:
        words[start_of_day(one.done.ended_on, zone)] = _("Ended: %(text)s") % {"text": one.done.text}
    marks = one.chart.marks
    ends = [*(mark.start for mark in marks[1:]), marks[-1].start + timedelta(days=31)]
    rows = tuple(
        {"period": mark.label, "value": mark.value, "n": mark.n, "centre": mark.centre, "lower": mark.low,
         "upper": mark.high, "signal": ", ".join(mark.signals), "is_partial": mark.is_partial,
         "said": "; ".join(text for at, text in words.items() if mark.start <= at < end)}
        for mark, end in zip(marks, ends, strict=True)
    )  # fmt: skip
    return Table(f"series-{one.done.id}", one.done.text, columns, rows, is_drawn=True)


def _figures(found: list[Evidence]) -> tuple[Figure, ...]:
    count = {is_open: sum(one.done.is_open is is_open for one in found) for is_open in (True, False)}
    better = sum(one.verdict == "better" for one in found)
    return (
        Figure("open", _("Open"), "count", count[True], _("What was done, and nobody has said yet what came of it.")),
        Figure("ended", _("Ended"), "count", count[False], _("What somebody has judged.")),
        Figure("better", _("With evidence of something better"), "count", better, _("The interval of the difference, against the rest where there is one, lies on the good side of zero."), len(found)),
    )  # fmt: skip


def _behind(found: list[Evidence], cell: str) -> Behind | None:
    """before:ID, after:ID, rest_before:ID, rest_after:ID."""
    part, _sign, id = cell.partition(":")
    one = next((one for one in found if str(one.done.id) == id), None)
    return one.opens(part) if one else None
