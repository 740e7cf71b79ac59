"""Which tables a workspace is made of, and their columns."""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection

FORMAT = "penstock workspace 1"
MANIFEST = "manifest.json"
FILES = "files/"
LEDGER = ("ledger", "ledger_merge", "ledger_mark")
# What belongs to this installation and not to what is known: keys, answers kept for the API, notices, who exported.
OF_THE_MACHINE = frozenset({"api_key", "kept_answer", "notice", "export"})
# Who signs in and how stays where it is.
SECRET = {"seller": ("password", "last_login"), "seller_past": ("password", "last_login")}
# Numbers of their own cluster.
STAMPS = ("xact",)


@dataclass(frozen=True, slots=True)
class Table:
    """`texts` are the columns that hold plain text; `serial` the one whose numbers go on counting."""

    name: str
    columns: tuple[str, ...]
    texts: frozenset[str]
    serial: str


def tables() -> list[Table]:
    """Records, their past states, the ledger."""
    ours = {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("penstock.") and model._meta.managed
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT relation FROM ledger_kind")
        tracked = {relation for (relation,) in cursor.fetchall()}
        names = sorted((ours - OF_THE_MACHINE) | tracked | {f"{name}_past" for name in tracked} | set(LEDGER))
        cursor.execute(
            "SELECT table_name, column_name, data_type, is_identity = 'YES' OR column_default LIKE 'nextval%%'"
            " FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER'"
            " AND table_name = ANY (%s) ORDER BY table_name, ordinal_position",
            [names],
        )
        columns = cursor.fetchall()
    return [table_of(name, [row[1:] for row in columns if row[0] == name]) for name in names]


def table_of(name: str, columns: list[tuple[str, str, bool]]) -> Table:
    """Without secrets and stamps."""
    left_out = (*STAMPS, *SECRET.get(name, ()))
    kept = [column for column in columns if column[0] not in left_out]
    texts = frozenset(column for column, kind, _ in kept if kind in ("text", "character varying"))
    serial = next((column for column, _, counts in kept if counts), "")
    return Table(name, tuple(column for column, _, _ in kept), texts, serial)
