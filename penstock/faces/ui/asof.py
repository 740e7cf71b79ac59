"""The date of the page: what `?as_of=` and `?known=` ask for (LEDGER.md, 2), for boards, lists and records alike."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import QueryDict

from penstock.faces.views.given import day_or_none
from penstock.foundation.base.values.period import end_of_day


@dataclass(frozen=True, slots=True)
class Look:
    """The day a page shows, and the instants it means; the present has none of them."""

    today: date
    day: date | None = None
    valid: datetime | None = None
    known: datetime | None = None

    @property
    def is_past(self) -> bool:
        return self.day is not None

    @property
    def on(self) -> date:
        """The day whose rates, probabilities and lateness count."""
        return self.day or self.today

    @property
    def instants(self) -> dict[str, datetime | None]:
        """For the doors of the record rooms: `get_opportunity(user, id, **look.instants)`."""
        return {"valid": self.valid, "known": self.known}

    @property
    def state(self) -> dict[str, str]:
        """This look as a part of an address, empty for the present."""
        if self.day is None:
            return {}
        return {"as_of": self.day.isoformat()} | ({"known": "yes"} if self.known else {})

    @property
    def query(self) -> str:
        """`?as_of=2026-09-01&known=yes`, or nothing: what a link keeps so that one stays in the past."""
        return f"?{urlencode(self.state)}" if self.day else ""


def look_of(state: QueryDict, zone: ZoneInfo, now: datetime) -> Look:
    """What an address's ?state (request.GET) asks for, in the workspace's zone. A day that is none, or not yet over, is the present."""
    today = now.astimezone(zone).date()
    day = day_or_none(state.get("as_of", ""))
    if day is None or day >= today:
        return Look(today)
    instant = end_of_day(day, zone)
    return Look(today, day, instant, instant if state.get("known") else None)
