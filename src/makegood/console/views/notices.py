from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from makegood.console.access import for_staff, staff_of
from makegood.console.noticewords import ICONS, place_of, words_of
from makegood.notify.access import notice_for
from makegood.notify.actions.telling import read, read_all
from makegood.notify.models import Notice
from makegood.notify.queries import is_quiet_for, unread
from makegood.notify.queries import notices as notices_of
from makegood.ui.pages import render

SHOWN = 100


@dataclass(frozen=True)
class Told:
    """A notice in words."""

    notice: Notice
    words: str
    icon: str

    @property
    def about(self) -> str:
        """The case it is of, as people know it; empty: of none."""
        case = self.notice.case
        return f"#{case.number} {case.subject}".strip() if case else ""


@for_staff
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    found = list(notices_of(staff_of(request))[:SHOWN])
    told = [_told(one) for one in found]
    return render(request, "console/notices.html", {"told": told})


@for_staff
@require_GET
def bell(request: HttpRequest) -> HttpResponse:
    """The bell as it is now, with the newest of what it may tell outside the desk: read again with every news."""
    staff = staff_of(request)
    newest = None if is_quiet_for(staff) else unread(staff).first()
    return render(request, "ui/desk.html", {"newest": newest and _told(newest)}, block="bell")


@for_staff
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    read_all(staff_of(request))
    return redirect("console:notices")


@for_staff
@require_POST
def opening(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Read it, and go where it leads."""
    notice = notice_for(staff_of(request), notice_id)
    read(notice)
    return redirect(place_of(notice))


def _told(notice: Notice) -> Told:
    return Told(notice, words_of(notice), ICONS.get(notice.kind, "bell"))
