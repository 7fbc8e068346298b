"""What customers send us from a page: how much at once, how often, and that a second tap is no second word."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from makegood.kernel import clock
from makegood.kernel.idempotency import Answer, once
from makegood.kernel.ids import new_token
from makegood.kernel.mail.values import File
from makegood.portal.forms import type_of

OFTEN, IN = 10, timedelta(minutes=10)
"""How many messages one page takes in how long; a person never gets there."""
MOST_BODY = 60_000_000
"""More than the form allows, so that who sends a little too much keeps their words; beyond it nothing is read."""

TOO_LARGE, TOO_MANY = 413, 429


def trouble_with(
    request: HttpRequest, heard_since: Callable[[datetime], int]
) -> tuple[str, int] | None:
    """Looked at before the body is: too large a body, or too many messages in a short time."""
    if int(request.headers.get("Content-Length") or 0) > MOST_BODY:
        return _("That was too large to send at once. Send some of the files first."), TOO_LARGE
    if heard_since(clock.now() - IN) >= OFTEN:
        told = _("You have sent us many messages just now. Wait ten minutes, then write again.")
        return told, TOO_MANY
    return None


def once_for(about: str, key: str, act: Callable[[], str]) -> str:
    """A second tap on the button, or the page sent again, does nothing twice: it gets what the first one got."""
    return once(f"portal:{about}", key, "", lambda: Answer(200, act())).body


def key_of(nonce: str, *words: str) -> str:
    """Bound to the words: what was changed after going back in the browser is another message."""
    said = "\x1f".join((nonce or new_token(), *words))
    return hashlib.sha256(said.encode()).hexdigest()


def inbound(file: Any) -> File:
    """An uploaded file, by its own name without whatever path came with it."""
    name = str(file.name).replace("\\", "/").rpartition("/")[2][:120]
    return File(name=name, type=type_of(name), content=file.read())
