"""Small tips where somebody comes to something for the first time: at most one on a page, gone when put away or when
the thing was done, and never in the way.

A new tip is a line here. `Staff.tips_gone` keeps which of them one has no more use for.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from makegood.people.actions.tips import put_tip_away
from makegood.people.models import Staff


@dataclass(frozen=True)
class Tip:
    """What it says, on which pages, and what shows that one knows it: a page opened or a form sent."""

    name: str
    title: str | Lazy
    words: str | Lazy
    pages: frozenset[str]
    done_by: frozenset[tuple[str, str]]
    needs: str = ""
    """The permission without which it is of no use."""

    @property
    def url(self) -> str:
        """Where it is put away."""
        return reverse("console:tip_removal", args=[self.name])


def _sent(*pages: str) -> frozenset[tuple[str, str]]:
    return frozenset(("POST", f"console:{page}") for page in pages)


TIPS = (
    Tip(
        "inbox",
        _("What is most urgent stands on top"),
        _(
            "A row says what is due, and by when. On a keyboard, j and k walk through the rows and Enter opens one."
        ),
        frozenset({"console:inbox"}),
        frozenset({("GET", "console:case")}),
    ),
    Tip(
        "case",
        _("All a case needs stands beside the conversation"),
        _(
            "What was promised, the next step of the playbook, the facts, the order. On a phone it is under “Person and facts”."
        ),
        frozenset({"console:case"}),
        _sent(
            "assignment",
            "attempts",
            "changing",
            "closure",
            "facts",
            "following",
            "handing_over",
            "noting",
            "promise_change",
            "promising",
            "questions",
            "snoozing",
            "steps",
            "tagging",
        ),
    ),
    Tip(
        "composer",
        _("The desk reads along while you write"),
        _(
            "“By Friday” becomes a promise with its day. / finds a prepared answer. What you sent can be taken back for ten seconds."
        ),
        frozenset({"console:case"}),
        _sent("messages"),
        "answer",
    ),
    Tip(
        "promises",
        _("Nobody need remember what was promised"),
        _(
            "The earliest stands on top. A promised answer is kept by answering; others are kept, moved or called off on their case."
        ),
        frozenset({"console:promises"}),
        _sent("promising", "promise_change"),
    ),
    Tip(
        "palette",
        _("Ctrl K goes anywhere"),
        _(
            "Type a few letters of an action, a case, a customer or a setting. ? shows every key; on a phone both are under your name."
        ),
        frozenset({"console:inbox", "console:case", "console:promises"}),
        frozenset({("GET", "console:palette")}),
    ),
)
NAMES = tuple(tip.name for tip in TIPS)


def tip_for(request: HttpRequest, staff: Staff) -> Tip | None:
    """The one tip of this page, or none."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    left = (tip for tip in TIPS if tip.name not in staff.tips_gone and page in tip.pages)
    return next((tip for tip in left if not tip.needs or staff.may(tip.needs)), None)


def note_doing(request: HttpRequest, staff: Staff) -> None:
    """Whoever has just done it needs no tip about it; writes once, then never again."""
    if request.resolver_match is None or len(staff.tips_gone) == len(TIPS):
        return
    did = (request.method or "", request.resolver_match.view_name)
    for tip in TIPS:
        if did in tip.done_by and tip.name not in staff.tips_gone:
            put_tip_away(staff, tip.name)
