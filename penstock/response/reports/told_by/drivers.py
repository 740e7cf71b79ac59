"""What goes with winning: each thing known at the opening, raw and adjusted; apart, what is known only afterwards."""

from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from penstock.foundation.statistics.proportions import Proportion, wilson
from penstock.insight.metrics.asking import NOT_RECORDED
from penstock.insight.mirror.state import State
from penstock.insight.winloss.afterwards import Split, afterwards
from penstock.insight.winloss.decided import WEEKDAYS, Decided, decided
from penstock.insight.winloss.drivers import ENOUGH, OTHER, Driver, drivers
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Beside, Column, Figure, LeftOut, Table, Told
from penstock.response.reports.told_by.head import head
from penstock.response.reports.told_by.wording import rate, too_few


def tell(asked: Asked, state: State) -> Told:
    """Of those decided in the period; the found first."""
    found = decided(state, asked.query)
    told = drivers(found.won, found.month, found.known)
    splits = afterwards(state, asked.query, found)
    return Told(
        **head("drivers", asked),
        tables=(
            Table("drivers", _("Known when it was opened"), _columns(), tuple(map(_row, told)), cells=CELLS, beside=_beside("adjusted"),
                  empty=_("Nothing that two groups of %(n)s decided could be compared by.") % {"n": ENOUGH}),
            Table("afterwards", _("Known only afterwards: no predictors"), _split_columns(), tuple(map(_split_row, splits)), cells=CELLS, beside=_beside("raw"),
                  note=_("Raw, not adjusted.")),
        ),
        figures=_figures(found, told),
        notes=(_says(told), _("Adjusted for the others and the month of opening; found where the false ones among all on the page are at most 5 %.")),
        left_out=(LeftOut("opening not recorded", found.left_out),) if found.left_out else (),
        opens=lambda cell: _behind(found, told, splits, cell),
    )  # fmt: skip


CELLS = {"own": "{name}:own", "other": "{name}:other"}


def _beside(effect: str) -> Beside:
    """The same level against the same base."""
    return Beside(("name", "factor", "base"), ("own", effect), is_whole=False)


def _columns() -> tuple[Column, ...]:
    return (
        Column("factor", _("What"), under="base"),
        Column("base", _("Against"), is_shown=False),
        Column("own", _("Won")),
        Column("other", _("Won of the compared")),
        Column("raw", _("Difference as it is"), "points", "raw_low", "raw_high"),
        *_bounds("raw"),
        Column("adjusted", _("Adjusted"), "points", "adjusted_low", "adjusted_high", drawn="accent"),
        *_bounds("adjusted"),
        Column("q", _("False-discovery q"), "number"),
        Column("verdict", _("What can be said")),
    )


def _split_columns() -> tuple[Column, ...]:
    return (
        Column("factor", _("What"), under="base"),
        Column("base", _("Against"), is_shown=False),
        Column("own", _("Won")),
        Column("other", _("Won of the compared")),
        Column("raw", _("Difference as it is"), "points", "raw_low", "raw_high", drawn="accent"),
        *_bounds("raw"),
        Column("verdict", _("What can be said")),
    )


def _bounds(name: str) -> tuple[Column, Column]:
    return (
        Column(f"{name}_low", _("Low"), "points", is_shown=False),
        Column(f"{name}_high", _("High"), "points", is_shown=False),
    )


def _row(driver: Driver) -> dict[str, Any]:
    row = _groups(driver.own, driver.other) | {
        "name": f"{driver.factor}={driver.level}",
        "factor": f"{_factor(driver.factor)}: {_level(driver.level)}",
        "base": _("against %(base)s") % {"base": _level(driver.base)},
        "verdict": _verdict(driver),
    }
    row |= _interval("raw", driver.raw)
    row |= _interval("adjusted", driver.adjusted.difference if driver.adjusted and driver.raw else None)
    return row | {"q": round(driver.q, 4) if driver.q is not None else None}


def _split_row(split: Split) -> dict[str, Any]:
    what, base = _split_words(split)
    told = _("Known only afterwards") if split.difference else _few(split.one, split.other)
    return {"name": split.name, "factor": what, "base": base, "verdict": told} | _groups(split.one, split.other) | _interval("raw", split.difference)  # fmt: skip


def _groups(own: Proportion, other: Proportion) -> dict[str, str]:
    return {"own": rate(own.k, own.n), "other": rate(other.k, other.n)}


def _interval(name: str, found: Any) -> dict[str, Any]:
    if found is None:
        return {}
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def _few(own: Proportion, other: Proportion) -> str:
    return _("Not enough data: %(own)s and %(other)s of %(n)s decided each") % {"own": own.n, "other": other.n, "n": ENOUGH}  # fmt: skip


def _verdict(driver: Driver) -> str:
    match driver.verdict:
        case "too few":
            return _few(driver.own, driver.other)
        case "not separable":
            return _("Not separable from the date or the others")
        case "found":
            assert driver.adjusted is not None
            difference = driver.adjusted.difference
            return _("Won more often") if difference and difference.value > 0 else _("Won less often")
    return _("No evidence here")


FACTORS = {
    "source": noop("Source"), "customer": noop("Customer"), "company_size": noop("Company size"), "industry": noop("Industry"),
    "country": noop("Country"), "amount_band": noop("Amount"), "owner": noop("Owner"), "weekday": noop("Weekday of opening"),
    "team_size": noop("Team"),
}  # fmt: skip
LEVELS = {
    "new": noop("new"), "existing": noop("existing"), "unknown": noop("unknown"), NOT_RECORDED: noop("not recorded"), OTHER: noop("other"),
    "alone": noop("the owner alone"), "two": noop("two of us"), "three or more": noop("three of us or more"),
} | dict(zip(WEEKDAYS, (noop("Monday"), noop("Tuesday"), noop("Wednesday"), noop("Thursday"), noop("Friday"), noop("Saturday"), noop("Sunday")), strict=True))  # fmt: skip


def _factor(name: str) -> str:
    return _(FACTORS[name]) if name in FACTORS else name.removeprefix("custom.")


def _level(name: str) -> str:
    return _(LEVELS[name]) if name in LEVELS else name


def _split_words(split: Split) -> tuple[str, str]:
    n = {"n": split.limit}
    open_then = _("among those still open on day 30")
    return {
        "within 30 days": (_("Closed within %(n)s days") % n, _("against later")),
        "last month of a quarter": (
            _("Closed in the last month of a quarter"),
            _("against the other months"),
        ),
        "exchanges": (
            ngettext("More than one exchange by day 30", "More than %(n)s exchanges by day 30", split.limit)
            % n
            if split.limit
            else _("Any exchange by day 30"),
            open_then,
        ),
        "first exchange": (_("A first exchange within %(n)s days") % n, open_then),
        "contacts": (
            _("More than %(n)s of their people by day 30") % n
            if split.limit
            else _("Any of their people by day 30"),
            open_then,
        ),
    }[split.name]


def _figures(found: Decided, told: tuple[Driver, ...]) -> tuple[Figure, ...]:
    won, n = int(found.won.sum()), int(found.id.size)
    overall = wilson(won, n)
    why_not = too_few(n)
    return (
        Figure("win_rate", _("Won of the decided"), "share", None if why_not else overall.share, _("Those won or lost in the period whose opening is recorded."),
               n, None if why_not else overall.low, None if why_not else overall.high, why_not, cell="all:own" if n else "",
               metric="win_rate", k=won),
        Figure("found", _("Found"), "count", sum(one.verdict == "found" for one in told), _("Things known at the opening that go with winning or losing."), len(told)),
    )  # fmt: skip


def _says(told: tuple[Driver, ...]) -> str:
    found = [one for one in told if one.verdict == "found"]
    if not found:
        return _("No predictor holds: nothing that was known at the opening goes with winning, once the others and the date are held.")  # fmt: skip
    return _("Goes with winning or losing: %(names)s.") % {
        "names": ", ".join(f"{_factor(one.factor)} {_level(one.level)}" for one in found)
    }


def _behind(found: Decided, told: tuple[Driver, ...], splits: tuple[Split, ...], cell: str) -> Behind | None:
    """FACTOR=LEVEL:own or :other (its base); a split by its name likewise; all:own."""
    name, _sign, which = cell.rpartition(":")
    for split in splits:
        if split.name == name:
            ids = split.one_ids if which == "own" else split.other_ids
            return Behind("opportunity", tuple(ids.tolist()))
    held = np.ones(found.id.size, dtype=np.bool_)
    if name != "all":
        factor, _sign, level = name.partition("=")
        driver = next((one for one in told if (one.factor, one.level) == (factor, level)), None)
        if driver is None:
            return None
        held = _at_level(found, told, factor, driver.base if which == "other" else level)
    return Behind("opportunity", tuple(int(id) for id in found.id[held]))


def _at_level(found: Decided, told: tuple[Driver, ...], factor: str, level: str) -> Any:
    levels = found.known[factor]
    if level != OTHER:
        return (levels.words == level)[levels.codes]
    named = {one.level for one in told if one.factor == factor} | {
        one.base for one in told if one.factor == factor
    }
    return ~np.isin(levels.words, sorted(named))[levels.codes]
