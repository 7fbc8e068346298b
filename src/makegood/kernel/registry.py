"""Adapters by entry point: ours are found exactly like strangers'."""

import logging
from functools import cache
from importlib.metadata import entry_points
from typing import Any

logger = logging.getLogger(__name__)


@cache
def adapters(group: str) -> dict[str, Any]:
    """Every adapter of `group` ("makegood.channels") by name; a broken one is logged and left out."""
    found: dict[str, Any] = {}
    for point in entry_points(group=group):
        try:
            found[point.name] = point.load()
        except Exception:
            logger.exception("adapter left out", extra={"group": group, "adapter": point.name})
    return found
