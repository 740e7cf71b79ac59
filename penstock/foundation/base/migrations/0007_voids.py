"""Voids of many records at once: a record of which no fact is left is hidden without being folded (docs/design/ledger.md)."""

from django.db import migrations

HIDE = """
-- Of some records that voids were written for, hides those that no fact speaks of any more, and gives the others. What was true
-- of them is known until the voids were recorded: their spans end there, and so does the state of their rows.
CREATE FUNCTION ledger_hide(of_kind text, ids bigint[]) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off
AS $$
DECLARE
    spec ledger_kind;
    others bigint[];
BEGIN
    IF pg_trigger_depth() = 0 THEN RAISE EXCEPTION 'ledger_hide is called by triggers only'; END IF;
    IF EXISTS (SELECT FROM ledger_merge WHERE kind = of_kind) THEN RETURN ids; END IF;
    SELECT * INTO STRICT spec FROM ledger_kind WHERE kind = of_kind;
    CREATE TEMP TABLE IF NOT EXISTS ledger_gone (id bigint, at timestamptz) ON COMMIT DELETE ROWS;
    TRUNCATE ledger_gone;
    INSERT INTO ledger_gone
    SELECT f.record_id, max(v.recorded_at) FROM unnest(ids) AS wanted (id)
    JOIN ledger AS f ON f.kind = of_kind AND f.record_id = wanted.id AND f.voids IS NULL
    LEFT JOIN (SELECT voids, recorded_at FROM ledger WHERE kind = of_kind AND record_id = ANY (ids) AND voids IS NOT NULL) AS v
        ON v.voids = f.seq
    GROUP BY f.record_id HAVING bool_and(v.voids IS NOT NULL);
    others := ARRAY(SELECT unnest(ids) EXCEPT SELECT id FROM ledger_gone);

    EXECUTE format('UPDATE %1$I AS p SET known_to = g.at FROM ledger_gone AS g WHERE p.id = g.id AND p.known_to = ''infinity''',
                   spec.relation || '_past');
    EXECUTE format('INSERT INTO %1$I (%2$s, valid_from, valid_to, known_to) SELECT %3$s, t.true_from, ''infinity'', g.at'
                   ' FROM %4$I AS t JOIN ledger_gone AS g ON g.id = t.id WHERE NOT t.is_removed AND t.known_from < g.at',
                   spec.relation || '_past', ledger_columns(spec.relation), ledger_columns(spec.relation, 't.'), spec.relation);
    EXECUTE format('UPDATE %1$I AS t SET is_removed = true FROM ledger_gone AS g WHERE t.id = g.id AND NOT t.is_removed', spec.relation);
    RETURN others;
END
$$;
"""

ENTERED = """
-- Entered facts (past ones, corrections, voids) reach the rows; facts that rows wrote themselves are there already.
CREATE OR REPLACE FUNCTION ledger_entered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE touched record;
BEGIN
    IF pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
    FOR touched IN SELECT kind, array_agg(DISTINCT record_id) AS ids, bool_or(voids IS NOT NULL) AS has_voids
                   FROM new_rows GROUP BY kind LOOP
        IF touched.has_voids THEN touched.ids := ledger_hide(touched.kind, touched.ids); END IF;
        IF cardinality(touched.ids) > 0 THEN PERFORM ledger_rebuild(touched.kind, touched.ids); END IF;
    END LOOP;
    RETURN NULL;
END
$$;
"""

BEFORE = """
CREATE OR REPLACE FUNCTION ledger_entered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE touched record;
BEGIN
    IF pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
    FOR touched IN SELECT kind, array_agg(DISTINCT record_id) AS ids FROM new_rows GROUP BY kind LOOP
        PERFORM ledger_rebuild(touched.kind, touched.ids);
    END LOOP;
    RETURN NULL;
END
$$;
DROP FUNCTION ledger_hide(text, bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0006_states")]
    operations = [migrations.RunSQL(HIDE + ENTERED, BEFORE)]
