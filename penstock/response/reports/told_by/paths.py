"""The ways that opportunities really take through the stages, and whether leaving the pattern goes with winning."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from penstock.foundation.statistics.proportions import difference, wilson
from penstock.insight.metrics.comparing import ENOUGH_TO_DIFFER
from penstock.insight.mirror.state import State
from penstock.insight.stages.conformance import KEEPS, departures_of
from penstock.insight.stages.paths import Path, paths
from penstock.insight.stages.stays import asked_of, stages
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Beside, Column, Figure, Table, Told
from penstock.response.reports.told_by.head import head
from penstock.response.reports.told_by.wording import few, too_few

SHOWN = 30


def tell(asked: Asked, state: State) -> Told:
    """Of those that entered a stage in the period, from the stage in which they were first seen in it."""
    found = paths(state, asked.query)
    order = {
        stage.id: (stage.pipeline_id, stage.position)
        for stage in stages(asked_of(state, asked.query)).values()
        if stage.kind == "open"
    }
    kinds = _by_departure(found, order)
    taken = {f"path:{i}": [path] for i, path in enumerate(found)}
    taken |= {f"kind:{kind}": its for kind, its in kinds.items()}
    return Told(
        **head("paths", asked),
        tables=(_table(found, order), _departures(kinds)),
        figures=_figures(found, kinds),
        notes=(_("The pattern: the stages in their order, none left out, none twice. How often those who leave it win is what goes with it, not what comes of it."),),
        opens=lambda cell: _behind(taken[cell]) if cell in taken else None,
    )  # fmt: skip


def _behind(its: list[Path]) -> Behind:
    return Behind("opportunity", tuple(id for path in its for id in path.ids))


def words() -> dict[str, str]:
    """What a path may do."""
    return {
        KEEPS: _("keeps to the pattern"),
        "back": _("goes back"),
        "skips": _("skips a stage"),
        "late": _("begins later"),
        "elsewhere": _("changes the pipeline"),
    }


def _by_departure(found: tuple[Path, ...], order: dict[int, tuple[int, int]]) -> dict[str, list[Path]]:
    kinds: dict[str, list[Path]] = defaultdict(list)
    for path in found:
        for kind in departures_of(path.stage_ids, order) or (KEEPS,):
            kinds[kind].append(path)
    return kinds


def _table(found: tuple[Path, ...], order: dict[int, tuple[int, int]]) -> Table:
    n = sum(path.n for path in found)
    rows = [
        {"path": " → ".join(path.stages), "cell": f"path:{i}", "n": path.n, "share": path.n / n, "few_share": few(path.n, n), "days": path.days, "open": path.open,
         **_won(path.won.k, path.won.n), "departs": ", ".join(words()[kind] for kind in departures_of(path.stage_ids, order))}
        for i, path in enumerate(found[:SHOWN])
    ]  # fmt: skip
    columns = (
        Column("path", _("Path"), under="departs"),
        Column("n", _("Took it"), "count"),
        Column("share", _("Of all"), "share", few="few_share"),
        Column("days", _("Days, middle one"), "days"),
        Column("open", _("Still open"), "count"),
        Column("won", _("Won"), "count"),
        Column("decided", _("Decided"), "count"),
        *_won_columns(),
        Column("few_share", _("Too few of all"), is_shown=False),
        Column("departs", _("Departs"), is_shown=False),
    )
    note = _("%(shown)s of %(all)s") % {"shown": len(rows), "all": len(found)} if rows else ""
    return Table(
        "paths", _("The ways that are taken"), columns, tuple(rows), cells={"n": "{cell}"}, note=note,
        beside=Beside(("path",), ("n", "share", "win_rate"), ("won", "decided"), is_whole=False),
    )  # fmt: skip


def _won(k: int, n: int) -> dict[str, Any]:
    share = wilson(k, n)
    return {
        "won": k,
        "decided": n,
        "win_rate": share.share,
        "low": share.low if n else None,
        "high": share.high if n else None,
        "few": few(k, n),
    }


def _won_columns() -> tuple[Column, ...]:
    return (
        Column("win_rate", _("Won of the decided"), "share", low="low", high="high", few="few"),
        Column("low", _("Low"), "share", is_shown=False),
        Column("high", _("High"), "share", is_shown=False),
        Column("few", _("Too few"), is_shown=False),
    )


def _departures(kinds: dict[str, list[Path]]) -> Table:
    """Each way to leave the pattern, against those who keep to it."""
    keeps = _sums(kinds.get(KEEPS, []))
    rows = []
    for kind, title in words().items():
        if kind in kinds:
            k, decided, n = _sums(kinds[kind])
            beside = _beside(k, decided, keeps) if kind != KEEPS else {"gap": None, "says": ""}
            rows.append({"departure": title, "cell": f"kind:{kind}", "n": n, **_won(k, decided), **beside})
    columns = (
        Column("departure", _("What they do")),
        Column("n", _("Opportunities"), "count"),
        Column("won", _("Won"), "count"),
        Column("decided", _("Decided"), "count"),
        *_won_columns(),
        Column("gap", _("Against the pattern"), "points", low="gap_low", high="gap_high"),
        Column("gap_low", _("Low"), "points", is_shown=False),
        Column("gap_high", _("High"), "points", is_shown=False),
        Column("says", _("Do they differ?")),
    )
    return Table("departures", _("Who leaves the pattern, and whether it wins"), columns, tuple(rows), cells={"n": "{cell}"},
                 beside=Beside(("departure",), ("n", "win_rate"), ("won", "decided")))  # fmt: skip


def _sums(its: list[Path]) -> tuple[int, int, int]:
    """Won, decided, all."""
    return sum(path.won.k for path in its), sum(path.won.n for path in its), sum(path.n for path in its)


def _beside(k: int, decided: int, keeps: tuple[int, int, int]) -> dict[str, Any]:
    least = min(decided, keeps[1])
    if least < ENOUGH_TO_DIFFER:
        return {"gap": None, "gap_low": None, "gap_high": None, "says": _("Not enough data: %(n)s of %(enough)s decided") % {"n": least, "enough": ENOUGH_TO_DIFFER}}  # fmt: skip
    gap = difference(k, decided, keeps[0], keeps[1])
    says = _("they differ") if gap.low > 0 or gap.high < 0 else _("no evidence of a difference")
    return {"gap": gap.value, "gap_low": gap.low, "gap_high": gap.high, "says": says}


def _figures(found: tuple[Path, ...], kinds: dict[str, list[Path]]) -> tuple[Figure, ...]:
    n, keeping = sum(path.n for path in found), _sums(kinds.get(KEEPS, []))[2]
    share = wilson(keeping, n)
    return (
        Figure("keeps", _("Keep to the pattern"), "share", share.share, _("The stages in their order, none left out, none twice, however far."), n,
               share.low if n else None, share.high if n else None, too_few(n), cell=f"kind:{KEEPS}" if keeping else "", k=keeping),
        Figure("paths", _("Different ways"), "count", len(found)),
    )  # fmt: skip
