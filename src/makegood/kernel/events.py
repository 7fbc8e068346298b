"""News between rooms: frozen dataclasses in the past tense, and who reacts to them.

An event is a subclass of `Event` in a room's `events.py`. A reaction is a function in a room's
`reactions.py`, decorated with `@reacts_to(SomeEvent)`; it runs inside the transaction that
recorded the event, so it writes its own rows or defers a job, and nothing slow. What happens by the
thousand is heard by the batch with `@reacts_to_all(SomeEvent)`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
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
_by_the_batch: dict[Callable[[Any], None], Callable[[Any], None]] = {}
"""A reaction to one event → what it is for all of them at once."""


def reacts_to(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Run the decorated function whenever `event` is recorded, in the same transaction."""

    def register(reaction: Callable[[E], None]) -> Callable[[E], None]:
        _reactions[event].append(reaction)
        return reaction

    return register


def reacts_to_all(
    event: type[E],
) -> Callable[[Callable[[Sequence[E]], None]], Callable[[Sequence[E]], None]]:
    """The same for all events that are recorded at once (`log.record_all`), in as many statements for hundreds as for
    one; one that is recorded alone comes as a list of one.
    """

    def register(reaction: Callable[[Sequence[E]], None]) -> Callable[[Sequence[E]], None]:
        @wraps(reaction)
        def to_one(one: E) -> None:
            reaction([one])

        _by_the_batch[to_one] = reaction
        _reactions[event].append(to_one)
        return reaction

    return register


def react_to_all(events: Sequence[Event]) -> None:
    """Run the reactions to these events of one type."""
    for reaction in reactions_to(type(events[0])):
        if batch := _by_the_batch.get(reaction):
            batch(events)
            continue
        for event in events:
            reaction(event)


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
