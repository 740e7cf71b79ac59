from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ownmetric",
            name="name",
            field=models.SlugField(db_index=False, max_length=80),
        ),
        migrations.AlterField(
            model_name="ownmetric",
            name="direction",
            field=models.TextField(choices=[("up", "Up"), ("down", "Down"), ("neither", "Neither")]),
        ),
        migrations.AlterField(
            model_name="ownmetric",
            name="form",
            field=models.TextField(choices=[("ratio", "Ratio"), ("sum", "Sum"), ("filter", "Filter")]),
        ),
    ]
