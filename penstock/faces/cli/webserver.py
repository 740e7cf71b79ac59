"""The web server: granian, a process for each core, two threads in each."""

import gc
import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from penstock.foundation.machine.child import end_with_parent

THREADS = 2
# Names of static files carry a hash of their content, so they may be kept for ever.
YEAR = 365 * 24 * 60 * 60


def serve(host: str, port: int, static: Path) -> None:
    """Serves the screens, the API and the static files until it is told to stop."""
    _load_application()
    Granian(
        "penstock.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("PENSTOCK_WEB_WORKERS") or cores()),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
        static_path_route=["/static"],
        static_path_mount=[static],
        static_path_expires=YEAR,
    ).serve(target_loader=partial(_in_worker, os.getpid()))


def _load_application() -> None:
    """Before the workers are forked off: they share its memory, and the first page does not wait for it."""
    import_module("penstock.wsgi")
    from django.conf import settings
    from django.template import engines

    import_module(settings.ROOT_URLCONF)
    engines.all()
    gc.freeze()


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_worker(parent: int, target: str) -> Callable[..., Any]:
    """The application; behind a proxy that is named, it sees the visitor's address instead of the proxy's."""
    end_with_parent(parent)
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    proxies = os.environ.get("PENSTOCK_TRUSTED_PROXIES")
    return wrap_wsgi_with_proxy_headers(application, proxies) if proxies else application
