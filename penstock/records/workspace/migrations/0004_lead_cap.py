"""How many open leads are too many for one owner: as a fact, so that a fold of the row finds it."""

from django.db import migrations, models
from django.db.models import Q

NONE = models.IntegerField(default=0)
CAP = models.IntegerField(default=500)
POSITIVE = models.CheckConstraint(condition=Q(lead_cap__gt=0), name="workspace_lead_cap")


class Migration(migrations.Migration):
    dependencies = [("workspace", "0003_work_and_bands")]
    operations = [
        migrations.AddField("workspace", "lead_cap", NONE),
        migrations.RunSQL("SELECT ledger_track('workspace', 'workspace')"),
        migrations.RunSQL("UPDATE workspace SET lead_cap = 500"),
        migrations.AlterField("workspace", "lead_cap", CAP),
        migrations.AddConstraint("workspace", POSITIVE),
    ]
