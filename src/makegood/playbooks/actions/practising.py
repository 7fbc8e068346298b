"""Practising on past cases: begun, written, handed in and scored, reviewed. Nothing of it ever leaves, or touches the case."""

from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotAllowed
from makegood.kernel.log import record
from makegood.kernel.mail.language import language_of
from makegood.kernel.text import bounded
from makegood.messages.rules import fill_template
from makegood.messages.rules.concerns import own_words
from makegood.people.access import require
from makegood.people.models import Staff
from makegood.playbooks.events import PracticeDone, PracticeGiven, PracticeReviewed
from makegood.playbooks.models import Practice
from makegood.playbooks.queries.practising import (
    Beginning,
    beginning_of,
    can_be_practised,
    facts_before,
    playbook_of,
)
from makegood.playbooks.rules import (
    PROMISE,
    Answer,
    Matter,
    corrected,
    due_steps,
    plain_points,
    score,
    step_in,
)
from makegood.rights.wording import fields_of

LONGEST, LONGEST_COMMENT = 50_000, 4000
READ = 2000
"""Letters of an answer by which its language is told."""


@transaction.atomic
def begin_practice(case: Case, staff: Staff, by: Staff | None = None) -> Practice:
    """`staff` practises on the case, which `by` may have picked for them; the one already begun, if there is one."""
    if by and by.pk != staff.pk:
        require(by, "people")
    if not can_be_practised(case):
        raise BadInput(
            "case",
            gettext(
                "One practises on closed cases that began with the customer's words and were answered in writing."
            ),
        )
    giver = by if by and by.pk != staff.pk else None
    practice, is_new = Practice.objects.get_or_create(
        case=case,
        staff=staff,
        done_at=None,
        defaults={"begun_at": clock.now(), "given_by": giver},
    )
    if is_new and giver:
        record(PracticeGiven(practice_id=practice.pk, staff_id=staff.pk, by_id=giver.pk))
    return practice


@transaction.atomic
def write_practice(
    practice: Practice, text: str, ticked: Iterable[str] = (), left_out: Iterable[str] = ()
) -> Practice:
    """Keep what was written so far. Once handed in it stays as it is."""
    row = _unfinished(practice)
    known = _keys(row)
    row.text = bounded(text.replace("\r\n", "\n"), LONGEST)
    row.ticked = sorted(known & set(ticked))
    row.left_out = sorted((known | {PROMISE}) & set(left_out))
    row.save(update_fields=["text", "ticked", "left_out"])
    return row


@transaction.atomic
def hand_in(practice: Practice) -> Practice:
    """Score it; from then on whoever looks after people may read and review it."""
    row = _unfinished(practice)
    if not row.text.strip():
        raise BadInput("text", gettext("Write an answer first."))
    matter, answer = _matter(row), _answer(row)
    row.score, row.done_at = plain_points(score(matter, answer)), clock.now()
    row.save(update_fields=["score", "done_at"])
    record(
        PracticeDone(
            practice_id=row.pk,
            staff_id=row.staff_id,
            giver_id=row.given_by_id,
            by_id=row.staff_id,
        )
    )
    return row


@transaction.atomic
def review_practice(
    practice: Practice, by: Staff, comment: str, held: Collection[str] = ()
) -> Practice:
    """Say what one thinks, and which points are there (`held`); again, while one thinks again. Nobody reviews their own."""
    require(by, "people")
    row = _locked(practice)
    if row.staff_id == by.pk:
        raise NotAllowed("people")
    if row.done_at is None:
        raise Conflict("practice_unfinished", gettext("It is not handed in yet."))
    row.score = plain_points(corrected(row.points, held))
    row.comment = bounded(comment.strip(), LONGEST_COMMENT)
    row.reviewed_by, row.reviewed_at = by, clock.now()
    row.save(update_fields=["score", "comment", "reviewed_by", "reviewed_at"])
    record(PracticeReviewed(practice_id=row.pk, staff_id=row.staff_id, by_id=by.pk))
    return row


@transaction.atomic
def drop_practice(practice: Practice) -> None:
    """Not this one after all; what was handed in stays."""
    _unfinished(practice).delete()


def script_in_practice(practice: Practice, key: str) -> str:
    """The words of a step with what the case knows in them."""
    playbook = playbook_of(practice.case)
    step = step_in(playbook.read, key) if playbook else None
    if step is None or not step.text:
        raise BadInput("step", gettext("There is no such step in this case's playbook any more."))
    return fill_template(step.text, fields_of(practice.case, practice.staff)).text


def known_before(case: Case, beginning: Beginning) -> set[str]:
    """The facts nobody need ask for: known before the first answer, or plain from the order."""
    known = {key for key, fact in facts_before(case, beginning.until).items() if fact.value.strip()}
    return known | ({"order"} if case.order_id else set())


def _matter(practice: Practice) -> Matter:
    case, playbook = practice.case, playbook_of(practice.case)
    beginning = beginning_of(case)
    zone = ZoneInfo(case.shop.timezone)
    asked = [one.at.astimezone(zone).date() for one in beginning.words[-1:]]
    return Matter(
        stages=playbook.read if playbook else (),
        playbook_language=playbook.playbook.language if playbook else case.language,
        language=case.language,
        tone=case.shop.tone_in(case.language),
        name=case.customer.name if case.customer else "",
        fields=fields_of(case, practice.staff),
        known=known_before(case, beginning),
        days=[clock.today(zone.key), *asked],
    )


def _answer(practice: Practice) -> Answer:
    found = language_of(own_words(practice.text)[:READ])
    return Answer(practice.text, practice.ticked, practice.left_out, found)


def _keys(practice: Practice) -> set[str]:
    playbook = playbook_of(practice.case)
    return {step.key for step in due_steps(playbook.read)} if playbook else set()


def _unfinished(practice: Practice) -> Practice:
    row = _locked(practice)
    if row.done_at is not None:
        raise Conflict("practice_done", gettext("It is handed in already."))
    return row


def _locked(practice: Practice) -> Practice:
    row = (
        Practice.objects.select_for_update(of=("self",)).select_related("staff").get(pk=practice.pk)
    )
    row.case = practice.case
    return row
