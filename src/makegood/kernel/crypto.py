"""Secrets at rest, and signatures for links. One key file, kept outside the database (see the operator's guide)."""

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing

from makegood.kernel.errors import BadInput


def seal(plain: str) -> str:
    """Encrypt a secret for storage (AES-128-CBC with HMAC, Fernet)."""
    return Fernet(settings.MAKEGOOD_SEAL_KEY).encrypt(plain.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret again; `BadInput("secret", …)` when the key is not the one it was sealed with."""
    try:
        return Fernet(settings.MAKEGOOD_SEAL_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise BadInput("secret", "sealed with another key; enter the secret again") from error


def sign(value: str, purpose: str) -> str:
    """`value` with a signature that holds only for `purpose`; safe in a URL."""
    return signing.Signer(salt=f"makegood.{purpose}").sign(value)


def signed(token: str, purpose: str) -> str | None:
    """The value inside a token made by `sign`, or None when it was not."""
    try:
        return signing.Signer(salt=f"makegood.{purpose}").unsign(token)
    except signing.BadSignature:
        return None
