"""The ledger's tables. What a row means is in docs/design/ledger.md; the functions are in 0002."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

TABLES = """
CREATE TABLE ledger (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    kind text NOT NULL,
    record_id bigint NOT NULL,
    valid_at timestamptz NOT NULL,
    precision text NOT NULL DEFAULT 'instant' CHECK (precision IN ('instant', 'day')),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL,
    actor_id bigint,
    cause text NOT NULL,
    cause_id bigint,
    reason text,
    changes jsonb NOT NULL DEFAULT '{}',
    voids bigint REFERENCES ledger (seq),
    CONSTRAINT ledger_no_fact_of_the_future CHECK (valid_at <= recorded_at)
);
CREATE INDEX ledger_of_record ON ledger (kind, record_id, seq);
CREATE INDEX ledger_by_time ON ledger (kind, valid_at);
CREATE INDEX ledger_to_mirror ON ledger (xact);
-- What one import run, bulk edit or merge wrote, to take it back.
CREATE INDEX ledger_of_act ON ledger (cause, cause_id) WHERE cause_id IS NOT NULL;
CREATE UNIQUE INDEX ledger_voided_once ON ledger (voids) WHERE voids IS NOT NULL;

-- Which table holds the records of a kind, and how its columns are to be read.
CREATE TABLE ledger_kind (
    kind text PRIMARY KEY,
    relation text NOT NULL UNIQUE,
    untracked text[] NOT NULL,   -- bookkeeping and derived columns: no facts
    refs jsonb NOT NULL,         -- column -> kind of the record it points to, where that kind can be merged
    since jsonb NOT NULL,        -- column -> the column that holds the instant of its last change
    blank jsonb NOT NULL DEFAULT '{}' -- what a column holds of which no fact speaks (any more), where it may not be null
);

-- During which span of knowledge one record counts as another; chains are flattened.
CREATE TABLE ledger_merge (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    from_id bigint NOT NULL,
    into_id bigint NOT NULL,
    act bigint NOT NULL,
    known_from timestamptz NOT NULL,
    known_to timestamptz NOT NULL DEFAULT 'infinity'
);
CREATE INDEX ledger_merge_from ON ledger_merge (kind, from_id);
CREATE INDEX ledger_merge_into ON ledger_merge (kind, into_id);

-- One row: whether this database holds the simulated company (only then may recorded_at be given).
CREATE TABLE ledger_mark (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    is_sample boolean NOT NULL DEFAULT false
);
INSERT INTO ledger_mark DEFAULT VALUES;

CREATE SEQUENCE ledger_act;
"""

UNDO = """
DROP SEQUENCE ledger_act;
DROP TABLE ledger_mark, ledger_merge, ledger_kind, ledger;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [UnaccentExtension(), TrigramExtension(), migrations.RunSQL(TABLES, UNDO)]
