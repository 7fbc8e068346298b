"""What is known of a case."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext

from makegood.cases.actions.holding import hold
from makegood.cases.events import CaseChanged
from makegood.cases.models import Case, Fact
from makegood.cases.rules import (
    CHOICES,
    DAYS,
    EVIDENCE,
    RESPONSIBLE,
    SUMS,
    is_day,
    plain_sum,
    precedes_order,
)
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.log import record
from makegood.kernel.text import bounded
from makegood.people.models import Staff
from makegood.shops.rules.cells import country_code

LONGEST = 2000
SOURCES = ("customer", "staff", "desk")
ABSENT = "none"
"""The stamp of a fact that nobody has told yet."""


@transaction.atomic
def set_fact(
    case: Case,
    key: str,
    value: str,
    source: str,
    by: Staff | None = None,
    *,
    evidence: str = "",
    because: str = "",
    seen: str = "",
) -> Fact:
    """Note a fact, or correct it; the same again changes nothing. An empty one is `BadInput`.

    `seen` is the stamp of the fact the writer had before them (`ABSENT`: none): `Conflict` when it is another by now.
    """
    key, value = key.strip(), _read(key.strip(), value.replace("\x00", "").strip())
    because = bounded(because.replace("\x00", "").strip(), 300)
    _check(key, value, source, evidence)
    if source == "staff":
        _doubt_day(case, key, value)
    hold(case)
    before = case.facts.filter(key=key).first()
    if before and (before.value, before.evidence, before.because) == (value, evidence, because):
        return before
    _compare(seen, before)
    written = {
        "value": value,
        "source": source,
        "evidence": evidence,
        "because": because,
        "by": by,
        "at": clock.now(),
        "version": before.version + 1 if before else 1,
    }
    fact, _ = Fact.objects.update_or_create(case=case, key=key, defaults=written)
    _changed(case, key, before, fact, by)
    return fact


@transaction.atomic
def remove_fact(case: Case, key: str, by: Staff | None = None, *, seen: str = "") -> None:
    """Forget a fact; idempotent."""
    hold(case)
    before = case.facts.filter(key=key).first()
    if before:
        _compare(seen, before)
        Fact.objects.filter(pk=before.pk).delete()
        _changed(case, key, before, None, by)


def _read(key: str, value: str) -> str:
    """A country by its name is its code, a sum has a point; every other value is what was written."""
    if key in SUMS:
        return plain_sum(value)
    return country_code(value) if key == "country" else value


def _check(key: str, value: str, source: str, evidence: str) -> None:
    if not key or len(key) > 40:
        raise BadInput("key", "between 1 and 40 characters")
    if key == "country" and not value:
        raise BadInput("value", gettext("We don't know this country. Write its name, or its code of two letters."))  # fmt: skip
    if key in SUMS and not value:
        raise BadInput("value", gettext("Write the sum like this: 4.90."))
    if not value or len(value) > LONGEST:
        raise BadInput("value", gettext("Write between 1 and 2,000 characters."))
    if source not in SOURCES:
        raise BadInput("source", "one of " + ", ".join(SOURCES))
    if key == "responsibility" and value not in RESPONSIBLE:
        raise BadInput("value", gettext("Choose whose responsibility it is."))
    if key in CHOICES and value not in CHOICES[key]:
        raise BadInput("value", gettext("Choose one of the answers offered."))
    if key in DAYS and not is_day(value):
        raise BadInput("value", gettext("Write the day like this: 2026-11-23."))
    if evidence and not EVIDENCE.fullmatch(evidence):
        raise BadInput("evidence", gettext("Choose a message, a file or a note of this case."))


def _doubt_day(case: Case, key: str, value: str) -> None:
    order = case.order
    if key != "delivered_on" or order is None:
        return
    if precedes_order(date.fromisoformat(value), order.placed_at):
        words = gettext("The order was placed later than that: on %(day)s.")
        ordered = order.placed_at.astimezone(ZoneInfo(case.shop.timezone)).date()
        raise BadInput("value", words % {"day": ordered.isoformat()})


def _compare(seen: str, now: Fact | None) -> None:
    if seen and seen != (now.stamp if now else ABSENT):
        words = gettext("A colleague changed this fact meanwhile. Nothing is overwritten: choose.")
        raise Conflict("fact_changed", words)


def _changed(
    case: Case, key: str, before: Fact | None, after: Fact | None, by: Staff | None
) -> None:
    case.changed_at = clock.now()
    case.save(update_fields=["changed_at"])
    record(
        CaseChanged(
            case_id=case.pk,
            field=f"fact:{key}",
            before=before.value if before else "",
            after=after.value if after else "",
            source=after.source if after else "",
            source_before=before.source if before else "",
            evidence=after.evidence if after else "",
            evidence_before=before.evidence if before else "",
            because=after.because if after else "",
            because_before=before.because if before else "",
            by_id=by.pk if by else None,
        )
    )
