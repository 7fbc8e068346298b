"""A word among colleagues."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.following import let_follow
from makegood.cases.events import CaseNoted
from makegood.cases.models import Case, Note
from makegood.cases.rules import find_mentions
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.people.models import Staff

LONGEST = 20_000


@transaction.atomic
def note(case: Case, by: Staff | None, body: str, receivers: Iterable[Staff] = ()) -> Note:
    """Leave a note; whoever it names after an @ is told of it, and follows the case. `receivers` get the case with it."""
    body = body.replace("\x00", "").strip()
    if not body:
        raise BadInput("body", _("Write something first."))
    if len(body) > LONGEST:
        raise BadInput("body", _("A note has at most 20,000 characters."))
    written = Note.objects.create(case=case, by=by, body=body, at=clock.now())
    mentioned = _mentioned(body)
    if mentioned:
        written.mentions.set(mentioned)
        let_follow(case, [staff.pk for staff in mentioned])
    Case.objects.filter(pk=case.pk).update(changed_at=clock.now())
    record(
        CaseNoted(
            case_id=case.pk,
            note_id=written.pk,
            mentioned_ids=tuple(staff.pk for staff in mentioned),
            receiver_ids=tuple(staff.pk for staff in receivers),
            by_id=by.pk if by else None,
        )
    )
    return written


def _mentioned(body: str) -> list[Staff]:
    if "@" not in body:
        return []
    colleagues = {staff.pk: staff for staff in Staff.objects.filter(is_active=True)}
    names = {pk: staff.name for pk, staff in colleagues.items()}
    return [colleagues[pk] for pk in find_mentions(body, names)]
