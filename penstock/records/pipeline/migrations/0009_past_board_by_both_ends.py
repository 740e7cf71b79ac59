"""Both ends of a state are keys of the past board's index: what began after the day is left out within the index, and not looked
up row by row whether it is visible."""

from django.db import migrations

INDEX = """
DROP INDEX opportunity_past_board;
CREATE INDEX opportunity_past_board ON opportunity_past (stage_id, valid_to, valid_from)
    INCLUDE (known_from, known_to, id, pipeline_id, close_on, stage_since, amount_minor, currency, probability, owner_id);
"""


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0008_orders_of_the_present")]
    operations = [migrations.RunSQL(INDEX, migrations.RunSQL.noop)]
