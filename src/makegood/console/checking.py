"""What the desk asks before an answer leaves: gathered from the rules that can tell, said once, and answered with "send anyway".

Nothing here refuses. What was sent in spite of them is bound to a digest of the words: other words are asked about again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.console.doubting_no import doubts_of_no
from makegood.console.writing import CHOSEN, Written
from makegood.kernel import clock
from makegood.kernel.mail.language import language_of
from makegood.kernel.text import Phrase
from makegood.messages.queries import said_to, writing_now
from makegood.messages.rules.concerns import (
    CaseFacts,
    Concern,
    lacks_attachment,
    left_open,
    other_language,
    own_words,
    repeats,
    says_nothing_of,
)
from makegood.people.models import Staff
from makegood.promises.queries import calendar_of, promise_in
from makegood.promises.rules import doubts
from makegood.promises.rules.doubting import doubts_of_day
from makegood.ui import formats
from makegood.ui.words import say


@dataclass(frozen=True)
class Doubt:
    """One concern as the page shows it. The place counts as browsers count letters."""

    code: str
    words: str
    start: int
    end: int

    @property
    def has_place(self) -> bool:
        return self.end > self.start


def doubts_about(case: Case, form: Written, staff: Staff, *, has_files: bool) -> list[Doubt]:
    """Everything there is to ask, what stands in the text first."""
    others = writing_now(case, staff) if form.thread is None else []
    found = sorted(_concerns(case, form, has_files), key=lambda one: (one.end == 0, one.start))
    return [
        Doubt(
            one.code,
            say(_readable(one.phrase)),
            _unit(form.body, one.start),
            _unit(form.body, one.end),
        )
        for one in found
    ] + [
        Doubt("colleague_writes", _("%(name)s is writing an answer, too.") % {"name": name}, 0, 0)
        for name in others
    ]


def digest_of(case: Case, form: Written) -> str:
    """What "send anyway" was said to: these words, this promise, this conversation.

    When a promise falls due is left to the words that make it: "in two hours" is another moment at each look.
    """
    pledge = form.pledge
    chosen = pledge.due_at if pledge.mode == CHOSEN else pledge.mode
    parts = (case.pk, form.thread.pk if form.thread else "", form.body, chosen)
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]


def _concerns(case: Case, form: Written, has_files: bool) -> Iterator[Concern]:
    body = form.body
    yield from left_open(body)
    found = language_of(own_words(body)[:2000])
    spoken = found or (case.shop.main_language if form.thread else case.language)
    attachment = lacks_attachment(body, [spoken, case.language], has_files=has_files)
    if attachment:
        yield attachment
    if form.thread is None:
        yield from _to_the_customer(case, form, found)
        yield from doubts_of_no(case, body, (spoken, case.language))


def _to_the_customer(case: Case, form: Written, found: str) -> Iterator[Concern]:
    now, calendar = form.leaving_at or clock.now(), calendar_of(case.shop)
    if form.pledge.mode == CHOSEN and form.pledge.due_at is not None:
        yield from doubts_of_day(formats.local(form.pledge.due_at).date(), now, calendar)
    else:
        yield from doubts(form.body, case.language, now, calendar, spoken=found)
    has_date = promise_in(case, form.body) is not None
    alone = (
        other_language(found, {case.language}),
        repeats(form.body, said_to(case.customer)) if case.customer else None,
        says_nothing_of(form.body, _facts(case), has_date=has_date),
    )
    yield from (one for one in alone if one is not None)


def _facts(case: Case) -> CaseFacts:
    order = case.order
    lines = list(order.lines.values_list("name", "sku")) if order else []
    parcels = list(order.parcels.values_list("number", "carrier")) if order else []
    return CaseFacts(
        customer=case.customer.name if case.customer else "",
        numbers=(
            str(case.number),
            order.number if order else "",
            *(number for number, _carrier in parcels),
            *(sku for _name, sku in lines),
        ),
        things=(*(name for name, _sku in lines), *(carrier for _number, carrier in parcels)),
        links=tuple(filter(None, [status_url(case)])),
    )


def _readable(phrase: Phrase) -> Phrase:
    """Days and languages as the reader names them."""
    return Phrase(phrase.template, {name: _shown(name, v) for name, v in phrase.values.items()})


def _shown(name: str, value: object) -> object:
    if name in {"found", "wanted"}:
        return formats.language_name(str(value))
    if isinstance(value, datetime):
        return formats.day_time(value)
    return formats.day(value) if isinstance(value, date) else value


def _unit(text: str, place: int) -> int:
    return len(text[:place].encode("utf-16-le")) // 2
