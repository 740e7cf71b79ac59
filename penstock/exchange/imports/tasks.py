"""What the worker does for imports."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.task
def import_task(run_id: int) -> None:
    """Bring in what the run asks for."""
    from penstock.exchange.imports.jobs import do_run

    do_run(run_id=run_id, now=timezone.now())
