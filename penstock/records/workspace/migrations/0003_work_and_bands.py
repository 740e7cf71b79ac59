"""Holidays, and the bands of company sizes: these as a fact, so that a fold of the row finds them."""

import django.contrib.postgres.fields
from django.db import migrations, models

import penstock.records.workspace.models

DAYS = django.contrib.postgres.fields.ArrayField(
    base_field=models.DateField(), blank=True, default=list, size=None
)
EMPTY = django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)
SIZES = django.contrib.postgres.fields.ArrayField(
    base_field=models.IntegerField(),
    default=penstock.records.workspace.models.default_company_size_bands,
    size=None,
)


class Migration(migrations.Migration):
    dependencies = [("workspace", "0002_ledger")]
    operations = [
        migrations.AddField("workspace", "holidays", DAYS),
        migrations.AddField("workspace", "company_size_bands", EMPTY),
        migrations.RunSQL("SELECT ledger_track('workspace', 'workspace')"),
        migrations.RunSQL("UPDATE workspace SET company_size_bands = '{10,50,200,1000}'"),
        migrations.AlterField("workspace", "company_size_bands", SIZES),
    ]
