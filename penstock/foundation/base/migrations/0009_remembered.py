"""One version of all that processes remember (remembering.py), and what gives it another."""

from django.db import migrations

REMEMBERED = """
CREATE TABLE remembered (version uuid NOT NULL);
INSERT INTO remembered VALUES (gen_random_uuid());

-- Another version from here on, for everybody once this commits, and for the connection itself at once. A number would come back
-- after a rollback, with other rows behind it.
CREATE FUNCTION remember_anew() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE remembered SET version = gen_random_uuid();
    -- INFO, because a server may be set to keep notices to itself.
    RAISE INFO 'remembered' USING ERRCODE = 'PS001';
END
$$;

CREATE FUNCTION remembered() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM remember_anew();
    RETURN NULL;
END
$$;

-- Fires also where other triggers rest.
CREATE FUNCTION remember_always() RETURNS void LANGUAGE plpgsql
AS $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN SELECT tgrelid FROM pg_trigger WHERE tgname = 'remembered' AND tgenabled <> 'A' LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER remembered', relation);
    END LOOP;
    PERFORM remember_anew();
END
$$;

-- Each change of these columns counts; named none, of all.
CREATE FUNCTION remember(relation regclass, VARIADIC columns text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER remembered AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE %s ON %s'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION remembered()',
                   CASE WHEN columns <> '{}' THEN 'OF ' || (SELECT string_agg(format('%I', name), ', ') FROM unnest(columns) AS name)
                        ELSE '' END, relation);
    PERFORM remember_always();
END
$$;
"""
UNDO = """
DROP FUNCTION remember(regclass, text[]), remembered() CASCADE;
DROP FUNCTION remember_always(), remember_anew();
DROP TABLE remembered;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0008_half_even_in_plpgsql")]
    operations = [migrations.RunSQL(REMEMBERED, UNDO)]
