"""How a shop would look, as a link tells it: what is not saved yet is shown to whoever is about to save it. Pure."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

PREVIEW = "preview"
"""What the link is signed for."""
SHOWN = ("name", "email", "phone", "website", "address", "colour")
"""The fields customers see."""


def packed(fields: Mapping[str, Any]) -> str:
    """The fields as a part of an address, each letter as short as can be: of an address only so much is taken."""
    told = json.dumps(fields, default=str, ensure_ascii=False)
    return urlsafe_b64encode(told.encode()).decode()


def unpacked(text: str) -> dict[str, Any]:
    """The fields again; only what we have signed comes here."""
    fields: dict[str, Any] = json.loads(urlsafe_b64decode(text))
    return fields
