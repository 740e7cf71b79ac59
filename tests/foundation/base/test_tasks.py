import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from penstock.foundation.base.tasks import retry_stalled_jobs_task


@pytest.mark.django_db
def test_job_of_a_killed_worker_is_given_back():
    stalled, running = (app.configure_task("somebody.works").defer() for _ in range(2))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        [worker] = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [stalled])
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, running]
        )
    context = JobContext(app=app, job=None, worker_name="w", start_timestamp=0.0, abort_reason=lambda: None)
    for _ in range(2):
        async_to_sync(retry_stalled_jobs_task.func)(context, 0)
        assert dict(ProcrastinateJob.objects.values_list("id", "status")) == {
            stalled: "todo",
            running: "doing",
        }
