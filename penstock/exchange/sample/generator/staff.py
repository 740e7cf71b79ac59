"""Who sells: teams under one parent, a manager at the head of each."""

from penstock.exchange.sample.generator.dice import Dice
from penstock.exchange.sample.generator.market import ascii_slug
from penstock.exchange.sample.generator.names import (
    BRITISH,
    CHINESE,
    FRENCH,
    GERMAN,
    POLISH,
    RUSSIAN_MEN,
    RUSSIAN_WOMEN,
    SPANISH,
    TURKISH,
    Culture,
)  # fmt: skip
from penstock.exchange.sample.generator.shape import Shape
from penstock.exchange.sample.generator.tables import Staff, Team, User

DOMAIN = "sample.invalid"
TEAMS = ("North", "South", "East", "West", "Coast", "Mountains")
HOMES = (
    (GERMAN, "Europe/Berlin"), (POLISH, "Europe/Warsaw"), (TURKISH, "Europe/Istanbul"), (RUSSIAN_WOMEN, "Europe/Berlin"),
    (SPANISH, "Europe/Madrid"), (CHINESE, "Europe/Berlin"), (FRENCH, "Europe/Paris"), (BRITISH, "Europe/London"),
    (RUSSIAN_MEN, "Europe/Warsaw"),
)  # fmt: skip
MANAGERS_WEIGHT = 0.3


def hire(seed: int, shape: Shape) -> Staff:
    """Teams and users; users are numbered team by team, the manager first. Names do not repeat."""
    dice = Dice(seed, "staff")
    teams = [Team(1, "Sales", None)]
    for number in range(shape.teams):
        round_number, place = divmod(number, len(TEAMS))
        teams.append(Team(number + 2, TEAMS[place] + (f" {round_number + 1}" if round_number else ""), 1))
    users: list[User] = []
    taken: set[str] = set()
    for number in range(shape.users):
        team = number * shape.teams // shape.users
        is_first = number == 0 or users[-1].team != team + 2
        culture, zone = HOMES[number % len(HOMES)]
        first, last = new_name(dice, culture, taken)
        email = f"{ascii_slug(first)}.{ascii_slug(last)}@{DOMAIN}"
        role = "manager" if is_first else "representative"
        users.append(User(number + 1, first, last, email, role, team + 2, zone))
    return Staff(tuple(teams), tuple(users))


def new_name(dice: Dice, culture: Culture, taken: set[str]) -> tuple[str, str]:
    """A name whose first and last part nobody has yet, while there are any left."""
    for _ in range(100):
        first, last = dice.pick(culture.firsts), dice.pick(culture.lasts)
        if first not in taken and last not in taken:
            break
    taken.update((first, last))
    return first, last


def selling_weights(staff: Staff) -> tuple[float, ...]:
    """How much of the work each user takes: managers a little."""
    return tuple(MANAGERS_WEIGHT if user.role == "manager" else 1.0 for user in staff.users)
