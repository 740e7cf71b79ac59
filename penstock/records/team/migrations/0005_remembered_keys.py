"""Processes remember API keys too (base/remembering.py): each request of a program asks for its key. The day of the last
use counts with the rest; it changes once a day."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("team", "0004_remembered")]
    operations = [migrations.RunSQL("SELECT remember('api_key')", "DROP TRIGGER remembered ON api_key")]
