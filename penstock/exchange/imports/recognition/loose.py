"""Headers that say the same with other words around it: deal_stage_name is the column Stage, opened_on is Opened Date.

For spreadsheets of no known system only, and only for columns that nothing knows as they stand."""

import re
from collections.abc import Mapping

from penstock.exchange.imports.recognition.headers import words

IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
# In front these say nothing, nor does the word for what a row is.
QUALIFIERS = frozenset(
    [
        "associated",
        "related",
        "linked",
        "regarding",
        "primary",
        "main",
        "current",
        "original",
        "full",
        "your",
        "submission",
    ]
)
ROWS = {
    "opportunities": frozenset(["deal", "opportunity", "potential", "sales"]),
    "companies": frozenset(["company", "account", "customer", "client", "organization", "hq", "billing"]),
    "people": frozenset(["contact", "person"]),
    "leads": frozenset(["lead", "prospect"]),
    "history": frozenset(["change", "event"]),
    "activities": frozenset(
        ["activity", "task", "call", "note", "event", "meeting", "engagement", "interaction", "comment"]
    ),
    "users": frozenset(["user", "employee"]),
}
# And behind.
TRAILERS = frozenset(["name", "label", "flag", "text", "utc"])
SHORT = {
    "opp": "opportunity", "org": "organization", "organisation": "organization", "acct": "account", "acc": "account",
    "num": "number", "no": "number", "nr": "number", "prob": "probability", "pct": "percent", "est": "expected",
    "estimated": "expected", "exp": "expected", "projected": "expected", "forecasted": "expected", "amt": "amount",
    "prev": "previous", "prior": "previous", "curr": "currency", "addr": "address", "tel": "phone", "desc": "description",
    "stg": "stage", "cls": "close", "dt": "date", "src": "source", "cust": "customer", "qty": "quantity", "mgr": "manager", "nm": "name",
    "ids": "id", "salesrep": "rep", "e": "", "of": "", "the": "", "for": "",
}  # fmt: skip
# Of a day or an instant: which of them a header says makes no difference.
WHEN = frozenset(["date", "at", "on", "time", "timestamp", "datetime", "day"])
UNITS = frozenset(["percent", "percentage", "usd", "eur", "gbp", "min", "minutes"])


def loosened(header: str, kind: str) -> str:
    """What is left of a header without what says nothing; two headers with the same rest mean the same. A
    header of one word is that word."""
    said = [SHORT.get(word, word) for word in words(IN_BRACKETS.sub(" ", header.replace("IDs", "Ids")))]
    said = [word for word in said if word]
    of_rows = ROWS.get(kind, frozenset())
    while len(said) > 1 and (said[0] in QUALIFIERS or said[0] in of_rows) and said[1] not in ("id", "to"):
        del said[0]
    while len(said) > 1 and (said[-1] in TRAILERS or said[-1] in UNITS):
        del said[-1]
    bare = [word for word in said if word not in WHEN]
    if bare and len(bare) < len(said):
        bare.append("date")
    # “Date closed” is “Closed date”.
    return " ".join(sorted(bare or said))


def loose_names(columns: Mapping[str, str], kind: str) -> dict[str, str]:
    """From what is left of each name to its field. Of two fields it is the one whose name has less around it; none where
    both have as much."""
    found: dict[str, tuple[int, str]] = {}
    for name, target in columns.items():
        rest, length = loosened(name, kind), len(words(name))
        least, other = found.get(rest, (length, target))
        if length < least or other == target:
            found[rest] = (min(length, least), target)
        elif length == least:
            found[rest] = (length, "")
    return {rest: target for rest, (_, target) in found.items() if rest and target}
