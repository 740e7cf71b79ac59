"""Jobs that keep the other jobs going."""

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs_task(context: JobContext, timestamp: int) -> None:
    """Gives back the jobs of workers that were killed: every job may run twice, none may be lost."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
