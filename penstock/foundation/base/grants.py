"""Rights of the role that web and worker connect as, where we made the cluster: it owns nothing (LEDGER, 1)."""

from django.db import connection

# Only the functions of 0002 write these; they run with the owner's rights.
SEALED = ("ledger", "ledger_kind", "ledger_merge", "ledger_mark", "ledger_door", "ledger_void_door")


def grant(role: str) -> None:
    """Give `role` what the application needs on everything there is now. Called by the owner after each migration."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {', '.join(SEALED)} FROM {name}")
        cursor.execute("SELECT relation || '_past' FROM ledger_kind")
        for (past,) in cursor.fetchall():
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {connection.ops.quote_name(past)} FROM {name}")
