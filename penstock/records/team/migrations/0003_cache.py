"""What all processes of the web server must count together (attempts to sign in, codes that were used)."""

from django.db import migrations

TABLE = """
CREATE UNLOGGED TABLE cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX cache_by_age ON cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("team", "0002_ledger")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE cache")]
