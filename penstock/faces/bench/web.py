"""The screens and the API under the sample company: server time as a browser on the same machine sees it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from time import perf_counter
from urllib.parse import urlencode

from django.db import connection, transaction

from penstock.faces.bench.bare import baselines
from penstock.faces.bench.browsing import Browser, signed_in, with_key
from penstock.faces.bench.effort import spent
from penstock.faces.bench.memory import together
from penstock.faces.bench.timing import Result, timed
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.acting import Acting
from penstock.records.team.keys import create_key, end_key
from penstock.records.team.models import Role, User

RUNS = 50
MOVERS = 8
MOVES_EACH = 100
PAST = timedelta(days=200)


def run(port: int, supervisor: int) -> list[Result]:
    """Measure the server on `port`, whose database this process is connected to. It moves and makes opportunities.

    supervisor: the process that started everything, whose family's memory is told."""
    user = administrator()
    now = datetime.now(UTC)
    results = [_memory("memory of everything, started", supervisor)]
    bare = baselines(now - PAST)
    browser, effort = signed_in(port, user), partial(spent, supervisor)
    results += [
        timed(name, visit, runs=RUNS, baseline=bare.get(name), spent=effort)
        for name, visit in pages(browser, now).items()
    ]
    with _key(user) as secret:
        writer = with_key(port, secret)
        results += [
            timed(name, call, runs=RUNS, baseline=bare.get(name), spent=effort)
            for name, call in _writes(writer).items()
        ]
        results.append(_movers(port, secret, effort))
    results.append(_memory("memory of everything, after the work", supervisor))
    return results


def _memory(name: str, supervisor: int) -> Result:
    return Result(name, "MB", value=together(supervisor))


def pages(browser: Browser, now: datetime) -> dict[str, Callable[[], object]]:
    """The screens by name, each as a visit; the one after the other asks for another record or word."""
    some = Opportunity.objects.filter(is_removed=False, stage__kind="open").order_by("id")
    ids = cycle(some.values_list("id", flat=True)[:200])
    owner, stage = some.values_list("owner_id", "stage_id")[50]
    words = cycle(["dri", "flee", "han", "log", "soft", "wareh", "no", "mar"])
    filtered = urlencode({"owner": owner, "stage": stage})
    past = (now - PAST).date()
    return {
        "page without records": lambda: browser.get("/keys/"),
        "board": lambda: browser.get("/opportunities/"),
        "list of 50 by amount": lambda: browser.get("/opportunities/list/?sort=-amount"),
        "list by owner and stage": lambda: browser.get(f"/opportunities/list/?{filtered}"),
        "search as you type": lambda: browser.get_piece(f"/search/?q={next(words)}"),
        "record page": lambda: browser.get(f"/opportunities/{next(ids)}/"),
        "board of a past day": lambda: browser.get(f"/opportunities/?as_of={past}"),
        "board of a past day, as known then": lambda: browser.get(f"/opportunities/?as_of={past}&known=then"),
    }


def _writes(writer: Browser) -> dict[str, Callable[[], object]]:
    stages = list(
        Stage.objects.filter(is_removed=False, kind="open")
        .order_by("position")
        .values_list("id", flat=True)[:2]
    )
    rows = Opportunity.objects.filter(is_removed=False, stage__kind="open").order_by("id")
    movable = cycle([(id, stage) for id in rows.values_list("id", flat=True)[:100] for stage in stages])
    winnable = iter(list(rows.values_list("id", flat=True)[200 : 300 + RUNS]))

    def move() -> None:
        id, stage = next(movable)
        writer.send("POST", f"/api/opportunities/{id}/moves", {"stage": stage})

    return {
        "API create": lambda: writer.send("POST", "/api/opportunities", {"name": "Benchmark"}),
        "API move": move,
        "API win": lambda: writer.send(
            "POST", f"/api/opportunities/{next(winnable)}/closure", {"outcome": "won"}
        ),
    }


def _movers(port: int, secret: str, effort: Callable[[], float]) -> Result:
    """How many moves a second several programs get done that move different cards at once."""
    stages = list(
        Stage.objects.filter(is_removed=False, kind="open")
        .order_by("position")
        .values_list("id", flat=True)[:2]
    )
    ids = list(
        Opportunity.objects.filter(is_removed=False, stage__kind="open")
        .order_by("-id")
        .values_list("id", flat=True)[: MOVERS * 20]
    )

    def work(place: int) -> None:
        writer = with_key(port, secret)
        mine = cycle([(id, stage) for stage in stages for id in ids[place::MOVERS]])
        for _ in range(MOVES_EACH):
            id, stage = next(mine)
            writer.send("POST", f"/api/opportunities/{id}/moves", {"stage": stage})

    begun, before = perf_counter(), effort()
    with ThreadPoolExecutor(MOVERS) as pool:
        list(pool.map(work, range(MOVERS)))
    return Result(
        f"{MOVERS} clients moving cards",
        "moves/s",
        value=round(MOVERS * MOVES_EACH / (perf_counter() - begun), 1),
        cpu=round((effort() - before) / (MOVERS * MOVES_EACH), 1),
    )


@contextmanager
def _key(user: User) -> Iterator[str]:
    acting, now = Acting.on_screen(user), datetime.now(UTC)
    key, secret = create_key(actor=acting, name="benchmark", role=Role.ADMINISTRATOR, now=now)
    try:
        yield secret
    finally:
        end_key(actor=acting, key=key, now=datetime.now(UTC))


def administrator() -> User:
    """Who asks: the first that the sample company has."""
    user = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("id").first()
    assert user is not None, "the sample company has an administrator"
    return user


def scale_of() -> str:
    """What the database holds, for the answer's head."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM opportunity), (SELECT count(*) FROM company), (SELECT count(*) FROM ledger)"
        )
        opportunities, companies, facts = cursor.fetchone()
    return f"{opportunities:,} opportunities, {companies:,} companies, {facts:,} facts"
