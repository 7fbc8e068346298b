"""What a mutation of Shopify answers, alike for all of them."""

from typing import Any

from makegood.shops.ports import Answer


def made(data: dict[str, Any], name: str) -> dict[str, Any] | Answer:
    """What was made; or why not, in its own list of errors. Where it says neither, nobody knows."""
    told = data.get(name)
    if not isinstance(told, dict):
        return Answer("unknown", code="protocol", why="it does not say what became of it")
    errors = told.get("userErrors") or told.get("orderCancelUserErrors") or []
    if errors:
        code = str(errors[0].get("code") or "user_error").lower()
        return refused(code, "; ".join(str(one.get("message") or "") for one in errors))
    return told


def refused(code: str, why: str) -> Answer:
    return Answer("refused", code=code, why=why[:300])
