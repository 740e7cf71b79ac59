"""What a browser says it is, in words: "Firefox 130 on Windows". Only to recognise a session by; nothing rests on it."""

import re

from django.utils.translation import gettext as _

# Each names itself and, for old sites, those before it: the first that fits is the one.
BROWSERS = [
    ("Edge", r"\bEdg(?:e|A|iOS)?/(\d+)"),
    ("Opera", r"\b(?:OPR|Opera)/(\d+)"),
    ("Samsung Internet", r"\bSamsungBrowser/(\d+)"),
    ("Vivaldi", r"\bVivaldi/(\d+)"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"\b(?:Chrome|Chromium|HeadlessChrome|CriOS)/(\d+)"),
    ("Safari", r"\bVersion/(\d+)[\d.]*(?: Mobile/\w+)? Safari/"),
    ("curl", r"^curl/(\d+)"),
]
SYSTEMS = [
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Windows", r"\bWindows\b"),
    ("macOS", r"\bMac OS X\b|\bMacintosh\b"),
    ("Linux", r"\bLinux\b|\bX11\b"),
]


def browser(agent: str) -> str:
    """The User-Agent of a request in words; what is not recognised is said as far as it is."""
    program = next((f"{name} {found[1]}" for name, sign in BROWSERS if (found := re.search(sign, agent))), "")
    system = next((name for name, sign in SYSTEMS if re.search(sign, agent)), "")
    if program and system:
        return _("%(browser)s on %(system)s") % {"browser": program, "system": system}
    return program or system or _("A program that does not say what it is")
