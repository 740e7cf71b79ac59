"""What every part of one simulation looks at."""

from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from penstock.exchange.sample.generator.clock import Arrivals, Clock
from penstock.exchange.sample.generator.dice import Dice
from penstock.exchange.sample.generator.shape import Shape
from penstock.exchange.sample.generator.staff import hire, selling_weights
from penstock.exchange.sample.generator.tables import Staff
from penstock.exchange.sample.generator.truths import Truths


@dataclass(frozen=True, slots=True)
class World:
    """`selling_sums` are the users' weights summed up; `arrivals` has one for each industry."""

    seed: int
    shape: Shape
    truths: Truths
    clock: Clock
    staff: Staff
    selling_sums: tuple[float, ...]
    arrivals: tuple[Arrivals, ...]

    def seller(self, dice: Dice) -> int:
        """A user to own something."""
        return dice.cumulated(self.selling_sums) + 1

    def colleague(self, dice: Dice, owner: int) -> int:
        """Somebody else who sells; the owner if they are alone."""
        if len(self.staff.users) == 1:
            return owner
        while (other := self.seller(dice)) == owner:
            pass
        return other

    def manager(self, owner: int) -> int:
        """The first user of the owner's team, who is its manager."""
        team = self.staff.users[owner - 1].team
        return next(user.id for user in self.staff.users if user.team == team)


def world(seed: int, shape: Shape, truths: Truths, today: date) -> World:
    """The world of one simulation, before anything happens in it."""
    clock = Clock(today, shape.years)
    staff = hire(seed, shape)
    arrivals = tuple(Arrivals(clock, months, shape.growth) for months in truths.seasons)
    sums = tuple(accumulate(selling_weights(staff)))
    return World(seed, shape, truths, clock, staff, sums, arrivals)
