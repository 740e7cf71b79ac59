"""Time inside the simulation: days since the first day as a number, turned into instants and dates at the end."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from penstock.exchange.sample.generator.dice import Dice

SATURDAY, SUNDAY = 5, 6


class Clock:
    """The days from the first day of the simulated history up to the start of today; nothing happens later."""

    def __init__(self, today: date, years: int) -> None:
        self.today = today
        self.days = years * 365
        self.first_day = today - timedelta(days=self.days)
        self.start = datetime(self.first_day.year, self.first_day.month, self.first_day.day, tzinfo=UTC)
        self.now = self.start + timedelta(days=self.days)
        self.first_weekday = self.first_day.weekday()

    def weekday(self, day: float) -> int:
        """Monday is 0."""
        return (self.first_weekday + int(day)) % 7

    def at(self, day: float) -> datetime:
        """The instant in working hours (UTC), whole seconds; order is kept, and weekends move to Friday's end and
        Monday's beginning, so that durations neither grow nor shrink on the whole."""
        whole = int(day)
        part = day - whole
        weekday = (self.first_weekday + whole) % 7
        if weekday == SATURDAY:
            seconds = (whole - 1) * 86_400 + 59_400 + int(part * 5_400)
        elif weekday == SUNDAY:
            seconds = (whole + 1) * 86_400 + 21_600 + int(part * 3_600)
        else:
            seconds = whole * 86_400 + 25_200 + int(part * 34_200)
        return self.start + timedelta(seconds=seconds)

    def at_any_hour(self, day: float) -> datetime:
        """The instant from five in the morning to eleven at night, weekends too: when visitors fill in forms."""
        whole = int(day)
        return self.start + timedelta(seconds=whole * 86_400 + 18_000 + int((day - whole) * 64_800))

    def on(self, day: float) -> date:
        """The date, weekends moved to the Friday before."""
        weekday = self.weekday(day)
        back = weekday - 4 if weekday >= SATURDAY else 0
        return self.first_day + timedelta(days=int(day) - back)


class Arrivals:
    """When opportunities of one industry come: by month's weight and a straight line of growth."""

    def __init__(self, clock: Clock, months: Sequence[float], growth: float) -> None:
        self.sums = tuple(
            accumulate(
                months[(clock.first_day + timedelta(days=day)).month - 1]
                * (1 + (growth - 1) * day / clock.days)
                for day in range(clock.days)
            )
        )

    def draw(self, dice: Dice) -> float:
        """A moment, in days since the first."""
        return bisect_right(self.sums, dice.random() * self.sums[-1]) + dice.random()
