"""Pages, streams and worker as children of one process that has loaded everything they need.

They are forked, not started: each begins in a moment, and what none of them changes (the code, Django's
tables of itself, the templates) is in memory once. This process serves nobody; it starts again what fell.
"""

import gc
import importlib
from collections.abc import Callable
from functools import partial

import django
from django.conf import settings
from django.db import connections

from makegood.project import env, lifeline
from makegood.project.giving_back import give_back_program_text
from makegood.project.keeping import PATIENCE, Forked, Keeper, Part
from makegood.project.serving import serve_pages, serve_streams
from makegood.project.worker import work
from makegood.ui.warming import warm

SETTLED = 5.0
"""Seconds after which the parts have read what they need of the libraries."""
NEEDED = ("makegood.project.wsgi", "makegood.project.asgi", "makegood.messages.listening")


def live() -> None:
    """Run the three until told to stop."""
    django.setup()
    for module in NEEDED:
        importlib.import_module(module)
    warm()
    connections.close_all()  # a connection must not be shared by forked processes
    gc.collect()
    gc.freeze()  # the collector would write to every object, and unshare it
    _House().run()


class _House(Keeper):
    def run(self) -> None:
        self.listen_to_signals()
        for name, job in _jobs().items():
            self.add(Part(name, partial(Forked, f"makegood:{name}", job)))
        self.sleep(SETTLED)
        give_back_program_text()
        self.watch()
        self.end(self.parts, PATIENCE)


def _jobs() -> dict[str, Callable[[], None]]:
    host = settings.MAKEGOOD_HOST
    jobs: dict[str, Callable[[], None]] = {
        "web": partial(serve_pages, host, settings.MAKEGOOD_PORT, env.number("WEB_WORKERS", 2)),
        "stream": partial(serve_streams, host, settings.MAKEGOOD_STREAM_PORT),
        "worker": partial(_work, env.number("JOBS", 4)),
    }
    if listen := env.text("LMTP"):
        jobs["lmtp"] = partial(_take_over, listen)
    return jobs


def _work(jobs: int) -> None:
    lifeline.give_up_as_orphan(grace=3)
    work(jobs)


def _take_over(listen: str) -> None:
    from makegood.project.lmtp import serve  # noqa: PLC0415  app registry

    serve(listen)
