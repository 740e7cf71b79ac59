"""Two that are not one, whatever they share; the ledger follows it."""

from django.db import migrations, models

import penstock.foundation.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="NotSame",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_removed", models.BooleanField(db_default=False, default=False, editable=False)),
                ("created_at", penstock.foundation.base.fields.FilledByTrigger()),
                ("true_from", penstock.foundation.base.fields.FilledByTrigger()),
                ("known_from", penstock.foundation.base.fields.FilledByTrigger()),
                ("xact", penstock.foundation.base.fields.XactField()),
                ("kind", models.TextField(choices=[("company", "company"), ("person", "person")])),
                ("first_id", models.BigIntegerField()),
                ("second_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "not_same",
                "indexes": [models.Index(fields=["kind", "first_id", "second_id"], name="not_same_pair")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first_id__lt", models.F("second_id"))), name="not_same_order"
                    )
                ],
            },
        ),
        migrations.RunSQL("SELECT ledger_track('not_same', 'not_same')"),
    ]
