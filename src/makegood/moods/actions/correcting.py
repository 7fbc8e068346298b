"""Colleagues know better than lists: what is not so counts no longer, and what was missed is added."""

from django.db import transaction

from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.kernel.text import _, bounded
from makegood.kernel.words import said
from makegood.moods.actions.finding import own_words, weigh
from makegood.moods.events import FindingMissed, FindingRefused, FindingRestored
from makegood.moods.models import Finding
from makegood.moods.queries import last_word_of
from makegood.moods.rules import CHOSEN, place_of
from makegood.people.models import Staff


@transaction.atomic
def refuse(finding: Finding, case: Case, by: Staff) -> None:
    """It is not so; idempotent. It stays to be seen, and can be restored."""
    rows = Finding.objects.filter(pk=finding.pk, refused_at=None)
    if rows.update(refused_at=clock.now(), refused_by=by):
        _tell(FindingRefused, finding, case, by)
        weigh(case.pk)


@transaction.atomic
def restore(finding: Finding, case: Case, by: Staff) -> None:
    """It was so after all; idempotent."""
    rows = Finding.objects.filter(pk=finding.pk, refused_at__isnull=False)
    if rows.update(refused_at=None, refused_by=None):
        _tell(FindingRestored, finding, case, by)
        weigh(case.pk)


@transaction.atomic
def miss(case: Case, kind: str, words: str, by: Staff) -> Finding:
    """A colleague noticed something; with the customer's words, where they were named and are found in the last message.

    The same told again is the same.
    """
    if kind not in CHOSEN:
        raise BadInput("kind", said(_("Choose what was missed.")))
    hold(case)
    words = bounded(" ".join(words.split()), 200)
    own = Finding.objects.filter(case=case, kind=kind, phrase="", words=words, refused_at=None)
    if known := own.first():
        return known
    message = last_word_of(case)
    start, end = place_of(words, own_words(message)) if message else (0, 0)
    finding = Finding.objects.create(
        case=case,
        message=message,
        kind=kind,
        weight=CHOSEN[kind],
        words=words,
        start=start,
        end=end,
        by=by,
        at=clock.now(),
    )
    _tell(FindingMissed, finding, case, by)
    weigh(case.pk)
    return finding


def _tell(
    event: type[FindingRefused | FindingRestored | FindingMissed],
    finding: Finding,
    case: Case,
    by: Staff,
) -> None:
    names = {"kind": finding.kind, "words": finding.words}
    record(event(case_id=case.pk, finding_id=finding.pk, by_id=by.pk, **names))
