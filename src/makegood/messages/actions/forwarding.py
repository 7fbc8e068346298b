"""A customer's mail that one of us passed on to the desk."""

from django.utils.translation import gettext as _

from makegood.cases.actions.noting import LONGEST, note
from makegood.cases.models import Case
from makegood.messages.ports import Address
from makegood.people.queries import staff_by_email


def note_forwarder(case: Case | None, forwarder: Address, words: str) -> None:
    """Tell colleagues who passed it on and what they said to it: that was not for the customer."""
    if case is None:
        return
    who = staff_by_email(forwarder.address)
    told = _("Passed on to the desk by %(who)s.") % {"who": forwarder.name or forwarder.address}
    note(case, who, f"{told}\n\n{words}"[:LONGEST] if words else told)
