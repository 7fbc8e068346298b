"""Reads about talks on the phone."""

from uuid import UUID

from django.db.models import QuerySet

from makegood.kernel.asking import Question, first_of
from makegood.kernel.written import written
from makegood.messages.models import Call
from makegood.people.models import Staff


def running_call(staff: Staff) -> Call | None:
    """The talk somebody is in."""
    return Call.objects.select_related("case", "shop").filter(staff=staff, ended_at=None).first()


def call_under_way(staff: Staff) -> Question:
    """Its id, if there is one: a page asks it together with others."""
    return _call_under_way(staff.pk)


@written
def _call_under_way(staff_id: UUID) -> Question:
    return first_of(Call.objects.filter(staff=staff_id, ended_at=None).values_list("pk"))


def latest_calls(staff: Staff, limit: int = 20) -> QuerySet[Call]:
    """One's own last talks."""
    ended = Call.objects.filter(staff=staff, ended_at__isnull=False).order_by("-started_at")
    return ended.select_related("case")[:limit]
