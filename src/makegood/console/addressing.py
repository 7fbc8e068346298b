"""To and Cc as they stand in the composer: a line of addresses, as every mail program writes it."""

import re
from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _

from makegood.kernel.errors import BadInput
from makegood.messages.rules.recipients import Person, Recipients
from makegood.people.rules import normalise_email

_BETWEEN = re.compile(r"""[,;\n]+(?=(?:[^"]*"[^"]*")*[^"]*$)""")
"""Between two addresses: a comma, a semicolon or a new line, but none inside quotes."""


def line_of(people: Iterable[Person]) -> str:
    """`Carla Customer <carla@customer.example>, cora@customer.example`."""
    return ", ".join(_written(name, address) for name, address in people)


def people_in(line: str, field: str) -> tuple[Person, ...]:
    """Everybody named in the line; `BadInput` for whatever is no address."""
    found: dict[str, Person] = {}
    for piece in filter(None, map(str.strip, _BETWEEN.split(line))):
        name, is_bracketed, rest = piece.rpartition("<")
        address = normalise_email(rest.rstrip("> "))
        if not address:
            raise BadInput(field, _("“%(words)s” is no e-mail address.") % {"words": piece})
        found.setdefault(address, (name.strip().strip('"') if is_bracketed else "", address))
    return tuple(found.values())


def recipients_in(form: QueryDict) -> Recipients | None:
    """What the form says; None when it does not say (an older page, a program)."""
    if "to" not in form:
        return None
    return Recipients(people_in(form.get("to", ""), "to"), people_in(form.get("cc", ""), "cc"))


def _written(name: str, address: str) -> str:
    if not name:
        return address
    plain = name.replace('"', "")
    quoted = f'"{plain}"' if re.search(r"[,;<>@]", plain) else plain
    return f"{quoted} <{address}>"
