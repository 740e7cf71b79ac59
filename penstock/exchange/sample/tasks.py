"""What the worker does for the sample."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.task
def sample_task(run_id: int) -> None:
    """Bring the simulated company in, or take it out."""
    from penstock.exchange.sample.jobs import do_run

    do_run(run_id=run_id, now=timezone.now())
