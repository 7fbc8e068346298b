"""The two HTTP servers: pages as WSGI with one blocking thread a worker, live streams as ASGI in one process."""

import gc
import logging
import os
from typing import Any

import django
from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from makegood.project import lifeline
from makegood.project.spreading import Tally, spread

logger = logging.getLogger(__name__)


def serve_pages(host: str, port: int, workers: int) -> None:
    """Serve until told to stop. The application is loaded once and shared by the forked workers."""
    _serve(
        "makegood.project.wsgi:application",
        host,
        port,
        interface=Interfaces.WSGI,
        workers=workers,
        # More threads in one interpreter only queue for its lock; more workers do not.
        blocking_threads=1,
        workers_kill_timeout=5,
    )


def serve_streams(host: str, port: int) -> None:
    """Serve until told to stop. Open streams end at once: the pages connect again and catch up."""
    _serve(
        "makegood.project.asgi:application",
        host,
        port,
        interface=Interfaces.ASGINL,
        workers=1,
        workers_kill_timeout=1,
        backlog=2048,
        backpressure=4096,
    )


def _serve(target: str, host: str, port: int, **options: Any) -> None:
    django.setup()
    application = _load(target)
    main = os.getpid()
    workers = options["workers"]
    tally = Tally(workers) if workers > 1 else None

    def load_in_worker() -> Any:
        # Forked from `main`: a server killed outright must not leave its workers listening.
        lifeline.end_with_parent(main)
        return spread(application, tally) if tally else application

    server = Server(
        target,
        address=host,
        port=port,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_dictconfig=settings.LOGGING | {"incremental": False},
        **options,
    )
    gc.collect()
    gc.freeze()  # what is loaded now stays shared between the workers: the collector does not touch it
    server.serve(target_loader=load_in_worker, wrap_loader=False)


def _load(target: str) -> Any:
    module, name = target.split(":")
    return getattr(__import__(module, fromlist=[name]), name)
