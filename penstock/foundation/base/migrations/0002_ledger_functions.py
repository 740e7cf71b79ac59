"""The ledger's triggers and functions: the only writers of facts (docs/design/ledger.md)."""

from django.db import migrations

TEXT = """
-- A sort and search key that is the same on every cluster: lower case, without accents.
CREATE FUNCTION sort_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

-- numerator / denominator to the nearest whole, ties to even: how every amount is rounded, once.
CREATE FUNCTION half_even(numerator numeric, denominator numeric) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT (q + CASE WHEN 2 * r > denominator OR (2 * r = denominator AND q % 2 <> 0) THEN 1 ELSE 0 END)::bigint
    FROM (SELECT floor(numerator / denominator) AS q, numerator - floor(numerator / denominator) * denominator AS r) AS part
$$;

CREATE AGGREGATE jsonb_merge(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}');
"""

CONTEXT = """
-- Who writes, and why: set for the transaction by an action (base.ledger.writing); raw SQL is "system", "sql".
CREATE FUNCTION ledger_writer(OUT actor text, OUT actor_id bigint, OUT cause text, OUT cause_id bigint,
                              OUT reason text, OUT "precision" text, OUT recorded_as_valid boolean)
LANGUAGE plpgsql STABLE
AS $$
DECLARE given jsonb := coalesce(nullif(current_setting('penstock.writer', true), ''), '{}')::jsonb;
BEGIN
    actor := coalesce(given->>'actor', 'system');
    actor_id := (given->>'actor_id')::bigint;
    cause := coalesce(given->>'cause', 'sql');
    cause_id := (given->>'cause_id')::bigint;
    reason := given->>'reason';
    precision := coalesce(given->>'precision', 'instant');
    recorded_as_valid := coalesce((given->>'recorded_as_valid')::boolean, false)
        AND (SELECT is_sample FROM ledger_mark);
END
$$;

-- A row as the ledger sees it: without bookkeeping, each custom field a field of its own.
CREATE FUNCTION ledger_flat(of_row jsonb, untracked text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN coalesce(of_row->'custom', '{}') = '{}' THEN of_row - untracked - 'custom'
        ELSE (of_row - untracked - 'custom')
             || (SELECT jsonb_object_agg('custom.' || key, value) FROM jsonb_each(of_row->'custom')) END
$$;

-- The way back: "custom.colour" becomes a key of the column custom.
CREATE FUNCTION ledger_nested(state jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT state || jsonb_build_object('custom', coalesce(
        (SELECT jsonb_object_agg(substr(key, 8), value) FROM jsonb_each(state)
         WHERE starts_with(key, 'custom.') AND value <> 'null'), '{}'))
$$;

CREATE FUNCTION ledger_resolve(of_kind text, record bigint, at timestamptz DEFAULT 'infinity') RETURNS bigint
LANGUAGE sql STABLE
AS $$
    SELECT coalesce((SELECT into_id FROM ledger_merge WHERE kind = of_kind AND from_id = record
                     AND (known_to > at OR known_to = 'infinity') AND known_from <= at LIMIT 1), record)
$$;

-- The references in some changes, as they count when this much is known.
CREATE FUNCTION ledger_resolved(changes jsonb, refs jsonb, at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE
AS $$
    SELECT CASE WHEN refs = '{}' OR NOT changes ?| ARRAY(SELECT jsonb_object_keys(refs)) THEN changes
        ELSE changes || coalesce((
            SELECT jsonb_object_agg(key, ledger_resolve(value, (changes->>key)::bigint, at))
            FROM jsonb_each_text(refs) WHERE changes->>key IS NOT NULL), '{}') END
$$;

-- New values of the fields that differ. Pointing at A instead of B is no change while B counts as A.
CREATE FUNCTION ledger_changes(before jsonb, after jsonb, refs jsonb) RETURNS jsonb
LANGUAGE sql STABLE
AS $$
    SELECT coalesce(jsonb_object_agg(key, coalesce(after->key, 'null')), '{}')
    FROM (SELECT jsonb_object_keys(before) UNION SELECT jsonb_object_keys(after)) AS field (key)
    WHERE coalesce(before->key, 'null') <> coalesce(after->key, 'null')
      AND NOT (refs ? key AND before->>key IS NOT NULL AND after->>key IS NOT NULL
               AND ledger_resolve(refs->>key, (before->>key)::bigint) = ledger_resolve(refs->>key, (after->>key)::bigint))
$$;
"""

ROW_TRIGGERS = """
-- Every write of a mirrored row carries its transaction (LEDGER, 6).
CREATE FUNCTION ledger_stamp() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN NEW.xact := pg_current_xact_id(); RETURN NEW; END $$;

-- When a fact that brings its own valid time was recorded: now, but in the simulated company when it says so.
CREATE FUNCTION ledger_recorded_at(valid_at timestamptz) RETURNS timestamptz LANGUAGE sql VOLATILE
AS $$
    SELECT CASE WHEN current_setting('penstock.writer', true) LIKE '%"recorded_as_valid": true%'
                     AND (SELECT is_sample FROM ledger_mark) THEN valid_at ELSE clock_timestamp() END
$$;
"""

STATEMENT_TRIGGERS = """
-- Whether a row, or what it points to, counts as another record: then only a fold says what it holds.
CREATE FUNCTION ledger_is_merged(spec ledger_kind, of_row jsonb) RETURNS boolean LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (SELECT FROM ledger_merge) AND (
        ledger_resolve(spec.kind, (of_row->>'id')::bigint) <> (of_row->>'id')::bigint
        OR EXISTS (SELECT FROM jsonb_each_text(spec.refs) AS r
                   WHERE ledger_resolve(r.value, (of_row->>r.key)::bigint) <> (of_row->>r.key)::bigint))
$$;

CREATE FUNCTION ledger_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    spec ledger_kind;
    merged bigint[];
BEGIN
    IF pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
    SELECT * INTO STRICT spec FROM ledger_kind WHERE relation = TG_TABLE_NAME;
    INSERT INTO ledger (kind, record_id, valid_at, precision, recorded_at, actor, actor_id, cause, cause_id, reason, changes)
    SELECT spec.kind, id, true_from, w.precision, known_from, w.actor, w.actor_id, w.cause, w.cause_id, w.reason,
           jsonb_strip_nulls(ledger_flat(to_jsonb(n), spec.untracked))
    FROM new_rows AS n CROSS JOIN ledger_writer() AS w ORDER BY id;
    IF spec.refs <> '{}' AND EXISTS (SELECT FROM ledger_merge) THEN
        SELECT array_agg(id) INTO merged FROM new_rows AS n WHERE ledger_is_merged(spec, to_jsonb(n));
        IF merged IS NOT NULL THEN PERFORM ledger_rebuild(spec.kind, merged); END IF;
    END IF;
    RETURN NULL;
END
$$;

-- Entered facts (past ones, corrections, voids) reach the rows; facts that rows wrote themselves are there already.
CREATE FUNCTION ledger_entered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
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

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    IF coalesce(current_setting('penstock.door', true), '') <> 'open' THEN
        RAISE EXCEPTION 'the ledger is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_entered AFTER INSERT ON ledger
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_entered();
"""

FOLD = """
-- The columns of a tracked table that can be written, for INSERT lists.
CREATE FUNCTION ledger_columns(of_relation text, prefix text DEFAULT '') RETURNS text LANGUAGE sql STABLE
AS $$
    SELECT string_agg(prefix || quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = of_relation::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
$$;

-- All that was ever true of some records: rectangles of valid and known time (LEDGER, 2). Of interest is only
-- known time at or after valid time, so that a fact recorded when it became true needs no edge in known time.
CREATE FUNCTION ledger_fold(of_kind text, ids bigint[])
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

-- Rows and past spans of some records, made anew from their facts. Runs inside a trigger only:
-- called from elsewhere, its writes would be taken for changes.
CREATE FUNCTION ledger_rebuild(of_kind text, ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    spec ledger_kind;
    assigned text;
BEGIN
    IF pg_trigger_depth() = 0 THEN RAISE EXCEPTION 'ledger_rebuild is called by triggers only'; END IF;
    SELECT * INTO STRICT spec FROM ledger_kind WHERE kind = of_kind;
    ids := ids || ARRAY(SELECT into_id FROM ledger_merge WHERE kind = of_kind AND from_id = ANY (ids));

    CREATE TEMP TABLE IF NOT EXISTS ledger_spans (record_id bigint, valid_from timestamptz, valid_to timestamptz,
        known_from timestamptz, known_to timestamptz, state jsonb) ON COMMIT DELETE ROWS;
    -- Not DELETE: within one long transaction the dead rows would be read again by every later call.
    TRUNCATE ledger_spans;
    -- A required reference of which no fact speaks keeps what the row holds.
    CREATE TEMP TABLE IF NOT EXISTS ledger_rows (record_id bigint, kept jsonb) ON COMMIT DELETE ROWS;
    TRUNCATE ledger_rows;
    EXECUTE format('INSERT INTO ledger_rows SELECT id, to_jsonb(t) FROM %I AS t WHERE id = ANY ($1)', spec.relation) USING ids;
    WITH rows AS (
        SELECT record_id, (SELECT jsonb_object_agg(key, value) FROM jsonb_each(kept) WHERE key IN (
            SELECT attname FROM pg_attribute WHERE attrelid = spec.relation::regclass AND attnum > 0 AND attnotnull)) AS kept
        FROM ledger_rows
    )
    INSERT INTO ledger_spans SELECT f.record_id, f.valid_from, f.valid_to, f.known_from, f.known_to,
        coalesce(rows.kept, '{}') || spec.blank || ledger_nested(f.state) || jsonb_build_object('id', f.record_id, 'true_from', f.valid_from,
            'known_from', greatest(f.known_from, f.valid_from))
        FROM ledger_fold(of_kind, ids) AS f LEFT JOIN rows USING (record_id);

    EXECUTE format('DELETE FROM %I WHERE id = ANY ($1)', spec.relation || '_past') USING ids;
    EXECUTE format($sql$
        INSERT INTO %1$I (%2$s, valid_from, valid_to, known_to)
        SELECT %3$s, s.valid_from, s.valid_to, s.known_to
        FROM ledger_spans AS s CROSS JOIN LATERAL jsonb_populate_record(NULL::%4$I, s.state) AS r
        WHERE NOT (s.known_to = 'infinity' AND s.valid_to = 'infinity') AND NOT coalesce(r.is_removed, false)
        $sql$, spec.relation || '_past', ledger_columns(spec.relation), ledger_columns(spec.relation, 'r.'), spec.relation);

    SELECT string_agg(format('%1$I = r.%1$I', attname), ', ') INTO assigned FROM pg_attribute
    WHERE attrelid = spec.relation::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      AND (attname IN ('true_from', 'known_from', 'created_at')
           OR attname IN (SELECT value FROM jsonb_each_text(spec.since))
           OR NOT attname = ANY (spec.untracked));
    -- NOT NULL columns that no fact speaks of any more keep what they hold: the row is hidden then.
    EXECUTE format($sql$
        UPDATE %1$I AS t SET %2$s FROM ledger_spans AS s
        CROSS JOIN LATERAL jsonb_populate_record(NULL::%1$I, s.state) AS r
        WHERE s.known_to = 'infinity' AND s.valid_to = 'infinity' AND t.id = s.record_id
        $sql$, spec.relation, assigned);
    EXECUTE format($sql$
        UPDATE %1$I AS t SET is_removed = true WHERE t.id = ANY ($1) AND NOT t.is_removed AND NOT EXISTS (
            SELECT FROM ledger_spans AS s WHERE s.record_id = t.id AND s.known_to = 'infinity' AND s.valid_to = 'infinity')
        $sql$, spec.relation) USING ids;
END
$$;
"""

DOORS = """
-- The one other writer: past facts, corrections. facts: [{"kind", "record_id", "valid_at", "precision", "changes"}, ...]
CREATE FUNCTION ledger_enter(facts jsonb) RETURNS SETOF bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    INSERT INTO ledger (kind, record_id, valid_at, precision, recorded_at, actor, actor_id, cause, cause_id, reason, changes)
    SELECT f.kind, f.record_id, f.valid_at, coalesce(f.precision, w.precision),
           CASE WHEN w.recorded_as_valid THEN coalesce(f.recorded_at, f.valid_at) ELSE greatest(clock_timestamp(), f.valid_at) END,
           w.actor, w.actor_id, w.cause, w.cause_id, w.reason, f.changes
    FROM ROWS FROM (jsonb_to_recordset(facts) AS (kind text, record_id bigint, valid_at timestamptz, precision text,
                                                  recorded_at timestamptz, changes jsonb))
         WITH ORDINALITY AS f (kind, record_id, valid_at, precision, recorded_at, changes, place)
    CROSS JOIN ledger_writer() AS w ORDER BY f.place
    RETURNING seq
$$;

-- Take facts back: never true any more, still known then. Facts already void, and voids, are left.
CREATE FUNCTION ledger_void(seqs bigint[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH written AS (
        INSERT INTO ledger (kind, record_id, valid_at, recorded_at, actor, actor_id, cause, cause_id, reason, voids)
        SELECT f.kind, f.record_id, now_.at, now_.at, w.actor, w.actor_id, w.cause, w.cause_id, w.reason, f.seq
        FROM ledger AS f CROSS JOIN ledger_writer() AS w CROSS JOIN (SELECT clock_timestamp() AS at) AS now_
        WHERE f.seq = ANY (seqs) AND f.voids IS NULL AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq)
        ORDER BY f.seq
        RETURNING 1
    )
    SELECT count(*) FROM written
$$;

-- B counts as A from here on in knowledge, from the beginning in truth. The merge is a fact of A, so that A and
-- B (and, through their references, what points to B) are folded anew. Returns the act, to take it back.
CREATE FUNCTION ledger_merge_records(of_kind text, from_record bigint, into_record bigint, chosen jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    act_ bigint := nextval('ledger_act');
    now_ timestamptz := clock_timestamp();
BEGIN
    IF from_record = into_record OR ledger_resolve(of_kind, into_record) <> into_record
       OR ledger_resolve(of_kind, from_record) <> from_record THEN
        RAISE EXCEPTION 'a merged record cannot be merged again' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO ledger_merge (kind, from_id, into_id, act, known_from)
    SELECT of_kind, m.from_id, into_record, act_, now_ FROM ledger_merge AS m
    WHERE m.kind = of_kind AND m.into_id = from_record AND m.known_to = 'infinity'
    UNION ALL SELECT of_kind, from_record, into_record, act_, now_;
    UPDATE ledger_merge SET known_to = now_
    WHERE kind = of_kind AND into_id = from_record AND known_to = 'infinity';
    PERFORM ledger_enter_merge(of_kind, into_record, act_, now_, chosen);
    PERFORM ledger_enter_merge(of_kind, from_record, act_, now_, '{}');
    RETURN act_;
END
$$;

-- The fact that a merge writes: cause "merge", its act, the values chosen.
CREATE FUNCTION ledger_enter_merge(of_kind text, record bigint, act_ bigint, at timestamptz, chosen jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    INSERT INTO ledger (kind, record_id, valid_at, recorded_at, actor, actor_id, cause, cause_id, reason, changes)
    SELECT of_kind, record, at, at, w.actor, w.actor_id, 'merge', act_, w.reason, chosen FROM ledger_writer() AS w
$$;

-- Unmerge: the spans of knowledge end now, the chosen values are void. A record whose facts were joined before
-- this merge goes back to where it stood.
CREATE FUNCTION ledger_unmerge(of_act bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    now_ timestamptz := clock_timestamp();
    merge_ ledger_merge;
BEGIN
    SELECT m.* INTO STRICT merge_ FROM ledger_merge AS m JOIN ledger AS f
        ON f.cause = 'merge' AND f.cause_id = m.act AND f.record_id = m.from_id AND f.kind = m.kind
    WHERE m.act = of_act AND m.known_to = 'infinity';
    INSERT INTO ledger_merge (kind, from_id, into_id, act, known_from)
    SELECT kind, from_id, into_id, act, now_ FROM ledger_merge
    WHERE kind = merge_.kind AND into_id = merge_.from_id AND known_to = merge_.known_from;
    UPDATE ledger_merge SET known_to = now_ WHERE act = of_act AND known_to = 'infinity';
    PERFORM ledger_void(ARRAY(SELECT seq FROM ledger WHERE cause = 'merge' AND cause_id = of_act AND voids IS NULL));
END
$$;
"""

MERGE_TRIGGER = """
-- When B begins or ceases to count as A, what points to either is folded anew: its references move with it.
CREATE FUNCTION ledger_merge_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    moved record;
    ids bigint[];
BEGIN
    FOR moved IN SELECT n.kind AS merged_kind, array_agg(n.from_id) || array_agg(n.into_id) AS records, s.kind, s.relation, r.key AS reference
                 FROM new_rows AS n JOIN ledger_kind AS s ON true JOIN LATERAL jsonb_each_text(s.refs) AS r ON r.value = n.kind
                 GROUP BY n.kind, s.kind, s.relation, r.key LOOP
        EXECUTE format('SELECT array_agg(id) FROM (SELECT id FROM %1$I WHERE %3$I = ANY ($1) UNION SELECT id FROM %2$I WHERE %3$I = ANY ($1)) AS found',
                       moved.relation, moved.relation || '_past', moved.reference) INTO ids USING moved.records;
        IF ids IS NOT NULL THEN PERFORM ledger_rebuild(moved.kind, ids); END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_merge_begun AFTER INSERT ON ledger_merge REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_merge_moved();
CREATE TRIGGER ledger_merge_ended AFTER UPDATE ON ledger_merge REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_merge_moved();
"""

GENERATED = """
-- The triggers of a table with its columns written out: three times as fast as going through JSON for each row.
-- Valid time of a row: what the writer gives, else now. Given at insert: created_at; at update: true_from together
-- with known_from = NULL. known_from becomes the moment of recording; the ledger takes it from there.
CREATE FUNCTION ledger_write_triggers(spec ledger_kind) RETURNS void LANGUAGE plpgsql
AS $$
DECLARE
    tracked text[] := ARRAY(
        SELECT attname::text FROM pg_attribute WHERE attrelid = spec.relation::regclass AND attnum > 0 AND NOT attisdropped
        AND NOT attname = ANY (spec.untracked) AND attname <> 'custom' ORDER BY attnum);
    has_custom boolean := EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = spec.relation::regclass AND attname = 'custom' AND NOT attisdropped);
    compared text[] := tracked || CASE WHEN has_custom THEN '{custom}'::text[] ELSE '{}' END;
    since_insert text := coalesce((SELECT string_agg(format(
        'NEW.%2$I := CASE WHEN NEW.%1$I IS NOT NULL THEN NEW.created_at END;', key, value), ' ') FROM jsonb_each_text(spec.since)), '');
    since_update text := coalesce((SELECT string_agg(format(
        'IF NEW.%1$I IS DISTINCT FROM OLD.%1$I THEN NEW.%2$I := NEW.true_from; END IF;', key, value), ' ')
        FROM jsonb_each_text(spec.since)), '');
    changes text := (SELECT string_agg(format(
        CASE WHEN spec.refs ? c THEN
            $e$CASE WHEN n.%1$I IS NOT DISTINCT FROM o.%1$I THEN '{}' WHEN ledger_resolve(%2$L, n.%1$I) = ledger_resolve(%2$L, o.%1$I)
               THEN '{}' ELSE jsonb_build_object(%1$L, n.%1$I) END$e$
        ELSE $e$CASE WHEN n.%1$I IS NOT DISTINCT FROM o.%1$I THEN '{}' ELSE jsonb_build_object(%1$L, n.%1$I) END$e$ END,
        c, spec.refs->>c), ' || ') FROM unnest(tracked) AS c)
        || CASE WHEN has_custom THEN $e$ || CASE WHEN n.custom = o.custom THEN '{}' ELSE ledger_changes(
            ledger_flat(jsonb_build_object('custom', o.custom), '{}'), ledger_flat(jsonb_build_object('custom', n.custom), '{}'), '{}') END$e$
        ELSE '' END;
BEGIN
    EXECUTE format($f$
        CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $b$
        BEGIN
            IF pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
            IF NEW.created_at IS NULL THEN
                NEW.created_at := clock_timestamp();
                NEW.known_from := NEW.created_at;
            ELSE
                NEW.known_from := ledger_recorded_at(NEW.created_at);
            END IF;
            NEW.true_from := NEW.created_at;
            %2$s
            RETURN NEW;
        END $b$ $f$, spec.relation || '_date_insert', since_insert);
    EXECUTE format($f$
        CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $b$
        BEGIN
            IF pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
            NEW.created_at := OLD.created_at;
            IF ROW(%2$s) IS NOT DISTINCT FROM ROW(%3$s) THEN
                NEW.true_from := OLD.true_from;
                NEW.known_from := OLD.known_from;
                RETURN NEW;
            END IF;
            IF NEW.known_from IS NULL THEN
                NEW.known_from := greatest(ledger_recorded_at(NEW.true_from), OLD.known_from);
            ELSE
                NEW.true_from := greatest(clock_timestamp(), OLD.true_from, OLD.known_from);
                NEW.known_from := NEW.true_from;
            END IF;
            %4$s
            RETURN NEW;
        END $b$ $f$, spec.relation || '_date_update',
        (SELECT string_agg('NEW.' || quote_ident(c), ', ') FROM unnest(compared) AS c),
        (SELECT string_agg('OLD.' || quote_ident(c), ', ') FROM unnest(compared) AS c), since_update);
    -- Writes the facts and keeps the state that ended as a span. What is valid before the state that the row had,
    -- or belongs to a hidden or merged record, is folded anew. No nested loops: a plan made for one row may
    -- meet a million.
    EXECUTE format($f$
        CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp SET enable_nestloop = off SET jit = off AS $b$
        DECLARE
            spec ledger_kind;
            late bigint[];
        BEGIN
            IF pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
            INSERT INTO ledger (kind, record_id, valid_at, precision, recorded_at, actor, actor_id, cause, cause_id, reason, changes)
            SELECT %2$L, c.id, c.true_from, w.precision, c.known_from, w.actor, w.actor_id, w.cause, w.cause_id, w.reason, c.changes
            FROM (SELECT n.id, n.true_from, n.known_from, %3$s AS changes FROM old_rows AS o JOIN new_rows AS n USING (id)
                  OFFSET 0) AS c CROSS JOIN ledger_writer() AS w
            WHERE c.changes <> '{}' ORDER BY c.id;
            INSERT INTO %4$I (%5$s, valid_from, valid_to, known_to)
            SELECT %6$s, o.true_from, n.true_from, 'infinity' FROM old_rows AS o JOIN new_rows AS n USING (id)
            WHERE n.true_from > o.true_from AND NOT o.is_removed
            UNION ALL
            -- until the change was recorded, the old state was believed to go on
            SELECT %6$s, n.true_from, 'infinity', n.known_from FROM old_rows AS o JOIN new_rows AS n USING (id)
            WHERE n.true_from >= o.true_from AND n.known_from > n.true_from AND n.known_from > o.known_from AND NOT o.is_removed;

            SELECT * INTO STRICT spec FROM ledger_kind WHERE kind = %2$L;
            SELECT array_agg(n.id) INTO late FROM old_rows AS o JOIN new_rows AS n USING (id)
            WHERE n.true_from < o.true_from OR o.is_removed
               OR (EXISTS (SELECT FROM ledger_merge) AND ledger_is_merged(spec, to_jsonb(n)));
            IF late IS NOT NULL THEN PERFORM ledger_rebuild(%2$L, late); END IF;
            RETURN NULL;
        END $b$ $f$, spec.relation || '_updated', spec.kind, changes, spec.relation || '_past',
        ledger_columns(spec.relation), ledger_columns(spec.relation, 'o.'));
END
$$;
"""

TRACK = """
-- Makes a table tracked: bookkeeping columns must exist (base.models.Tracked). Called again after the table
-- got new columns. refs and since: see ledger_kind.
CREATE FUNCTION ledger_track(of_kind text, of_relation text, untracked_ text[] DEFAULT '{}',
                             refs_ jsonb DEFAULT '{}', since_ jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    past text := of_relation || '_past';
    gone record;
BEGIN
    INSERT INTO ledger_kind (kind, relation, untracked, refs, since) VALUES (of_kind, of_relation,
        '{id,xact,created_at,true_from,known_from}' || untracked_ || ARRAY(SELECT value FROM jsonb_each_text(since_))
        || ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = of_relation::regclass AND attgenerated <> ''),
        refs_, since_)
    ON CONFLICT (kind) DO UPDATE SET untracked = excluded.untracked, refs = excluded.refs, since = excluded.since;

    IF to_regclass(past) IS NULL THEN
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING GENERATED, valid_from timestamptz, valid_to timestamptz, known_to timestamptz)',
                       past, of_relation);
        EXECUTE format('CREATE INDEX ON %I (id)', past);
        EXECUTE format('CREATE INDEX ON %I (valid_to, valid_from)', past);
        EXECUTE format('CREATE TRIGGER ledger_stamp BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION ledger_stamp()', of_relation);
        EXECUTE format('CREATE TRIGGER ledger_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_inserted()', of_relation);
    END IF;
    UPDATE ledger_kind SET blank = coalesce((
        SELECT jsonb_object_agg(attname, CASE format_type(atttypid, NULL)
            WHEN 'text' THEN '""'::jsonb WHEN 'boolean' THEN 'false' WHEN 'jsonb' THEN '{}' ELSE '[]' END)
        FROM pg_attribute WHERE attrelid = of_relation::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull
          AND attgenerated = '' AND NOT attname = ANY (ledger_kind.untracked)
          AND (format_type(atttypid, NULL) IN ('text', 'boolean', 'jsonb') OR format_type(atttypid, NULL) LIKE '%[]')), '{}')
    WHERE kind = of_kind;

    FOR gone IN SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute
                WHERE attrelid = of_relation::regclass AND attnum > 0 AND NOT attisdropped
                  AND attname NOT IN (SELECT attname FROM pg_attribute WHERE attrelid = past::regclass AND NOT attisdropped) LOOP
        EXECUTE format('ALTER TABLE %I ADD COLUMN %I %s', past, gone.attname, gone.type);
    END LOOP;
    FOR gone IN SELECT attname FROM pg_attribute WHERE attrelid = past::regclass AND attnum > 0 AND attnotnull AND NOT attisdropped LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I DROP NOT NULL', past, gone.attname);
    END LOOP;
    PERFORM ledger_write_triggers(k) FROM ledger_kind AS k WHERE k.kind = of_kind;
    EXECUTE format('CREATE OR REPLACE TRIGGER ledger_date_insert BEFORE INSERT ON %1$I
        FOR EACH ROW EXECUTE FUNCTION %2$I()', of_relation, of_relation || '_date_insert');
    EXECUTE format('CREATE OR REPLACE TRIGGER ledger_date_update BEFORE UPDATE OF %3$s ON %1$I
        FOR EACH ROW EXECUTE FUNCTION %2$I()', of_relation, of_relation || '_date_update',
        (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute, ledger_kind
         WHERE kind = of_kind AND attrelid = of_relation::regclass AND attnum > 0 AND NOT attisdropped
           AND (attname IN ('true_from', 'known_from') OR NOT attname = ANY (untracked))));
    EXECUTE format('CREATE OR REPLACE TRIGGER ledger_updated AFTER UPDATE ON %1$I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION %2$I()', of_relation, of_relation || '_updated');
    -- The records as of an instant, as far as they were known at another: in FROM like a table of the same columns.
    EXECUTE format('CREATE OR REPLACE FUNCTION %1$I(t timestamptz, k timestamptz) RETURNS SETOF %2$I LANGUAGE sql STABLE AS $f$
        SELECT %3$s FROM %2$I WHERE true_from <= t AND known_from <= k AND NOT is_removed
        UNION ALL
        SELECT %3$s FROM %4$I WHERE valid_from <= t AND valid_to > t AND known_from <= k AND known_to > k $f$',
        of_relation || '_at', of_relation,
        (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
         WHERE attrelid = of_relation::regclass AND attnum > 0 AND NOT attisdropped), past);
END
$$;
"""

FUNCTIONS = [TEXT, CONTEXT, ROW_TRIGGERS, FOLD, STATEMENT_TRIGGERS, MERGE_TRIGGER, DOORS, GENERATED, TRACK]


class Migration(migrations.Migration):
    dependencies = [("base", "0001_ledger_tables")]
    operations = [migrations.RunSQL(function) for function in FUNCTIONS]
