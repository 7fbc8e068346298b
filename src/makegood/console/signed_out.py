"""What somebody typed while their session ended: it goes through the sign-in with them, in the page, and stands there again.

Nothing is kept for who is not signed in. The words travel as hidden fields of the sign-in's own form; only once the password
was right are they put into the session, and the case's page takes them from there. The one exception is the shop's own
provider, where nothing can be sent along: they wait in the session under `WAITING` until one is back from there.

They are their writer's alone: the form they were typed into carries a mark that only the desk can make (`written_by`), and
who else signs in at that form receives none of them, and is told that there were some.
"""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages as flash
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.kernel.crypto import sign, signed
from makegood.kernel.ids import new_token
from makegood.messages.actions.drafting import draft_for, save_draft
from makegood.messages.actions.sending import LONGEST
from makegood.messages.models import Thread
from makegood.people.models import SignInProvider, Staff
from makegood.people.queries import provider_in_use
from makegood.ui.pages import is_htmx, render

KEPT = "kept_words"
WAITING = "waiting_words"
MOST_WAITING = 100_000
"""Longer ones go through the password only: a stranger can make us keep this much, once a session."""
LONGEST_NAME = 100
"""Of what tells where the words stood."""
NAMES = ("kept_case", "kept_practice", "kept_thread", "kept_note", "kept_by", "kept_body")
_PURPOSE = "written_by"
_CASE = re.compile(r"^/cases/(\d+)/")
_PRACTICE = re.compile(r"^/training/([0-9a-f-]{36})/")


def written_by(staff: Staff) -> str:
    """The mark in a form whose words may be carried: who it was shown to."""
    return sign(str(staff.pk), _PURPOSE)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A script is told so; who sent words finds them below the sign-in; others come back to where they were."""
    if is_htmx(request):
        return HttpResponse(status=401)
    where = _where_it_stood(request) if request.method == "POST" else {}
    words, mark = request.POST.get("body", ""), request.POST.get("written_by", "")
    if not words.strip() or not where or signed(mark, _PURPOSE) is None:
        return redirect_to_login(_readable(request))
    kept = where | {"kept_by": mark, "kept_body": words[:LONGEST]}
    context = {"kept": kept, "provider": provider_beside(kept["kept_body"])}
    return render(request, "console/signed_out.html", context, status=401)


def carry_words(request: HttpRequest, staff: Staff) -> None:
    """Into the session of who just gave the right password, if it was they who wrote them."""
    _keep(request, staff, {name: request.POST.get(name, "")[:LONGEST] for name in NAMES})


def provider_beside(words: str) -> SignInProvider | None:
    """The other way in, unless what has to go along is too long for it."""
    return provider_in_use() if len(words) <= MOST_WAITING else None


def leave_words(request: HttpRequest) -> str:
    """Before one goes to the provider; answers under which name they wait, empty when there are none."""
    body = request.POST.get("kept_body", "")
    if not body or len(body) > MOST_WAITING:
        return ""
    name = new_token(8)
    kept = {name: request.POST.get(name, "")[:LONGEST_NAME] for name in NAMES}
    kept["kept_body"] = body
    request.session[WAITING] = {"name": name, "kept": kept}
    return name


def take_along(request: HttpRequest, staff: Staff, name: str) -> None:
    """Into the session of whom the provider has just proved: only what they left when they went there."""
    waiting = request.session.pop(WAITING, None)
    is_theirs = waiting and name and waiting["name"] == name
    _keep(request, staff, waiting["kept"] if is_theirs else {})


def _keep(request: HttpRequest, staff: Staff, kept: dict[str, str]) -> None:
    # What an earlier sign-in left that stopped at its second proof goes, whoever comes now.
    request.session.pop(KEPT, None)
    writer = signed(kept.get("kept_by", ""), _PURPOSE)
    if not kept.get("kept_body") or writer is None:
        return
    if writer == str(staff.pk):
        request.session[KEPT] = kept
        return
    said = _(
        "A colleague was signed out here while writing. You do not see their words, and nothing was sent."
    )
    flash.warning(request, said)


def take_words(
    request: HttpRequest, case: Case, staff: Staff, thread: Thread | None
) -> dict[str, Any]:
    """What was typed on this case before the sign-in, once: an answer is the draft now, a note stands in its field."""
    kept = request.session.get(KEPT)
    if not kept or kept["kept_case"] != str(case.number):
        return {}
    if not kept["kept_note"] and kept["kept_thread"] != (str(thread.pk) if thread else ""):
        return {}
    del request.session[KEPT]
    words = kept["kept_body"].replace("\r\n", "\n")
    if kept["kept_note"]:
        return {"note_body": words}
    draft = draft_for(case, staff, thread)
    if draft.body.strip() != words.strip():
        save_draft(case, staff, draft.version, words, thread=thread, is_over=bool(draft.body))
    flash.success(request, _("What you typed before you were signed out is here again."))
    return {}


def take_practised(request: HttpRequest, practice_id: UUID) -> str:
    """As `take_words`, of an answer written to practise."""
    kept = request.session.get(KEPT)
    if not kept or kept.get("kept_practice") != str(practice_id):
        return ""
    del request.session[KEPT]
    flash.success(request, _("What you typed before you were signed out is here again."))
    return str(kept["kept_body"])


def _where_it_stood(request: HttpRequest) -> dict[str, str]:
    """What the page that is come back to knows its words by; empty: of no page that keeps any."""
    if practised := _PRACTICE.match(request.path):
        return {"kept_practice": practised[1], "next": practised[0]}
    found = _CASE.match(request.path)
    if found is None:
        return {}
    return {
        "kept_case": found[1],
        "kept_thread": request.POST.get("thread", ""),
        "kept_note": "1" if request.path.endswith("/notes/") else "",
        "next": f"/cases/{found[1]}/" + _asked_thread(request),
    }


def _asked_thread(request: HttpRequest) -> str:
    thread = request.POST.get("thread", "")
    return f"?with={thread}" if re.fullmatch(r"[\w-]+", thread) else ""


def _readable(request: HttpRequest) -> str:
    """Where to come back to: what can be read, not the address a form was sent to."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    found = _CASE.match(request.path) or _PRACTICE.match(request.path)
    return found[0] if found else _page_of_ours(request)


def _page_of_ours(request: HttpRequest) -> str:
    """Where the form stood: what was typed into it waits there, in the browser (kept.js)."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return "/"
    return urlsplit(came_from).path or "/"
