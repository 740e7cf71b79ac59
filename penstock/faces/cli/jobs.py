"""The worker's loop: procrastinate, made to live through a database that goes away."""

import asyncio
from collections.abc import Iterable
from typing import Any

from procrastinate import App
from procrastinate.connector import Notify
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from procrastinate.psycopg_connector import PsycopgConnector

RETRY_SECONDS = 1.0
# What a running job may take after the worker was told to end; the supervisor waits a little longer.
GRACE_SECONDS = 15.0


class Listener(PsycopgConnector):
    """procrastinate's own stops listening for good when the server is still down at its first new attempt;
    jobs would then wait for the next poll instead of starting at once."""

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        """Calls `on_notification` for each notification, until it is cancelled."""
        while True:
            try:
                await super().listen_notify(on_notification, channels)
            except ConnectorException:
                await asyncio.sleep(RETRY_SECONDS)


def work(concurrency: int) -> None:
    """Does jobs, `concurrency` at a time, until it is told to end; then finishes those that it has begun."""
    parameters: dict[str, Any] = connector_params("default")
    # Each connection costs the server a process: one while idle, at most one for each job and three for the loop.
    listener = Listener(kwargs=parameters, min_size=1, max_size=concurrency + 3)
    with app.replace_connector(listener) as ready:
        asyncio.run(_work(ready, concurrency))


async def _work(ready: App, concurrency: int) -> None:
    async with ready.open_async():
        await ready.run_worker_async(
            concurrency=concurrency,
            shutdown_graceful_timeout=GRACE_SECONDS,
            delete_jobs=DeleteJobCondition.SUCCESSFUL,
        )
