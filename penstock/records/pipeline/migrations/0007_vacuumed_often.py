"""A board's totals come out of an index alone, except for rows that lie on pages changed since the last VACUUM: with the
server's fifth of all rows as the limit, a tenth of a large installation's pages were looked up one by one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0006_search_of_the_present")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE opportunity SET (autovacuum_vacuum_scale_factor = 0.02)",
            "ALTER TABLE opportunity RESET (autovacuum_vacuum_scale_factor)",
        )
    ]
