"""Voids go through a door, as states do: what triggers and foreign keys do for each row is done for all at once."""

from django.db import migrations

DOOR = """
-- Always empty: an insert is the call of the door, and makes its writes those of a trigger.
CREATE TABLE ledger_void_door (seqs bigint[] NOT NULL);

CREATE FUNCTION ledger_void_through_door() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    now_ timestamptz := clock_timestamp();
    is_silent boolean := ledger_without_triggers();
    touched record;
    voided bigint := 0;
BEGIN
    CREATE TEMP TABLE IF NOT EXISTS ledger_voided (seq bigint, kind text, record_id bigint) ON COMMIT DELETE ROWS;
    TRUNCATE ledger_voided;
    -- The lock is that of a foreign key's check: the facts stay while this transaction runs.
    INSERT INTO ledger_voided
    SELECT f.seq, f.kind, f.record_id FROM ledger AS f
    WHERE f.seq = ANY (NEW.seqs) AND f.voids IS NULL AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq)
    FOR KEY SHARE OF f;
    INSERT INTO ledger (kind, record_id, valid_at, recorded_at, actor, actor_id, cause, cause_id, reason, voids)
    SELECT f.kind, f.record_id, now_, now_, w.actor, w.actor_id, w.cause, w.cause_id, w.reason, f.seq
    FROM ledger_voided AS f CROSS JOIN ledger_writer() AS w ORDER BY f.seq;
    FOR touched IN SELECT kind, array_agg(DISTINCT record_id) AS ids, count(*) AS facts FROM ledger_voided GROUP BY kind LOOP
        voided := voided + touched.facts;
        IF is_silent THEN PERFORM ledger_without_triggers(); END IF;
        touched.ids := ledger_hide(touched.kind, touched.ids);
        -- A fold sets references, which are to be checked.
        IF is_silent THEN PERFORM set_config('session_replication_role', 'origin', true); END IF;
        IF cardinality(touched.ids) > 0 THEN PERFORM ledger_rebuild(touched.kind, touched.ids); END IF;
    END LOOP;
    IF is_silent THEN PERFORM set_config('session_replication_role', 'origin', true); END IF;
    PERFORM set_config('penstock.voided', voided::text, true);
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_void_door BEFORE INSERT ON ledger_void_door FOR EACH ROW EXECUTE FUNCTION ledger_void_through_door();

CREATE OR REPLACE FUNCTION ledger_void(seqs bigint[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO ledger_void_door (seqs) VALUES (seqs);
    RETURN current_setting('penstock.voided')::bigint;
END
$$;
"""

HIDE = """
-- Of some records that voids were written for, hides those that no fact speaks of any more, and gives the others. What was true
-- of them is known until the voids were recorded: their spans end there, and so does the state of their rows.
CREATE OR REPLACE FUNCTION ledger_hide(of_kind text, ids bigint[]) RETURNS bigint[]
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
    EXECUTE format('UPDATE %1$I AS t SET is_removed = true, xact = pg_current_xact_id() FROM ledger_gone AS g WHERE t.id = g.id AND NOT t.is_removed', spec.relation);
    RETURN others;
END
$$;
"""

BEFORE = """
DROP FUNCTION ledger_void(seqs bigint[]);
DROP TABLE ledger_void_door;
DROP FUNCTION ledger_void_through_door();
CREATE OR REPLACE FUNCTION ledger_void(seqs bigint[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH now_ AS MATERIALIZED (SELECT clock_timestamp() AS at),
    written AS (
        INSERT INTO ledger (kind, record_id, valid_at, recorded_at, actor, actor_id, cause, cause_id, reason, voids)
        SELECT f.kind, f.record_id, now_.at, now_.at, w.actor, w.actor_id, w.cause, w.cause_id, w.reason, f.seq
        FROM ledger AS f CROSS JOIN ledger_writer() AS w CROSS JOIN now_
        WHERE f.seq = ANY (seqs) AND f.voids IS NULL AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq)
        ORDER BY f.seq
        RETURNING 1
    )
    SELECT count(*) FROM written
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0009_remembered")]
    operations = [migrations.RunSQL(DOOR + HIDE, BEFORE)]
