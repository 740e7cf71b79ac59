"""How a preset is written: target -> names of columns, divided by |."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from penstock.exchange.imports.recognition.fields import CUSTOM, FIELDS, IGNORED, STAGE_ENTERED
from penstock.exchange.imports.recognition.headers import folded
from penstock.exchange.imports.recognition.loose import loose_names, loosened
from penstock.exchange.imports.recognition.presets.languages import in_english
from penstock.exchange.imports.recognition.units import divided


@dataclass(frozen=True, slots=True)
class Preset:
    """The columns of one kind of export of one system; `marks` are columns that no other system has."""

    system: str
    kind: str
    columns: Mapping[str, str]
    marks: frozenset[str]
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()
    # Brings the names of a system that writes them in the language of its account into English.
    normal: Callable[[str], str] | None = None
    # Of several columns for one field, those that say it better than the others.
    better: frozenset[str] = frozenset()
    # Only where every mark is there.
    is_whole: bool = False
    # Of spreadsheets of no system: what is left of the names without the words around them.
    loose: Mapping[str, str] = field(default_factory=dict)

    def has_mark(self, header: str) -> bool:
        """Whether the column is one that no other system has."""
        return folded(self.normal(header) if self.normal else header) in self.marks

    def target(self, header: str) -> str | None:
        """The field key, `ignored`, `custom`, or None for a column that the preset does not know. “Amount (USD)” is the
        column Amount, unless the preset knows it with its unit."""
        known = self.named(header)
        if known is None:
            name, _ = divided(header)
            known = self.named(name) if name != header.strip() else None
        return known or self.matched(header)

    def likely(self, header: str) -> str | None:
        """The same for a column that is only called much like one that the preset knows; nothing in a system's export."""
        return self.loose.get(loosened(header, self.kind)) if self.loose else None

    def named(self, header: str) -> str | None:
        """By the name of the column, in the system's words or in those of another language."""
        known = self.columns.get(folded(self.normal(header)) if self.normal else folded(header))
        if known is not None:
            return known
        english = "" if self.system else in_english(header)
        return self.columns.get(english) if english else None

    def matched(self, header: str) -> str | None:
        """By the pattern of names that the system makes."""
        for pattern, target in self.patterns:
            match = pattern.match(self.normal(header) if self.normal else header.strip())
            if match:
                return target + match[1] if target == STAGE_ENTERED else target
        return None


def preset(
    system: str,
    kind: str,
    columns: Mapping[str, str],
    marks: str = "",
    patterns: tuple[tuple[str, str], ...] = (),
    normal: Callable[[str], str] | None = None,
    better: str = "",
    is_whole: bool = False,
) -> Preset:
    """Unfold the names. Raises KeyError for a target that the kind does not have."""
    unfolded: dict[str, str] = {}
    written: dict[str, str] = {}
    for target, names in columns.items():
        if target not in (IGNORED, CUSTOM) and not target.startswith(STAGE_ENTERED):
            FIELDS[kind][target]
        for name in names.split("|"):
            unfolded[folded(name)] = written[name] = target
    compiled = tuple((re.compile(pattern, re.IGNORECASE), target) for pattern, target in patterns)
    marked = frozenset(map(folded, filter(None, marks.split("|"))))
    above = frozenset(map(folded, filter(None, better.split("|"))))
    loose = {} if system else loose_names(written, kind)
    return Preset(system, kind, unfolded, marked, compiled, normal, above, is_whole, loose)
