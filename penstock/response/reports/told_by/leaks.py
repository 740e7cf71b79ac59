"""Where money runs out: each leak with its records, how much worse they do, and what mending is worth."""

from typing import Any

from django.utils.translation import gettext as _

from penstock.insight.leaks.finding import WORDS, leaks
from penstock.insight.leaks.pricing import SIDES, Leak, Side
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.targets import target_of_leak
from penstock.response.reports.told import Behind, Beside, Column, Figure, Table, Told
from penstock.response.reports.told_by.doing import done_column, open_about
from penstock.response.reports.told_by.head import head
from penstock.response.reports.told_by.wording import points

Sides = dict[Side, Leak]


def tell(asked: Asked, state: State) -> Told:
    """The worthiest first, by the larger of its two sums; then what was looked at without finding one."""
    found: dict[str, Sides] = {}
    for leak in leaks(state, asked.query):
        found.setdefault(leak.name, {})[leak.side] = leak
    running = [sides for sides in found.values() if sides["open"].verdict == "leak"]
    running.sort(key=_worth, reverse=True)
    quiet = [sides for sides in found.values() if sides["open"].verdict != "leak"]
    return Told(
        **head("leaks", asked),
        tables=(
            Table("leaks", _("Where it runs out"), _columns(), tuple(_row(asked, one) for one in running), cells=CELLS,
                  beside=Beside(("name", "leak", "says"), ("open", "open_worth", "past", "past_worth"), is_whole=False),
                  empty=_("No leak that there is evidence for.")),
            Table("nothing", _("Looked at, nothing to mend"), _quiet_columns(), tuple(_quiet_row(asked, one) for one in quiet), cells=CELLS),
        ),
        figures=_figures(running),
        notes=(_("What is open and what was lost are two sums: they are never added. A record in several leaks counts in the surest one."),),
        opens=lambda cell: _behind(found, running, cell),
    )  # fmt: skip


def _worth(sides: Sides) -> float:
    return max(leak.worth.value if leak.worth else 0.0 for leak in sides.values())


CELLS = {"open": "open:{name}", "past": "past:{name}"}


def _columns() -> tuple[Column, ...]:
    return (
        Column("leak", _("Leak"), under="says"),
        Column("says", _("What it is"), is_shown=False),
        Column("gap", _("Won less often"), "points", "gap_low", "gap_high"),
        Column("gap_low", _("Low"), "points", is_shown=False),
        Column("gap_high", _("High"), "points", is_shown=False),
        Column("open", _("Open"), "count"),
        Column("open_worth", _("Worth of mending the open"), "money", "open_low", "open_high", drawn="lost"),
        Column("open_low", _("Low"), "money", is_shown=False),
        Column("open_high", _("High"), "money", is_shown=False),
        Column("past", _("Lost"), "count"),
        Column("past_worth", _("Worth of the lost"), "money", "past_low", "past_high", drawn="lost"),
        Column("past_low", _("Low"), "money", is_shown=False),
        Column("past_high", _("High"), "money", is_shown=False),
        done_column(),
        Column("target", _("Target"), is_shown=False),
    )


def _quiet_columns() -> tuple[Column, ...]:
    return (
        Column("leak", _("Leak"), under="says"),
        Column("says", _("What it is"), is_shown=False),
        Column("verdict", _("Why not")),
        Column("open", _("Open"), "count"),
        Column("past", _("Lost"), "count"),
        done_column(),
        Column("target", _("Target"), is_shown=False),
    )


def _titled(asked: Asked, sides: Sides) -> dict[str, Any]:
    leak = sides["open"]
    title, says = WORDS[leak.name.partition(":")[0]]
    about = {"about": leak.about}
    target = target_of_leak(leak.name)
    words = {"name": leak.name, "leak": _(title) % about, "says": _(says) % about, "target": target}
    return words | {side: sides[side].affected for side in SIDES} | {"done": open_about(asked, target)}


def _row(asked: Asked, sides: Sides) -> dict[str, Any]:
    row = _titled(asked, sides)
    gap = sides["open"].gap
    if gap:
        row |= {"gap": -gap.value, "gap_low": -gap.high, "gap_high": -gap.low}
    for side in SIDES:
        worth = sides[side].worth
        if worth:
            row |= {f"{side}_worth": round(worth.value), f"{side}_low": round(worth.low), f"{side}_high": round(worth.high)}  # fmt: skip
    return row


def _quiet_row(asked: Asked, sides: Sides) -> dict[str, Any]:
    return _titled(asked, sides) | {"verdict": _why_quiet(sides["open"])}


def _why_quiet(leak: Leak) -> str:
    if leak.gap and leak.gap.high < 0:
        return _("No leak: they are won more often, by %(points)s.") % {
            "points": points(-leak.gap.high, -leak.gap.low)
        }
    if leak.gap:
        return _("No evidence here: difference %(points)s.") % {
            "points": points(-leak.gap.high, -leak.gap.low)
        }
    if leak.verdict == "not priced":
        return _("A fault of the data, worth nothing.")
    return _("Not enough data: %(why)s.") % {"why": leak.why_not}


def _figures(running: list[Sides]) -> tuple[Figure, ...]:
    """The two sums; their bounds are those of the leaks added up, which is wider than need be."""
    return (
        _sum(running, "open", _("Worth mending, open"), _("What the open ones in leaks would win more, were they won as often as comparable ones: by weighted value.")),
        _sum(running, "past", _("Lost through leaks"), _("What those lost in the period would have won more, had they been won as often as comparable ones: by amount.")),
    )  # fmt: skip


def _sum(running: list[Sides], side: Side, title: str, definition: str) -> Figure:
    worths = [worth for sides in running if (worth := sides[side].worth)]
    value, low, high = (sum(round(getattr(one, end)) for one in worths) for end in ("value", "low", "high"))
    n = sum(one.n for one in worths)
    if not n:
        return Figure(side, title, "money", 0, definition, note=_("no leak that there is evidence for"))
    return Figure(side, title, "money", value, definition, n, low, high, cell=f"{side}:")


def _behind(found: dict[str, Sides], running: list[Sides], cell: str) -> Behind | None:
    """open:NAME or past:NAME: the affected. Without a name: all that the sum is made of."""
    side, _sign, name = cell.partition(":")
    if side not in SIDES or (name and name not in found):
        return None
    if name:
        return Behind(found[name][side].kind, found[name][side].affected_ids)
    counted = (sides[side] for sides in running if sides[side].kind == "opportunity")
    return Behind("opportunity", tuple(id for leak in counted for id in leak.ids))
