"""The two keys of an installation: made on first use, kept beside the data with mode 0600."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from makegood.project import env

NAMES = ("secret.key", "seal.key")


def secret_key(data: Path) -> str:
    """Signs links and sessions."""
    return env.text("SECRET_KEY") or _kept(data / "secret.key", secrets.token_urlsafe(48))


def seal_key(data: Path) -> str:
    """Encrypts mailbox passwords and API secrets (a Fernet key)."""
    return env.text("SEAL_KEY") or _kept(data / "seal.key", Fernet.generate_key().decode())


def _kept(path: Path, fresh: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: two processes starting at once must not each make a key of their own.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(fresh)
    return fresh
