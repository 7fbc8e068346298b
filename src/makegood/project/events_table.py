"""What can happen, and who reacts to it: the table `makegood events` prints."""

import inspect
from collections.abc import Iterator

from makegood.kernel.events import Event, all_events, reactions_to


def lines() -> Iterator[str]:
    """One event a line with its meaning, below it those who react."""
    room = ""
    for event in all_events():
        if (here := event.__module__.split(".")[1]) != room:
            yield f"{here}:" if not room else f"\n{here}:"
            room = here
        yield f"  {event.__name__}: {_first_line(event)}"
        for reaction in reactions_to(event):
            where = reaction.__module__.removeprefix("makegood.").removesuffix(".reactions")
            yield f"    → {where}.{reaction.__name__}"


def _first_line(event: type[Event]) -> str:
    return (inspect.getdoc(event) or "").split("\n")[0]
