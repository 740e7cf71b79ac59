"""What the worker does for imports."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app


@app.task
def import_task(run_id: int) -> None:
    """Bring in what the run asks for."""
    from penstock.exchange.imports.jobs import do_run

    do_run(run_id=run_id, now=timezone.now())


@app.task
def undo_task(run_id: int, user_id: int) -> None:
    """Take back what the run brought in."""
    from penstock.exchange.imports.jobs import do_undo

    do_undo(run_id=run_id, user_id=user_id, now=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="forget_old_uploads")
def forget_old_uploads_task(timestamp: int) -> None:
    """May run twice: what is gone is gone."""
    from penstock.exchange.imports.uploads import forget_old_uploads

    forget_old_uploads(datetime.fromtimestamp(timestamp, tz=UTC))
