"""The conversation of a case with its customer, made when first needed."""

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.ids import new_token
from makegood.messages.models import Thread
from makegood.messages.rules.addressing import TOKEN_LENGTH


def thread_of(case: Case) -> Thread:
    """The customer's thread; the database allows one."""
    thread, _made = Thread.objects.get_or_create(
        case=case,
        side=Thread.With.CUSTOMER,
        defaults={"token": new_token(TOKEN_LENGTH), "created_at": clock.now()},
    )
    return thread


def new_thread(case: Case) -> Thread:
    """The thread of a case opened a moment ago, still to be inserted (with its first message, in one go)."""
    return Thread(
        case=case,
        side=Thread.With.CUSTOMER,
        token=new_token(TOKEN_LENGTH),
        created_at=clock.now(),
    )
