"""The words a shop sorts its cases by."""

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.cases.actions.holding import hold
from makegood.cases.events import CaseChanged
from makegood.cases.models import Case, Tag
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.people.models import Staff


@transaction.atomic
def tag(case: Case, by: Staff | None, name: str) -> Tag:
    """Put a tag on the case, a new one if the shop has none of this name; idempotent."""
    found = _tag(name)
    hold(case)
    if not case.tags.filter(pk=found.pk).exists():
        case.tags.add(found)
        _changed(case, by, after=found.name)
    return found


@transaction.atomic
def untag(case: Case, by: Staff | None, name: str) -> None:
    """Take a tag off the case; idempotent. The tag itself stays."""
    hold(case)
    found = case.tags.filter(name__iexact=name.strip()).first()
    if found:
        case.tags.remove(found)
        _changed(case, by, before=found.name)


def _tag(name: str) -> Tag:
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > 40:
        raise BadInput("name", _("A tag has between 1 and 40 characters."))
    known = Tag.objects.filter(name__iexact=name).first()
    return known or Tag.objects.get_or_create(name=name)[0]


def _changed(case: Case, by: Staff | None, before: str = "", after: str = "") -> None:
    case.changed_at = clock.now()
    case.save(update_fields=["changed_at"])
    record(
        CaseChanged(
            case_id=case.pk,
            field="tags",
            before=before,
            after=after,
            by_id=by.pk if by else None,
        )
    )
