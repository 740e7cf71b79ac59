"""How a lower room hears of higher ones without knowing them: each room says at start-up what it has
(ARCHITECTURE.md, 3.2). Literal dictionaries, filled in AppConfig.ready."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Q

# kind -> conditions (on that kind's table) by which a record is visible because something that points to it is.
visible_through: dict[str, list[Callable[[Collection[int]], Q]]] = {}

# name -> a check that `penstock check` runs; returns sentences that say what to mend.
checks: dict[str, Callable[[], list[str]]] = {}

# kind -> the model that holds its records.
models: dict[str, type[Any]] = {}
