"""The doors to words: a message is seen by whoever may see its case; forbidden looks like absent."""

from uuid import UUID

from django.db.models import Q

from makegood.cases.access import case_for_id
from makegood.cases.models import Case
from makegood.kernel.errors import NotFound
from makegood.messages.models import (
    Account,
    Arrival,
    Attachment,
    Call,
    EarlierDraft,
    Message,
    Template,
    Thread,
)
from makegood.messages.queries import threads_with_others
from makegood.people.models import Staff
from makegood.people.queries import is_above


def message_for(staff: Staff, message_id: UUID | str) -> Message:
    """A message of a case the person may see; one without a case is for those who lead.

    Such a letter may hold somebody's key to the desk (an invitation, a new password): nobody reads those of who is above them.
    """
    _active(staff)
    message = (
        Message.objects.select_related("case", "dispatch__account", "account__shop", "author")
        .filter(pk=_uuid(message_id))
        .first()
    )
    if message is None:
        raise NotFound("no such message")
    _through_case(staff, message.case_id)
    if message.case_id is None and is_above(staff, [address for _name, address in message.to]):
        raise NotFound("no such message")
    return message


def thread_for(staff: Staff, case: Case, thread_id: UUID | str) -> Thread:
    """A supplier's or carrier's conversation of a case the person has in hand."""
    _active(staff)
    found = threads_with_others(case).filter(pk=_uuid(thread_id)).first()
    if found is None:
        raise NotFound("no such conversation")
    return found


def earlier_draft_for(staff: Staff, case: Case, earlier_id: UUID | str) -> EarlierDraft:
    """What stood in one's own draft on this case before: nobody else's."""
    _active(staff)
    found = EarlierDraft.objects.filter(pk=_uuid(earlier_id), case=case, staff=staff)
    one = found.select_related("thread").first()
    if one is None:
        raise NotFound("no such draft")
    return one


def attachment_for(staff: Staff, attachment_id: UUID | str) -> Attachment:
    """A file of a message the person may see, or of their own draft."""
    _active(staff)
    found = (
        Attachment.objects.select_related("message", "draft")
        .filter(pk=_uuid(attachment_id))
        .first()
    )
    if found is None:
        raise NotFound("no such file")
    if found.message is not None:
        _through_case(staff, found.message.case_id)
    elif found.draft is None or found.draft.staff_id != staff.pk:
        raise NotFound("no such file")
    return found


def attachment_by_link(case: Case, attachment_id: UUID | str) -> Attachment:
    """A file the customer may see: of the customer's own thread of this case, and not still to be withdrawn."""
    seen = Q(message__direction="in") | Q(message__dispatch__state="sent")
    found = Attachment.objects.filter(
        seen, pk=_uuid(attachment_id), message__case=case, message__thread__side="customer"
    ).first()
    if found is None:
        raise NotFound("no such file")
    return found


def arrival_for(staff: Staff, arrival_id: UUID | str) -> Arrival:
    """A row of the ledger. Quarantine is everybody's; what became a message is seen as its case is."""
    _active(staff)
    found = (
        Arrival.objects.select_related("account__shop", "message__case")
        .filter(pk=_uuid(arrival_id))
        .first()
    )
    if found is None:
        raise NotFound("no such arrival")
    if found.message is not None:
        _through_case(staff, found.message.case_id)
    return found


def account_for(staff: Staff, account_id: UUID | str) -> Account:
    """An account to set up: for those who lead."""
    _active(staff)
    found = Account.objects.select_related("shop").filter(pk=_uuid(account_id)).first()
    if found is None or not staff.may("settings"):
        raise NotFound("no such account")
    return found


def webhook_for(account_id: UUID, provider: str) -> Account:
    """The account a provider hands mail over for; whether it is the provider who calls, its secret has to show."""
    found = Account.objects.select_related("shop").filter(pk=account_id, is_active=True).first()
    if found is None or not provider or found.settings.get("webhook") != provider:
        raise NotFound("no such account")
    return found


def template_for(staff: Staff, template_id: UUID | str) -> Template:
    """A prepared answer still in use."""
    _active(staff)
    found = (
        Template.objects.select_related("shop")
        .filter(pk=_uuid(template_id), is_active=True)
        .first()
    )
    if found is None:
        raise NotFound("no such template")
    return found


def _through_case(staff: Staff, case_id: UUID | None) -> None:
    if case_id is not None:
        case_for_id(staff, case_id)
    elif not staff.may("settings"):
        raise NotFound("no such message")


def _active(staff: Staff) -> None:
    if not staff.is_active:
        raise NotFound("no such seat")


def _uuid(value: UUID | str) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        return UUID(int=0)  # nobody's: what is no id at all is as absent as an unknown one


def call_for(staff: Staff, call_id: UUID | str) -> Call:
    """One's own call, while it runs; nobody else's."""
    calls = Call.objects.select_related("case", "shop").filter(staff=staff, ended_at=None)
    found = calls.filter(pk=call_id).first() if staff.is_active else None
    if found is None:
        raise NotFound
    return found


def call_to_end(staff: Staff, call_id: UUID | str) -> Call:
    """As `call_for`, held until the transaction ends: of two who end it at once the second finds none running."""
    Call.objects.select_for_update(of=("self",)).filter(pk=call_for(staff, call_id).pk).first()
    return call_for(staff, call_id)
