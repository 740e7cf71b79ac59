"""/opportunities/: the board, and one opportunity with what is done to it."""

from django.urls import path

from penstock.faces.ui.opportunities import board, changes, creating, moving, record, sides
from penstock.faces.ui.record.kinds import OPPORTUNITY
from penstock.faces.ui.record.urls import below

urlpatterns = [
    path("", board.board, name="opportunities"),
    path("changes/", changes.changes, name="opportunity-changes"),
    path("new/", creating.new, name="opportunity-new"),
    path("<int:pk>/", record.opportunity, name="opportunity"),
    path("<int:pk>/stage", moving.stage, name="opportunity-stage"),
    path("<int:pk>/closure", moving.closure, name="opportunity-closure"),
    path("<int:pk>/closure/undo", moving.reopening, name="opportunity-reopening"),
    path("<int:pk>/persons", sides.persons, name="opportunity-persons"),
    path("<int:pk>/persons/<int:person>/removal", sides.person_removal, name="opportunity-person-removal"),
    path("<int:pk>/team", sides.team, name="opportunity-team"),
    path("<int:pk>/team/<int:user>/removal", sides.team_removal, name="opportunity-team-removal"),
    path("<int:pk>/checklist", sides.checklist, name="opportunity-checklist"),
    *below(OPPORTUNITY),
]
