"""An OpenID Connect provider over real HTTP: its document, its sign-in page, its tokens and its keys.

It checks what a provider checks: the registration, the redirect address, PKCE, that a code is used once. `faults` makes
it do wrong what a broken or hostile one might.
"""

import base64
import hashlib
import hmac
import html
import json
import ssl
import time
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from makegood.kernel.ids import new_token

FAULTS = frozenset(
    {
        *("other_issuer", "other_audience", "several_audiences", "other_nonce", "no_nonce"),
        *("expired", "other_key", "unsigned", "signed_by_public_key", "no_id_token", "garbled"),
        *("other_userinfo", "denied", "token_down", "other_client"),
        *("other_issuer_in_document", "no_keys", "incomplete", "in_the_clear"),
        *("not_json", "not_found", "moved", "endless"),
    }
)
PAGE = """<!doctype html><html lang="en"><title>Company accounts</title><main><h1>Company accounts</h1>
<p><a href="{}">Go on as {}</a></p></main></html>"""


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """Made once for all tests: it is slow."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class OpenIdProvider:
    """`person` is who signs in there, as claims; `has_page`: a page to press on instead of going back at once."""

    client_id: str = "desk"
    client_secret: str = "s3cr3t:+ %"  # noqa: S105  of a provider that lives for a test
    path: str = "/realms/staff"
    person: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "248289761001",
            "email": "ana.agent@shop.example",
            "email_verified": True,
            "name": "Ana Agent",
        }
    )
    faults: Set[str] = frozenset()
    methods: tuple[str, ...] = ("client_secret_basic",)
    has_page: bool = False
    tells_at_userinfo: bool = False
    in_token: dict[str, Any] = field(default_factory=dict)
    """What the ID token says besides, of a provider that `tells_at_userinfo`."""
    context: ssl.SSLContext | None = None
    asked: list[str] = field(default_factory=list)
    redirects: set[str] = field(default_factory=set)
    """Callback addresses that are registered; none: any."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    access: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.asked.append(self.path)
                place = urlsplit(self.path)
                status, content, more = provider.get(place.path, place.query, self.headers)
                self._say(status, content, more)

            def do_POST(self) -> None:
                provider.asked.append(self.path)
                form = _plain(self.rfile.read(int(self.headers["Content-Length"])).decode())
                status, said = provider.token(form, self.headers.get("Authorization", ""))
                self._say(status, json.dumps(said).encode(), {})

            def _say(self, status: int, content: bytes, more: dict[str, str]) -> None:
                self.send_response(status)
                for name, value in ({"Content-Type": "application/json"} | more).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Nobody reads it."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """A client that does not trust the certificate goes away: that is what is tested."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if self.context:
            self._server.socket = self.context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def issuer(self) -> str:
        scheme = "https" if self.context else "http"
        return f"{scheme}://127.0.0.1:{self._server.server_address[1]}{self.path}"

    def get(self, path: str, query: str, headers: Any) -> tuple[int, bytes, dict[str, str]]:
        match path.removeprefix(self.path):
            case "/.well-known/openid-configuration":
                return self._document()
            case "/keys":
                return 200, json.dumps(self._keys()).encode(), {}
            case "/userinfo" if headers.get("Authorization", "")[7:] in self.access:
                return 200, json.dumps(self._userinfo()).encode(), {}
            case "/authorize":
                return self._authorize(_plain(query))
            case _:
                return 404, b"", {}

    def consented(self, query: str) -> str:
        """Somebody signs in: where their browser is sent back to."""
        asked = _plain(query)
        assert not self.redirects or asked["redirect_uri"] in self.redirects, "not registered"
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        if "denied" in self.faults:
            answer = {"error": "access_denied", "error_description": "<b>No</b>"}
        else:
            answer = {"code": new_token(20)}
            self.codes[answer["code"]] = asked
        return f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        if "token_down" in self.faults:
            return 503, {}
        if "other_client" in self.faults or self._who(form, authorization) != (
            self.client_id,
            self.client_secret,
        ):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or not _fits(asked, form):
            return 400, {"error": "invalid_grant"}
        access = new_token(20)
        self.access.add(access)
        tokens: dict[str, Any] = {"access_token": access, "token_type": "Bearer", "expires_in": 300}
        if "no_id_token" not in self.faults:
            tokens["id_token"] = self._id_token(asked.get("nonce", ""))
        return 200, tokens

    def _who(self, form: dict[str, str], authorization: str) -> tuple[str, str]:
        if "client_secret_post" in self.methods:
            return form.get("client_id", ""), form.get("client_secret", "")
        told = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        client_id, _colon, secret = told.partition(":")
        return unquote_plus(client_id), unquote_plus(secret)

    def _document(self) -> tuple[int, bytes, dict[str, str]]:
        for fault, answer in {
            "not_found": (404, b"<h1>Nothing</h1>", {"Content-Type": "text/html"}),
            "not_json": (200, b"<h1>Welcome</h1>", {"Content-Type": "text/html"}),
            "moved": (302, b"", {"Location": "https://elsewhere.example/"}),
            "endless": (200, b" " * 1_500_000, {}),
            "nested": (200, b"[" * 200_000, {}),
        }.items():
            if fault in self.faults:
                return answer
        said: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": list(self.methods),
        }
        if "other_issuer_in_document" in self.faults:
            said["issuer"] = "https://login.other.example/{tenantid}/v2.0"
        if "incomplete" in self.faults:
            del said["token_endpoint"]
        if "on_this_machine" in self.faults:
            said["userinfo_endpoint"] = "http://127.0.0.1:9/"
        if "in_the_clear" in self.faults:
            said["jwks_uri"] = "http://login.company.example/keys"
        return 200, json.dumps(said).encode(), {}

    def _authorize(self, asked: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        back = self.consented(urlencode(asked))
        if not self.has_page:
            return 302, b"", {"Location": back}
        who = self.person.get("name", "")
        page = PAGE.format(html.escape(back), html.escape(who)).encode()
        return 200, page, {"Content-Type": "text/html; charset=utf-8"}

    def _keys(self) -> dict[str, Any]:
        if "no_keys" in self.faults:
            return {"keys": []}
        signing = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key("ours").public_key()))
        sealing = {**signing, "use": "enc", "alg": "RSA-OAEP", "kid": "sealing"}
        return {"keys": [sealing, {**signing, "use": "sig", "alg": "RS256", "kid": "signing"}]}

    def _userinfo(self) -> dict[str, Any]:
        return self.person | ({"sub": "666"} if "other_userinfo" in self.faults else {})

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "sub": self.person["sub"],
        }
        claims |= self.in_token if self.tells_at_userinfo else self.person
        return self._signed(claims | self._wrong_claims(now))

    def _wrong_claims(self, now: int) -> dict[str, Any]:
        wrong: dict[str, dict[str, Any]] = {
            "other_issuer": {"iss": "https://login.other.example"},
            "other_audience": {"aud": "another-program"},
            "several_audiences": {"aud": [self.client_id, "another-program"]},
            "other_nonce": {"nonce": "of another sign-in"},
            "no_nonce": {"nonce": None},
            "half_a_nonce": {"nonce": "\ud800"},
            "half_a_subject": {"sub": "\ud800"},
            "expired": {"iat": now - 900, "exp": now - 600},
        }
        return {
            name: value for fault in self.faults for name, value in wrong.get(fault, {}).items()
        }

    def _signed(self, claims: dict[str, Any]) -> str:
        if "garbled" in self.faults:
            return "no.token.at-all"
        if "unsigned" in self.faults:
            return jwt.encode(claims, "", algorithm="none")
        if "signed_by_public_key" in self.faults:
            return _signed_by_public_key(claims)
        name = "theirs" if "other_key" in self.faults else "ours"
        return jwt.encode(claims, key(name), algorithm="RS256", headers={"kid": "signing"})


def _signed_by_public_key(claims: dict[str, Any]) -> str:
    """What a forger can make who has nothing but the published key; PyJWT refuses to, so it is made by hand."""

    pem = (
        key("ours")
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    head = _packed(json.dumps({"alg": "HS256", "kid": "signing", "typ": "JWT"}).encode())
    body = _packed(json.dumps(claims).encode())
    return f"{head}.{body}.{_packed(hmac.digest(pem, f'{head}.{body}'.encode(), 'sha256'))}"


def _fits(asked: dict[str, str], form: dict[str, str]) -> bool:
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    return (
        asked.get("code_challenge_method") == "S256"
        and asked.get("code_challenge") == _packed(digest)
        and asked["redirect_uri"] == form.get("redirect_uri")
        and form.get("grant_type") == "authorization_code"
    )


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _plain(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
