"""Who changed which setting, and when."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from makegood.console.access import for_leads
from makegood.kernel.log import latest
from makegood.kernel.models import Happening
from makegood.people.queries import names_of_staff
from makegood.ui.pages import render

PAGE = 50
WORDS: dict[str, str | Lazy] = {
    "ShopOpened": gettext_lazy("The shop was opened"),
    "ShopChanged": gettext_lazy("The shop was changed"),
    "StaffJoined": gettext_lazy("Somebody took their seat"),
    "StaffChanged": gettext_lazy("A seat was changed"),
    "InvitationMade": gettext_lazy("Somebody was invited"),
    "InvitationRevoked": gettext_lazy("An invitation was taken back"),
    "TeamSaved": gettext_lazy("A team was saved"),
    "TeamRemoved": gettext_lazy("A team was removed"),
    "ApiKeyMade": gettext_lazy("An API key was made"),
    "ApiKeyRevoked": gettext_lazy("An API key was revoked"),
    "AccountConnected": gettext_lazy("A mailbox was connected"),
    "AccountChanged": gettext_lazy("A mailbox was changed"),
    "AccountDisconnected": gettext_lazy("A mailbox was disconnected"),
    "AccountFailed": gettext_lazy("A mailbox stopped working"),
    "AccountRecovered": gettext_lazy("A mailbox works again"),
    "TemplateSaved": gettext_lazy("A template was saved"),
    "TemplateRemoved": gettext_lazy("A template was removed"),
    "TagRenamed": gettext_lazy("A tag was renamed"),
    "TagRemoved": gettext_lazy("A tag was removed"),
    "CaseDeleted": gettext_lazy("A case was deleted"),
    "CustomersMerged": gettext_lazy("Two customers were joined"),
}
"""The happenings that are changes of settings, in words."""


@dataclass(frozen=True)
class Entry:
    """One line of the audit."""

    at: datetime
    who: str
    what: str
    details: str


@require_GET
@for_leads
def audit(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    happenings = latest(
        WORDS.keys(), int(before) if re.fullmatch(r"[0-9]{1,18}", before) else None, PAGE
    )
    names = {str(pk): name for pk, name in names_of_staff().items()}
    context = {
        "entries": [_entry(happening, names) for happening in happenings],
        "next": happenings[-1].pk if len(happenings) == PAGE else None,
    }
    return render(request, "console/settings/audit.html", context)


def _entry(happening: Happening, names: dict[str, str]) -> Entry:
    facts = happening.facts
    about = names.get(str(facts.get("staff_id")), "")
    told = [
        str(facts[key])
        for key in ("name", "role", "field", "before", "after", "code", "number", "reason")
        if facts.get(key)
    ]
    fields = [str(field) for field in facts.get("fields", [])]
    who = names.get(str(happening.by_id), "") or _("The desk")
    details = " · ".join(part for part in [about, *told, ", ".join(fields)] if part)
    return Entry(happening.at, who, str(WORDS[happening.name]), details)
