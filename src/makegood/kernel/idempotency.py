"""One effect per intent: whoever asks twice with the same key gets the first answer, and nothing happens twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import OperationalError, connection, transaction

from makegood.kernel import clock
from makegood.kernel.crypto import seal, unseal
from makegood.kernel.errors import Conflict, Refused
from makegood.kernel.models import KeptAnswer

KEPT_FOR = timedelta(hours=48)
PATIENCE = "10s"
"""How long a second asker waits while the first is still being answered."""


@dataclass(frozen=True)
class Answer:
    """What was said: an HTTP-like status and a text."""

    status: int
    body: str
    is_repeated: bool = False

    @property
    def is_refusal(self) -> bool:
        return self.status >= 400


@transaction.atomic
def once(asker: str, key: str, fingerprint: str, act: Callable[[], Answer]) -> Answer:
    """Do `act` unless this asker's `key` was answered before; then that answer again.

    The row is written first: a second asker at the same moment waits at the unique index until the first
    has committed (and gets its answer) or rolled back (and acts). A refusal changed nothing, so it is
    rolled back and not kept: the same key may be tried again once the cause is mended. What is kept is sealed: an answer
    may hold what is told only once.
    """
    kept, is_new = _claim(asker, key, fingerprint)
    if not is_new:
        return _repeated(kept, fingerprint)
    answer = act()
    if answer.is_refusal:
        transaction.set_rollback(True)
    else:
        kept.status, kept.body = answer.status, seal(answer.body)
        kept.save(update_fields=["status", "body"])
    return answer


def forget_old_answers() -> int:
    """Delete answers older than `KEPT_FOR`; how many there were."""
    return KeptAnswer.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()[0]


def _claim(asker: str, key: str, fingerprint: str) -> tuple[KeptAnswer, bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        try:
            claimed = KeptAnswer.objects.get_or_create(
                asker=asker, key=key, defaults={"fingerprint": fingerprint, "at": clock.now()}
            )
        except OperationalError as error:
            raise Conflict(
                "idempotency_key_in_use", "The first request with this key is still being answered."
            ) from error
        cursor.execute("SELECT set_config('lock_timeout', '0', true)")
    return claimed


def _repeated(kept: KeptAnswer, fingerprint: str) -> Answer:
    if kept.fingerprint != fingerprint:
        raise Refused(
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request. Use a new key for a new request.",
        )
    return Answer(kept.status, _opened(kept.body), is_repeated=True)


def _opened(body: str) -> str:
    """What was kept before answers were sealed is no token, but JSON or nothing."""
    return unseal(body) if body.startswith("gAAAA") else body
