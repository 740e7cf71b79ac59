"""Run as a program: reads a database URL from its input and writes what it finds there as one JSON object."""

import json
import sys

import psycopg

QUESTION = """
SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_encoding') AS encoding,
       has_schema_privilege('public', 'CREATE') AS may_create,
       to_regclass('django_migrations') IS NULL AS is_empty
"""


def main() -> int:
    """0 and the JSON, or 1 and the reason in one line on standard error."""
    try:
        with psycopg.connect(sys.stdin.read(), connect_timeout=10) as connection:
            cursor = connection.execute(QUESTION)
            row, columns = cursor.fetchone(), cursor.description
    except psycopg.Error as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return 1
    assert row is not None and columns is not None
    sys.stdout.write(json.dumps(dict(zip([column.name for column in columns], row, strict=True))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
