"""The set form of the ledger: many new records with all their past in one act (docs/design/ledger.md)."""

from django.db import migrations

# Half the time of the same expression as a function in SQL, which is not inlined: unaccent is stable by declaration.
SORT_KEY = """
CREATE OR REPLACE FUNCTION sort_key(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$ BEGIN RETURN lower(public.unaccent('public.unaccent'::regdictionary, value)); END $$;
"""

BEGIN = """
-- Always empty: an insert is the call of the door, and makes its writes those of a trigger, which write no facts.
CREATE TABLE ledger_door (kind text NOT NULL);

-- Makes, or empties, the temporary table RELATION_states: one row for each state that a new record had. Its columns are the
-- record's own and: valid_at, since when it was so (empty: now); place, the order within one instant; precision;
-- recorded_at and actor_id, which say something in the simulated company only.
CREATE FUNCTION ledger_begin_states(of_kind text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    spec ledger_kind;
    states text;
    dropped text;
BEGIN
    SELECT * INTO STRICT spec FROM ledger_kind WHERE kind = of_kind;
    states := format('pg_temp.%I', spec.relation || '_states');
    IF to_regclass(states) IS NOT NULL THEN
        EXECUTE format('TRUNCATE %s', states);
        RETURN;
    END IF;
    EXECUTE format('CREATE TEMP TABLE %I (LIKE %I INCLUDING DEFAULTS) ON COMMIT DROP', spec.relation || '_states', spec.relation);
    SELECT string_agg(format('DROP COLUMN %I', attname), ', ') INTO dropped FROM pg_attribute
    WHERE attrelid = spec.relation::regclass AND attnum > 0 AND NOT attisdropped
      AND (attgenerated <> '' OR attname IN ('created_at', 'true_from', 'known_from', 'xact')
           OR attname IN (SELECT value FROM jsonb_each_text(spec.since)));
    EXECUTE format('ALTER TABLE %s %s, ALTER id SET DEFAULT nextval(%L), ADD valid_at timestamptz, ADD place integer NOT NULL DEFAULT 0,
        ADD precision text, ADD recorded_at timestamptz, ADD actor_id bigint',
        states, dropped, pg_get_serial_sequence(spec.relation, 'id'));
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO PUBLIC', states);
END
$$;
"""

SQL = """
-- The one statement that writes states: facts where something changed, spans that ended, the row as it is now. $1: now, when a
-- fact was recorded if the writer may not say. $2: whether any record counts as another. A fact recorded after it became true
-- leaves the span during which the state before it was believed to go on.
CREATE FUNCTION ledger_states_statement(spec ledger_kind) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    WITH columns AS (
        SELECT attname::text AS name, 'was ' || attname AS was, attnum, NOT attname = ANY (spec.untracked) AS is_tracked,
               attname IN ('created_at', 'true_from', 'known_from', 'xact') AS is_kept,
               attname IN (SELECT value FROM jsonb_each_text(spec.since)) AS is_since,
               format_type(atttypid, NULL) IN ('smallint', 'integer', 'bigint') AS is_whole, spec.refs->>attname AS points_to
        FROM pg_attribute WHERE attrelid = spec.relation::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    ), told AS (
        SELECT string_agg(format('CASE WHEN %1$I IS DISTINCT FROM %2$I%3$s THEN %4$L || coalesce(%5$s::text, ''null'') END', name, was,
            CASE WHEN points_to IS NULL THEN '' ELSE format(
                ' AND NOT ($2 AND %1$I IS NOT NULL AND ledger_resolve(%3$L, %1$I) IS NOT DISTINCT FROM ledger_resolve(%3$L, %2$I))',
                name, was, points_to) END,
            to_json(name)::text || ':', CASE WHEN is_whole THEN quote_ident(name) ELSE format('to_json(%I)', name) END),
            ', ' ORDER BY attnum) AS changes
        FROM columns WHERE is_tracked AND name <> 'custom'
    ), listed AS (
        SELECT string_agg(format('s.%I', name), ', ') FILTER (WHERE NOT is_kept AND NOT is_since) AS given,
               string_agg(format('lag(%I) OVER line AS %I', name, was), ', ') FILTER (WHERE is_tracked) AS lags,
               string_agg(quote_ident(name), ', ' ORDER BY attnum) AS written,
               string_agg(CASE name WHEN 'created_at' THEN '"its beginning"' WHEN 'true_from' THEN '"its at"'
                   WHEN 'known_from' THEN '"its recorded"' WHEN 'xact' THEN 'pg_current_xact_id()' ELSE quote_ident(name) END, ', ' ORDER BY attnum) AS states,
               coalesce((SELECT string_agg(format(', max("its at") FILTER (WHERE %1$I IS DISTINCT FROM %2$I) OVER line AS %3$I',
                   key, 'was ' || key, value), '') FROM jsonb_each_text(spec.since)), '') AS since,
               bool_or(name = 'custom') AS has_custom
        FROM columns
    )
    SELECT format($q$
        WITH dated AS (
            SELECT %2$s, s.place AS "its place", coalesce(s.valid_at, $1) AS "its at", coalesce(s.precision, w.precision) AS "its precision",
                   CASE WHEN w.recorded_as_valid THEN coalesce(s.recorded_at, s.valid_at, $1) ELSE $1 END AS "its recorded",
                   CASE WHEN s.actor_id IS NULL OR NOT w.recorded_as_valid THEN w.actor ELSE 'user' END AS "its actor",
                   CASE WHEN s.actor_id IS NULL OR NOT w.recorded_as_valid THEN w.actor_id ELSE s.actor_id END AS "its actor_id",
                   w.cause AS "its cause", w.cause_id AS "its cause_id", w.reason AS "its reason"
            FROM pg_temp.%1$I AS s CROSS JOIN ledger_writer() AS w
        ), followed AS (
            SELECT *, %3$s FROM dated WINDOW line AS (PARTITION BY id ORDER BY "its at", "its place")
        ), told AS (
            SELECT *, ('{' || concat_ws(',', %4$s) || '}')::jsonb%5$s AS "its changes" FROM followed OFFSET 0
        ), chain AS MATERIALIZED (
            SELECT *, min("its at") OVER line AS "its beginning", lead("its at") OVER line AS "its end",
                   lead("its recorded") OVER line AS "its known end"%6$s
            FROM told WHERE "its changes" <> '{}' WINDOW line AS (PARTITION BY id ORDER BY "its at", "its place")
        ), facts AS (
            INSERT INTO ledger (kind, record_id, valid_at, precision, recorded_at, actor, actor_id, cause, cause_id, reason, changes)
            SELECT %7$L, id, "its at", "its precision", "its recorded", "its actor", "its actor_id", "its cause", "its cause_id",
                   "its reason", "its changes" FROM chain
        ), ended AS (
            INSERT INTO %8$I (%9$s, valid_from, valid_to, known_to)
            SELECT %10$s, "its at", "its end", 'infinity' FROM chain WHERE "its end" > "its at" AND NOT is_removed
            UNION ALL
            SELECT %10$s, "its end", 'infinity', "its known end" FROM chain
            WHERE "its known end" > "its end" AND "its known end" > "its recorded" AND NOT is_removed
        ), present AS (
            INSERT INTO %11$I (%9$s) SELECT %10$s FROM chain WHERE "its end" IS NULL RETURNING 1
        )
        SELECT (SELECT count(*) FROM present), EXISTS (SELECT FROM chain WHERE "its known end" < "its recorded")
        $q$, spec.relation || '_states', given, lags, told.changes,
        CASE WHEN has_custom THEN $e$ || CASE WHEN custom = coalesce("was custom", '{}') THEN '{}'
            -- the first state of many: all of it is new
            WHEN coalesce("was custom", '{}') = '{}' THEN
                (SELECT coalesce(jsonb_object_agg('custom.' || key, value), '{}') FROM jsonb_each(custom) WHERE value <> 'null')
            ELSE ledger_changes(
            ledger_flat(jsonb_build_object('custom', coalesce("was custom", '{}')), '{}'),
            ledger_flat(jsonb_build_object('custom', custom), '{}'), '{}') END$e$ ELSE '' END,
        since, spec.kind, spec.relation || '_past', written, states, spec.relation)
    FROM told, listed
$$;
"""

REFERENCES = """
-- What PostgreSQL's own triggers do for each row of a foreign key, for all rows at once: the rows referred to are there, and
-- stay while this transaction runs.
CREATE FUNCTION ledger_check_references(of_relation regclass, states regclass) RETURNS void LANGUAGE plpgsql
AS $$
DECLARE
    foreign_key record;
    missing bigint;
BEGIN
    FOR foreign_key IN
        SELECT c.conname, c.confrelid::regclass AS target, a.attname AS from_column, b.attname AS to_column FROM pg_constraint AS c
        JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute AS b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
        WHERE c.conrelid = of_relation AND c.contype = 'f' LOOP
        EXECUTE format($q$
            WITH wanted AS MATERIALIZED (SELECT DISTINCT %1$I AS id FROM %2$s WHERE %1$I IS NOT NULL),
            found AS MATERIALIZED (SELECT %4$I AS id FROM %3$s WHERE %4$I IN (SELECT id FROM wanted) FOR KEY SHARE)
            SELECT id FROM wanted EXCEPT SELECT id FROM found LIMIT 1
            $q$, foreign_key.from_column, states, foreign_key.target, foreign_key.to_column) INTO missing;
        IF missing IS NOT NULL THEN
            RAISE EXCEPTION 'there is no % % for %', foreign_key.target, missing, foreign_key.from_column
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = foreign_key.conname;
        END IF;
    END LOOP;
END
$$;
"""

WRITE = """
CREATE FUNCTION ledger_write_door() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    spec ledger_kind;
    states regclass;
    written bigint;
    is_late boolean;
    merged bigint[];
BEGIN
    SELECT * INTO STRICT spec FROM ledger_kind WHERE kind = NEW.kind;
    states := format('pg_temp.%I', spec.relation || '_states')::regclass;
    IF NOT EXISTS (SELECT FROM pg_class WHERE oid = states AND relowner = current_user::regrole AND relkind = 'r') THEN
        RAISE EXCEPTION '% was not made by ledger_begin_states', states USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF ledger_without_triggers() THEN PERFORM ledger_check_references(spec.relation::regclass, states); END IF;
    EXECUTE ledger_states_statement(spec) INTO written, is_late
        USING clock_timestamp(), EXISTS (SELECT FROM ledger_merge);
    PERFORM set_config('session_replication_role', 'origin', true) WHERE current_setting('session_replication_role') <> 'origin';
    IF is_late THEN
        RAISE EXCEPTION 'a state was recorded before one that it follows: enter it as a late fact'
            USING ERRCODE = 'check_violation';
    END IF;
    IF spec.refs <> '{}' AND EXISTS (SELECT FROM ledger_merge) THEN
        EXECUTE format('SELECT array_agg(DISTINCT id) FROM %s AS s WHERE ledger_is_merged($1, to_jsonb(s))', states)
            INTO merged USING spec;
        IF merged IS NOT NULL THEN PERFORM ledger_rebuild(spec.kind, merged); END IF;
    END IF;
    EXECUTE format('TRUNCATE %s', states);
    PERFORM set_config('penstock.written', written::text, true);
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_write_door BEFORE INSERT ON ledger_door FOR EACH ROW EXECUTE FUNCTION ledger_write_door();

-- Where our role may (we made the cluster), triggers that look at each row rest while the door writes, which checks the
-- references itself.
CREATE FUNCTION ledger_without_triggers() RETURNS boolean LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    RETURN true;
EXCEPTION WHEN insufficient_privilege THEN
    RETURN false;
END
$$;

-- Writes what stands in RELATION_states: rows, facts and spans as if each record had been inserted with its first state and
-- updated to the next at its valid time. Empties the table. Returns how many records there are more.
CREATE FUNCTION ledger_write_states(of_kind text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO ledger_door (kind) VALUES (of_kind);
    RETURN current_setting('penstock.written')::bigint;
END
$$;
"""

UNDO = """
DROP FUNCTION ledger_write_states(text), ledger_begin_states(text), ledger_states_statement(ledger_kind),
    ledger_check_references(regclass, regclass), ledger_without_triggers();
DROP TABLE ledger_door;
DROP FUNCTION ledger_write_door();
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0005_without_jit")]
    operations = [
        migrations.RunSQL(SORT_KEY, migrations.RunSQL.noop),
        migrations.RunSQL(BEGIN + SQL + REFERENCES + WRITE, UNDO),
    ]
