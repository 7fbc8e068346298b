"""Reads for practice: past cases to practise on, how one began, and what was written."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import Exists, OuterRef, Q, QuerySet, Value, When

from makegood.cases.models import Case, Fact
from makegood.cases.queries import cases_visible_to, on_visible_case
from makegood.messages.models import PHONE, Message, Thread
from makegood.messages.queries import conversation
from makegood.messages.queries.reading import place_in_list
from makegood.people.models import Staff
from makegood.playbooks.models import Practice, Version
from makegood.playbooks.queries import words_for_colleague
from makegood.playbooks.rules import InOwnWords

PROPOSED = 12
LOOKED_AT = 400
"""Of the latest closed cases so many are looked at: enough to choose from, and never a walk through the whole past."""


@dataclass(frozen=True)
class Beginning:
    """How a case began: what the customer wrote up to the first answer, and that answer."""

    words: list[Message]
    answer: Message | None

    @property
    def until(self) -> datetime | None:
        return self.answer.at if self.answer else None


@dataclass(frozen=True)
class PracticePage:
    """Practices handed in, the latest first, and where the next page starts."""

    rows: list[Practice]
    next: str | None


def beginning_of(case: Case) -> Beginning:
    """The customer's own words before anybody answered in writing; what was said on the phone has no words to show."""
    words: list[Message] = []
    for one in conversation(case):
        if not _is_between_us(one):
            continue
        if one.direction == Message.Direction.OUT:
            return Beginning(words, one)
        words.append(one)
    return Beginning(words, None)


def facts_before(case: Case, until: datetime | None) -> dict[str, Fact]:
    """What was known of the case before its first answer, and has not been changed since; key → fact."""
    facts = Fact.objects.filter(case=case).order_by("at")
    return {one.key: one for one in (facts.filter(at__lte=until) if until else facts)}


def playbook_of(case: Case) -> Version | None:
    """The playbook as it stands now for this kind: in the customer's language, in the shop's, in any."""
    versions = Version.objects.filter(
        playbook__shop=case.shop_id, playbook__kind=case.kind, is_newest=True
    ).alias(
        strangeness=Choice(
            When(playbook__language=case.language, then=Value(0)),
            When(playbook__language=case.shop.main_language, then=Value(1)),
            default=Value(2),
        )
    )
    ordered = versions.select_related("playbook").order_by("strangeness", "playbook__language")
    return ordered.first()


def own_words_of(version: Version, language: str) -> InOwnWords | None:
    """What a playbook asks, as a colleague of this language reads it."""
    its = version.playbook
    newest = Version.objects.filter(is_newest=True, playbook__shop=its.shop_id)
    own = newest.filter(playbook__kind=its.kind, playbook__language=language).first()
    return words_for_colleague(
        its.kind, its.language, version.read, own.read if own else (), language
    )


def can_be_practised(case: Case) -> bool:
    """Whether it is over, and began with words that a colleague answered in writing."""
    return case.is_closed and bool((began := beginning_of(case)).words and began.answer)


def proposals(staff: Staff, kind: str = "", language: str = "") -> list[Case]:
    """Closed cases to practise on, the latest first: not answered by oneself, and not practised on yet.

    Those who look after people pick for others, too, and see all.
    """
    closed = cases_visible_to(staff).filter(closed_at__isnull=False, merged_into=None)
    closed = closed.filter(**{k: v for k, v in (("kind", kind), ("language", language)) if v})
    latest = closed.order_by("-closed_at", "-pk").values("pk")[:LOOKED_AT]
    words = Message.objects.filter(
        case=OuterRef("pk"),
        thread__side=Thread.With.CUSTOMER,
        auto="none",
        purpose=Message.Purpose.WORD,
    ).exclude(channel=PHONE)
    answers = words.filter(direction=Message.Direction.OUT)
    found = Case.objects.filter(
        Exists(words.filter(direction=Message.Direction.IN)),
        Exists(answers),
        pk__in=latest,
    )
    if not staff.may("people"):
        begun = Practice.objects.filter(case=OuterRef("pk"), staff=staff)
        found = found.exclude(Exists(begun) | Exists(answers.filter(author=staff)))
    return list(found.select_related("order").order_by("-closed_at", "-pk")[:PROPOSED])


def begun_by(staff: Staff) -> list[Practice]:
    """What somebody is practising on; those of cases they may no longer see are left out."""
    return list(_seen(staff).filter(staff=staff, done_at=None).order_by("-begun_at"))


def done_page(
    staff: Staff, of: UUID | None = None, after: str | None = None, limit: int = 30
) -> PracticePage:
    """What was handed in: by `of`, or by anybody for those who look after people."""
    rows = _seen(staff).filter(done_at__isnull=False)
    if of or not staff.may("people"):
        rows = rows.filter(staff=of or staff.pk)
    if after:
        at, pk = place_in_list(after)
        rows = rows.filter(Q(done_at__lt=at) | Q(done_at=at, pk__lt=pk), done_at__lte=at)
    found = list(rows.order_by("-done_at", "-pk")[: limit + 1])
    shown, last = found[:limit], found[limit - 1] if len(found) > limit else None
    following = f"{last.done_at.isoformat()}|{last.pk}" if last and last.done_at else None
    return PracticePage(shown, following)


def practices_on(case_id: UUID) -> list[UUID]:
    """Every practice on this case, whoever's."""
    return list(Practice.objects.filter(case=case_id).values_list("pk", flat=True))


def _seen(staff: Staff) -> QuerySet[Practice]:
    rows = Practice.objects.filter(on_visible_case(staff, "case"))
    return rows.select_related("case__customer", "staff", "given_by", "reviewed_by")


def _is_between_us(one: Message) -> bool:
    is_theirs = one.thread is None or one.thread.is_with_customer
    return one.is_word and is_theirs and not one.is_spoken
