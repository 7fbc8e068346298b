"""Telling a member of staff, and their reading it."""

from collections.abc import Iterable

from django.db import transaction

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.notify.events import NoticeGiven, NoticesRead
from makegood.notify.models import Notice
from makegood.people.models import Staff


@transaction.atomic
def tell(
    staff: Staff, kind: str, case: Case | None = None, *, about: str = "", **facts: object
) -> None:
    """Tell once: the same thing told again while unread only brings its facts up to date.

    `about` names the thing as `kind:id`, the case unless told otherwise.
    """
    about = about or (f"case:{case.pk}" if case else "")
    told = {"facts": {name: _plain(value) for name, value in facts.items()}, "at": clock.now()}
    if Notice.objects.filter(staff=staff, kind=kind, about=about, read_at=None).update(**told):
        return
    notice = Notice(staff=staff, kind=kind, case=case, about=about, **told)
    # Another worker may tell the same at this very moment: one of the two rows is enough.
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    record(NoticeGiven(staff_id=staff.pk))


def tell_all(
    people: Iterable[Staff],
    kind: str,
    case: Case | None = None,
    *,
    about: str = "",
    **facts: object,
) -> None:
    """Tell each of them."""
    for staff in people:
        tell(staff, kind, case, about=about, **facts)


@transaction.atomic
def read(notice: Notice) -> None:
    """They have seen it; idempotent."""
    if Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now()):
        record(NoticesRead(staff_id=notice.staff_id))


@transaction.atomic
def read_all(staff: Staff) -> int:
    """They have seen everything; idempotent. How many there were."""
    count = Notice.objects.filter(staff=staff, read_at=None).update(read_at=clock.now())
    if count:
        record(NoticesRead(staff_id=staff.pk))
    return count


@transaction.atomic
def settle(about: str, *kinds: str) -> None:
    """The matter is over: nobody need read of it any more."""
    unread = Notice.objects.filter(about=about, read_at=None)
    if kinds:
        unread = unread.filter(kind__in=kinds)
    for staff_id in sorted(set(unread.values_list("staff", flat=True))):
        record(NoticesRead(staff_id=staff_id))
    unread.update(read_at=clock.now())


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int | float | None) else str(value)
