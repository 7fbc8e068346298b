"""What stands around every page of the desk: where one can go, what is new, what can be taken back."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.console import undoing
from makegood.console.settings_pages import Group, groups_for
from makegood.console.tips import Tip, tip_for
from makegood.kernel.asking import answers
from makegood.kernel.log import latest_happening
from makegood.messages.queries import quarantined_count
from makegood.notify.actions.telling import read_all_of
from makegood.notify.queries import unread_count
from makegood.people.models import Staff


@dataclass(frozen=True)
class Entry:
    """One place to go. `is_minor`: a phone finds it in the menu under one's own name."""

    label: str
    icon: str
    url: str
    is_here: bool = False
    is_minor: bool = False
    count: int = 0
    key: str = ""
    """The keys that lead there."""


@dataclass(frozen=True)
class News:
    """What is new for somebody: the last thing that happened, notices not read, messages in quarantine (who leads)."""

    since: int
    unread: int
    quarantined: int = 0


class Desk:
    """The frame of one request; each part is worked out when the layout asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        assert isinstance(request.user, Staff)
        self.request = request
        self.staff = request.user

    @cached_property
    def navigation(self) -> list[Entry]:
        places = [
            self._entry("console:inbox", _("Inbox"), "inbox", key="g i"),
            self._entry("console:search", _("Search"), "search", key="/"),
            self._entry("console:promises", _("Promises"), "promise", key="g p"),
            self._entry("console:calls", _("Log a call"), "phone", is_minor=True, key="l"),
            self._entry("console:customers", _("Customers"), "people", is_minor=True),
            self._entry("console:orders", _("Orders"), "order", is_minor=True),
            self._entry("console:postoffice", _("Post office"), "post", is_minor=True),
            self._entry(
                "console:intake",
                _("Mail log"),
                "ledger",
                is_minor=True,
                count=self.news.quarantined,
            ),
        ]
        if self.staff.may("orders"):
            places.append(self._entry("console:import", _("Import"), "import", is_minor=True))
        if self.staff.may("settings") or self.staff.may("people"):
            places.append(self._entry("console:settings", _("Settings"), "settings", is_minor=True))
        return [entry for entry in places if entry.url]

    @cached_property
    def own(self) -> list[Entry]:
        """What a click on one's own name offers; on a phone also what the bar has no room for."""
        mine = [
            self._entry("console:training", _("Training"), "play"),
            self._entry("console:profile", _("Your profile"), "person"),
        ]
        return [
            *(entry for entry in self.navigation if entry.is_minor),
            *(entry for entry in mine if entry.url),
        ]

    @cached_property
    def settings(self) -> list[Group]:
        """The pages of the settings this person may open."""
        return groups_for(self.staff)

    @property
    def home(self) -> str:
        return address_of("console:inbox") or "/"

    @property
    def notices_url(self) -> str:
        return address_of("console:notices")

    @property
    def palette_url(self) -> str:
        return address_of("console:palette")

    @property
    def bell_url(self) -> str:
        return address_of("console:bell")

    @property
    def is_at_notices(self) -> bool:
        return self.request.path == self.notices_url

    @property
    def sign_out_url(self) -> str:
        return address_of("account_logout")

    @property
    def unread(self) -> int:
        return self.news.unread

    @property
    def since(self) -> int:
        return self.news.since

    @cached_property
    def news(self) -> News:
        asked = [latest_happening(), unread_count(self.staff)]
        since, unread, *led = answers(
            *asked, *([quarantined_count()] if self.staff.may("settings") else [])
        )
        return News(since or 0, unread, *led)

    @cached_property
    def tip(self) -> Tip | None:
        return tip_for(self.request, self.staff)

    @cached_property
    def undo(self) -> undoing.Undo | None:
        return undoing.undo_for(self.request)

    @property
    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl K", _("Go to, or do")),
            ("?", _("This help")),
            ("/", _("Search")),
            ("g i", _("Inbox")),
            ("g p", _("Promises")),
            ("g n", _("Notices")),
            ("j", _("Next line")),
            ("k", _("Line before")),
            ("Enter", _("Open the case")),
            ("r", _("Write an answer")),
            ("n", _("Write a note")),
            ("t", _("Insert a template")),
            ("e", _("Earlier drafts")),
            ("p", _("Tick the next step of the playbook")),
            ("l", _("Log a call")),
            ("v", _("Notes of the call")),
            ("a", _("Assign")),
            ("h", _("Hand over with a note")),
            ("w", _("Follow the case, or no longer")),
            ("s", _("Snooze")),
            ("c", _("Close or reopen")),
            ("i", _("Change subject, kind, language, order")),
            ("m", _("Join with another case")),
            ("x", _("Split messages off")),
            ("o", _("Write to a supplier or carrier")),
            ("z", _("Undo sending")),
            ("Ctrl Enter", _("Send")),
            ("Ctrl Shift Enter", _("Send and close")),
            ("Esc", _("Leave a field, close a menu")),
        ]

    def _entry(
        self,
        name: str,
        label: str,
        icon: str,
        *,
        is_minor: bool = False,
        count: int = 0,
        key: str = "",
    ) -> Entry:
        address = address_of(name)
        path = self.request.path
        is_here = bool(address) and (
            path == address or (address != "/" and path.startswith(address))
        )
        return Entry(label, icon, address, is_here, is_minor, count, key)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `desk` for whoever is signed in, worked out only when a layout asks for it."""
    return {"desk": getattr(request, "desk", None) or SimpleLazyObject(lambda: Desk(request))}


def hear_from_here_on(request: HttpRequest) -> None:
    """Note what happened last before a whole page reads anything: what happens while it is made is told to it then."""
    desk = Desk(request)
    desk.news  # noqa: B018  asked now, not when the layout comes to it
    setattr(request, "desk", desk)  # noqa: B010  its type knows only what Django puts there


def read_of(request: HttpRequest, case: Case) -> None:
    """Whoever opens a case has read what the bell tells of it; where the bell tells nothing, nothing is asked or written."""
    if not hasattr(request, "desk"):
        hear_from_here_on(request)  # asked once, for the layout too
    desk: Desk = getattr(request, "desk")  # noqa: B009  its type knows only what Django puts there
    if desk.unread and read_all_of(case, desk.staff):
        del desk.news
        desk.news  # noqa: B018  asked again now, before the page reads anything


def address_of(name: str) -> str:
    """The address called `name`, empty where this desk has no such page."""
    return _address(name, get_script_prefix())


@cache
def _address(name: str, prefix: str) -> str:
    """Twenty are asked for on each page, and they never change; `prefix` is what `reverse` puts before them."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
