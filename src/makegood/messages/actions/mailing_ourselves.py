"""Writing as a customer through the post office, first or in answer: real bytes into the real intake, to try and to train."""

from collections.abc import Sequence

from django.utils.translation import gettext

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.ids import new_token
from makegood.kernel.mail.compose import compose
from makegood.kernel.mail.values import Address, File, Letter
from makegood.messages.actions.storing import deliver
from makegood.messages.models import Account, Arrival, Message
from makegood.messages.rules import reply_address


def write_as_customer(
    office: Account,
    *,
    name: str,
    email: str,
    subject: str,
    text: str,
    files: Sequence[File] = (),
) -> Arrival:
    """A first letter from somebody, posted: it comes in a moment later, like any other mail."""
    address = email.strip().lower()
    raw = compose(
        Letter(
            from_=Address(name, address),
            to=(Address(office.name, office.address),),
            subject=subject,
            text=text,
            message_id=f"{new_token(24)}@{address.rpartition('@')[2]}",
            written_at=clock.now(),
            files=tuple(files),
        )
    )
    return deliver(office, raw)


def answer_as_customer(message: Message, text: str, files: Sequence[File] = ()) -> Arrival:
    """In the post office: the addressee's answer to a letter of ours, as real mail through the same intake."""
    account = message.account
    if account is None or account.kind != "postoffice" or not message.to:
        raise BadInput("message", gettext("Only letters in the post office can be answered here."))
    name, address = message.to[0]
    token = message.thread.token if message.thread else ""
    raw = compose(
        Letter(
            from_=Address(name, address),
            to=(
                Address(
                    account.name,
                    reply_address(account.address, token) if token else account.address,
                ),
            ),
            subject=message.subject
            if message.subject.startswith("Re:")
            else f"Re: {message.subject}",
            text=text,
            message_id=f"{new_token(20)}@customer.invalid",
            written_at=clock.now(),
            in_reply_to=message.message_id,
            references=(*message.references, message.message_id),
            files=tuple(files),
        )
    )
    return deliver(account, raw)
