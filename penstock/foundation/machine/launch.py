"""`penstock up`: the whole installation, from a closed home to answering pages, and back."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from penstock.foundation.machine.address import answers, require_free, shown
from penstock.foundation.machine.child import Child
from penstock.foundation.machine.cluster import Cluster
from penstock.foundation.machine.commands import Commands
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.external import External
from penstock.foundation.machine.home import locked, note, write_whole
from penstock.foundation.machine.installation import Installation, open_installation
from penstock.foundation.machine.logs import Kept, Log, Overheard, Shown, Sink
from penstock.foundation.machine.prepare import prepare, require_not_newer
from penstock.foundation.machine.supervisor import SCARCE, Service, Stop, end, stopping_by_signal, supervise

ORPHANS_END_WITHIN = 15.0
HOUR = 3600.0


@dataclass(frozen=True)
class Wish:
    """What the person asked for. `defaults` are environment variables for the first migration and first steps."""

    home: Path
    version: str
    url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    with_sample: bool = True
    defaults: Mapping[str, str] = field(default_factory=dict)


def up(wish: Wish, commands: Commands, show: Callable[[str], None]) -> None:
    """Runs until Ctrl-C, SIGTERM or SIGHUP. Every refusal comes before anything is left running."""
    installation = open_installation(wish.home, wish.url)
    home = installation.home
    log = Log(home.logs / "penstock.log")

    def say(line: str) -> None:
        now = datetime.now(UTC).astimezone()
        log.write(f"{now:%Y-%m-%d %H:%M:%S} {line}")
        show(f"{now:%H:%M:%S} {line}")

    with locked(home) as was_killed, stopping_by_signal() as stop:
        require_not_newer(home, wish.version)
        _require_room(home.root)
        require_free(wish.host, wish.port, ORPHANS_END_WITHIN if was_killed else 0)
        _Launch(installation, wish, commands, stop, say, show).run()


def _require_room(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if free < SCARCE:
        raise Refusal(
            f"only {free // 2**20} MB are free on the disk of {root}: free at least {SCARCE // 2**20} MB"
        )


@dataclass
class _Launch:
    installation: Installation
    wish: Wish
    commands: Commands
    stop: Stop
    say: Callable[[str], None]
    show: Callable[[str], None]
    running: list[Service] = field(default_factory=list)
    sign_in: list[str] = field(default_factory=list)
    is_announced: bool = False
    logs_due: float = 0.0

    def run(self) -> None:
        try:
            for step in (
                self.open_database,
                self.prepare,
                self.make_administrator,
                self.load_sample,
                self.serve,
            ):
                if not self.stop.asked.is_set():
                    step()
        finally:
            self.show_sign_in()
            self.end()

    def open_database(self) -> None:
        database = self.installation.database
        if isinstance(database, External):
            seen = database.wait_until_usable(self.stop, self.say)
            is_fresh = seen is not None and seen.is_empty
        else:
            is_fresh = not database.exists()
            self.start_cluster(database, is_fresh)
        if is_fresh:
            write_whole(self.installation.home.first_start, "")

    def start_cluster(self, cluster: Cluster, is_fresh: bool) -> None:
        if is_fresh:
            self.say(f"making a database in {self.installation.home.root}")
            cluster.create()
        self.running.append(cluster)
        cluster.start()
        cluster.wait_until_ready(self.stop.asked)
        cluster.make_roles()

    def prepare(self) -> None:
        prepare(
            self.installation, self.commands,
            version=self.wish.version, now=datetime.now(UTC), stopped=self.stop.asked, say=self.say,
            defaults=self.wish.defaults,
        )  # fmt: skip

    def make_administrator(self) -> None:
        """At the first start. The password that it shows is kept nowhere."""
        said = Kept()
        failed = self.first_step("administrator", self.commands.administrator, said)
        if failed:
            raise Refusal(f"the first administrator could not be made ({said.last or failed}): start again")
        self.sign_in = said.lines

    def load_sample(self) -> None:
        """At the first start; without it everything else works."""
        if self.wish.with_sample:
            said = Shown(self.show)
            failed = self.first_step("sample", self.commands.sample, said)
            if failed and not self.stop.asked.is_set():
                self.say(
                    f"the sample company could not be loaded ({said.last or failed}): penstock sample tries again"
                )
        if not self.stop.asked.is_set():
            self.installation.home.first_start.unlink(missing_ok=True)

    def first_step(self, name: str, command: tuple[str, ...], sink: Sink) -> str | None:
        """Runs a step of the first start that has not been done; None, or how it failed."""
        to_do = self.installation.home.first_start
        if not to_do.exists() or name in note(to_do).split():
            return None
        env = {**self.installation.env(), **self.wish.defaults}
        failed = Child(name, command, env, sink).run_to_end(self.stop.asked)
        if not failed:
            write_whole(to_do, f"{note(to_do)} {name}")
        return failed

    def serve(self) -> None:
        home, env = self.installation.home, self.installation.env()
        web = (*self.commands.web, "--host", self.wish.host, "--port", str(self.wish.port))
        write_whole(home.run / "address", f"{self.wish.host} {self.wish.port}")
        for name, command in (("web", web), ("worker", self.commands.worker)):
            log = Overheard(Log(home.logs / f"{name}.log"), self.show)
            child = Child(name, command, env, log, home.run / f"{name}.pid")
            child.start()
            self.running.append(child)
        supervise(
            self.running, stop=self.stop, say=self.say, disk=home.root, may_start=self.may_start, also=self.look
        )  # fmt: skip

    def may_start(self, service: Service) -> bool:
        """Without its database a process would only fall again, and say so each time."""
        return isinstance(service, Cluster) or self.installation.database.is_ready()

    def look(self, now: float) -> None:
        database = self.installation.database
        if isinstance(database, External):
            database.look(now, self.say)
        elif now > self.logs_due:
            database.drop_old_logs()
            self.logs_due = now + HOUR
        if not self.is_announced and answers(self.wish.host, self.wish.port):
            self.is_announced = True
            self.say(f"Penstock is at {shown(self.wish.host, self.wish.port)} (Ctrl-C stops it)")
            self.show_sign_in()

    def show_sign_in(self) -> None:
        """On the way out too, should the start be broken off: it can't be shown again."""
        for line in self.sign_in:
            self.show(line)
        self.sign_in = []

    def end(self) -> None:
        """The processes that write first, then the database."""
        if self.is_announced:
            self.say("stopping")
        clusters = [service for service in self.running if isinstance(service, Cluster)]
        end([service for service in self.running if service not in clusters], stop=self.stop)
        end(clusters, stop=Stop(), patience=60)
        if self.is_announced:
            self.say("stopped")
