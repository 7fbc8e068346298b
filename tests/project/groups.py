"""A running Makegood, as tests look at one from outside."""

import contextlib
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from makegood.project.embedded_postgres import socket_folder

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Running:
    """A group somebody started, and what it said."""

    data: Path
    process: "subprocess.Popen[str]"
    said: str = ""

    @property
    def port(self) -> int:
        found = re.search(r"ready: http://127\.0\.0\.1:(\d+)/", self.said)
        assert found, self.said
        return int(found[1])

    def part(self, name: str, seconds: float = 90) -> psutil.Process:
        """The process that does `name`, as soon as it is there: a child of the supervisor, or one in the house."""
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(psutil.Error):
                if found := self._part(name):
                    return found
            assert time.monotonic() < end, f"no {name}\n{self.said[-4000:]}"
            time.sleep(0.05)

    def _part(self, name: str) -> psutil.Process | None:
        children = psutil.Process(self.process.pid).children()
        houses = [one for one in children if " house " in " ".join(one.cmdline())]
        found = {one.name().removeprefix("makegood:"): one for h in houses for one in h.children()}
        found |= {one.name(): one for one in children if one not in houses}
        return houses[0] if houses and name == "house" else found.get(name)

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def page(self) -> int:
        """The status of the front page, once somebody answers."""
        return status_of(f"http://127.0.0.1:{self.port}/")

    def connected(self) -> "psycopg.Connection[tuple[object, ...]]":
        return connected(self.data)

    def inside(self, code: str) -> str:
        """What `code` prints, run with this group's settings."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            env=environment(self.data, MAKEGOOD_PORT=str(self.port)),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKEGOOD_")}
    ours = {"MAKEGOOD_DATA": str(data), "DJANGO_SETTINGS_MODULE": "makegood.project.settings"}
    return kept | ours | {"MAKEGOOD_LOG": "text"} | more


@contextlib.contextmanager
def makegood_up(
    data: Path,
    *,
    python: str = sys.executable,
    more: dict[str, str] | None = None,
    **options: object,
) -> Iterator[Running]:
    process = subprocess.Popen(  # type: ignore[call-overload]  # options differ
        [python, "-m", "makegood.project.cli", "up"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env=environment(data, **(more or {})),
        **options,
    )
    running = Running(data, process)
    is_up = threading.Event()
    ear = threading.Thread(target=_hear, args=(running, is_up), daemon=True)
    ear.start()
    try:
        is_up.wait()
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=60)
        ear.join(timeout=10)


def _hear(running: Running, is_up: threading.Event) -> None:
    """To its end: once a pipe that nobody reads is full, the whole group would stand still at its next word."""
    assert running.process.stdout
    with running.process.stdout as lines:
        for line in lines:
            running.said += line
            if "Ctrl-C" in line:
                is_up.set()
    is_up.set()


def status_of(url: str) -> int:
    """The status, waiting while nobody listens (a part is being started again)."""
    end = time.monotonic() + 90
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            if error.code < 500 or time.monotonic() > end:
                return error.code
        except OSError:
            if time.monotonic() > end:
                raise
        time.sleep(0.1)


def connected(data: Path) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(host=str(socket_folder(data)), user="postgres", dbname="makegood")
