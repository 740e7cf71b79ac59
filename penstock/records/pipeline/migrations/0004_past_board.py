"""The board of a past day: a column's states that were true then, its order and its sums without touching the table."""

from django.db import migrations

INDEX = """
CREATE INDEX opportunity_past_board ON opportunity_past (stage_id, valid_to)
    INCLUDE (valid_from, known_from, known_to, id, pipeline_id, close_on, stage_since, amount_minor, currency, probability, owner_id);
"""


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0003_fewer_indexes")]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX opportunity_past_board")]
