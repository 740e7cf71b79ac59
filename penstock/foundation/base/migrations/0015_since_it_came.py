"""Since when a record is in its stage: since it came there, however often it is said again."""

from django.db import migrations

AFTER = """
CREATE OR REPLACE FUNCTION ledger_fold(of_kind text, ids bigint[])
RETURNS TABLE (record_id bigint, valid_from timestamptz, valid_to timestamptz,
               known_from timestamptz, known_to timestamptz, state jsonb)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    WITH spec AS (SELECT * FROM ledger_kind WHERE kind = of_kind),
    wanted AS (SELECT DISTINCT unnest(ids) AS id),
    sources AS (
        SELECT id FROM wanted UNION SELECT from_id FROM ledger_merge WHERE kind = of_kind AND into_id = ANY (ids)
    ),
    merged AS (SELECT m.* FROM ledger_merge AS m WHERE m.kind = of_kind AND m.from_id IN (SELECT id FROM sources)),
    -- whom a source stands for, and while what is known: itself, or the one it is merged into
    stands AS (
        SELECT from_id AS id, into_id AS target, known_from, known_to FROM merged
        UNION ALL
        SELECT from_id, from_id, known_to, lead(known_from, 1, 'infinity') OVER (PARTITION BY from_id ORDER BY known_from) FROM merged
        UNION ALL
        SELECT s.id, s.id, '-infinity', coalesce((SELECT min(known_from) FROM merged WHERE from_id = s.id), 'infinity') FROM sources AS s
    ),
    facts AS (
        SELECT s.target, f.seq, f.valid_at, f.recorded_at, f.changes,
               greatest(s.known_from, CASE WHEN f.recorded_at > f.valid_at THEN f.recorded_at ELSE '-infinity' END) AS known_from,
               least(s.known_to, coalesce(v.recorded_at, 'infinity')) AS known_to
        FROM ledger AS f
        JOIN stands AS s ON s.id = f.record_id
        LEFT JOIN ledger AS v ON v.voids = f.seq
        WHERE f.kind = of_kind AND f.record_id IN (SELECT id FROM sources) AND f.voids IS NULL AND s.target IN (SELECT id FROM wanted)
    ),
    alive AS (SELECT * FROM facts WHERE known_from < known_to),
    referred AS (
        SELECT DISTINCT a.target, r.value AS kind, (a.changes->>r.key)::bigint AS id
        FROM alive AS a, spec, jsonb_each_text(spec.refs) AS r WHERE a.changes->>r.key IS NOT NULL
    ),
    edges AS (
        SELECT target, known_from AS edge FROM alive
        UNION SELECT target, known_to FROM alive
        UNION SELECT r.target, e.edge FROM referred AS r JOIN ledger_merge AS m ON m.kind = r.kind AND m.from_id = r.id
              CROSS JOIN LATERAL (VALUES (m.known_from), (m.known_to)) AS e (edge)
        UNION SELECT id, '-infinity' FROM wanted
    ),
    intervals AS (
        SELECT target, edge AS known_from, lead(edge, 1, 'infinity') OVER (PARTITION BY target ORDER BY edge) AS known_to,
               row_number() OVER (PARTITION BY target ORDER BY edge) AS step
        FROM edges WHERE edge < 'infinity'
    ),
    states AS (
        SELECT i.target, i.step, i.known_from, i.known_to, f.valid_at AS valid_from, f.recorded_at, f.seq,
               lead(f.valid_at, 1, 'infinity') OVER line AS valid_to,
               jsonb_merge(ledger_resolved(f.changes, spec.refs, i.known_from)) OVER (line ROWS UNBOUNDED PRECEDING)
               || jsonb_build_object('created_at', min(f.valid_at) OVER (PARTITION BY i.target, i.step)) AS state
        FROM intervals AS i CROSS JOIN spec
        JOIN alive AS f ON f.target = i.target AND f.known_from <= i.known_from AND f.known_to >= i.known_to
        WINDOW line AS (PARTITION BY i.target, i.step ORDER BY f.valid_at, f.recorded_at, f.seq)
    ),
    followed AS (
        SELECT *, lag(state) OVER (PARTITION BY target, step ORDER BY valid_from, recorded_at, seq) AS was FROM states
    ),
    -- Since when a column holds what it holds: a fact that says again what was so already changes nothing.
    dated AS (
        SELECT s.target, s.step, s.known_from, s.known_to, s.valid_from, s.valid_to,
               s.state || jsonb_merge(coalesce((
                   SELECT jsonb_object_agg(k.value, s.valid_from) FROM jsonb_each_text(spec.since) AS k
                   WHERE s.state->k.key IS DISTINCT FROM s.was->k.key), '{}'))
                   OVER (PARTITION BY s.target, s.step ORDER BY s.valid_from, s.recorded_at, s.seq ROWS UNBOUNDED PRECEDING) AS state
        FROM followed AS s CROSS JOIN spec
    ),
    islands AS (
        SELECT s.*, s.step - row_number() OVER (PARTITION BY s.target, s.valid_from, s.valid_to, s.state ORDER BY s.step) AS island
        FROM dated AS s WHERE s.valid_from < s.valid_to AND s.valid_from < s.known_to
    )
    SELECT i.target, i.valid_from, i.valid_to, min(i.known_from), max(i.known_to), i.state
    FROM islands AS i GROUP BY i.target, i.valid_from, i.valid_to, i.state, i.island
$$;
"""

BEFORE = """
CREATE OR REPLACE FUNCTION ledger_fold(of_kind text, ids bigint[])
RETURNS TABLE (record_id bigint, valid_from timestamptz, valid_to timestamptz,
               known_from timestamptz, known_to timestamptz, state jsonb)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    WITH spec AS (SELECT * FROM ledger_kind WHERE kind = of_kind),
    wanted AS (SELECT DISTINCT unnest(ids) AS id),
    sources AS (
        SELECT id FROM wanted UNION SELECT from_id FROM ledger_merge WHERE kind = of_kind AND into_id = ANY (ids)
    ),
    merged AS (SELECT m.* FROM ledger_merge AS m WHERE m.kind = of_kind AND m.from_id IN (SELECT id FROM sources)),
    -- whom a source stands for, and while what is known: itself, or the one it is merged into
    stands AS (
        SELECT from_id AS id, into_id AS target, known_from, known_to FROM merged
        UNION ALL
        SELECT from_id, from_id, known_to, lead(known_from, 1, 'infinity') OVER (PARTITION BY from_id ORDER BY known_from) FROM merged
        UNION ALL
        SELECT s.id, s.id, '-infinity', coalesce((SELECT min(known_from) FROM merged WHERE from_id = s.id), 'infinity') FROM sources AS s
    ),
    facts AS (
        SELECT s.target, f.seq, f.valid_at, f.recorded_at, f.changes,
               greatest(s.known_from, CASE WHEN f.recorded_at > f.valid_at THEN f.recorded_at ELSE '-infinity' END) AS known_from,
               least(s.known_to, coalesce(v.recorded_at, 'infinity')) AS known_to
        FROM ledger AS f
        JOIN stands AS s ON s.id = f.record_id
        LEFT JOIN ledger AS v ON v.voids = f.seq
        WHERE f.kind = of_kind AND f.record_id IN (SELECT id FROM sources) AND f.voids IS NULL AND s.target IN (SELECT id FROM wanted)
    ),
    alive AS (SELECT * FROM facts WHERE known_from < known_to),
    referred AS (
        SELECT DISTINCT a.target, r.value AS kind, (a.changes->>r.key)::bigint AS id
        FROM alive AS a, spec, jsonb_each_text(spec.refs) AS r WHERE a.changes->>r.key IS NOT NULL
    ),
    edges AS (
        SELECT target, known_from AS edge FROM alive
        UNION SELECT target, known_to FROM alive
        UNION SELECT r.target, e.edge FROM referred AS r JOIN ledger_merge AS m ON m.kind = r.kind AND m.from_id = r.id
              CROSS JOIN LATERAL (VALUES (m.known_from), (m.known_to)) AS e (edge)
        UNION SELECT id, '-infinity' FROM wanted
    ),
    intervals AS (
        SELECT target, edge AS known_from, lead(edge, 1, 'infinity') OVER (PARTITION BY target ORDER BY edge) AS known_to,
               row_number() OVER (PARTITION BY target ORDER BY edge) AS step
        FROM edges WHERE edge < 'infinity'
    ),
    states AS (
        SELECT i.target, i.step, i.known_from, i.known_to, f.valid_at AS valid_from,
               lead(f.valid_at, 1, 'infinity') OVER line AS valid_to,
               jsonb_merge(ledger_resolved(f.changes, spec.refs, i.known_from) || coalesce((
                   SELECT jsonb_object_agg(s.value, f.valid_at) FROM jsonb_each_text(spec.since) AS s WHERE f.changes ? s.key), '{}'))
                   OVER (line ROWS UNBOUNDED PRECEDING)
               || jsonb_build_object('created_at', min(f.valid_at) OVER (PARTITION BY i.target, i.step)) AS state
        FROM intervals AS i CROSS JOIN spec
        JOIN alive AS f ON f.target = i.target AND f.known_from <= i.known_from AND f.known_to >= i.known_to
        WINDOW line AS (PARTITION BY i.target, i.step ORDER BY f.valid_at, f.recorded_at, f.seq)
    ),
    islands AS (
        SELECT s.*, s.step - row_number() OVER (PARTITION BY s.target, s.valid_from, s.valid_to, s.state ORDER BY s.step) AS island
        FROM states AS s WHERE s.valid_from < s.valid_to AND s.valid_from < s.known_to
    )
    SELECT i.target, i.valid_from, i.valid_to, min(i.known_from), max(i.known_to), i.state
    FROM islands AS i GROUP BY i.target, i.valid_from, i.valid_to, i.state, i.island
$$;
"""

# What may have been folded otherwise is folded anew, some thousands at a time: records with a fact that says what an earlier one
# said, next to it or with one in between that is void or was heard of later.
MEND = """
CREATE TEMP TABLE ledger_mend (kind text, ids bigint[]) ON COMMIT DROP;
CREATE FUNCTION pg_temp.ledger_mend() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM ledger_rebuild(NEW.kind, NEW.ids); RETURN NULL; END
$$;
CREATE TRIGGER ledger_mend AFTER INSERT ON ledger_mend FOR EACH ROW EXECUTE FUNCTION pg_temp.ledger_mend();
INSERT INTO ledger_mend
WITH told AS (
    SELECT f.kind, f.record_id, s.key, f.changes->s.key AS value, v.voids IS NOT NULL AS is_void,
           f.changes->s.key = lag(f.changes->s.key) OVER line AS is_again,
           f.recorded_at < max(f.recorded_at) OVER (line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS is_overtaken
    FROM ledger_kind AS k CROSS JOIN jsonb_each_text(k.since) AS s JOIN ledger AS f ON f.kind = k.kind AND f.changes ? s.key
    LEFT JOIN (SELECT voids FROM ledger WHERE voids IS NOT NULL) AS v ON v.voids = f.seq
    WINDOW line AS (PARTITION BY f.kind, f.record_id, s.key ORDER BY f.valid_at, f.recorded_at, f.seq)
), doubtful AS (
    SELECT kind, record_id FROM told GROUP BY kind, record_id, key
    HAVING count(*) > count(DISTINCT value) AND bool_or(is_void OR is_again OR is_overtaken)
), numbered AS (
    SELECT kind, record_id, row_number() OVER (PARTITION BY kind ORDER BY record_id) / 5000 AS batch FROM doubtful
)
SELECT kind, array_agg(record_id) FROM numbered GROUP BY kind, batch;
DROP FUNCTION pg_temp.ledger_mend CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0014_voids_in_a_range")]
    operations = [migrations.RunSQL(AFTER, BEFORE), migrations.RunSQL(MEND, migrations.RunSQL.noop)]
