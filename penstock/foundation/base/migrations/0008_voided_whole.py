"""Records of which every fact is taken back in one act (an import undone) are closed as a set, without folding each."""

from django.db import migrations

CLOSE = """
-- What was believed of these records was believed until now: their spans end in known time, the present state becomes one, the
-- row is hidden. Of the ids those with a fact left, or that a merge concerns, are let be. Returns the others. Triggers only.
CREATE FUNCTION ledger_close(of_kind text, ids bigint[], at timestamptz) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    spec ledger_kind;
    whole bigint[];
BEGIN
    IF pg_trigger_depth() = 0 THEN RAISE EXCEPTION 'ledger_close is called by triggers only'; END IF;
    SELECT * INTO STRICT spec FROM ledger_kind WHERE kind = of_kind;
    whole := ARRAY(
        SELECT id FROM unnest(ids) AS id
        WHERE NOT EXISTS (SELECT FROM ledger AS f WHERE f.kind = of_kind AND f.record_id = id AND f.voids IS NULL
                          AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq))
          AND NOT EXISTS (SELECT FROM ledger_merge AS m WHERE m.kind = of_kind AND m.from_id = id)
          AND NOT EXISTS (SELECT FROM ledger_merge AS m WHERE m.kind = of_kind AND m.into_id = id));
    EXECUTE format('UPDATE %I SET known_to = $2 WHERE id = ANY ($1) AND known_to > $2', spec.relation || '_past') USING whole, at;
    EXECUTE format('INSERT INTO %1$I (%2$s, valid_from, valid_to, known_to)
        SELECT %2$s, true_from, ''infinity'', $2 FROM %3$I WHERE id = ANY ($1) AND NOT is_removed AND known_from < $2',
        spec.relation || '_past', ledger_columns(spec.relation), spec.relation) USING whole, at;
    EXECUTE format('UPDATE %I SET is_removed = true WHERE id = ANY ($1) AND NOT is_removed', spec.relation) USING whole;
    RETURN whole;
END
$$;

CREATE OR REPLACE FUNCTION ledger_entered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    touched record;
    ids bigint[];
BEGIN
    IF pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
    FOR touched IN SELECT kind, array_agg(DISTINCT record_id) AS ids, min(recorded_at) AS at,
                          bool_and(voids IS NOT NULL) AND min(recorded_at) = max(recorded_at) AS is_taken_back
                   FROM new_rows GROUP BY kind LOOP
        ids := touched.ids;
        IF touched.is_taken_back THEN
            ids := ARRAY(SELECT unnest(ids) EXCEPT SELECT unnest(ledger_close(touched.kind, ids, touched.at)));
        END IF;
        IF ids <> '{}' THEN PERFORM ledger_rebuild(touched.kind, ids); END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- All facts of one act are taken back at one moment.
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
    dependencies = [("base", "0007_half_even_in_plpgsql")]
    operations = [migrations.RunSQL(CLOSE, migrations.RunSQL.noop)]
