"""How many requests one caller may send in a minute. Counted in each process of the web server by itself: it keeps one
program from starving the others, it is not an account of use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of this minute, and in how many seconds the next begins."""

    limit: int
    left: int
    resets_in_seconds: int

    @property
    def is_spent(self) -> bool:
        return self.left < 0

    @property
    def headers(self) -> Mapping[str, str]:
        """The RateLimit fields, and Retry-After once nothing is left."""
        fields = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(self.left, 0)),
            "RateLimit-Reset": str(self.resets_in_seconds),
        }
        return fields | ({"Retry-After": str(self.resets_in_seconds)} if self.is_spent else {})


class Limiter:
    """Counts the requests of the present minute by caller."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: dict[str, int] = {}

    def forget(self) -> None:
        """As if nobody had asked yet."""
        self._counts = {}

    def take(self, caller: str, now: datetime) -> Allowance:
        """Count one request of `caller` at `now`."""
        minute, second = divmod(int(now.timestamp()), 60)
        if minute != self._minute:
            self._minute, self._counts = minute, {}
        count = self._counts[caller] = self._counts.get(caller, 0) + 1
        limit: int = settings.API_REQUESTS_PER_MINUTE
        return Allowance(limit, limit - count, 60 - second)
