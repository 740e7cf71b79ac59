"""The planner is told how much there is by one function for whoever writes much in little time."""

from django.db import migrations

ANALYZE = """
-- Looks at every table of ours that grew by a tenth or more since it was last looked at. The server does so by itself, but only
-- after a while, and never at what a transaction that goes on has written.
CREATE FUNCTION ledger_analyze() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET default_statistics_target = 100
AS $$
DECLARE grown regclass;
BEGIN
    FOR grown IN
        SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND pg_relation_size(oid) > 1.1 * relpages * current_setting('block_size')::integer ORDER BY 1 LOOP
        EXECUTE format('ANALYZE %s', grown);
    END LOOP;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0012_small_voids")]
    operations = [migrations.RunSQL(ANALYZE, "DROP FUNCTION ledger_analyze()")]
