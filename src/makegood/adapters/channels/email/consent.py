"""XOAUTH2: signing in with an access token, and what a server says when it does not take it.

Google's and Microsoft's own mechanism, older than RFC 7628 and the one both offer. A refusal comes as a challenge with
JSON in it, to be answered with nothing; only then does the server say no.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Provider:
    """Where an owner gives their consent, and for what. `register_at`: where the desk is registered there."""

    name: str
    label: str
    authorize_url: str
    token_url: str
    scope: str
    imap_host: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    register_at: str = ""

    def settings(self) -> dict[str, Any]:
        """The settings of a mailbox there, all but whose it is."""
        return {
            "oauth_authorize_url": self.authorize_url,
            "oauth_token_url": self.token_url,
            "oauth_scope": self.scope,
            "imap_host": self.imap_host,
            "imap_port": 993,
            "imap_security": "tls",
            "folders": ["INBOX"],
            "smtp_host": self.smtp_host,
            "smtp_port": self.smtp_port,
            "smtp_security": self.smtp_security,
            "plus_addressing": True,
        }


PROVIDERS = (
    Provider(
        "google",
        "Google",
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://oauth2.googleapis.com/token",
        "https://mail.google.com/",
        "imap.gmail.com",
        "smtp.gmail.com",
        465,
        "tls",
        "https://console.cloud.google.com/apis/credentials",
    ),
    Provider(
        "microsoft",
        "Microsoft",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
        "outlook.office365.com",
        "smtp.office365.com",
        587,
        "starttls",
        "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade",
    ),
)


def initial_response(user: str, token: str) -> bytes:
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()


def encoded(user: str, token: str) -> str:
    return b64encode(initial_response(user, token)).decode()


def refusal(challenge: bytes, said: str) -> str:
    """The server's refusal with the facts of its JSON: "… (status 401, scope https://mail.google.com/)"."""
    try:
        facts = json.loads(
            challenge if challenge.lstrip().startswith(b"{") else b64decode(challenge)
        )
    except ValueError:
        return said
    if not isinstance(facts, dict):
        return said
    told = ", ".join(f"{name} {value}" for name, value in facts.items() if value)
    return f"{said} ({told})" if told else said
