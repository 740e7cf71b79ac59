"""Whom the simulated company sells to: companies and the people in them."""

from datetime import datetime
from functools import lru_cache
from math import gcd
from re import sub
from unicodedata import normalize

from penstock.exchange.sample.generator.dice import Dice, Quantiles
from penstock.exchange.sample.generator.names import EVERYWHERE, PLAIN, Culture
from penstock.exchange.sample.generator.places import COUNTRIES, INDUSTRIES, Country
from penstock.exchange.sample.generator.tables import Company, Person
from penstock.exchange.sample.generator.words import JOB_TITLES

EMPLOYEES: Quantiles = ((0, 3), (0.2, 11), (0.5, 60), (0.8, 230), (0.95, 1_100), (1, 5_000))
LOCAL_SHARE = 0.8
SECOND_EMAIL_SHARE = 0.06
FREE_MAIL = "mail.example"


def company(
    dice: Dice, seed: int, number: int, *, owner: int, created_at: datetime
) -> tuple[Company, Country]:
    """The company of that number, from 0, with its country. Names and domains never repeat within a seed."""
    country, industry, name, form = company_name(seed, number)
    row = Company(
        id=number + 1,
        name=f"{name} {form}",
        domain=f"{ascii_slug(name)}.example",
        industry=INDUSTRIES[industry],
        employees=int(dice.quantile(EMPLOYEES)),
        country=country.code,
        city=dice.pick(country.cities),
        phone=phone(country, number * 2),
        owner=owner,
        created_at=created_at,
    )
    return row, country


def company_name(seed: int, number: int) -> tuple[Country, int, str, str]:
    """Country, industry, name without and then the legal form.

    The words are a number written in mixed digits: every name has its own number, the plain ones come first, then
    those with a city, with a partner, with both, then with a counter."""
    base = len(COUNTRIES) * len(INDUSTRIES) * 40
    layer, place = divmod(number, base)
    place = scattered(seed, place, base)
    place, at = divmod(place, len(COUNTRIES))
    country = COUNTRIES[at]
    place, industry = divmod(place, len(INDUSTRIES))
    stem, trade = divmod(place, len(country.trades[industry]))
    counter, layer = divmod(layer, 60)
    partner, city = divmod(layer, 6)
    words = [country.stems[stem]]
    if partner:
        words += ["&", country.stems[(stem + partner) % len(country.stems)]]
    words.append(country.trades[industry][trade])
    if city:
        words.append(country.cities[city - 1])
    if counter:
        words.append(str(counter + 1))
    return country, industry, " ".join(words), country.forms[number % len(country.forms)]


def scattered(seed: int, place: int, size: int) -> int:
    """Another number below `size` for each number below it: a walk with a step that has no divisor in common."""
    step = 761 + 2 * (seed % 97)
    while gcd(step, size) != 1:
        step += 2
    return (place * step + seed * 53) % size


def person(
    dice: Dice,
    number: int,
    *,
    country: Country,
    company: Company | None,
    owner: int | None,
    created_at: datetime,
    taken: set[str],
) -> Person:
    """The person of that number, from 0, at a company or at none; `taken` are the addresses of their colleagues."""
    culture = culture_of(dice, country)
    first, last = dice.pick(culture.firsts), dice.pick(culture.lasts)
    local = f"{ascii_slug(first)}.{ascii_slug(last)}"
    if local in taken:
        local = f"{local}.{number + 1}"
    taken.add(local)
    # Without a company the number keeps two people of one name apart.
    emails = [f"{local}@{company.domain}" if company else f"{local}.{number + 1}@{FREE_MAIL}"]
    if company and dice.happens(SECOND_EMAIL_SHARE):
        emails.append(f"{local}.{number + 1}@{FREE_MAIL}")
    return Person(
        id=number + 1,
        first_name=first,
        last_name=last,
        emails=tuple(emails),
        phones=(phone(country, number * 2 + 1),) if dice.happens(0.8) else (),
        job_title=dice.pick(JOB_TITLES) if company else "",
        company=company.id if company else None,
        owner=owner,
        created_at=created_at,
    )


def culture_of(dice: Dice, country: Country) -> Culture:
    """Mostly the country's own, sometimes any."""
    return dice.pick(country.cultures if dice.happens(LOCAL_SHARE) else EVERYWHERE)


def phone(country: Country, number: int) -> str:
    """An E.164 number that nobody has: the subscriber's part begins with 0. It repeats only after half a million rows."""
    free = 10 ** (country.digits - 1)
    return f"{country.area}{number % free:0{country.digits}d}"


@lru_cache(4096)
def ascii_slug(text: str) -> str:
    """Small ASCII letters and digits, parted by single hyphens."""
    plain = normalize("NFKD", text.translate(PLAIN)).encode("ascii", "ignore").decode().lower()
    return sub(r"[^a-z0-9]+", "-", plain).strip("-")
