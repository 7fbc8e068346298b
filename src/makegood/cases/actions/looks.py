"""How somebody likes their queue."""

from collections.abc import Collection

from makegood.cases.actions.views import view_text
from makegood.cases.models import QueueLook
from makegood.kernel.errors import BadInput
from makegood.people.models import Staff

HIDEABLE = ("order", "words", "turn", "kind", "tags", "team", "assignee", "channel", "language")
"""The parts of a row somebody may do without; person, matter and promise are always there."""


def set_look(staff: Staff, density: str, shown: Collection[str]) -> None:
    """How close the rows stand, and which parts of a row are shown."""
    if density not in QueueLook.Density.values:
        raise BadInput("density", "one of " + ", ".join(QueueLook.Density.values))
    hidden = [part for part in HIDEABLE if part not in shown]
    asked = {"density": density, "hidden": hidden}
    QueueLook.objects.update_or_create(staff=staff, defaults=asked)


def open_with(staff: Staff, text: str) -> None:
    """The query the inbox begins with; empty: with everything open."""
    QueueLook.objects.update_or_create(staff=staff, defaults={"opens_with": view_text(text)})
