"""Desks to measure: a data folder each, kept between runs, with the real group running on it.

The generator runs once a folder; the group is `makegood up`, started and stopped as an operator would.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("BENCH_DATA", ROOT / "bench" / "data"))
VERSION = 4
"""Of what the generator makes; another one makes the desks anew."""
TOKEN = "bench" * 6 + "ab"
"""Against forged forms, in the cookie and in the header."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Desk:
    """A desk of so many cases. `facts` is what the generator left: sessions, case numbers, words to search."""

    cases: int
    port: int = 0
    group: "subprocess.Popen[str] | None" = None

    @property
    def folder(self) -> Path:
        return DATA / f"{self.cases}-v{VERSION}"

    @property
    def facts(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = json.loads((self.folder / "bench.json").read_text())
        return found

    @property
    def environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("MAKEGOOD_")}
        return clean | {
            "MAKEGOOD_DATA": str(self.folder),
            "MAKEGOOD_PORT": str(self.port),
            "MAKEGOOD_STREAM_PORT": str(self.port + 1),
            "PYTHONPATH": str(ROOT),
        }

    def cookie(self, number: int) -> str:
        """Of the client of this number, signed in; there are as many sessions as `facts` has, and then they come again."""
        sessions = self.facts["sessions"]
        key = sessions[number % len(sessions)]
        return f"makegood_session_{self.port}={key}; makegood_csrf_{self.port}={TOKEN}"

    def database(self) -> str:
        """How psycopg reaches it, while the group runs."""
        code = "from django.conf import settings; d = settings.DATABASES['default']; print(d['NAME'], d['HOST'], d['PORT'], d['USER'])"
        run = self.python("-c", code, DJANGO_SETTINGS_MODULE="makegood.project.settings")
        name, host, *rest = run.split()
        return f"dbname={name} host={host} user={rest[-1]}" + (
            f" port={rest[0]}" if len(rest) > 1 else ""
        )

    def order_links(self) -> list[str]:
        """The paths of two hundred customers' orders, as their links lead there."""
        code = (
            "import django; django.setup();"
            "from urllib.parse import urlsplit;"
            "from makegood.shops.models import Order;"
            "from makegood.shops.queries import order_url;"
            "some = Order.objects.filter(customer__isnull=False).order_by('-pk')[:200].values_list('pk', flat=True);"
            "print(*(urlsplit(order_url(one)).path for one in some))"
        )
        run = self.python("-c", code, DJANGO_SETTINGS_MODULE="makegood.project.settings")
        return run.split()

    def python(self, *arguments: str, **environment: str) -> str:
        """Run Python beside the group, in its surroundings."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment | environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    @contextmanager
    def running(self) -> Iterator["Desk"]:
        """The group, up and answering; the desk is made first if need be."""
        self.port = free_ports(2)
        self._make()
        self.group = subprocess.Popen(
            [sys.executable, "-m", "makegood.project.cli", "up"],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "group.log").open("w"),
            text=True,
            start_new_session=True,
        )
        try:
            wait_for(self.port, self.group, self.folder / "group.log")
            yield self
        finally:
            self.group.send_signal(signal.SIGTERM)
            self.group.wait(90)

    def _make(self) -> None:
        if (self.folder / "bench.json").exists():
            return
        began = time.monotonic()
        self.python("-m", "bench.generate", str(self.cases))
        print(f"  {self.cases} cases made in {time.monotonic() - began:.0f} s", file=sys.stderr)


def free_ports(count: int) -> int:
    """The first of `count` neighbouring ports nobody listens on."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        try:
            for neighbour in range(port, port + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", neighbour))
        except OSError:
            continue
        return port


def wait_for(port: int, process: "subprocess.Popen[str]", log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"it ended before it answered:\n{log.read_text()}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("it did not answer within two minutes")
