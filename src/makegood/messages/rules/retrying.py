"""How long a message waits after a server did not take it for now. Pure."""

from collections.abc import Sequence
from datetime import timedelta

_MINUTES: dict[str, Sequence[int]] = {
    # A greylisting server wants to see us again after some minutes, and takes it then.
    "greylisted": (2, 5, 10, 20, 40, 60, 120, 240, 480),
    # It has too much to do, or had too much from us: pressing makes it worse.
    "busy": (5, 10, 20, 40, 60, 120, 240, 480),
}
_OTHERWISE = (1, 5, 15, 60, 120, 240, 480)


def wait_after(code: str, attempts: int) -> timedelta:
    """After the `attempts`-th try failed with `code` (as in `kernel.errors.ProviderFailed`)."""
    minutes = _MINUTES.get(code, _OTHERWISE)
    return timedelta(minutes=minutes[min(max(attempts, 1), len(minutes)) - 1])
