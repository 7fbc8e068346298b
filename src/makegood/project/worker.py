"""The worker: runs the jobs, the sweeps, and listens to the mailboxes."""

import asyncio
import logging
import os
import threading

import django
from django.db import connections
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import DeleteJobCondition

logger = logging.getLogger(__name__)

GRACE = 5.0
"""Seconds running jobs have to end when the worker stops; what does not end is done again later."""


def work(jobs: int) -> None:
    """Work until told to stop."""
    django.setup()
    from makegood.messages import listening  # noqa: PLC0415  app registry

    # A job's thread gives its connection back: kept for the next one it would cost the database 5 MB, four times over.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    stopped = threading.Event()
    mail = threading.Thread(target=listening.run, args=(stopped.is_set,), name="mail", daemon=True)
    mail.start()
    try:
        asyncio.run(_work(jobs))
    finally:
        stopped.set()
        mail.join(timeout=GRACE)


def app_for_worker() -> App:
    """A second app for the worker's own queries; the tasks stay linked to the first.

    So what they defer goes through Django's connection and commits or vanishes with the transaction they
    are in. Procrastinate's `replace_connector` would swap it under them.
    """
    # The pool's own least of four connections would cost the database 4 MB each, all day long.
    connector = PsycopgConnector(
        kwargs=connector_params("default"), min_size=1, max_size=4, max_idle=30.0
    )
    return app.with_connector(connector)


async def _work(jobs: int) -> None:
    worker_app = app_for_worker()
    async with worker_app.open_async():
        await worker_app.run_worker_async(
            name=f"worker-{os.getpid()}",
            concurrency=jobs,
            shutdown_graceful_timeout=GRACE,
            delete_jobs=DeleteJobCondition.SUCCESSFUL,
        )
