"""A void of many records reads the part of each table where they stand, and no longer all of it: what came in together has
numbers that follow each other (docs/design/ledger.md)."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("penstock.foundation.base.migrations.0012_small_voids").AFTER

AFTER = """
-- Of some records that voids were written for, hides those that no fact speaks of any more, and gives the others. What was true
-- of them is known until the voids were recorded: their spans end there, and so does the state of their rows.
CREATE OR REPLACE FUNCTION ledger_hide(of_kind text, ids bigint[]) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    spec ledger_kind;
    low bigint;
    high bigint;
BEGIN
    IF pg_trigger_depth() = 0 THEN RAISE EXCEPTION 'ledger_hide is called by triggers only'; END IF;
    IF EXISTS (SELECT FROM ledger_merge WHERE kind = of_kind) THEN RETURN ids; END IF;
    -- Below some thousand records looking each one up in four indexes is cheaper than hashing what stands between them.
    PERFORM set_config('enable_nestloop', CASE WHEN cardinality(ids) <= 1000 THEN 'on' ELSE 'off' END, true);
    SELECT * INTO STRICT spec FROM ledger_kind WHERE kind = of_kind;
    SELECT min(id), max(id) INTO low, high FROM unnest(ids) AS wanted (id);
    CREATE TEMP TABLE IF NOT EXISTS ledger_gone (id bigint, at timestamptz) ON COMMIT DELETE ROWS;
    TRUNCATE ledger_gone;
    -- Executed, so that each is planned for the range that it has.
    EXECUTE 'INSERT INTO ledger_gone
        SELECT f.record_id, max(v.recorded_at) FROM unnest($2) AS wanted (id)
        JOIN ledger AS f ON f.kind = $1 AND f.record_id = wanted.id AND f.record_id BETWEEN $3 AND $4 AND f.voids IS NULL
        LEFT JOIN (SELECT voids, recorded_at FROM ledger WHERE kind = $1 AND record_id BETWEEN $3 AND $4 AND voids IS NOT NULL) AS v
            ON v.voids = f.seq
        GROUP BY f.record_id HAVING bool_and(v.voids IS NOT NULL)' USING of_kind, ids, low, high;

    EXECUTE format('UPDATE %1$I AS p SET known_to = g.at FROM ledger_gone AS g'
                   ' WHERE p.id = g.id AND p.id BETWEEN $1 AND $2 AND p.known_to = ''infinity''',
                   spec.relation || '_past') USING low, high;
    EXECUTE format('INSERT INTO %1$I (%2$s, valid_from, valid_to, known_to) SELECT %3$s, t.true_from, ''infinity'', g.at FROM %4$I AS t'
                   ' JOIN ledger_gone AS g ON g.id = t.id WHERE t.id BETWEEN $1 AND $2 AND NOT t.is_removed AND t.known_from < g.at',
                   spec.relation || '_past', ledger_columns(spec.relation), ledger_columns(spec.relation, 't.'), spec.relation)
        USING low, high;
    EXECUTE format('UPDATE %1$I AS t SET is_removed = true, xact = pg_current_xact_id() FROM ledger_gone AS g'
                   ' WHERE t.id = g.id AND t.id BETWEEN $1 AND $2 AND NOT t.is_removed', spec.relation) USING low, high;
    RETURN ARRAY(SELECT unnest(ids) EXCEPT SELECT id FROM ledger_gone);
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0013_statistics")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
