"""Words entered where their case is known already: nothing of them has to be found out, so they are settled as written."""

from collections.abc import Mapping, Sequence
from time import perf_counter

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.hearing import heard
from makegood.cases.actions.opening import open_case
from makegood.cases.models import Case
from makegood.kernel import clock, files
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.mail.values import File
from makegood.kernel.text import bounded, first_words
from makegood.messages.actions.joining import keep_files
from makegood.messages.actions.threads import thread_of
from makegood.messages.events import MessageReceived
from makegood.messages.models import Arrival, Message
from makegood.messages.ports import LARGEST
from makegood.people.queries import main_email
from makegood.shops.models import Order

Outcome = Arrival.Outcome


@transaction.atomic
def receive_from_portal(
    case: Case, text: str, files: Sequence[File] = (), *, channel: str = "portal"
) -> Message:
    """What a customer writes on their status page, or (`channel`) elsewhere where the case is known already."""
    started = perf_counter()
    words = bounded(text, 200_000).strip()
    if not words and not files:
        raise BadInput("text", gettext("Write something, or add a photo."))
    if sum(len(f.content) for f in files) > LARGEST:
        raise BadInput("files", gettext("Files may have 50 MB together."))
    customer = case.customer
    now = clock.now()
    is_first = not Message.objects.filter(case=case).exists()
    message = Message.objects.create(
        thread=thread_of(case),
        case=case,
        channel=channel,
        direction=Message.Direction.IN,
        from_name=customer.name if customer else "",
        from_address=main_email(customer) if customer else "",
        subject=case.subject,
        text=words,
        reply_text=words,
        language=case.language,
        at=now,
    )
    keep_files(message, files)
    heard(case, now, first_words(words))
    size = sum(len(file.content) for file in files)
    _enter(message, Outcome.OPENED if is_first else Outcome.JOINED, size, started)
    record(MessageReceived(case_id=case.pk, message_id=message.pk))
    return message


@transaction.atomic
def open_from_order(
    order: Order,
    kind: str,
    facts: Mapping[str, str],
    text: str,
    files: Sequence[File],
    language: str,
) -> Case:
    """Something is wrong with an order, says whoever has the link to it: a case with the order, and with what they said as `facts`."""
    named = gettext("Order %(number)s") % {"number": order.number}
    product = facts.get("product")
    case = open_case(
        shop=order.shop,
        customer=order.customer,
        subject=f"{named}: {product}" if product else named,
        language=language,
        channel="portal",
        preview=first_words(text),
        order=order,
        kind=kind,
    )
    for key, told in facts.items():
        set_fact(case, key, told, "customer")
    receive_from_portal(case, text, files)
    return case


def _enter(message: Message, outcome: str, size: int, started: float) -> None:
    """Into the ledger: what needs no reading is settled as it is written."""
    kept = files.store(message.text.encode("utf-8", "surrogatepass"))
    Arrival.objects.create(
        source=message.channel,
        server_id=f"{message.channel}/{message.pk}",
        sha256=kept.sha256,
        size=kept.size + size,
        arrived_at=message.at,
        sender=message.from_address,
        subject=bounded(message.subject, 300),
        outcome=outcome,
        reason=message.channel,
        message=message,
        settled_at=message.at,
        took_ms=round((perf_counter() - started) * 1000),
    )
