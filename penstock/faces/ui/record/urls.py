"""The addresses that every kind of record has below its own page."""

from django.urls import URLPattern, path

from penstock.faces.ui.record import activities, editing, removal
from penstock.faces.ui.record.kinds import Kind


def below(kind: Kind) -> list[URLPattern]:
    """facts, notes, calls, tasks and files of one record; names like company-notes."""
    given = {"kind": kind}
    return [
        path("<int:pk>/removal", removal.removal, given, name=f"{kind.name}-removal"),
        path("<int:pk>/restoration", removal.restoration, given, name=f"{kind.name}-restoration"),
        path("<int:pk>/facts/<str:name>", editing.fact, given, name=f"{kind.name}-fact"),
        path("<int:pk>/notes", activities.notes, given, name=f"{kind.name}-notes"),
        path("<int:pk>/calls", activities.calls, given, name=f"{kind.name}-calls"),
        path("<int:pk>/tasks", activities.tasks, given, name=f"{kind.name}-tasks"),
        path(
            "<int:pk>/tasks/<int:activity>/completion",
            activities.completion,
            given,
            name=f"{kind.name}-task-completion",
        ),
        path("<int:pk>/files", activities.files, given, name=f"{kind.name}-files"),
        path("<int:pk>/files/<int:activity>", activities.file, given, name=f"{kind.name}-file"),
    ]
