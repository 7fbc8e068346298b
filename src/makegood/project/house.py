"""Pages, streams and worker as children of one process that has loaded everything they need.

They are forked, not started: each begins in a moment, and what none of them changes (the code, Django's
tables of itself, the templates) is in memory once. This process serves nobody; it starts again what fell.
"""

import gc
import importlib
import socket
import sys
from collections.abc import Callable
from functools import partial

import django
from django.conf import settings
from django.db import DatabaseError, connections

from makegood.project import env, lifeline
from makegood.project.giving_back import give_back_program_text
from makegood.project.keeping import PATIENCE, READY, Forked, Keeper, Part, say
from makegood.project.prepare import NotReady, gather_static_files, prepare_database
from makegood.project.serving import serve_pages, serve_streams
from makegood.project.worker import work
from makegood.ui.warming import warm

SETTLED = 5.0
"""Seconds after which the parts have read what they need of the libraries."""
NEEDED = ("makegood.project.wsgi", "makegood.project.asgi", "makegood.messages.listening")


def live(line: int | None) -> None:
    """Run the three until told to stop. On `line` (a socket's number) the supervisor says when there is a database.

    At a start, not when the house alone begins anew: the database is made ready beside the loading.
    """
    django.setup()
    preparing = _prepare_beside(line) if line is not None else None
    gather_static_files()  # the pages' application looks once which there are
    for module in NEEDED:
        importlib.import_module(module)
    warm()
    if preparing and preparing.wait():
        sys.exit(1)
    connections.close_all()  # a connection must not be shared by forked processes
    gc.collect()
    gc.freeze()  # the collector would write to every object, and unshare it
    _House().run()


def _prepare_beside(line: int) -> Forked:
    with socket.socket(fileno=line) as supervisor:
        return Forked("makegood:prepare", partial(_prepare, supervisor))


def _prepare(supervisor: socket.socket) -> None:
    if not supervisor.recv(256):
        return  # it is gone, or there is no database to be had
    from makegood.people.actions.setup_link import new_setup_token  # noqa: PLC0415  app registry

    try:
        prepare_database()
    except (NotReady, DatabaseError) as error:
        say(" ".join(str(error).split()))
        sys.exit(1)
    supervisor.sendall(READY + (new_setup_token() or "").encode())


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
