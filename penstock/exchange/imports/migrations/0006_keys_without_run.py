"""Keys are found by what they are and by their record; an index by run was written for every row and read by none."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0005_keys_of_records"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importkey",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="keys",
                to="imports.importrun",
            ),
        ),
    ]
