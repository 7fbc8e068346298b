"""Writing as a new customer through the post office: real bytes into the real intake, to try and to train."""

from collections.abc import Sequence

from makegood.kernel import clock
from makegood.kernel.ids import new_token
from makegood.kernel.mail.compose import compose
from makegood.kernel.mail.values import Address, File, Letter
from makegood.messages.actions.receiving import deliver
from makegood.messages.models import Account, Arrival


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
