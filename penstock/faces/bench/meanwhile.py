"""The screens while an import goes on: what people who work notice of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep

from penstock.exchange.imports.files import ImportOptions
from penstock.exchange.imports.jobs import ask_for_run
from penstock.exchange.imports.models import ImportRun
from penstock.exchange.imports.uploads import keep_upload
from penstock.faces.bench.browsing import signed_in
from penstock.faces.bench.timing import Result
from penstock.faces.bench.web import administrator, pages
from penstock.records.team.acting import Acting

PAGES = ("board", "list of 50 by amount", "search as you type", "record page")
ROUNDS, WARM = 50, 5
PIECE = 1 << 20
# As people ask, and not as fast as the server can answer.
BETWEEN_SECONDS = 0.05
Visit = Callable[[], object]


def while_importing(port: int, path: Path) -> list[Result]:
    """p95 of the pages of the server on `port` while its worker brings the file in, beside what they take before."""
    user = administrator()
    known = pages(signed_in(port, user), datetime.now(UTC))
    visits = {name: known[name] for name in PAGES}
    for _ in range(WARM):
        rounds(visits)
    before = [rounds(visits) for _ in range(ROUNDS)]
    token = keep_upload([(path.name, pieces_of(path))])
    run = ask_for_run(actor=Acting.on_screen(user), token=token, options=ImportOptions())
    during = []
    while state_of(run) == ImportRun.State.WAITING:
        sleep(BETWEEN_SECONDS)
    while state_of(run) == ImportRun.State.RUNNING:
        during.append(rounds(visits))
    assert state_of(run) == ImportRun.State.DONE, "a benchmark must measure what works"
    return [compared(name, before, during) for name in PAGES]


def rounds(visits: dict[str, Visit]) -> dict[str, float]:
    """Each page once; milliseconds."""
    told = {}
    for name, visit in visits.items():
        begun = perf_counter()
        visit()
        told[name] = (perf_counter() - begun) * 1000
        sleep(BETWEEN_SECONDS)
    return told


def compared(name: str, before: list[dict[str, float]], during: list[dict[str, float]]) -> Result:
    """The ratio is that of the two p95."""
    alone, beside = ([row[name] for row in rows] for rows in (before, during))
    p50, p95 = of_percent(beside, 50), of_percent(beside, 95)
    baseline = of_percent(alone, 95)
    return Result(
        f"{name} while importing", "ms", p50, p95, baseline=baseline, ratio=round(p95 / baseline, 2)
    )


def of_percent(times: list[float], share: int) -> float:
    """The percentile, rounded to tenths."""
    return round(quantiles(times, n=100, method="inclusive")[share - 1], 1)


def state_of(run: ImportRun) -> str:
    """What the worker has made of it."""
    run.refresh_from_db(fields=["state"])
    return run.state


def pieces_of(path: Path) -> Iterator[bytes]:
    """As an upload comes."""
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            yield piece
