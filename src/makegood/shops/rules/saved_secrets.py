"""A shop's saved secrets go to the place they were saved for, as a mailbox's do (`messages.rules.saved_secrets`)."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from makegood.shops.ports import Field


def is_elsewhere(
    fields: Iterable[Field], before: Mapping[str, Any], after: Mapping[str, Any]
) -> bool:
    """Whether settings name another place or user. Of an address the server counts, not the path on it."""
    bound = [one.name for one in fields if one.binds_secrets and not one.is_secret]
    return any(_place(before.get(name)) != _place(after.get(name)) for name in bound)


def _place(said: object) -> tuple[str, str]:
    words = str(said or "").strip()
    try:
        parts = urlsplit(words.lower())
    except ValueError:
        return "", words
    return (parts.scheme, parts.netloc) if parts.netloc else ("", words)
