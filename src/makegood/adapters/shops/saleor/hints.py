"""Webhooks of a Saleor."""

import hashlib
import hmac
import json
from typing import Any

import jwt

from makegood.kernel.errors import BadInput, NotAllowed
from makegood.shops.ports import Call, Hint, Settings


def recognise(settings: Settings, call: Call) -> Hint:
    """It signs the body with its own key, whose public half anybody may have, or with the webhook's secret.

    A delivery bears no id, so what tells it from the next one is when it was issued, which its query has to ask for.
    """
    signed = call.headers.get("saleor-signature") or call.headers.get("x-saleor-signature") or ""
    if not _is_by_secret(settings, call.body, signed) and not _is_by_key(
        settings, call.body, signed
    ):
        raise NotAllowed
    try:
        told = json.loads(call.body)
        order, issued = _spoken_of(told[0] if isinstance(told, list) else told)
    except (IndexError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput("body", "issuedAt, and an order with its id") from error
    return Hint(f"{call.headers.get('saleor-event', '')} {issued}".strip(), order)


def _spoken_of(told: Any) -> tuple[str, str]:
    """The order's id and when it was said. A payload without a query is the order itself, in its old form."""
    if "order" in told:
        order = told["order"]
        issued = told.get("issuedAt") or order.get("updatedAt")
    elif told.get("type") == "Order":
        order, issued = told, told["meta"]["issued_at"]
    else:
        return "", ""
    if not order["id"] or not issued:
        raise KeyError("id or issuedAt")
    return str(order["id"]), str(issued)


def _is_by_secret(settings: Settings, body: bytes, signed: str) -> bool:
    secret = str(settings.get("webhook_secret") or "")
    own = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(own.encode(), signed.encode())


def _is_by_key(settings: Settings, body: bytes, signed: str) -> bool:
    """RFC 7797: the body stands beside the signature and not in it."""
    told = str(settings.get("webhook_keys") or "")
    if not told or signed.count(".") != 2:
        return False
    try:
        known = jwt.PyJWKSet.from_json(told).keys
        named = jwt.get_unverified_header(signed).get("kid")
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError):  # no keys, or no signature
        return False
    return any(_is_signed(key, body, signed) for key in known if named in {None, key.key_id})


def _is_signed(key: jwt.PyJWK, body: bytes, signed: str) -> bool:
    try:
        jwt.PyJWS().decode(signed, key=key, algorithms=["RS256"], detached_payload=body)
    except (jwt.PyJWTError, ValueError, TypeError):
        return False
    return True
