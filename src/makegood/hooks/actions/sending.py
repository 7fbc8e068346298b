"""What is due goes out: claimed, sent, noted.

A claim puts the next try a minute ahead before anything is sent. So nobody else sends the same meanwhile, and what
a killed process left unnoted is sent again, under the same id: at least once, as Standard Webhooks says.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from standardwebhooks import Webhook

from makegood.hooks.actions.adding import switch_off
from makegood.hooks.actions.beginning import begin
from makegood.hooks.models import Endpoint, Post
from makegood.hooks.queries import body, endpoints_on
from makegood.hooks.rules.kinds import TEST
from makegood.hooks.rules.trying import (
    GONE,
    PATIENCE,
    Answered,
    is_hopeless,
    rest_after,
    wait_after,
)
from makegood.kernel import clock
from makegood.kernel.crypto import unseal
from makegood.kernel.errors import BadInput

AT_ONCE = 4
"""Posts on their way to one endpoint; one, while it fails."""
LEASE = timedelta(minutes=1)
KEPT_FOR = timedelta(days=30)
_REMOVED_AT_ONCE = 1000
_LATE = PATIENCE + 5.0


@dataclass(frozen=True)
class _Claimed:
    """A post in hand, with all that is needed to send it without asking the database."""

    post: Post
    endpoint: Endpoint
    headers: dict[str, str]


def send_some() -> int:
    """Send a few of what is due to each endpoint, side by side; how many were tried."""
    claimed = [one for endpoint in endpoints_on() for one in _claim(endpoint)]
    if not claimed:
        return 0
    from makegood.hooks.actions.calling import post  # noqa: PLC0415  slow import: 3 MB, and most desks tell nobody

    pool = ThreadPoolExecutor(len(claimed), thread_name_prefix="hook")
    own = settings.MAKEGOOD_HOOK_NETWORKS
    asked = {
        pool.submit(post, one.endpoint.url, one.headers, one.post.body.encode(), own): one
        for one in claimed
    }
    # A name server that does not answer holds its thread, and nobody else.
    wait(asked, timeout=_LATE)
    pool.shutdown(wait=False, cancel_futures=True)
    for future, one in asked.items():
        _note(one, _answer_of(future))
    return len(claimed)


def _answer_of(future: Future[Answered]) -> Answered:
    return future.result() if future.done() else Answered(round(_LATE * 1000), code="timed_out")


@transaction.atomic
def send_test(endpoint: Endpoint) -> Post:
    """Something to try the endpoint with, at once; to one that is switched off when it is on again."""
    now = clock.now()
    told = body(TEST, now, {"endpoint": str(endpoint.pk)})
    Endpoint.objects.filter(pk=endpoint.pk).update(rests_until=None)
    begin()
    return Post.objects.create(endpoint=endpoint, kind=TEST, body=told, at=now, next_at=now)


@transaction.atomic
def send_again(given: Post) -> None:
    """Under the same id, whatever became of it; one that waits goes at once."""
    Endpoint.objects.filter(pk=given.endpoint_id).update(rests_until=None)
    Post.objects.filter(pk=given.pk).update(end=Post.End.WAITING, next_at=clock.now(), tries=0)
    begin()


def remove_old_posts() -> int:
    """What ended long ago: how many."""
    old = Post.objects.exclude(end=Post.End.WAITING).filter(tried_at__lt=clock.now() - KEPT_FOR)
    some = list(old.values_list("pk", flat=True)[:_REMOVED_AT_ONCE])
    return Post.objects.filter(pk__in=some).delete()[0]


@transaction.atomic
def _claim(endpoint: Endpoint) -> list[_Claimed]:
    now = clock.now()
    if endpoint.rests_until and endpoint.rests_until > now:
        return []
    due = Post.objects.filter(endpoint=endpoint, end=Post.End.WAITING, next_at__lte=now)
    limit = 1 if endpoint.failures else AT_ONCE
    posts = list(due.order_by("next_at", "id").select_for_update(skip_locked=True)[:limit])
    if not posts:
        return []
    ids = [one.pk for one in posts]
    claim = {"next_at": now + LEASE, "tried_at": now, "tries": F("tries") + 1}
    Post.objects.filter(pk__in=ids).update(**claim)
    return _in_hand(endpoint, posts, now)


def _in_hand(endpoint: Endpoint, posts: Sequence[Post], now: datetime) -> list[_Claimed]:
    for one in posts:
        one.tries += 1
        one.next_at = now + LEASE
    try:
        signing = [Webhook(unseal(secret)) for secret in endpoint.secrets_at(now)]
    except BadInput:  # restored without its key: nobody could trust what we sign
        switch_off(endpoint, Endpoint.Off.FAILED)
        return []
    return [_Claimed(one, endpoint, _headers(signing, one, now)) for one in posts]


def _headers(signing: Sequence[Webhook], one: Post, now: datetime) -> dict[str, str]:
    key = webhook_id(one.pk)
    return {
        "Content-Type": "application/json",
        "User-Agent": "Makegood-Webhooks/1",
        "Connection": "close",
        "webhook-id": key,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(by.sign(key, now, one.body) for by in signing),
    }


def webhook_id(post_id: UUID) -> str:
    """As the endpoint is told it."""
    return f"msg_{post_id.hex}"


@transaction.atomic
def _note(one: _Claimed, said: Answered) -> None:
    """What became of it, unless somebody has sent it again meanwhile."""
    mine = Post.objects.filter(pk=one.post.pk, tries=one.post.tries, next_at=one.post.next_at)
    seen: dict[str, Any] = {
        "status": said.status,
        "code": said.code,
        "answer": said.answer,
        "took_ms": said.took_ms,
    }
    if said.is_good:
        mine.update(end=Post.End.DELIVERED, next_at=None, **seen)
        well = {"failing_since": None, "failures": 0, "rests_until": None}
        Endpoint.objects.filter(Q(pk=one.endpoint.pk), failures__gt=0).update(**well)
        return
    wait_for = wait_after(one.post.tries, timedelta(seconds=said.retry_after))
    if wait_for is None:
        mine.update(end=Post.End.GIVEN_UP, next_at=None, **seen)
    else:
        mine.update(next_at=clock.now() + wait_for, **seen)
    _note_failure(one.endpoint.pk, said)


def _note_failure(endpoint_id: UUID, said: Answered) -> None:
    endpoint = Endpoint.objects.select_for_update().filter(pk=endpoint_id).first()
    if endpoint is None:
        return
    now = clock.now()
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    endpoint.rests_until = now + rest_after(endpoint.failures)
    endpoint.save(update_fields=["failures", "failing_since", "rests_until"])
    if said.status == GONE:
        switch_off(endpoint, Endpoint.Off.GONE)
    elif is_hopeless(endpoint.failing_since, endpoint.failures, now):
        switch_off(endpoint, Endpoint.Off.FAILED)
