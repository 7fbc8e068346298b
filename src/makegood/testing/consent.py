"""A provider whose owners give consent: its two pages over real HTTP, and what its mail servers take.

It checks what a provider checks: the registration, the redirect address, PKCE, that a code is used once. Refresh
tokens rotate; `revoke` is the owner taking the consent back.
"""

import base64
import hashlib
import json
from collections.abc import Set
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from makegood.kernel.ids import new_token

TOKEN_REFUSED = base64.b64encode(
    b'{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}'
).decode()


def is_taken(given: str, user: str, tokens: Set[str]) -> bool:
    """Whether an XOAUTH2 response names the user and a token in force."""
    return any(given == f"user={user}\x01auth=Bearer {token}\x01\x01" for token in tokens)


@dataclass
class ConsentProvider:
    """`tokens` are shared with the mail servers; `lasts` is what a token's `expires_in` says."""

    client_id: str = "desk"
    client_secret: str = "s3cret"  # noqa: S105  of a provider that lives for a test
    tokens: set[str] = field(default_factory=set)
    lasts: int = 3600
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refresh: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(302)
                self.send_header("Location", provider.consented(urlsplit(self.path).query))
                self.end_headers()

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                question = _plain(self.rfile.read(length).decode())
                status, said = provider.answer(question)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_: Any) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def settings(self, address: str) -> dict[str, str]:
        """As an account's settings have it."""
        base = f"http://127.0.0.1:{self._server.server_address[1]}"
        return {
            "address": address,
            "oauth_authorize_url": f"{base}/authorize",
            "oauth_token_url": f"{base}/token",
            "oauth_scope": "mail",
            "oauth_client_id": self.client_id,
            "oauth_client_secret": self.client_secret,
        }

    def consented(self, query: str) -> str:
        """The owner says yes: where their browser is sent back to."""
        asked, code = _plain(query), new_token(20)
        self.codes[code] = asked
        answer = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{answer}"

    def revoke(self) -> None:
        self.refresh.clear()
        self.tokens.clear()

    def answer(self, question: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append(question)
        ours = (self.client_id, self.client_secret)
        if (question.get("client_id"), question.get("client_secret")) != ours:
            return 401, {"error": "invalid_client", "error_description": "The secret has expired."}
        is_right = self._redeems if question["grant_type"] == "authorization_code" else self._holds
        if not is_right(question):
            return 400, {"error": "invalid_grant", "error_description": "Token has been revoked."}
        return 200, self._new()

    def _redeems(self, question: dict[str, str]) -> bool:
        asked = self.codes.pop(question["code"], None)
        digest = hashlib.sha256(question["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return asked is not None and (asked["code_challenge"], asked["redirect_uri"]) == (
            challenge,
            question["redirect_uri"],
        )

    def _holds(self, question: dict[str, str]) -> bool:
        held = question["refresh_token"] in self.refresh
        self.refresh.discard(question["refresh_token"])
        return held

    def _new(self) -> dict[str, Any]:
        access, refresh = new_token(20), new_token(20)
        self.tokens.add(access)
        self.refresh.add(refresh)
        return {"access_token": access, "expires_in": self.lasts, "refresh_token": refresh}


def _plain(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
