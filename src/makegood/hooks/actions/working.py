"""Both halves in turn, by one process at a time: what happened is put by, what is due goes out."""

import time
from contextlib import suppress
from uuid import UUID

from django.conf import settings

from makegood.hooks.actions.feeding import feed
from makegood.hooks.actions.sending import send_some
from makegood.hooks.queries import is_anything_told
from makegood.kernel.alone import alone
from makegood.kernel.errors import Conflict

SLICE = 20.0
"""Seconds after which the worker's next job has its turn."""
_TURN = UUID("6f1c0e8a-6c0b-4f0e-9a55-1b6e5d1c7a10")


def work(seconds: float = SLICE) -> bool:
    """Go on for some `seconds`; whether there is anybody to be told, so that somebody has to come back soon.

    While nothing may leave the machine nothing is put by either.
    """
    if settings.MAKEGOOD_TRAINING or not is_anything_told():
        return False
    with suppress(Conflict), alone(_TURN, "hooks_under_way", "Under way already."):
        until = time.monotonic() + seconds
        while (feed() or send_some()) and time.monotonic() < until:
            pass
    return True
