"""Phrases that several reports say alike."""

from django.utils.translation import gettext as _


def points(low: float, high: float) -> str:
    """The ends of a difference of shares: −1.2 to +2.0 points."""
    return _("%(low)s to %(high)s points") % {"low": _signed(low), "high": _signed(high)}


def _signed(share: float) -> str:
    return f"{share * 100:+.1f}".replace("-", "−")
