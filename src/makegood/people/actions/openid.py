"""OpenID Connect as a relying party speaks it: the provider's document, its tokens and its keys (Core 1.0, Discovery 1.0).

The way through the browser and its state are allauth's; what allauth leaves out is here: the signature of a token that
came by the back channel, the nonce, which algorithms are taken, and what exactly went wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

import jwt

from makegood.people.actions.openid_asking import ask, failed
from makegood.people.rules import DOCUMENT, is_same_issuer, is_writable, may_be_named

ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
)
"""Signatures with a key pair. Never `none`, and no HS256: whoever knows the public key could make one of those."""
LEEWAY = 60
"""Seconds two clocks may be apart."""
LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class Provider:
    """A provider as its own document describes it."""

    issuer: str
    authorize_url: str
    token_url: str
    keys_url: str
    userinfo_url: str
    takes_secret_in_form: bool


@dataclass(frozen=True)
class Registration:
    """How the provider knows this desk."""

    client_id: str
    client_secret: str


def discover(issuer: str) -> Provider:
    """The provider's document, read and checked; `ProviderFailed` with a code that says what failed."""
    step = "openid.document"
    said = ask(step, issuer.rstrip("/") + DOCUMENT)
    named = said.get("issuer")
    if not isinstance(named, str) or not is_same_issuer(named, issuer):
        raise failed(step, "issuer_differs", str(named)[:300])
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
    places = {name: said.get(name) or "" for name in names}
    for name, place in places.items():
        if not place and name != "userinfo_endpoint":
            raise failed(step, "incomplete", name)
        if place and not (isinstance(place, str) and may_be_named(place, issuer)):
            raise failed(step, "in_the_clear", f"{name}: {place}")
    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Provider(
        issuer=named,
        authorize_url=places["authorization_endpoint"],
        token_url=places["token_endpoint"],
        keys_url=places["jwks_uri"],
        userinfo_url=places["userinfo_endpoint"],
        takes_secret_in_form="client_secret_post" in methods,
    )


def keys_of(provider: Provider) -> list[dict[str, Any]]:
    """The public keys it signs with, as JWKs; asked for anew each time, so that a changed key needs nobody's care."""
    step = "openid.keys"
    said = ask(step, provider.keys_url)
    try:
        jwt.PyJWKSet.from_dict(said)
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise failed(step, "no_keys", str(error)) from error
    return [one for one in said["keys"] if isinstance(one, dict)]


def redeem(
    provider: Provider, us: Registration, code: str, verifier: str, redirect_uri: str
) -> dict[str, Any]:
    """The tokens behind the code somebody came back with."""
    question = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
    }
    credentials = (us.client_id, us.client_secret)
    if provider.takes_secret_in_form:
        form = question | {"client_id": us.client_id, "client_secret": us.client_secret}
        return ask("openid.token", provider.token_url, form=form)
    return ask("openid.token", provider.token_url, form=question, credentials=credentials)


def claims_in(
    provider: Provider, us: Registration, tokens: Mapping[str, Any], nonce: str
) -> dict[str, Any]:
    """What the ID token says, once it is sure that it is this provider's, for us, for this very sign-in, and in time."""
    step, token = "openid.id_token", tokens.get("id_token")
    if not isinstance(token, str):
        raise failed(step, "bad_token", "no id_token in the answer")
    try:
        claims: dict[str, Any] = _checked(provider, us, token)
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise failed(step, "bad_token", f"{type(error).__name__}: {error}") from error
    told = str(claims.get("nonce", "")).encode(errors="replace")
    if not nonce or not compare_digest(told, nonce.encode()):
        raise failed(step, "bad_token", "the nonce is another")
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != us.client_id:
        raise failed(step, "bad_token", "it is for several, and not made for us")
    subject = str(claims["sub"])
    if not subject or not is_writable(subject) or len(subject) > LONGEST_SUBJECT:
        raise failed(step, "bad_token", "it names nobody")
    return claims


def told_more(
    provider: Provider, claims: dict[str, Any], tokens: Mapping[str, Any]
) -> dict[str, Any]:
    """With the e-mail address, which some providers tell only when asked. Of another person than the token's: refused."""
    if not provider.userinfo_url or ("email" in claims and "email_verified" in claims):
        return claims
    step = "openid.userinfo"
    said = ask(step, provider.userinfo_url, bearer=str(tokens.get("access_token", "")))
    if said.get("sub") != claims["sub"]:
        raise failed(step, "bad_token", "userinfo is about somebody else")
    # An address and whether it is proved have to come from one place: the one may not be of the other.
    told = {name: said.get(name) for name in ("email", "email_verified")}
    if "email" in claims:
        return {**claims, **told} if told["email"] == claims["email"] else claims
    return {**claims, **told, "xms_edov": None}


def _checked(provider: Provider, us: Registration, token: str) -> dict[str, Any]:
    header = jwt.get_unverified_header(token)
    algorithm = header.get("alg")
    if algorithm not in ALGORITHMS:
        raise jwt.InvalidAlgorithmError(f"signed by {algorithm}")
    return jwt.decode(
        token,
        _key(keys_of(provider), header.get("kid"), algorithm),
        algorithms=[algorithm],
        issuer=provider.issuer,
        audience=us.client_id,
        leeway=LEEWAY,
        options={"require": ["iss", "sub", "aud", "exp", "iat"]},
    )


def _key(keys: list[dict[str, Any]], key_id: str | None, algorithm: str) -> Any:
    """The key of this id; the only one for signing where the token names none."""
    fitting = [
        one
        for one in keys
        if one.get("use", "sig") == "sig"
        and one.get("alg", algorithm) == algorithm
        and (not key_id or one.get("kid") == key_id)
    ]
    if len(fitting) != 1:
        raise jwt.InvalidKeyError(f"{len(fitting)} keys fit")
    return jwt.PyJWK(fitting[0], algorithm).key
