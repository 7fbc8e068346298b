"""Nothing passes from one side of a case to the other: asked when a message is written, and once more when it leaves."""

from collections.abc import Iterable, Sequence

from makegood.kernel.errors import Refused
from makegood.kernel.words import said
from makegood.messages.models import Message
from makegood.messages.queries.people import addresses_on
from makegood.messages.rules.recipients import Person, Recipients, may_write_to


def refuse_wrong_side(message: Message) -> None:
    """`Refused` when it would go to somebody of another side of its case, or to ourselves."""
    thread, case = message.thread, message.case
    # An acknowledgement goes to whoever wrote the word it is for: nothing to ask, and every mail passes here.
    if thread is None or case is None or message.purpose == Message.Purpose.ACKNOWLEDGEMENT:
        return
    recipients = Recipients(_people(message.to), _people(message.cc))
    known = addresses_on(case, thread, [address for _name, address in recipients.all])
    refusal = may_write_to(recipients, known, is_customer=thread.is_with_customer)
    if refusal:
        raise Refused(refusal.code, *map(said, refusal.reasons))


def _people(pairs: Iterable[Sequence[str]]) -> tuple[Person, ...]:
    return tuple((name, address) for name, address in pairs)
