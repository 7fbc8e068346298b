"""What a crash left behind in the outbox: sent if the server's answer was noted, else the server is asked."""

from datetime import timedelta

from django.db import transaction

from makegood.kernel import clock
from makegood.kernel.errors import ProviderFailed
from makegood.messages.actions.accounts import channel_of, opened_settings
from makegood.messages.actions.outcomes import alone, back_to_waiting, finish, leave_unclear
from makegood.messages.models import Dispatch

ASSUMED_LOST_AFTER = timedelta(minutes=2)
"""A claim older than this whose process is gone (its lock is free) was cut off by a crash."""
_ASKED_AT_MOST = 6
State = Dispatch.State


def settle_lost() -> None:
    """What was cut off in the middle becomes `sent` if the server's answer was noted, else `unknown`, and is asked about."""
    for dispatch in _cut_off():
        with alone(dispatch) as is_mine:
            if is_mine:
                _settle_cut_off(dispatch)
    for dispatch in _to_ask_about():
        _ask(dispatch)


def _cut_off() -> list[Dispatch]:
    old = Dispatch.objects.filter(
        state=State.SENDING, claimed_at__lt=clock.now() - ASSUMED_LOST_AFTER
    )
    return list(old.select_related("account__shop", "message__case__shop", "message__author")[:100])


@transaction.atomic
def _settle_cut_off(dispatch: Dispatch) -> None:
    if dispatch.deliveries.filter(outcome="accepted").exists():
        finish(dispatch)
        return
    leave_unclear(
        dispatch, ProviderFailed("cut off", permanent=False, unclear=True, code="cut_off")
    )


def _to_ask_about() -> list[Dispatch]:
    unknown = Dispatch.objects.filter(state=State.UNKNOWN, not_before__lte=clock.now())
    return list(
        unknown.select_related("account__shop", "message__case__shop", "message__author")[:100]
    )


def _ask(dispatch: Dispatch) -> None:
    """Does the server know it? Asked a few times, further and further apart; then it is a person's to say."""
    asked = dispatch.error.get("asked", 0)
    if asked >= _ASKED_AT_MOST:
        return
    answer = _was_sent(dispatch)
    with transaction.atomic():
        still = Dispatch.objects.select_for_update().filter(pk=dispatch.pk, state=State.UNKNOWN)
        if not still.exists():
            return
        if answer is None:
            later = clock.now() + timedelta(minutes=2**asked)
            still.update(not_before=later, error=dispatch.error | {"asked": asked + 1})
        elif answer:
            finish(dispatch)
        else:
            back_to_waiting(dispatch)


def _was_sent(dispatch: Dispatch) -> bool | None:
    account = dispatch.account
    try:
        channel = channel_of(account)
        return channel.was_sent(opened_settings(account), dispatch.message.message_id)
    except ProviderFailed:
        return None
