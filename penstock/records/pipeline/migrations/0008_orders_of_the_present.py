"""The orders of lists leave hidden opportunities out, as the search does, and somebody's in a stage have theirs; most opportunities
come from no lead."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0004_remembered"),
        ("people", "0005_remembered"),
        ("pipeline", "0007_vacuumed_often"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="opportunity",
            name="opportunity_by_amount",
        ),
        migrations.RemoveIndex(
            model_name="opportunity",
            name="opportunity_of_owner",
        ),
        migrations.RemoveIndex(
            model_name="opportunity",
            name="opportunity_by_name",
        ),
        migrations.RemoveIndex(
            model_name="opportunity",
            name="opportunity_newest",
        ),
        migrations.AlterField(
            model_name="opportunity",
            name="source_lead",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opportunities",
                to="leads.lead",
            ),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("source_lead", None), _negated=True),
                fields=["source_lead"],
                name="opportunity_of_lead",
            ),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                models.OrderBy(models.F("amount_minor"), descending=True, nulls_last=True),
                models.F("id"),
                condition=models.Q(("is_removed", False)),
                name="opportunity_by_amount",
            ),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("is_removed", False)),
                fields=["owner", "stage", "-created_at", "-id"],
                name="opportunity_of_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("is_removed", False)),
                fields=["sort_name", "id"],
                name="opportunity_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("is_removed", False)),
                fields=["-created_at", "-id"],
                name="opportunity_newest",
            ),
        ),
    ]
