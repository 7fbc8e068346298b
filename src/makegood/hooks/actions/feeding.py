"""From what happened to what is on its way: by the clock, behind the backs of those who recorded it."""

from collections.abc import Sequence

from django.db import transaction

from makegood.hooks.actions.adding import switch_off
from makegood.hooks.models import Endpoint, Feed, Post
from makegood.hooks.queries import Told, endpoints_on
from makegood.hooks.rules.kinds import KIND_OF, KINDS
from makegood.kernel import clock
from makegood.kernel.following import Mark, happenings_between, is_settled, set_mark
from makegood.kernel.models import Happening

BATCH = 500
SPAN = 20_000
"""Ids looked over by one statement, however few of them anybody is told of."""


def feed() -> bool:
    """Go on by one batch; whether there is more to go on with at once.

    Rows and how far they go are committed together, so a killed process leaves none out and tells none twice.
    """
    endpoints = [one for one in endpoints_on() if _may_still_hear(one)]
    return _feed(endpoints) if endpoints else False


def _may_still_hear(endpoint: Endpoint) -> bool:
    """A program knows no longer what its colleague, or the key it came with, may no longer know."""
    staff, key = endpoint.staff, endpoint.key
    if not (staff.is_active and staff.may("settings")):
        switch_off(endpoint, Endpoint.Off.LEFT)
        return False
    if key is not None and not key.works_at(clock.now()):
        switch_off(endpoint, Endpoint.Off.KEY)
        return False
    return True


@transaction.atomic
def _feed(endpoints: Sequence[Endpoint]) -> bool:
    Feed.objects.get_or_create(pk=1)
    feed = Feed.objects.select_for_update().get(pk=1)
    # Where nobody was told for a while, nothing of that while is looked at.
    after = max(feed.after, min(one.after for one in endpoints))
    mark = Mark(feed.mark, tuple(feed.writers)) if feed.mark is not None else None
    if mark is None or mark.id <= after:
        mark = set_mark()
    feed.mark, feed.writers = mark.id, list(mark.writers)
    is_more = False
    if is_settled(mark):
        upto = min(mark.id, after + SPAN)
        names = {KINDS[kind] for one in endpoints for kind in one.kinds if kind in KINDS}
        happenings = happenings_between(after, upto, names, BATCH)
        feed.after = happenings[-1].id if len(happenings) == BATCH else max(upto, after)
        _put_by(endpoints, happenings)
        is_more = feed.after < mark.id
    feed.save(update_fields=["after", "mark", "writers"])
    return is_more


def _put_by(endpoints: Sequence[Endpoint], happenings: Sequence[Happening]) -> None:
    if not happenings:
        return
    told = Told(happenings)
    posts = []
    for endpoint in endpoints:
        seen = told.seen_by(endpoint.staff)
        for one in happenings:
            if one.id <= endpoint.after or KIND_OF[one.name] not in endpoint.kinds:
                continue
            if body := told.body_of(one, seen):
                posts.append(_post(endpoint, one, body))
    Post.objects.bulk_create(posts, batch_size=1000, ignore_conflicts=True)


def _post(endpoint: Endpoint, happening: Happening, body: str) -> Post:
    return Post(
        endpoint=endpoint,
        happening=happening.id,
        kind=KIND_OF[happening.name],
        body=body,
        at=happening.at,
        next_at=happening.at,
    )
