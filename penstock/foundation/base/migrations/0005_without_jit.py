"""No just-in-time compiling in this database: it spends seconds on queries that run for milliseconds.

Set where it may be set: on a server where another role owns the database, its administrator decides."""

from django.db import migrations

WITHOUT_JIT = """
DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'this role may not turn jit off for the database';
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0004_half_even_of_integers")]
    operations = [migrations.RunSQL(WITHOUT_JIT, migrations.RunSQL.noop)]
