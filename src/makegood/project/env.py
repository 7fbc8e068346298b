"""Settings from the environment: typed, prefixed, each with a default, so that everything works with none set.

`MAKEGOOD_X_FILE` names a file that holds the value of `MAKEGOOD_X` (for secrets). An unknown
`MAKEGOOD_` variable is an error: a misspelt setting must not pass silently.
"""

import os
import socket
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

PREFIX = "MAKEGOOD_"
KNOWN = {
    "DATA": "the data folder (default: var/ in the folder it is started from)",
    "DATABASE_URL": "another PostgreSQL (default: the embedded one)",
    "HOST": "the address to listen on (default: 127.0.0.1)",
    "PORT": "the port of the pages (default: that of the last run, else the first free from 8000)",
    "STREAM_PORT": "the port of the live streams (default: the pages' port + 1)",
    "STREAM_URL": "the address that leads to the live streams (default: the page's own behind a proxy, else its host at STREAM_PORT)",
    "URL": "the address people reach the desk at, used in links (default: http://HOST:PORT)",
    "SECRET_KEY": "signs links and sessions (default: made once, kept in the data folder)",
    "SEAL_KEY": "encrypts secrets at rest (default: made once, kept in the data folder)",
    "WEB_WORKERS": "processes serving pages (default: 2)",
    "LMTP": "where to take mail over by LMTP, host:port or the path of a socket (default: nowhere)",
    "LARGEST_MAIL": "megabytes a message may have; of a bigger one only the header is kept (default: 50)",
    "HOOK_NETWORKS": "networks of your own that webhooks may be sent into and connected shops may stand in, over http too, such as 10.1.0.0/16 (default: none)",
    "IMPORT_FOLDER": "a folder whose subfolders orders, customers and products are looked into every minute for files to import (default: none)",
    "JOBS": "jobs a worker process runs at once (default: 4)",
    "LOG": "text or json (default: text on a terminal, else json)",
    "PROXY": "1 behind a reverse proxy that routes /stream/ and sets X-Forwarded-Proto, -Host and -For (default: 0)",
    "TRAINING": "1 to let nothing leave the machine, whatever is connected (default: 0)",
    "DEBUG": "1 for developers (default: 0)",
}
"""Every variable there is, without the prefix, with what it means: `makegood doctor` prints this."""


class BadEnvironment(Exception):
    """An environment variable is unknown or can't be understood; the message says which and what was expected."""


def check_names() -> None:
    """Refuse variables with our prefix that we do not know."""
    known = {PREFIX + name + suffix for name in KNOWN for suffix in ("", "_FILE")}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise BadEnvironment(
            f"unknown setting {', '.join(unknown)}; known are: {', '.join(sorted(known))}"
        )


def text(name: str, default: str = "") -> str:
    """The variable as text, from itself or from its file."""
    assert name in KNOWN, name
    if path := os.environ.get(f"{PREFIX}{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise BadEnvironment(
                f"{PREFIX}{name}_FILE: can't read {path}: {error.strerror}"
            ) from error
    return os.environ.get(f"{PREFIX}{name}", default)


def number(name: str, default: int) -> int:
    """The variable as a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise BadEnvironment(f"{PREFIX}{name}: expected a whole number, got {value!r}") from error


def flag(name: str) -> bool:
    """The variable as yes (1, true, yes, on) or no."""
    value = text(name, "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no", "on", "off"}:
        raise BadEnvironment(f"{PREFIX}{name}: expected 1 or 0, got {value!r}")
    return value in {"1", "true", "yes", "on"}


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """The variable as networks, with spaces or commas between."""
    try:
        return tuple(ip_network(one) for one in text(name).replace(",", " ").split())
    except ValueError as error:
        raise BadEnvironment(f"{PREFIX}{name}: expected networks, {error}") from error


def data_folder() -> Path:
    """Where the database, the files and the keys are."""
    if value := text("DATA"):
        return Path(value).expanduser().resolve()
    return Path.cwd() / "var"


def default_url(host: str, port: int) -> str:
    """The desk's address when nobody said: the machine's name where it listens on every interface."""
    everywhere = host in {"0.0.0.0", "::", ""}  # noqa: S104  compared, not bound
    name = socket.gethostname() if everywhere else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"
