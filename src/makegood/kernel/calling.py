"""Calling another system over HTTP, as values: what an adapter needs to know of it, and nothing of who carries it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from makegood.kernel.errors import ProviderFailed


@dataclass(frozen=True)
class Reply:
    """What came back, whole. Header names are lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def words(self) -> str:
        """What the other side says of a failure, on a line: its own message, where it gives one."""
        try:
            told = json.loads(self.body)
        except ValueError:
            told = None
        said = told.get("message") or told.get("error") if isinstance(told, dict) else None
        own = said if isinstance(said, str) else ""
        return f"HTTP {self.status} {own}".strip()[:200]

    def json(self) -> Any:
        """The body as JSON; a shop that answers with a page of HTML has failed for now, whatever its status says."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise ProviderFailed(
                self.text[:200], permanent=False, code="no_json", step="read"
            ) from error


class Caller(Protocol):
    """Carries calls. It follows no redirect, waits no longer than somebody allows, and takes no endless answer."""

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
        """One call. `ProviderFailed`: no answer came (`unclear` when it may have been heard all the same), or the
        other side asks us to come back later (429, 503), with its `retry_after`."""
        ...
