"""From a header (and the file's name) to system, kind and a proposal for every column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from penstock.exchange.imports.reading.values import Doubt
from penstock.exchange.imports.recognition.fields import CUSTOM, FIELDS, IGNORED, STAGE_ENTERED
from penstock.exchange.imports.recognition.headers import folded
from penstock.exchange.imports.recognition.presets.all import GENERIC_PRESETS, SYSTEM_PRESETS, SYSTEMS
from penstock.exchange.imports.recognition.presets.languages import in_english
from penstock.exchange.imports.recognition.presets.table import Preset

FILE_HINTS = [
    ("roles", re.compile(r"contact_?roles?\b|deal_contacts?\b|buying_?roles?|deals?_to_contacts?", re.I)),
    (
        "history",
        re.compile(
            r"histor|trending|snapshot|stage_?(?:change|log|move|transition|event)|deal_stage_data", re.I
        ),
    ),
    ("users", re.compile(r"users?\b|users?[_.]|owner|sales_?teams?|reps?\b|sellers?_team|employees", re.I)),
    ("products", re.compile(r"products?\b|products?[_.]|price_?list", re.I)),
    (
        "activities",
        re.compile(r"task|note|call|event|activit|interaction|meeting|engagement|telephony", re.I),
    ),
    ("leads", re.compile(r"lead|mql|enquir|inquir", re.I)),
    (
        "opportunities",
        re.compile(r"opportunit|deals?\b|deals?[_.]|potential|pipeline|closed_deals|applications", re.I),
    ),
    ("people", re.compile(r"contact|people|persons?\b", re.I)),
    ("companies", re.compile(r"account|compan|organi[sz]ation|customers?\b", re.I)),
]
# Without one of these a file of the kind makes no sense.
NEEDED = {
    "companies": ("name", "domain", "website", "external_id"),
    "people": ("name", "first_name", "last_name", "email"),
    "leads": ("name", "first_name", "last_name", "email", "external_id", "phone", "company"),
    "opportunities": ("name", "stage", "amount", "external_id", "won_at", "amount_at_close"),
    "history": ("opportunity", "opportunity_id"),
    "roles": ("person", "person_id", "person_email"),
    "users": ("name", "email", "first_name", "last_name"),
    "products": ("name", "code"),
    "activities": ("subject", "text", "type"),
}
NEEDED_TOO = {
    "roles": ("opportunity", "opportunity_id"),
    "history": ("at",),
    "opportunities": (
        "stage",
        "amount",
        "close_on",
        "won_at",
        "lost_at",
        "status",
        "pipeline",
        "amount_at_close",
    ),
}
HINT = 0.35
# Kinds that differ by less fit alike.
ALIKE = 0.1
OWN_NAMES = ("external_id", "name", "first_name", "last_name")
# So many names tell whether a row is a header, however wide it is.
MOST_NAMES = 500
# The columns that a file of refused rows has besides its own (imports.refused).
OUR_OWN = frozenset(map(folded, ("Refused line", "Refused because")))
HISTORY_VALUES = ("stage", "new", "amount", "close_on")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: `target` is a field key, `ignored`, `custom`, or `stage_entered:<stage>`.

    `is_known` is false for a column that nobody could name and that is offered as a custom field."""

    number: int
    header: str
    target: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a file is taken for; `share` is the part of its columns that is known."""

    system: str
    kind: str
    columns: tuple[Column, ...]
    share: float
    doubts: tuple[Doubt, ...] = ()

    @property
    def targets(self) -> dict[str, int]:
        """Field key to column number (from 1); the first column wins."""
        found: dict[str, int] = {}
        for column in self.columns:
            if column.is_known and column.target not in (IGNORED, CUSTOM):
                found.setdefault(column.target, column.number)
        return found


@dataclass(frozen=True, slots=True)
class Score:
    """How well a preset fits."""

    preset: Preset
    total: float
    share: float
    # The file is called after the kind.
    is_hinted: bool = False


def recognize(
    header: Sequence[str], file_name: str = "", kind: str | None = None, system: str | None = None
) -> Recognition:
    """The best fitting preset, or the given one, with a doubt where two kinds fit alike or none does.

    Raises ValueError for an unknown kind or system."""
    if kind is not None and kind not in FIELDS:
        raise ValueError(f"there is no kind {kind!r}; there are: {', '.join(FIELDS)}")
    if system is not None and system not in SYSTEMS:
        raise ValueError(f"there is no preset {system!r}; there are: {', '.join(SYSTEMS)}")
    scores = sorted(all_scores(header, file_name, kind, system), key=lambda score: -score.total)
    best = first_of(scores, header)
    columns = tuple(proposed(header, best.preset, system is not None))
    known = sum(column.is_known for column in columns)
    share = known / len(columns) if columns else 0.0
    return Recognition(
        best.preset.system, best.preset.kind, columns, share, kind_doubt(best, scores, header, kind)
    )


def is_known_header(cells: list[str]) -> bool:
    """Whether a first row can only be a header: half of its cells, and two at least, are names that a preset knows."""
    filled = [cell for cell in cells if cell.strip()][:MOST_NAMES]
    if len(filled) < 2:
        return False
    best = max(
        sum(preset.target(cell) is not None for cell in filled)
        for preset in (*SYSTEM_PRESETS, *GENERIC_PRESETS)
    )
    return best >= 2 and best * 2 >= len(filled)


def all_scores(header: Sequence[str], file_name: str, kind: str | None, system: str | None) -> list[Score]:
    """Every preset that is allowed, scored; the generic ones too unless a system is given that has the kind."""
    allowed = [
        preset for preset in SYSTEM_PRESETS if system in (None, preset.system) and kind in (None, preset.kind)
    ]
    if system is None or not allowed:
        allowed += [preset for preset in GENERIC_PRESETS if kind in (None, preset.kind)]
    hinted = hinted_kind(file_name)
    return [score_of(preset, header, hinted) for preset in allowed]


def hinted_kind(file_name: str) -> str:
    """The kind that the file's name says, if it says one."""
    return next((kind for kind, pattern in FILE_HINTS if pattern.search(file_name)), "")


def score_of(preset: Preset, header: Sequence[str], hinted: str) -> Score:
    """Known columns, marks of the system and the kind, and the name of the file."""
    targets = [target for name in header if (target := preset.target(name)) is not None]
    likely = [found for name in header if preset.target(name) is None and (found := preset.likely(name))]
    fields = {target for target in targets if target not in (CUSTOM, IGNORED)}
    # A name with words around it says half as much: a system whose own name it is knows it better.
    share = (len(targets) + len(likely) / 2) / max(1, len(header))
    total = share + 0.3 * min(1.0, len(fields) / max(1, len(header)))
    marks = sum(1 for name in header if preset.has_mark(name))
    total += min(0.45, 0.15 * marks)
    if hinted == preset.kind:
        total += HINT
    elif hinted == "history" and preset.kind == "opportunities":
        total -= HINT
    if not makes_sense(preset.kind, fields.union(likely)):
        total -= 0.8
    if preset.is_whole and marks < len(preset.marks):
        total -= 1
    if preset.system and marks < 2:
        total -= 0.1 if marks else 0.25
    return Score(preset, total, share, hinted == preset.kind)


def makes_sense(kind: str, fields: set[str]) -> bool:
    """Whether what the kind needs is there."""
    if not fields.intersection(NEEDED[kind]):
        return False
    if kind == "history" and not fields.intersection(HISTORY_VALUES):
        return False
    return kind not in NEEDED_TOO or bool(fields.intersection(NEEDED_TOO[kind]))


def proposed(header: Sequence[str], preset: Preset, is_given: bool) -> list[Column]:
    """A target for every column; a field is filled by one column only, the first that names it."""
    fallback = (
        []
        if is_given and preset.system
        else [other for other in GENERIC_PRESETS if other.kind == preset.kind]
    )
    tables = (preset, *fallback)
    exact = [next((found for table in tables if (found := table.target(name))), None) for name in header]
    columns: list[Column] = []
    used: set[str] = set()
    better = {preset.target(name): name for name in header if folded(name) in preset.better}
    for number, (name, target) in enumerate(zip(header, exact, strict=True), start=1):
        if target is None:
            likely = next((found for table in tables if (found := table.likely(name))), None)
            target = likely if likely not in exact else None
        is_known = target is not None
        if target in better and better[target] != name:
            target = IGNORED if preset.system else CUSTOM
        elif target is None or (target in used and target not in (CUSTOM, IGNORED)):
            target = CUSTOM
        elif not target.startswith(STAGE_ENTERED):
            used.add(target)
        columns.append(Column(number, name, target, is_known))
    return columns if preset.system else moved_by(with_both_names(columns))


def moved_by(columns: list[Column]) -> list[Column]:
    """“From” and “To” without a column that says which field changed are stages."""
    targets = {column.target for column in columns}
    if "new" not in targets or targets.intersection(("field", "stage", "amount", "close_on")):
        return columns
    stages = {"old": "old_stage", "new": "stage"}
    return [replace(column, target=stages.get(column.target, column.target)) for column in columns]


def with_both_names(columns: list[Column]) -> list[Column]:
    """“Nombre” beside “Apellidos” is the first name, “Nom” beside “Prénom” the last one."""
    missing = {"first_name", "last_name"} - {column.target for column in columns}
    if len(missing) != 1:
        return columns
    (other,) = missing
    return [replace(column, target=other) if is_bare_name(column) else column for column in columns]


def is_bare_name(column: Column) -> bool:
    """Name and nothing more, in any language."""
    bare = folded(column.header)
    return column.target == "name" and "name" in (bare, in_english(column.header))


def first_of(scores: Sequence[Score], header: Sequence[str]) -> Score:
    """The best; of two kinds that fit about alike, the one that the first column speaks of."""
    best = scores[0]
    rival = rival_of(best, scores)
    if rival is not None and tells_more(rival, best, header):
        return rival
    is_clear = rival is None or speaks_of(best, header) or not speaks_of(rival, header)
    return best if is_clear or rival is None else rival


def tells_more(rival: Score, best: Score, header: Sequence[str]) -> bool:
    """Whether the rival knows every column, and the file is called after it, or it is known by one that the best does not know:
    the day of a snapshot is no column of an opportunity."""
    return rival.share == 1 > best.share and (
        rival.is_hinted
        or any(rival.preset.has_mark(name) and best.preset.target(name) is None for name in header)
    )


def rival_of(best: Score, scores: Sequence[Score]) -> Score | None:
    """Another kind that fits about as well."""
    rival = next((score for score in scores if score.preset.kind != best.preset.kind), None)
    return rival if rival is not None and rival.total > best.total - ALIKE else None


def speaks_of(score: Score, header: Sequence[str]) -> bool:
    """Whether the first column says who or what a row is, and not what it belongs to: Lead ID is a lead's, Company a company's."""
    return bool(header) and score.preset.target(header[0]) in OWN_NAMES


def kind_doubt(
    best: Score, scores: Sequence[Score], header: Sequence[str], kind: str | None
) -> tuple[Doubt, ...]:
    """Asked when no kind fits, or another kind fits about as well and the first column tells neither."""
    if kind is not None:
        return ()
    if scores[0].total < 0.75:
        return (Doubt("kind", "--as", "what the rows are can't be told from the header; say it with --as"),)
    rival = rival_of(best, [best, *scores])
    if rival is None or (speaks_of(best, header) and not speaks_of(rival, header)):
        return ()
    if tells_more(best, rival, header):
        return ()
    message = f"the rows look like {best.preset.kind} or {rival.preset.kind}; say which with --as"
    return (Doubt("kind", "--as", message),)
