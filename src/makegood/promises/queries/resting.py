"""Whether what a promise rests for has come."""

from makegood.cases.models import Case, Fact
from makegood.promises.models import Promise

GOODS_CAME = ("received_back_on", "handed_in_on")
"""Facts that say that the customer's goods are with us."""


def goods_are_here(case: Case) -> bool:
    return Fact.objects.filter(case=case, key__in=GOODS_CAME).exclude(value="").exists()


def is_here(promise: Promise, case: Case) -> bool:
    """Whether what the promise rests for has come since."""
    if promise.pause_reason == Promise.Pause.GOODS:
        return goods_are_here(case)
    heard_at, since = case.heard_at, promise.paused_at
    is_answer = promise.pause_reason == Promise.Pause.ANSWER
    return is_answer and heard_at is not None and since is not None and heard_at > since
