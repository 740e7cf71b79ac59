"""What the API tidies up by itself."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from penstock.faces.api.keeping import forget_old_answers


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="forget_old_answers")
def forget_old_answers_task(timestamp: int) -> None:
    """May run twice: what is gone is gone."""
    forget_old_answers(datetime.fromtimestamp(timestamp, tz=UTC))
