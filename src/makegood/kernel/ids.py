"""Identities: UUIDv7 inside (sorted by time of birth), unguessable tokens for what leaves the house."""

import secrets
from uuid import UUID

import uuid_utils.compat

# Lower case without look-alikes (0/o, 1/l/i): a token may be read out over the phone or lower-cased by a mail server.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562)."""
    return uuid_utils.compat.uuid7()


def new_token(length: int = 16) -> str:
    """A random token of `length` characters, about 4.95 bits each, safe in URLs and e-mail addresses."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
