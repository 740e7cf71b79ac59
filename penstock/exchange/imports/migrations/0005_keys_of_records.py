from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0004_undoing")]

    operations = [
        migrations.RemoveIndex(model_name="importkey", name="import_key_of_record"),
        migrations.AddIndex(
            model_name="importkey",
            index=models.Index(fields=["record_id"], name="import_key_of_record"),
        ),
    ]
