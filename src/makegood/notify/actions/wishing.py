"""What a member of staff wishes to be told."""

from collections.abc import Iterable
from datetime import time

from django.db import transaction
from django.utils.translation import gettext

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.notify.models import Notice, NoticeWish
from makegood.notify.queries import unread, wish_of
from makegood.people.models import Staff


@transaction.atomic
def save_wishes(
    staff: Staff,
    *,
    refused: Iterable[str] = (),
    mailed: Iterable[str] = (),
    every: str = "",
    day_at: time = time(8),
    quiet: tuple[time, time] | None = None,
) -> NoticeWish:
    """Keep what `staff` wishes: kinds of `Notice.Kind` not told at all, and kinds that come by mail, too.

    `every`: "hour", "day" or empty for no mail. What they were told before mail was wished for is not mailed.
    Raises BadInput for `every`.
    """
    if every not in {"", "hour", "day"}:
        raise BadInput("every", gettext("Choose one of these."))
    wish = wish_of(staff)
    if begins := not wish.every:
        wish.mailed_at = clock.now()
    wish.refused = [kind for kind in Notice.Kind.values if kind in set(refused)]
    wish.mailed = [k for k in Notice.Kind.values if k in set(mailed) and k not in wish.refused]
    wish.every, wish.day_at = every, day_at
    wish.quiet_from, wish.quiet_to = quiet or (None, None)
    wish.save()
    if begins:
        unread(staff).update(mailed_at=wish.mailed_at)
    return wish
