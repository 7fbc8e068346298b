"""Webhooks of a Saleor: by its own key, by a secret, and by nobody we know."""

import hashlib
import hmac
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from makegood.adapters.shops.saleor import connector
from makegood.kernel.errors import BadInput, NotAllowed
from makegood.shops.ports import Call, Hint

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
BODY = json.dumps({"issuedAt": "2026-11-22T15:12:47+00:00", "order": {"id": "T3JkZXI6MQ=="}}).encode()  # fmt: skip
HINT = Hint("order_updated 2026-11-22T15:12:47+00:00", "T3JkZXI6MQ==")


def keys(key: rsa.RSAPrivateKey = KEY) -> dict[str, str]:
    """As `/.well-known/jwks.json` shows them."""
    told = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"webhook_keys": json.dumps({"keys": [told | {"use": "sig", "kid": "1", "alg": "RS256"}]})}  # fmt: skip


def signed(body: bytes = BODY, key: rsa.RSAPrivateKey = KEY, **heads: Any) -> str:
    return jwt.PyJWS().encode(
        body, key, algorithm="RS256", headers={"kid": "1"} | heads, is_payload_detached=True
    )


def call(signature: str, body: bytes = BODY) -> Call:
    return Call({"saleor-event": "order_updated", "saleor-signature": signature}, body)


def test_signed_with_its_own_key() -> None:
    assert connector.recognise(keys(), call(signed())) == HINT


def test_signed_with_a_secret() -> None:
    secret = hmac.new(b"s3cret", BODY, hashlib.sha256).hexdigest()

    assert connector.recognise({"webhook_secret": "s3cret"}, call(secret)) == HINT


@pytest.mark.parametrize(
    ("settings", "signature", "body"),
    [
        (keys(), signed(key=OTHER), BODY),
        (keys(), signed(), BODY[:-1]),
        (keys(), signed(), BODY.replace(b"MQ==", b"Mg==")),
        (keys(), signed(kid="2"), BODY),
        (keys(), "a.b.c", BODY),
        (keys(), "", BODY),
        ({}, signed(), BODY),
        ({"webhook_keys": "<html>"}, signed(), BODY),
        ({"webhook_secret": ""}, hmac.new(b"", BODY, hashlib.sha256).hexdigest(), BODY),
        ({"webhook_secret": "s3cret"}, signed(), BODY),
    ],
    ids=["forged", "truncated", "changed", "unknown key", "no signature", "unsigned", "no keys", "odd keys", "no secret", "another way"],
)  # fmt: skip
def test_whoever_signs_otherwise_is_a_stranger(
    settings: dict[str, str], signature: str, body: bytes
) -> None:
    with pytest.raises(NotAllowed):
        connector.recognise(settings, call(signature, body))


def test_it_is_never_signed_with_what_everybody_knows() -> None:
    """The public key taken for a secret, and no algorithm at all."""

    def by_hand(algorithm: str, key: bytes | None) -> str:
        head = jwt.utils.base64url_encode(
            json.dumps({"alg": algorithm, "kid": "1", "b64": False, "crit": ["b64"]}).encode()
        )
        made = hmac.new(key, head + b"." + BODY, hashlib.sha256).digest() if key else b""
        return f"{head.decode()}..{jwt.utils.base64url_encode(made).decode()}"

    for signature in (by_hand("HS256", keys()["webhook_keys"].encode()), by_hand("none", None)):
        with pytest.raises(NotAllowed):
            connector.recognise(keys(), call(signature))


def test_the_next_delivery_is_told_from_this_one_by_when_it_was_issued() -> None:
    later = BODY.replace(b"15:12:47", b"15:12:48")
    old = json.dumps([{"type": "Order", "id": "T3JkZXI6MQ==", "meta": {"issued_at": "2026-11-22T15:12:47+00:00"}}]).encode()  # fmt: skip
    bare = b'{"order": {"id": "T3JkZXI6MQ=="}}'
    other = b'{"product": {"id": "1"}}'

    assert connector.recognise(keys(), call(signed(later), later)).event_id != HINT.event_id
    assert connector.recognise(keys(), call(signed(old), old)) == HINT
    assert connector.recognise(keys(), call(signed(other), other)).order_id == ""
    for odd in (bare, b"[]", b"null", b'{"order": null, "issuedAt": "x"}'):
        with pytest.raises(BadInput):
            connector.recognise(keys(), call(signed(odd), odd))
