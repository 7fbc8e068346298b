"""The mail with what a member of staff was told and has not seen, and each morning with what is owed that day."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.console.noticewords import place_of, words_of
from makegood.notify.actions.digesting import Letter, writes_digests
from makegood.notify.models import Notice
from makegood.notify.queries import OwedToday
from makegood.people.models import Staff
from makegood.promises.models import Promise
from makegood.ui import formats
from makegood.ui.words import word


@writes_digests
def letter(staff: Staff, named: list[Notice], more: int, owed: OwedToday) -> Letter:
    """In their language and on their clock: what is owed today, the most urgent first; then each notice with its case and where
    it leads, the newest first.
    """
    with translation.override(staff.language), timezone.override(ZoneInfo(staff.timezone)):
        count = len(named) + more
        subject = ngettext("%(count)s notice for you", "%(count)s notices for you", count)
        wishes = _("What you are told, and when, you choose here:")
        parts = [_("Hello %(name)s,") % {"name": staff.name}, *_owed(owed), *_told(named, more)]
        parts.append(f"{wishes}\n{settings.MAKEGOOD_URL}{reverse('console:wishes')}")
        title = subject % {"count": count} if count else _("What is owed today")
        return Letter(title, "\n\n".join(parts))


def _told(named: list[Notice], more: int) -> Iterator[str]:
    if not named:
        return
    yield _("this is what the desk has told you, and you have not seen yet:")
    yield from (_in_words(notice) for notice in named)
    if more:
        yield ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}


def _owed(owed: OwedToday) -> Iterator[str]:
    if owed.mine:
        yield _("these promises of yours are due today, or overdue already:")
        yield from (_promise(one) for one in owed.mine)
        if owed.more:
            count = {"count": owed.more}
            yield ngettext("and %(count)s more", "and %(count)s more", owed.more) % count
    if owed.desk_due:
        words = ngettext(
            "Of the whole desk %(count)s promise falls due today.",
            "Of the whole desk %(count)s promises fall due today.",
            owed.desk_due,
        )
        yield words % {"count": owed.desk_due}
    if owed.desk_broken:
        words = ngettext(
            "Of the whole desk %(count)s promise is overdue.",
            "Of the whole desk %(count)s promises are overdue.",
            owed.desk_broken,
        )
        yield words % {"count": owed.desk_broken}
    if owed.desk_due or owed.desk_broken:
        yield f"{settings.MAKEGOOD_URL}{reverse('console:promises')}"


def _promise(promise: Promise) -> str:
    case = promise.case
    place = f"{settings.MAKEGOOD_URL}{reverse('console:case', args=[case.number])}"
    what = f"{word('promise', promise.kind)}, {formats.day_time(promise.due_at)}"
    lines = [what, promise.text, f"#{case.number} {case.subject}".strip(), place]
    return "\n".join(line for line in lines if line)


def _in_words(notice: Notice) -> str:
    about = f"#{notice.case.number} {notice.case.subject}".strip() if notice.case else ""
    lines = [words_of(notice), about, f"{settings.MAKEGOOD_URL}{place_of(notice)}"]
    return "\n".join(line for line in lines if line)
