"""Phrases that several reports say alike."""

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


def few(k: int, n: int) -> str:
    """3 of 8, in place of a share that would not be honest (METRICS, 5); "" where it is."""
    return "" if n >= ENOUGH_FOR_A_RATE else _("%(k)s of %(n)s") % {"k": k, "n": n}


def _signed(share: float) -> str:
    return f"{share * 100:+.1f}".replace("-", "−")


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
