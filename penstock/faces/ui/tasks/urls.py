"""What one comes to in the morning: the first page, the tasks, the notices."""

from django.urls import path

from penstock.faces.ui.tasks import home, notices, samples, tasks

urlpatterns = [
    path("", home.home, name="home"),
    path("sample/", samples.sample, name="sample"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:task_id>/completion/", tasks.completion, name="task-completion"),
    path("tasks/<int:task_id>/completion/undo/", tasks.completion_undo, name="task-completion-undo"),
    path("notices/", notices.notices, name="notices"),
    path("notices/count/", notices.count, name="notices-count"),
    path("notices/reading/", notices.reading, name="notices-reading"),
]
