"""Whether later code has been at this database."""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def later_migrations() -> list[str]:
    """Migrations of our rooms that the database has seen and this code does not know: its schema is of later code."""
    loader = MigrationLoader(connection)
    known = {name for its in loader.disk_migrations.values() for name in its.replaces} | {
        *loader.disk_migrations
    }
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("penstock.")}
    seen = {name for name in loader.applied_migrations if name[0] in ours}
    return sorted(".".join(name) for name in seen - known)
