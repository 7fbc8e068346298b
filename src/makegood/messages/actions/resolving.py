"""What a person does about a message in the outbox: says how it ended, lets it go now, or lets it be."""

from django.db import transaction
from django.utils.translation import gettext

from makegood.kernel import clock
from makegood.kernel.errors import Conflict
from makegood.kernel.log import record
from makegood.messages.actions.outcomes import back_to_waiting, finish
from makegood.messages.events import SendingDecided
from makegood.messages.models import Dispatch
from makegood.people.models import Staff

State = Dispatch.State


@transaction.atomic
def resolve_unknown(dispatch: Dispatch, by: Staff, was_sent: bool) -> None:
    """A person looked: it was sent, or it goes again now. `Conflict` when it is not unclear any more."""
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if dispatch.state != State.UNKNOWN:
        raise Conflict("not_unknown", gettext("This message is no longer unclear."))
    _decided(dispatch, by, "was_sent" if was_sent else "again")
    if was_sent:
        finish(dispatch)
    else:
        back_to_waiting(dispatch)


@transaction.atomic
def retry_failed(dispatch: Dispatch, by: Staff) -> None:
    """Try a message that was refused or came back again, now."""
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if dispatch.state not in (State.FAILED, State.BOUNCED):
        raise Conflict("not_failed", gettext("This message has not failed."))
    _decided(dispatch, by, "again")
    back_to_waiting(dispatch)


@transaction.atomic
def send_now(dispatch: Dispatch, by: Staff | None) -> None:
    """Whatever it waits for, a chosen time or the next try: it goes now. `Conflict` when it waits no more."""
    waiting = Dispatch.objects.filter(pk=dispatch.pk, state=State.WAITING)
    if not waiting.update(not_before=clock.now()):
        raise Conflict("not_waiting", gettext("This message does not wait any more."))
    _decided(dispatch, by, "now")


@transaction.atomic
def stop_trying(dispatch: Dispatch, by: Staff | None) -> None:
    """A message that came back is not sent again after all. `Conflict` when it does not wait for that."""
    came_back = Dispatch.objects.filter(pk=dispatch.pk, state=State.WAITING, error__code="bounced")
    if not came_back.update(state=State.BOUNCED, settled_at=clock.now()):
        raise Conflict("not_waiting", gettext("This message does not wait any more."))
    _decided(dispatch, by, "given_up")


def _decided(dispatch: Dispatch, by: Staff | None, decision: str) -> None:
    message = dispatch.message
    if message.case_id is not None:
        record(
            SendingDecided(
                case_id=message.case_id,
                message_id=message.pk,
                decision=decision,
                by_id=by.pk if by else None,
            )
        )
