"""The list of somebody's opportunities in a stage comes out of one index in its order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0008_orders_of_the_present")]

    operations = [
        migrations.RemoveIndex(model_name="opportunity", name="opportunity_of_owner"),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                fields=["owner", "stage", "-created_at", "-id"],
                condition=models.Q(("is_removed", False)),
                name="opportunity_of_owner",
            ),
        ),
    ]
