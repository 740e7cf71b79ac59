"""How numbers, money and times are written for a person, in the language and zone that the request activated.

Where a value is shortened its exact form stays in `title`, for the eye, and in `value` or `datetime`, for machines.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import cache, lru_cache

import phonenumbers
from babel import Locale
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from django.utils import timezone
from django.utils.translation import get_language, gettext, to_locale
from markupsafe import Markup, escape

from penstock.foundation.base.values.money import Money

# Below this many cases a share is said as "3 of 8" (STYLE, voice).
FEW = 20
NO_BREAK = "\u00a0"
NOTHING = Markup('<span class="faint">–</span>')
# Formatting by the rules of a language is slow, and lists show the same days and amounts again and again.
KEPT = 20_000


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(to_locale(language))


def locale() -> Locale:
    """The locale of the language that is active now."""
    return _locale(_language())


def _language() -> str:
    return get_language() or "en"


def number(value: int | float | Decimal, digits: int | None = None) -> str:
    """1,234.5; with `digits`, exactly so many decimals."""
    return _number(_language(), value, digits)


@lru_cache(KEPT, typed=True)
def _number(language: str, value: int | float | Decimal, digits: int | None) -> str:
    if digits is None:
        return babel_numbers.format_decimal(value, locale=_locale(language))
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    return babel_numbers.format_decimal(value, format=pattern, locale=_locale(language))


def signed(value: int | float | Decimal, digits: int | None = None) -> str:
    """A difference: +11, −7 (a true minus), 0."""
    text = number(Decimal(value).copy_abs(), digits)
    return text if value == 0 else f"{'+' if value > 0 else '−'}{text}"


def exact_money(amount: Money) -> str:
    """€18,400 and €18,400.50: decimals only where there are any."""
    return _exact(_language(), amount)


def money(amount: Money | None) -> Markup:
    """The exact amount; an amount nobody gave is a dash."""
    return _money(_language(), amount) if amount is not None else NOTHING


def short_money(amount: Money | None) -> Markup:
    """€1.45 M, €412 k, €92: three digits, with the exact amount in `title`."""
    return _short(_language(), amount) if amount is not None else NOTHING


@lru_cache(KEPT)
def _money(language: str, amount: Money) -> Markup:
    return Markup(f'<data class="money" value="{amount.major}">{escape(_exact(language, amount))}</data>')


@lru_cache(KEPT)
def _short(language: str, amount: Money) -> Markup:
    exact, short = escape(_exact(language, amount)), escape(_compact(language, amount))
    return Markup(f'<data class="money" value="{amount.major}" title="{exact}">{short}</data>')


@lru_cache(KEPT)
def _exact(language: str, amount: Money) -> str:
    value = amount.major
    if value == value.to_integral_value():
        return _whole(language, amount)
    return _apart(babel_numbers.format_currency(value, amount.currency, locale=_locale(language)))


def _whole(language: str, amount: Money) -> str:
    text = babel_numbers.format_currency(
        amount.major,
        amount.currency,
        format=_whole_pattern(language),
        locale=_locale(language),
        currency_digits=False,
    )
    return _apart(text)


@cache
def _whole_pattern(language: str) -> str:
    return re.sub(r"0\.0+", "0", _locale(language).currency_formats["standard"].pattern)


def _apart(text: str) -> str:
    # A currency that has no sign of its own is a word (KWD 18), which Babel would glue to the number; and a true minus.
    return re.sub(r"(?<=[A-Za-z])(?=\d)", NO_BREAK, text).replace("-", "−")


def _compact(language: str, amount: Money) -> str:
    value = amount.major
    if abs(value) < 1000:
        return _whole(language, amount)
    shown = value.quantize(Decimal(1).scaleb(value.adjusted() - 2))
    decimals = 2 - shown.adjusted() % 3
    text = babel_numbers.format_compact_currency(
        shown, amount.currency, locale=_locale(language), fraction_digits=decimals
    )
    return _apart(re.sub(r"(?<=\d)([KMBT])$", lambda unit: NO_BREAK + _UNITS[unit[1]], text))


# English alone glues its units to the number; the others come with their own spaces.
_UNITS = {"K": "k", "M": "M", "B": "bn", "T": "tn"}


def per_cent(share: float, digits: int = 0) -> str:
    """58 %: the share (0 to 1) with the space that the eye needs."""
    text = babel_numbers.format_percent(share, format=_percent_pattern(digits), locale=locale())
    return text.replace("%", f"{NO_BREAK}%") if re.search(r"\d%", text) else text


def _percent_pattern(digits: int) -> str:
    tail = "." + "0" * digits if digits else ""
    return str(locale().percent_formats[None].pattern).replace("#,##0", f"#,##0{tail}")


def honest_share(part: int, whole: int) -> str:
    """A share that doesn't claim more than it knows: "3 of 8" below twenty, else 38 %; of nothing, a dash."""
    if whole == 0:
        return "–"
    if whole < FEW:
        return gettext("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}
    return per_cent(part / whole)


def day(value: dt.date | dt.datetime, today: dt.date | None = None) -> str:
    """15 Dec 2026; with `today`, 15 Dec while it is the same year."""
    date = timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    return _day(_language(), date, today is None or today.year != date.year)


@lru_cache(KEPT)
def _day(language: str, date: dt.date, has_year: bool) -> str:
    # CLDR's English is American (Dec 15, 2026); ours writes the day first, as the sketches do.
    if _locale(language).language == "en":
        return babel_dates.format_date(date, "d MMM y" if has_year else "d MMM", locale=_locale(language))
    return babel_dates.format_skeleton("yMMMd" if has_year else "MMMd", date, locale=_locale(language))


def clock(value: dt.datetime) -> str:
    """14:05, in the person's zone."""
    return f"{timezone.localtime(value):%H:%M}"


def moment(value: dt.datetime) -> Markup:
    """15 Dec 2026, 14:05, in the person's zone."""
    local = timezone.localtime(value)
    return _time(local, _exactly(local))


def when(value: dt.datetime, now: dt.datetime) -> Markup:
    """today 11:20, yesterday 16:12, 19 Nov 17:40, 3 Nov 2025; exact in `title`."""
    local, today = timezone.localtime(value), timezone.localtime(now).date()
    time = f"{local:%H:%M}"
    match (today - local.date()).days:
        case 0:
            text = gettext("today %(time)s") % {"time": time}
        case 1:
            text = gettext("yesterday %(time)s") % {"time": time}
        case -1:
            text = gettext("tomorrow %(time)s") % {"time": time}
        case _ if local.year == today.year:
            text = f"{_day(_language(), local.date(), False)} {time}"
        case _:
            text = _day(_language(), local.date(), True)
    return _time(local, text)


def ago(value: dt.datetime, now: dt.datetime) -> Markup:
    """2 hours ago, in 3 days; the browser keeps it fresh."""
    text = babel_dates.format_timedelta(value - now, add_direction=True, locale=locale())
    return _time(timezone.localtime(value), text, mark=" data-relative")


@lru_cache(KEPT)
def phone(value: str) -> str:
    """+46 8 000 14 25: grouped as its country does; what is no number of a country stays as it is."""
    try:
        return phonenumbers.format_number(
            phonenumbers.parse(value), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    except phonenumbers.NumberParseException:
        return value


def days(count: int) -> str:
    """8 d, where room is short."""
    return gettext("%(count)s d") % {"count": number(count)}


def _time(local: dt.datetime, text: str, mark: str = "") -> Markup:
    machine = local.astimezone(dt.UTC).isoformat()
    exact = escape(_exactly(local))
    return Markup(f'<time datetime="{machine}" title="{exact}"{mark}>{escape(text)}</time>')


def _exactly(local: dt.datetime) -> str:
    return f"{_day(_language(), local.date(), True)}, {local:%H:%M}"
