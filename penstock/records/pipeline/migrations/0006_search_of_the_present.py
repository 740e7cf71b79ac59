"""The index that search reads leaves out hidden opportunities: an undo need not write what it hides into it once more."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0005_remembered")]

    operations = [
        migrations.RemoveIndex(model_name="opportunity", name="opportunity_search"),
        migrations.AddIndex(
            model_name="opportunity",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("is_removed", False)),
                fields=["sort_name"],
                name="opportunity_search",
                opclasses=["gin_trgm_ops"],
            ),
        ),
    ]
