"""Who a message of ours goes to, and to whom it must not. Pure."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from makegood.cases.rules import Refusal
from makegood.kernel.text import _
from makegood.messages.rules.addressing import bare, expects_no_reply, is_ours

Person = tuple[str, str]
"""Name, which may be empty, and address."""
MOST_COPIED = 20
"""Who wrote to more people than this did not mean a conversation: nobody of them is in copy by default."""


@dataclass(frozen=True)
class Spoken:
    """The last message of a conversation; `is_ours` if we sent it."""

    sender: Person
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    is_ours: bool = False


@dataclass(frozen=True)
class Recipients:
    """To whom, and who is in copy."""

    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()

    @property
    def all(self) -> tuple[Person, ...]:
        return self.to + self.cc


@dataclass(frozen=True)
class Addresses:
    """Whose an address is, as far as it matters here; all bare and lower case."""

    own: Set[str] = frozenset()
    """Ours: every mailbox, its aliases, the shop's own."""
    customers: Set[str] = frozenset()
    """The customer of the case, whoever wrote for them, and every other customer who ordered something."""
    others: Set[str] = frozenset()
    """Suppliers and carriers."""


def reply_all(
    last: Spoken | None,
    known: Addresses,
    otherwise: Iterable[Person] = (),
    *,
    is_customer: bool = True,
) -> Recipients:
    """Everybody of the last message, its writer first; `otherwise` if nobody is left or nothing was said.

    Never ourselves; never a supplier where the customer reads, nor the reverse; never a robot when a person is there.
    """
    first, rest = _people(last)
    barred = known.others if is_customer else known.customers
    to = _usable(first, known.own, barred)
    cc = _usable(rest, known.own, barred, but=to)
    if len(cc) > MOST_COPIED:
        cc = []
    if any(not expects_no_reply(address) for _name, address in [*to, *cc]):
        to, cc = ([one for one in some if not expects_no_reply(one[1])] for some in (to, cc))
    if not to:
        to, cc = cc[:1], cc[1:]
    return Recipients(tuple(to or _usable(otherwise, known.own, barred)), tuple(cc))


def may_write_to(
    recipients: Recipients, known: Addresses, *, is_customer: bool = True
) -> Refusal | None:
    """Whether the message may go to these: to somebody, not to ourselves, and never across the two sides of a case."""
    if not recipients.to:
        return Refusal("no_address", (_("There is no e-mail address to write to."),))
    for _name, address in recipients.all:
        if is_ours(address, known.own):
            return Refusal(
                "own_address",
                (
                    _(
                        "%(address)s is an address of our own: the answer would come back.",
                        address=address,
                    ),
                ),
            )
        if not is_customer and _is_one_of(address, known.customers):
            return Refusal(
                "customers_address",
                (
                    _("%(address)s is a customer's address.", address=address),
                    _("What is written to a supplier or carrier is never sent to a customer."),
                ),
            )
        if is_customer and _is_one_of(address, known.others):
            return Refusal(
                "suppliers_address",
                (
                    _("%(address)s belongs to a supplier or carrier.", address=address),
                    _("What is written to the customer is never sent there; write to them apart."),
                ),
            )
    return None


def _is_one_of(address: str, some: Set[str]) -> bool:
    return bare(address) in {bare(one) for one in some}


def _people(last: Spoken | None) -> tuple[Iterable[Person], Iterable[Person]]:
    if last is None:
        return (), ()
    return (last.to, last.cc) if last.is_ours else ((last.sender,), (*last.to, *last.cc))


def _usable(
    people: Iterable[Person], own: Set[str], barred: Set[str], but: Iterable[Person] = ()
) -> list[Person]:
    seen = {address.lower() for _name, address in but}
    found: list[Person] = []
    for name, address in people:
        is_usable = "@" in address and not is_ours(address, own) and not _is_one_of(address, barred)
        if is_usable and address.lower() not in seen:
            seen.add(address.lower())
            found.append((name, address))
    return found
