"""What is being written: the draft, the promise in it, the fields nobody filled yet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _

from makegood.cases.models import Case
from makegood.console.addressing import line_of, recipients_in
from makegood.console.moments import day_from, end_of_day
from makegood.console.prepared import Drawn, drawn
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.money import Money
from makegood.messages.actions.sending import PromiseWish
from makegood.messages.models import Draft, Message, Template, Thread
from makegood.messages.queries import (
    NOTHING_SEEN,
    draft_of,
    promising_template,
    recipients_by_rule,
    templates_offered,
)
from makegood.messages.rules import fill_template
from makegood.messages.rules.offering import Wanted, offered, stage_of
from makegood.messages.rules.recipients import Recipients
from makegood.people.models import Staff
from makegood.promises.models import Promise
from makegood.promises.queries import (
    calendar_of,
    promise_of,
    promises_in_answer,
    replaceable_promises,
)
from makegood.promises.rules import takes_its_place
from makegood.ui import formats
from makegood.ui.serving import is_called_picture
from makegood.ui.words import WORDS

COMPOSER = "console/parts/composer.html"
AUTO, NONE, CHOSEN = "auto", "none", "chosen"
KINDS = tuple(Promise.Kind)

Owed = Callable[[], Iterable[Promise]]


@dataclass(frozen=True)
class Earlier:
    """A promise of the same kind that is still owed, and whether the new one replaces it."""

    promise: Promise
    is_replaced: bool


@dataclass(frozen=True)
class Pledge:
    """The promise a text makes. `mode`: found by the desk, chosen by the writer, or none although words look like one."""

    mode: str
    due_at: datetime | None = None
    kind: str = Promise.Kind.ANSWER
    text: str = ""
    amount: Money | None = None
    """Of money, where the words say how much."""
    earlier: tuple[Earlier, ...] = ()
    beside: tuple["Pledge", ...] = ()
    """What else the words promise."""
    is_meant: bool = True
    """Of one beside another: whether the writer lets it stand."""
    template: UUID | None = None
    """The prepared answer that promises it by itself, where the words do not."""
    is_closed_day: bool = False
    """Whether the shop is closed on the day promised."""

    @property
    def wish(self) -> PromiseWish | None:
        """What is sent along with the message."""
        if self.due_at is None or self.mode == NONE:
            return None
        beside = (one.wish for one in self.beside if one.is_meant)
        return PromiseWish(
            self.due_at,
            self.text,
            self.kind,
            tuple(p.pk for p in self.replaced),
            tuple(one for one in beside if one is not None),
            self.amount if self.kind == Promise.Kind.MONEY else None,
            self.template,
        )

    @property
    def key(self) -> str:
        """What it is known by in the form."""
        return f"{self.kind} {self.due_at.isoformat() if self.due_at else ''}"

    @property
    def replaced(self) -> tuple[Promise, ...]:
        """The promises it takes the place of."""
        return tuple(one.promise for one in self.earlier if one.is_replaced)


@dataclass(frozen=True)
class Written:
    """The composer's form as it came in."""

    body: str
    version: int
    pledge: Pledge
    thread: Thread | None = None
    """A supplier's or carrier's conversation; None: the customer's."""
    recipients: Recipients | None = None
    """What stands in To and Cc; None where the form does not say."""
    is_chosen: bool = False
    """Whether that is other than what the rules said when the page was made."""
    trouble: str = ""
    """What in To or Cc is no address."""
    seen: UUID | None = None
    """The last message that stood on the page; None where the form does not say."""
    leaving_at: datetime | None = None
    """When it goes out, if not at once."""
    template: Template | None = None
    """The last prepared answer put into it that promises something by itself."""


def written(
    case: Case, form: QueryDict, thread: Thread | None = None, leaving_at: datetime | None = None
) -> Written:
    """Read the form; what the writer chose about the promise stands, else the desk looks for one. Its words count from
    when they leave.
    """
    body = form.get("body", "").replace("\r\n", "\n")
    version = form.get("over") or form.get("version", "0")  # "over": knowingly over the other text
    recipients, trouble = None, ""
    template = None if thread else promising_template(case.shop, form.get("promise_template", ""))
    try:
        recipients = recipients_in(form)
    except BadInput as error:
        trouble = error.message
    return Written(
        body=body,
        version=int(version) if version.isdecimal() else 0,
        pledge=Pledge(NONE) if thread else pledge_in(case, body, form, leaving_at, template),
        thread=thread,
        recipients=recipients,
        is_chosen=recipients is not None and form.get("by_rule", "") != lines_of(recipients),
        trouble=trouble,
        seen=_seen(form.get("after", "")),
        leaving_at=leaving_at,
        template=template,
    )


def _seen(given: str) -> UUID | None:
    try:
        return UUID(given) if given else None
    except ValueError:
        return None


def lines_of(recipients: Recipients) -> str:
    """To and Cc as one text, to see whether somebody changed them."""
    return f"{line_of(recipients.to)}|{line_of(recipients.cc)}"


def pledge_in(
    case: Case,
    body: str,
    form: QueryDict,
    leaving_at: datetime | None = None,
    template: Template | None = None,
) -> Pledge:
    """The promise of this form, and what it replaces: as ticked, else as the desk would tick it."""
    found = found_pledge(case, body, leaving_at, template)
    return beside_earlier(case, _pledge(case, form, found), form)


def beside_earlier(
    case: Case, pledge: Pledge, form: QueryDict | None = None, owed: Owed | None = None
) -> Pledge:
    """The promise with those of its kind that are still owed."""
    if pledge.due_at is None:
        return pledge
    shown = set(form.getlist("replaces_shown")) if form else set()
    ticked = set(form.getlist("replaces")) if form else set()
    earlier = tuple(
        Earlier(
            one,
            str(one.pk) in ticked
            if str(one.pk) in shown
            else takes_its_place(one.kind, one.due_at, pledge.due_at, clock.now()),
        )
        for one in replaceable_promises(case, pledge.kind, owed() if owed else None)
    )
    beside = tuple(beside_earlier(case, one, form, owed) for one in pledge.beside)
    return replace(
        pledge,
        earlier=earlier,
        beside=beside,
        is_closed_day=pledge.due_at is not None and _is_closed(case, pledge.due_at),
    )


def _is_closed(case: Case, at: datetime) -> bool:
    return not calendar_of(case.shop).slots(at.astimezone(ZoneInfo(case.shop.timezone)).date())


def _pledge(case: Case, form: QueryDict, found: Pledge) -> Pledge:
    mode = form.get("promise_mode", AUTO)
    kind = form.get("promise_kind", "")
    if mode == NONE:
        return Pledge(NONE)
    if mode == CHOSEN:
        if kind not in KINDS:
            raise BadInput("promise_kind", _("Choose what is promised."))
        amount = found.amount if found.kind == kind else None
        words = form.get("promise_text", "")
        chosen = Pledge(CHOSEN, _chosen_moment(case, form), kind, words, amount)
        return _as_meant(replace(chosen, beside=found.beside), form)
    return _as_meant(found, form)


def _as_meant(pledge: Pledge, form: QueryDict) -> Pledge:
    """What else was found stands, unless the form showed it and the writer took its mark away."""
    shown, meant = form.getlist("beside_shown"), form.getlist("beside")
    beside = (replace(o, is_meant=o.key in meant or o.key not in shown) for o in pledge.beside)
    return replace(pledge, beside=tuple(beside))


def _chosen_moment(case: Case, form: QueryDict) -> datetime:
    """By the end of the day chosen; where that is the day that stood there before, the hour stays."""
    day = day_from(form.get("promise_day", ""), "promise_day")
    with suppress(ValueError, TypeError):  # TypeError: a moment without its zone
        stood = datetime.fromisoformat(form.get("promise_due_at", ""))
        if stood > clock.now() and formats.local(stood).date() == day:
            return stood
    return end_of_day(case.shop, form.get("promise_day", ""), "promise_day")


def found_pledge(
    case: Case, body: str, now: datetime | None = None, template: Template | None = None
) -> Pledge:
    """What the desk finds in the words, said at `now`; and what the template they are made from promises by itself, where the
    words name no day for it.
    """
    said = promises_in_answer(case, body, now)
    found = [Pledge(AUTO, one.due_at, one.kind, one.text, one.amount) for one in said]
    if (by_itself := promise_of(template, case, body, said, now)) and template:
        found.append(Pledge(AUTO, by_itself.due_at, by_itself.kind, template=template.pk))
    return replace(found[0], beside=tuple(found[1:])) if found else Pledge(AUTO)


def unfilled(body: str) -> tuple[str, ...]:
    """Fields of a template that still stand there as they were written."""
    return fill_template(body, {}).missing


def state(
    case: Case,
    draft: Draft | None,
    pledge: Pledge | None = None,
    trouble: str = "",
    owed: Owed | None = None,
) -> dict[str, Any]:
    """What the composer shows of a draft."""
    body = draft.body if draft else ""
    return {
        "case": case,
        "draft": draft,
        "thread": draft.thread if draft else None,
        "body": body,
        "version": draft.version if draft else 0,
        "pledge": pledge or beside_earlier(case, _kept_pledge(case, draft), owed=owed),
        "promise_kinds": [(kind, WORDS["promise"][kind]) for kind in KINDS],
        "unfilled": unfilled(body),
        "files": list(draft.attachments.all()) if draft else [],
        "note_body": "",
        "file_trouble": "",
        "conflict": None,
        "other_body": "",
        "current": 0,
        "doubts": [],
        "meanwhile": [],
        "refusals": [],
        "digest": "",
        "again": ("action", "send"),
        "later_at": "",
        "passed_on": [],
        "trouble": trouble,
    }


def writing(
    case: Case, staff: Staff, thread: Thread | None, words: Sequence[Message], owed: Owed
) -> dict[str, Any]:
    """The whole composer, to the customer or into `thread`: the draft, whom it goes to, what can be put into it.

    `words` are the case's messages and `owed` its promises, which the page shows anyway.
    """
    draft = draft_of(case, staff, thread)
    by_rule = recipients_by_rule(case, thread, words)
    chosen = _people(draft) if draft and draft.to else by_rule
    return (
        state(case, draft, owed=owed)
        | _offered(case, thread, words)
        | {
            "thread": thread,
            "to_line": line_of(chosen.to),
            "cc_line": line_of(chosen.cc),
            "by_rule": lines_of(by_rule),
            "readers": len(chosen.all),
            "after": max((one.pk for one in words), default=NOTHING_SEEN),
        }
    )


def _offered(case: Case, thread: Thread | None, words: Sequence[Message]) -> dict[str, Any]:
    """Prepared answers are written to customers; files of the case are passed on only where one chooses them."""
    if thread is None:
        return {"templates": _templates(case, words), "to_pass_on": []}
    elsewhere = (message for message in words if message.thread_id != thread.pk)
    files = [file for message in elsewhere for file in message.attachments.all()]
    return {"templates": [], "to_pass_on": files}


def _people(draft: Draft) -> Recipients:
    return Recipients(tuple(map(tuple, draft.to)), tuple(map(tuple, draft.cc)))


def _templates(case: Case, words: Sequence[Message]) -> list[Drawn]:
    found = templates_offered(case.shop)
    speaks = any(one.language == case.language for one in found)
    language = case.language if speaks else case.shop.main_language
    stage = stage_of(is_closed=case.is_closed, was_told=case.told_at is not None, turn=case.turn)
    tone, known = case.shop.tone_in(language), frozenset(_known(case, words))
    return drawn(case, offered(found, Wanted(language, tone, case.kind, stage, known)))


def _known(case: Case, words: Sequence[Message]) -> Iterator[str]:
    """What need not be asked for, and can be told."""
    if case.order:
        yield "order"
        if any(parcel.number for parcel in case.order.parcels.all()):
            yield "parcel"
    theirs = (message for message in words if message.direction == Message.Direction.IN)
    if any(is_called_picture(file) for message in theirs for file in message.attachments.all()):
        yield "photos"


def _kept_pledge(case: Case, draft: Draft | None) -> Pledge:
    if draft is None or not draft.body or draft.thread_id:
        return Pledge(AUTO)
    template = draft.promised_by
    then = found_pledge(case, draft.body, draft.changed_at, template)
    if draft.promise_due_at and not _is_same_moment(draft.promise_due_at, then.due_at):
        return replace(then, mode=CHOSEN, due_at=draft.promise_due_at, text=draft.promise_text)
    return found_pledge(case, draft.body, template=template)  # "in two hours" counts from now


def _is_same_moment(one: datetime, other: datetime | None) -> bool:
    return other is not None and abs(one - other) < timedelta(minutes=1)
