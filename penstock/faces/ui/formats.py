"""How numbers, money and times are written for a person, in the language and zone that the request activated.

Where a value is shortened its exact form stays in `title`, for the eye, and in `value` or `datetime`, for machines.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import cache

from babel import Locale
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from django.utils import timezone
from django.utils.translation import get_language, gettext, to_locale
from markupsafe import Markup

from penstock.foundation.base.values.money import Money

# Below this many cases a share is said as "3 of 8" (STYLE, voice).
FEW = 20
NO_BREAK = "\u00a0"


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(to_locale(language))


def locale() -> Locale:
    """The locale of the language that is active now."""
    return _locale(get_language() or "en")


def number(value: int | float | Decimal, digits: int | None = None) -> str:
    """1,234.5; with `digits`, exactly so many decimals."""
    if digits is None:
        return babel_numbers.format_decimal(value, locale=locale())
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    return babel_numbers.format_decimal(value, format=pattern, locale=locale())


def signed(value: int | float | Decimal, digits: int | None = None) -> str:
    """A difference: +11, −7 (a true minus), 0."""
    text = number(Decimal(value).copy_abs(), digits)
    return text if value == 0 else f"{'+' if value > 0 else '−'}{text}"


def exact_money(amount: Money) -> str:
    """€18,400 and €18,400.50: decimals only where there are any."""
    value = amount.major
    if value == value.to_integral_value():
        return _whole_money(value, amount.currency)
    return _apart(babel_numbers.format_currency(value, amount.currency, locale=locale()))


def _whole_money(value: Decimal, currency: str) -> str:
    pattern = re.sub(r"0\.0+", "0", locale().currency_formats["standard"].pattern)
    return _apart(
        babel_numbers.format_currency(value, currency, format=pattern, locale=locale(), currency_digits=False)
    )


def _apart(text: str) -> str:
    # A currency that has no sign of its own is a word (KWD 18), which Babel would glue to the number.
    return re.sub(r"(?<=[A-Za-z])(?=\d)", NO_BREAK, text)


def money(amount: Money | None) -> Markup:
    """The exact amount; an amount nobody gave is a dash."""
    if amount is None:
        return Markup('<span class="faint">–</span>')
    return Markup('<data class="money" value="{}">{}</data>').format(amount.major, exact_money(amount))


def short_money(amount: Money | None) -> Markup:
    """€1.45 M, €412 k, €92: three digits, with the exact amount in `title`."""
    if amount is None:
        return money(None)
    text = _compact(amount.major, amount.currency)
    return Markup('<data class="money" value="{}" title="{}">{}</data>').format(
        amount.major, exact_money(amount), text
    )


def _compact(value: Decimal, currency: str) -> str:
    if abs(value) < 1000:
        return _whole_money(value, currency)
    shown = value.quantize(Decimal(1).scaleb(value.adjusted() - 2))
    decimals = 2 - shown.adjusted() % 3
    text = babel_numbers.format_compact_currency(shown, currency, locale=locale(), fraction_digits=decimals)
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
    date = _local(value).date() if isinstance(value, dt.datetime) else value
    skeleton = "MMMd" if today is not None and today.year == date.year else "yMMMd"
    return _by_skeleton(skeleton, date)


def clock(value: dt.datetime) -> str:
    """14:05, in the person's zone."""
    return babel_dates.format_time(_local(value), "HH:mm", locale=locale())


def moment(value: dt.datetime) -> Markup:
    """15 Dec 2026, 14:05, in the person's zone."""
    return _time(value, f"{day(value)}, {clock(value)}")


def when(value: dt.datetime, now: dt.datetime) -> Markup:
    """today 11:20, yesterday 16:12, 19 Nov 17:40, 3 Nov 2025; exact in `title`."""
    local, today = _local(value), _local(now).date()
    match (today - local.date()).days:
        case 0:
            text = gettext("today %(time)s") % {"time": clock(value)}
        case 1:
            text = gettext("yesterday %(time)s") % {"time": clock(value)}
        case -1:
            text = gettext("tomorrow %(time)s") % {"time": clock(value)}
        case _ if local.year == today.year:
            text = f"{day(value, today)} {clock(value)}"
        case _:
            text = day(value)
    return _time(value, text)


def ago(value: dt.datetime, now: dt.datetime) -> Markup:
    """2 hours ago, in 3 days; the browser keeps it fresh."""
    text = babel_dates.format_timedelta(value - now, add_direction=True, locale=locale())
    return _time(value, text, relative=True)


def days(count: int) -> str:
    """8 d, where room is short."""
    return gettext("%(count)s d") % {"count": number(count)}


def _time(value: dt.datetime, text: str, relative: bool = False) -> Markup:
    exact = f"{day(value)}, {clock(value)}"
    mark = Markup(" data-relative") if relative else ""
    return Markup('<time datetime="{}" title="{}"{}>{}</time>').format(
        value.astimezone(dt.UTC).isoformat(), exact, mark, text
    )


def _local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value)


def _by_skeleton(skeleton: str, date: dt.date) -> str:
    # CLDR's English is American (Dec 15, 2026); ours writes the day first, as the sketches do.
    if locale().language == "en":
        return babel_dates.format_date(date, "d MMM" if skeleton == "MMMd" else "d MMM y", locale=locale())
    return babel_dates.format_skeleton(skeleton, date, locale=locale())
