"""After many rows of a kind the planner is told how much there is: what comes next begins before the server looks by itself."""

from django.db import migrations

ANALYZE = """
CREATE FUNCTION import_analyze() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET default_statistics_target = 100
AS $$
DECLARE spec ledger_kind;
BEGIN
    FOR spec IN SELECT * FROM ledger_kind ORDER BY kind LOOP
        EXECUTE format('ANALYZE %I, %I', spec.relation, spec.relation || '_past');
    END LOOP;
    ANALYZE ledger, import_key;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("imports", "0006_keys_without_run"), ("base", "0012_small_voids")]
    operations = [migrations.RunSQL(ANALYZE, "DROP FUNCTION import_analyze();")]
