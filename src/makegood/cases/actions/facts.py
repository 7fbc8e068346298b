"""What is known of a case."""

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.actions.holding import hold
from makegood.cases.events import CaseChanged
from makegood.cases.models import Case, Fact
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.log import record
from makegood.people.models import Staff

LONGEST = 2000
SOURCES = ("customer", "staff", "desk")


@transaction.atomic
def set_fact(case: Case, key: str, value: str, source: str, by: Staff | None = None) -> Fact:
    """Note a fact, or correct it; the same value again changes nothing. An empty one is `BadInput`."""
    key, value = key.strip(), value.replace("\x00", "").strip()
    if not key or len(key) > 40:
        raise BadInput("key", "between 1 and 40 characters")
    if not value or len(value) > LONGEST:
        raise BadInput("value", gettext("Write between 1 and 2,000 characters."))
    if source not in SOURCES:
        raise BadInput("source", "one of " + ", ".join(SOURCES))
    hold(case)
    before = case.facts.filter(key=key).first()
    if before and before.value == value:
        return before
    written = {"value": value, "source": source, "by": by, "at": clock.now()}
    fact, _ = Fact.objects.update_or_create(case=case, key=key, defaults=written)
    _changed(case, key, before.value if before else "", value, by)
    return fact


@transaction.atomic
def remove_fact(case: Case, key: str, by: Staff | None = None) -> None:
    """Forget a fact; idempotent."""
    hold(case)
    before = case.facts.filter(key=key).first()
    if before:
        before.delete()
        _changed(case, key, before.value, "", by)


def _changed(case: Case, key: str, before: str, after: str, by: Staff | None) -> None:
    case.changed_at = clock.now()
    case.save(update_fields=["changed_at"])
    by_id = by.pk if by else None
    record(
        CaseChanged(case_id=case.pk, field=f"fact:{key}", before=before, after=after, by_id=by_id)
    )
