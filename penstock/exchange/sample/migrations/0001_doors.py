"""The simulated company's doors in the ledger (LEDGER.md, 1 and 3): a database becomes a sample, and ceases to be one."""

from django.db import migrations

MARK = """
-- From now on facts may say when they were recorded. False, and nothing done, where there are records already.
CREATE FUNCTION ledger_mark_sample() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM ledger WHERE kind IN ('company', 'person', 'lead', 'opportunity')) THEN
        RETURN false;
    END IF;
    UPDATE ledger_mark SET is_sample = true;
    RETURN true;
END
$$;
"""

FORGET = """
-- Facts and past states of records whose rows are gone go too, and the mark with them. Rows of tracked tables are
-- deleted nowhere but by the removal of the sample, so that nothing else can be without a row.
CREATE FUNCTION ledger_forget_sample() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE spec ledger_kind;
BEGIN
    IF NOT (SELECT is_sample FROM ledger_mark) THEN
        RAISE EXCEPTION 'this database holds no sample' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('penstock.door', 'open', true);
    FOR spec IN SELECT * FROM ledger_kind LOOP
        EXECUTE format('DELETE FROM ledger AS f WHERE f.kind = %L
            AND NOT EXISTS (SELECT FROM %I AS t WHERE t.id = f.record_id)', spec.kind, spec.relation);
        EXECUTE format('DELETE FROM %I AS p WHERE NOT EXISTS (SELECT FROM %I AS t WHERE t.id = p.id)',
            spec.relation || '_past', spec.relation);
        EXECUTE format('DELETE FROM ledger_merge AS m WHERE m.kind = %L
            AND NOT EXISTS (SELECT FROM %I AS t WHERE t.id = m.into_id)', spec.kind, spec.relation);
    END LOOP;
    PERFORM set_config('penstock.door', '', true);
    UPDATE ledger_mark SET is_sample = false;
END
$$;
"""

ANALYZE = """
-- While the sample is written nobody else sees it, so that nobody else tells the planner how much there is.
CREATE FUNCTION ledger_analyze_sample() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE spec ledger_kind;
BEGIN
    IF NOT (SELECT is_sample FROM ledger_mark) THEN
        RAISE EXCEPTION 'this database holds no sample' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR spec IN SELECT * FROM ledger_kind LOOP
        EXECUTE format('ANALYZE %I, %I', spec.relation, spec.relation || '_past');
    END LOOP;
    ANALYZE ledger;
END
$$;
"""

UNDO = "DROP FUNCTION ledger_mark_sample(), ledger_forget_sample(), ledger_analyze_sample();"


class Migration(migrations.Migration):
    initial = True
    dependencies = [("base", "0003_fact")]
    operations = [migrations.RunSQL(MARK + FORGET + ANALYZE, UNDO)]
