"""half_even for whole numbers: an order of magnitude faster than for numeric, for the sums of a board."""

from django.db import migrations

HALF_EVEN = """
CREATE FUNCTION half_even(numerator bigint, denominator bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT numerator / denominator + CASE
        WHEN 2 * abs(numerator % denominator) > denominator
             OR (2 * abs(numerator % denominator) = denominator AND (numerator / denominator) % 2 <> 0)
        THEN sign(numerator)::bigint ELSE 0 END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0003_fact")]
    operations = [migrations.RunSQL(HALF_EVEN, "DROP FUNCTION half_even(bigint, bigint)")]
