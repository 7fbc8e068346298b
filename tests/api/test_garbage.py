"""Whatever is sent: a clear answer in our shape, never a crash, nothing half-written."""

import json
import random
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.api import keys
from makegood.api.v1 import described
from makegood.cases.models import Case, Note
from makegood.kernel.models import Happening, KeptAnswer
from makegood.messages.models import Message
from makegood.people.actions.keys import SCOPES, make_api_key
from makegood.people.models import Customer
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_case, make_message, make_order, make_promise

OPERATIONS = [
    (method, path, operation)
    for path, methods in described()["paths"].items()
    for method, operation in methods.items()
]
TABLES = (Case, Note, Message, Customer, Happening, KeptAnswer)
NASTY = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "'; DROP TABLE people_staff; --",
    "%s%n{}{{7*7}}",
    "../../etc/passwd",
    "\u202eabc",
    "💥" * 50,
    "x" * 2000,
    "-1",
    "0",
    "99999999999999999999999",
    "NaN",
    "Infinity",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59+14:00",
    "2026-02-30",
    "2026-01-01T00:00:00",
    "null",
    "[]",
    "true",
    "00000000-0000-0000-0000-000000000000",
    "@",
    "a@b",
    "MjAyNi0wMS0wMVQwMDowMDowMHx4",
    "MDAwMS0wMS0wMVQwMDowMDowMCswMDowMF8wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA==",
]
words = st.one_of(st.sampled_from(NASTY), st.text(max_size=60))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True), words),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
    max_leaves=8,
)
NAMES = sorted(
    {
        name
        for schema in described()["components"]["schemas"].values()
        for name in schema.get("properties", {})
    }
)
bodies = st.one_of(
    st.dictionaries(st.sampled_from(NAMES), values, max_size=6),
    st.fixed_dictionaries(
        {
            "customer": st.dictionaries(st.sampled_from(["email", "phone", "name"]), words),
            "text": words,
        },
        optional={"subject": words, "language": words, "order": words, "kind": words},
    ),
    st.fixed_dictionaries(
        {"text": words},
        optional={
            "close": values,
            "promises": st.lists(st.fixed_dictionaries({"due_at": words, "replaces": words})),
        },
    ),
    values,
)
raw_bodies = st.one_of(
    bodies.map(lambda body: json.dumps(body).encode()),
    st.binary(max_size=200),
    st.sampled_from(
        [b"{", b'{"text": "\\ud800"}', b"\xff\xfe", b'{"a":' * 3000, b"1e999", b"[NaN]"]
    ),
)


@pytest.fixture
def key(db) -> str:
    staff = make_staff("Olga Owner", "owner")
    case = make_case(number=10001, order=make_order())
    make_message(case, from_address="carla@customer.example")
    make_promise(case)
    return make_api_key(staff, "Fuzz", list(SCOPES))[1]


def _ask(key: str, method: str, address: str, body: bytes, more: dict[str, str]) -> Any:
    keys._buckets.clear()
    return Client(raise_request_exception=False).generic(
        method.upper(),
        address,
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"} | more,
    )


def _counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


@pytest.mark.thorough
@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_garbage_gets_a_clear_answer_and_leaves_nothing_half_written(key, data):
    method, path, operation = data.draw(st.sampled_from(OPERATIONS))
    filler = st.one_of(st.just("10001"), st.just("W-1001"), words)
    address = path
    for name in ("number", "customer_id"):
        address = address.replace("{" + name + "}", _quoted(data.draw(filler)))
    asked = [p["name"] for p in operation["parameters"] if p["in"] == "query"]
    if asked:
        chosen = data.draw(st.dictionaries(st.sampled_from(asked), words, max_size=4))
        address += "?" + "&".join(f"{name}={_quoted(value)}" for name, value in chosen.items())
    body = b"" if method == "get" else data.draw(raw_bodies)
    more = data.draw(st.sampled_from([{}, {"Idempotency-Key": "k"}]))
    before = _counts()

    answer = _ask(key, method, address, body, more)

    assert answer.status_code < 500, answer.content
    told = json.loads(answer.content)
    if answer.status_code >= 400:
        assert set(told) == {"code", "message", "details"}
        assert _counts() == before


@pytest.mark.parametrize("more", [{}, {"Idempotency-Key": "k"}], ids=["plain", "with-key"])
def test_json_nested_without_end_is_refused(key, more):
    for body in (b'{"a":' * 100_000, b"[" * 100_000):
        answer = _ask(key, "post", "/api/v1/cases", body, more)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_json")


def test_random_bytes_after_every_address_are_answered_in_our_shape(key):
    chance = random.Random(7)
    for _ in range(100):
        rest = "".join(chance.choice("abc/.%20~{}:é") for _ in range(chance.randrange(1, 20)))
        answer = _ask(key, "get", f"/api/v1/{_quoted(rest)}", b"", {})
        assert answer.status_code in {404, 422}, rest
        assert set(answer.json()) == {"code", "message", "details"}


def test_a_body_larger_than_any_is_refused(key):
    answer = _ask(key, "post", "/api/v1/cases", b'{"text": "' + b"x" * 6_000_000 + b'"}', {})

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def _quoted(text: str) -> str:
    return "".join(f"%{octet:02X}" for octet in text.encode("utf-8", "replace")) or "%20"
