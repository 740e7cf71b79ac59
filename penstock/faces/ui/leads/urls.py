"""One lead: /leads/12/. Their list is faces/ui/lists."""

from django.urls import path

from penstock.faces.ui.leads import record
from penstock.faces.ui.record import creating
from penstock.faces.ui.record.kinds import LEAD
from penstock.faces.ui.record.urls import below

urlpatterns = [
    path("new/", creating.new, {"kind": LEAD}, name="lead-new"),
    path("<int:pk>/", record.lead, name="lead"),
    path("<int:pk>/status", record.status, name="lead-status"),
    path("<int:pk>/disqualification", record.disqualification, name="lead-disqualification"),
    path("<int:pk>/conversion", record.conversion, name="lead-conversion"),
    *below(LEAD),
]
