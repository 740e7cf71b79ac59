"""Whose ids the rows carry: two spreadsheets may both count their rows from 1, and the first deal of one is not the first
deal of the other."""

from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.keys import known_key
from penstock.exchange.imports.writing.sql import exists, fetch

SAMPLE = 2_000
MOST_LISTS = 50
PERSON = "concat_ws(' ', t.first_name, t.last_name)"
IN_ROW = "concat_ws(' ', a.name, a.first_name, a.last_name)"
# Kind of row, its column of ids, the kind of record that they are ids of, what the row calls it, what it is called here, and
# whether one word in common is enough (Müller, Hans is Hans Müller).
NAMED = (
    ("companies", "external_id", "company", "a.name", "t.name", False),
    ("people", "external_id", "person", IN_ROW, PERSON, True),
    ("leads", "external_id", "lead", IN_ROW, "t.name", True),
    ("opportunities", "external_id", "opportunity", "a.name", "t.name", False),
    ("history", "opportunity_id", "opportunity", "a.opportunity", "t.name", False),
    ("activities", "opportunity_id", "opportunity", "a.opportunity", "t.name", False),
    ("roles", "opportunity_id", "opportunity", "a.opportunity", "t.name", False),
)
# All of these have keys of their own, and an index by them.
KEPT = ["company", "person", "lead", "opportunity", "history", "user"]


def settle_source(context: RunContext) -> None:
    """The list of ids that the set goes on with: the one under which its ids are known and mostly called the same; where they
    are known but called otherwise, one of their own."""
    system = context.source
    fitting: list[tuple[int, str]] = []
    free = ""
    for number in range(1, MOST_LISTS + 1):
        source = system if number == 1 else f"{system} {number}"
        known, named, alike = agreement(source, context)
        if known and alike * 2 >= named:
            fitting.append((known, source))
        free = free or ("" if known else source)
        if not exists("SELECT FROM import_key WHERE kind = ANY (%s) AND source = %s", [KEPT, source]):
            break
    if fitting:
        context.source = max(fitting, key=lambda found: found[0])[1]
    elif free:
        context.source = free
    if context.source != system and not fitting:
        context.warn(
            "ids of the files are known from other files, where they are called otherwise: they count as ids of another list"
        )


def agreement(source: str, context: RunContext) -> tuple[int, int, int]:
    """Of some rows, spread over the set: how many ids are known from the list, how many of these rows name what they are
    about, and how many call it as it is called here."""
    totals = [0, 0, 0]
    for kind, column, record, in_row, here, is_word in NAMED:
        if kind in context.kinds:
            found = fetch(counted(kind, column, record, in_row, here, is_word), [record, source])[0]
            totals = [total + int(more) for total, more in zip(totals, found, strict=True)]
    return totals[0], totals[1], totals[2]


def counted(kind: str, column: str, record: str, in_row: str, here: str, is_word: bool) -> str:
    """The three counts of a kind, in SQL; parameters: kind of record and source."""
    words = "string_to_array(trim(regexp_replace(sort_key({}), '[^[:alnum:]]+', ' ', 'g')), ' ')"
    alike = (
        f"{words.format('s.named')} && {words.format(here)}"
        if is_word
        else f"sort_key(s.named) = sort_key({here})"
    )
    step = f"greatest(1, (SELECT max(id) FROM all_{kind}) / {SAMPLE})"
    return (
        f"SELECT count(*), count(nullif(s.named, '')), count(*) FILTER (WHERE s.named <> '' AND {alike})"
        f" FROM (SELECT {in_row} AS named, {known_key(f'a.{column}')} AS record_id FROM all_{kind} AS a"
        f" WHERE a.{column} IS NOT NULL AND a.reason IS NULL AND a.id %% {step} = 0) AS s"
        f" JOIN {record} AS t ON t.id = s.record_id"
    )
