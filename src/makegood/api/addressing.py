"""Whom a program writes to."""

from makegood.kernel.errors import BadInput
from makegood.messages.rules.recipients import Person
from makegood.people.rules import normalise_email


def people(given: list[str] | None, field: str) -> list[Person] | None:
    """The addresses as they are written to; None stays whoever the rule says."""
    if given is None:
        return None
    found = [normalise_email(one) for one in given]
    if not all(found):
        raise BadInput(field, "e-mail addresses")
    return [("", address) for address in dict.fromkeys(found)]
