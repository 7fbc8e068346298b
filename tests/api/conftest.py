"""A program with a key, as tests play it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from makegood.api import keys
from makegood.people.actions.keys import SCOPES, make_api_key
from makegood.people.models import Staff
from makegood.testing.cast import Cast, cast


@dataclass
class Program:
    """Speaks JSON with a key."""

    key: str

    def get(self, path: str, **query: Any):
        return self._ask("get", path, query)

    def post(self, path: str, body: Any = None, key: str | None = None):
        return self._send("post", path, body, key)

    def put(self, path: str, body: Any = None, key: str | None = None):
        return self._send("put", path, body, key)

    def delete(self, path: str, key: str | None = None):
        return self._send("delete", path, None, key)

    def _ask(self, method, path, query):
        return getattr(Client(), method)(f"/api/v1{path}", query, headers=self._headers())

    def _send(self, method, path, body, key):
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body)
        client = Client(raise_request_exception=False)
        headers = self._headers() | ({"Idempotency-Key": key} if key else {})
        return getattr(client, method)(
            f"/api/v1{path}", content, content_type="application/json", headers=headers
        )

    def _headers(self):
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}


@pytest.fixture(autouse=True)
def _fresh_turns() -> None:
    keys._buckets.clear()


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture
def program_of() -> Callable[..., Program]:
    def made(staff: Staff, *scopes: str) -> Program:
        return Program(make_api_key(staff, "Test", list(scopes or SCOPES))[1])

    return made


@pytest.fixture
def program(people, program_of) -> Program:
    """One that may do all its agent may."""
    return program_of(people.agent)
