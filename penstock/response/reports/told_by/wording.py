"""Phrases that several reports say alike."""

import re
from datetime import date

from babel import Locale
from babel.dates import format_skeleton
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from penstock.insight.metrics.measures import ENOUGH_FOR_A_RATE


def points(low: float, high: float) -> str:
    """The ends of a difference of shares: −1.2 to +2.0 points."""
    return _("%(low)s to %(high)s points") % {"low": _signed(low), "high": _signed(high)}


def not_enough(why: str) -> str:
    """What is missing, as a screen says it; a median that was not reached is a bound ("> 90 days"), and nothing is missing."""
    if why.startswith(">"):
        return why
    return _("Not enough data: %(why)s") % {"why": why}


LABEL = re.compile(
    r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)


def period_words(label: str) -> str:
    """A period's label as people say it: Mar 2026, Q1 2026, W10 2026, 1 Mar 2026."""
    found = LABEL.fullmatch(label)
    if found is None:
        return label
    year, quarter, week, month, day = (int(part or 0) for part in found.groups())
    locale = Locale.parse(to_locale(get_language() or "en"))
    if week:
        return _("W%(week)s %(year)s") % {"week": week, "year": year}
    if quarter:
        return str(format_skeleton("yQQQ", date(year, quarter * 3, 1), locale=locale))
    if not month:
        return label
    if day and locale.language == "en":  # as formats.day writes it
        return f"{day} {format_skeleton('yMMM', date(year, month, 1), locale=locale)}"
    return str(format_skeleton("yMMMd" if day else "yMMM", date(year, month, day or 1), locale=locale))


def few(k: int, n: int) -> str:
    """3 of 8, in place of a share that would not be honest (METRICS, 5), of nothing a dash; "" where it is."""
    if n == 0:
        return "–"
    return "" if n >= ENOUGH_FOR_A_RATE else _("%(k)s of %(n)s") % {"k": k, "n": n}


def _signed(share: float) -> str:
    return f"{share * 100:+.1f}".replace("-", "−")


def too_few(n: int) -> str | None:
    """Why a rate of so many is none yet: 8 of 20; None where it is one."""
    return None if n >= ENOUGH_FOR_A_RATE else _("%(k)s of %(n)s") % {"k": n, "n": ENOUGH_FOR_A_RATE}


def rate(k: int, n: int) -> str:
    """A share of counts, honest where they are few: 57.4 % of 3,163; 3 of 8."""
    return few(k, n) or _("%(share)s %% of %(n)s") % {"share": f"{k / n * 100:.1f}", "n": f"{n:,}"}


def field_title(name: str) -> str:
    """What a column of a dimension is called; one of the company's own by its key."""
    titles = {
        "pipeline": _("Pipeline"),
        "stage": _("Stage"),
        "owner": _("Owner"),
        "team": _("Team"),
        "source": _("Source"),
        "industry": _("Industry"),
        "country": _("Country"),
        "company_size": _("Company size"),
        "amount_band": _("Amount"),
        "customer": _("New or existing"),
        "currency": _("Currency"),
        "loss_reason": _("Loss reason"),
        "competitor": _("Competitor"),
        "status": _("Status"),
        "intent": _("Intent"),
    }
    return titles.get(name) or name.rpartition(".")[2].replace("_", " ").capitalize()
