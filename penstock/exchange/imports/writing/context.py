"""What every step of a run knows."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.preparing.texts import stage_kind
from penstock.foundation.base.ledger import Actor, Cause, writing

LINES_KEPT = 1000
KINDS = ("won", "lost", "open")
COUNTED = ("created", "updated", "unchanged")


@dataclass(slots=True)
class RunContext:
    """One run: who, which, when; the namespace of foreign ids; the kinds that have rows; what is to be told.

    cursor: of each kind, the last staged row that is written. owners: whose records may be written (None: everybody's)."""

    run_id: int
    actor: Actor
    source: str
    now: datetime
    zone: tzinfo
    currency: str
    kinds: frozenset[str] = frozenset()
    pipeline: str | None = None
    # What was said about names of stages: won, lost, open, ignored, or another stage.
    stages: dict[str, str] = field(default_factory=dict)
    pipeline_hint: str = ""
    owners: frozenset[int] | None = None
    team: int | None = None
    earliest: datetime | None = None
    files: tuple[str, ...] = ()
    # What was said about the order of dates and the decimal sign.
    said: tuple[str | None, str | None] = (None, None)
    labels: dict[str, Any] = field(default_factory=dict)
    # Kind, header and type to the rows (file, line) whose cell could not be taken.
    unusable: dict[tuple[str, str, str], list[tuple[int, int]]] = field(default_factory=dict)
    is_dry: bool = False
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    cursor: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    # Of each kind the first rows (file, line, record) that said nothing new.
    same: dict[str, list[list[int]]] = field(default_factory=dict)
    save_progress: Callable[[str, int, int], None] | None = None

    def keep_same(self, kind: str, rows: list[tuple[Any, ...]]) -> None:
        """Rows that said nothing new, as many as are kept."""
        of_kind = self.same.setdefault(kind, [])
        of_kind += [list(row) for row in rows[: LINES_KEPT - len(of_kind)]]

    def stage_kind(self, name: str) -> str:
        """won, lost or open: as was said, else by the name."""
        said = self.stages.get(fold(name))
        return said if said in KINDS else stage_kind(name)

    def count(self, what: str, kind: str, number: int) -> None:
        """created, updated, unchanged; implied are records that no row is about, but that rows name."""
        if number:
            of_kind = self.counts.setdefault(what, {})
            of_kind[kind] = of_kind.get(kind, 0) + number

    def counted(self, what: str) -> dict[str, int]:
        """By kind."""
        return self.counts.get(what, {})

    def warn(self, message: str) -> None:
        """Something that the person should look at."""
        if message not in self.warnings:
            self.warnings.append(message)

    def add(self, batch: "RunContext") -> None:
        """What a batch, with lists of its own, counted and found."""
        for what, of_kind in batch.counts.items():
            for kind, number in of_kind.items():
                self.count(what, kind, number)
        for message in batch.warnings:
            self.warn(message)
        for found in batch.findings:
            self.find(found["kind"], found["message"], found["rows"], found["records"])
            known = next(finding for finding in self.findings if finding["message"] == found["message"])
            known["count"] += found["count"] - (len(found["rows"]) or len(found["records"]))
        for kind, rows in batch.same.items():
            self.keep_same(kind, [tuple(row) for row in rows])

    def find(
        self,
        kind: str,
        message: str,
        rows: list[tuple[Any, ...]],
        records: Sequence[int] = (),
        *,
        whole: bool = False,
    ) -> None:
        """Something that rows (file, line) or records cause. It adds up over batches; `whole`: this is all of it, and takes
        the place of what was said before an interruption."""
        known = next((finding for finding in self.findings if finding["message"] == message), None)
        if known is not None and whole:
            self.findings.remove(known)
            known = None
        if not rows and not records:
            return
        if known is None:
            known = {"message": message, "kind": kind, "count": 0, "rows": [], "records": []}
            self.findings.append(known)
        known["count"] += len(rows) or len(records)
        known["rows"] += [list(row) for row in rows[: LINES_KEPT - len(known["rows"])]]
        known["records"] += list(records)[: LINES_KEPT - len(known["records"])]


@contextmanager
def as_import(context: RunContext, is_day: bool = False) -> Iterator[None]:
    """Facts written inside are this run's, precise to the instant or to the day."""
    with writing(context.actor, Cause("import", context.run_id), precision="day" if is_day else "instant"):
        yield
