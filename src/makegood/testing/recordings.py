"""Recorded calls of real systems, answered again: the recordings lie beside the checkout, where somebody put them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from makegood.kernel.calling import Reply

FOLDERS = [parent / "shared" / "recordings" for parent in Path(__file__).resolve().parents]


def recording(name: str) -> dict[str, Any] | None:
    """One recording as it lies there; None where there is none on this machine."""
    found = next((f / name for f in FOLDERS if (f / name).exists()), None)
    loaded: dict[str, Any] | None = json.loads(found.read_text()) if found else None
    return loaded


class Recorded:
    """A `Caller` that answers what was answered when this was asked; of several times, what was answered last.

    What was never asked is answered from `beside` (path → text, or what becomes JSON), else with 404. Queries are not compared: what comes
    back by one is proved against the shop in memory.
    """

    def __init__(
        self, exchanges: list[dict[str, Any]], beside: Mapping[str, Any] | None = None
    ) -> None:
        self.exchanges = exchanges
        self.beside = dict(beside or {})
        self.calls: list[str] = []

    def call(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        user: tuple[str, str] | None = None,
    ) -> Reply:
        path = urlsplit(url).path
        self.calls.append(f"{method} {path}")
        answers = [
            one["response"]
            for one in self.exchanges
            if one["request"]["method"] == method and urlsplit(one["request"]["url"]).path == path
        ]
        if answers:
            said = answers[-1]
            heads = {name.lower(): value for name, value in said["headers"].items()}
            return Reply(said["status"], said["body"].encode(), heads)
        if path in self.beside:
            said = self.beside[path]
            return Reply(200, (said if isinstance(said, str) else json.dumps(said)).encode())
        return Reply(404, b'{"code": "never_asked"}')
