"""Version 1 of the API: its frame, its rooms, its description."""

from typing import Any

from ninja import NinjaAPI

from makegood.api import (
    bulks,
    cases,
    commands,
    customers,
    goodwill,
    hooks,
    orders,
    policy,
    promises,
    runs,
    search,
    threads,
)
from makegood.api.errors import answer_errors

DESCRIPTION = """
The after-sales desk for programs: open cases, answer them, read what was promised to whom.

**Keys.** Send `Authorization: Bearer mg_…`. A key acts as the colleague who made it, within its scopes.
**Pages.** Lists answer `{items, next}`; send `next` as `after` to go on. There is no page number, and no total.
**Writing once.** Send an `Idempotency-Key` of your own with any write: if you send the same again, you get the first
answer again (with `Idempotent-Replayed: true`) and nothing happens twice. Keys are kept for 48 hours. A refused write
changed nothing and keeps no key.
**Errors.** Always `{code, message, details}`; switch on `code`.
**Times** are ISO 8601 in UTC. **Money** is a whole number of the smallest unit with its currency.
"""

IDEMPOTENCY_KEY: dict[str, Any] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "1 to 255 printable ASCII characters of your own; the same one makes a repeated request harmless.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}


api = NinjaAPI(
    title="Makegood",
    version="1",
    description=DESCRIPTION.strip(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
answer_errors(api)
api.add_router("/cases", cases.router)
api.add_router("/cases", threads.router)
api.add_router("/bulks", bulks.router)
api.add_router("/customers", customers.router)
api.add_router("", goodwill.router)
api.add_router("", commands.router)
api.add_router("", runs.router)
api.add_router("/orders", orders.router)
api.add_router("/policy", policy.router)
api.add_router("/promises", promises.router)
api.add_router("/search", search.router)
api.add_router("/webhooks", hooks.router)


def described() -> dict[str, Any]:
    """The API in OpenAPI 3.1, with what the frame adds to every write. Committed as `openapi.json`."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    for methods in told["paths"].values():
        for method, operation in methods.items():
            if method != "get":
                operation["parameters"] = [*operation["parameters"], IDEMPOTENCY_KEY]
    return told
