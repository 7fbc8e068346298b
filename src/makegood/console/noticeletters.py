"""The mail with what a member of staff was told and has not seen."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.console.noticewords import place_of, words_of
from makegood.notify.actions.digesting import Letter, writes_digests
from makegood.notify.models import Notice
from makegood.people.models import Staff


@writes_digests
def letter(staff: Staff, named: list[Notice], more: int) -> Letter:
    """In their language and on their clock: each notice with its case and where it leads, the newest first."""
    with translation.override(staff.language), timezone.override(ZoneInfo(staff.timezone)):
        count = len(named) + more
        subject = ngettext("%(count)s notice for you", "%(count)s notices for you", count)
        hello = _("Hello %(name)s,") % {"name": staff.name}
        lead = _("this is what the desk has told you, and you have not seen yet:")
        told = [_in_words(notice) for notice in named]
        rest = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
        wishes = _("What you are told, and when, you choose here:")
        parts = [f"{hello}\n\n{lead}", *told, *([rest] if more else [])]
        parts.append(f"{wishes}\n{settings.MAKEGOOD_URL}{reverse('console:wishes')}")
        return Letter(subject % {"count": count}, "\n\n".join(parts))


def _in_words(notice: Notice) -> str:
    about = f"#{notice.case.number} {notice.case.subject}".strip() if notice.case else ""
    lines = [words_of(notice), about, f"{settings.MAKEGOOD_URL}{place_of(notice)}"]
    return "\n".join(line for line in lines if line)
