"""The views a page can be looked at in, side by side."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tab:
    """One of them, with its address."""

    label: str
    url: str
    is_here: bool
    count: str | None = None
