"""News between rooms: frozen dataclasses in the past tense, and who reacts to them.

An event is a subclass of `Event` in a room's `events.py`. A reaction is a function in a room's
`reactions.py`, decorated with `@reacts_to(SomeEvent)`; it runs inside the transaction that
recorded the event, so it writes its own rows or defers a job, and nothing slow.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. `by_id` is the member of staff who did it, None for the machine or a customer."""

    by_id: UUID | None = None

    live: ClassVar[bool] = True
    """Whether open pages are told; False for events no page shows."""

    @property
    def topic(self) -> str:
        """What it happened to, as `kind:id`; pages and timelines subscribe to it."""
        raise NotImplementedError


E = TypeVar("E", bound=Event)
_reactions: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def reacts_to(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Run the decorated function whenever `event` is recorded, in the same transaction."""

    def register(reaction: Callable[[E], None]) -> Callable[[E], None]:
        _reactions[event].append(reaction)
        return reaction

    return register


def reactions_to(event: type[Event]) -> list[Callable[[Any], None]]:
    """The reactions registered for `event`, in the order of registration."""
    return list(_reactions.get(event, ()))


def all_events() -> list[type[Event]]:
    """Every event the rooms declare, by room and name."""
    found = {event for event in _below(Event) if not event.__subclasses__()}
    return sorted(found, key=lambda event: (event.__module__, event.__name__))


def silent_names() -> set[str]:
    """The names of the events no open page is told of."""
    return {event.__name__ for event in _below(Event) if not event.live}


def _below(event: type[Event]) -> Iterator[type[Event]]:
    for child in event.__subclasses__():
        yield child
        yield from _below(child)
