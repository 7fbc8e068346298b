"""Our words: into the outbox, and back out of it while the undo window runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, ngettext

from makegood.cases.actions.assigning import assign
from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict
from makegood.kernel.ids import new_id, new_token
from makegood.kernel.log import record
from makegood.kernel.money import Money
from makegood.kernel.rows import insert
from makegood.kernel.text import bounded
from makegood.messages.actions.accounts import sending_account
from makegood.messages.actions.guarding import refuse_wrong_side
from makegood.messages.actions.taking import leave, note_taking, was_only_taken
from makegood.messages.actions.threads import thread_of
from makegood.messages.events import MessageWithdrawn, MessageWritten, PromisedBeside
from makegood.messages.models import (
    Account,
    Attachment,
    Dispatch,
    Draft,
    EarlierDraft,
    Message,
    Template,
    Thread,
)
from makegood.messages.queries import words_after
from makegood.messages.queries.people import recipients_by_rule
from makegood.messages.rules import message_id_of, plain_subject
from makegood.messages.rules.recipients import Person, Recipients
from makegood.people.models import Staff
from makegood.people.rules import normalise_email
from makegood.shops.models import Shop

LONGEST = 1_000_000
"""Letters of an answer: a pasted megabyte is kept, more is refused, and nothing is cut off unseen."""
UNDO_FOR = timedelta(seconds=10)
LATEST = timedelta(days=366)
"""How far ahead a message may be put."""


@dataclass(frozen=True)
class PromiseWish:
    """What the writer promises in the message: `kind` as in the promises room, which promises it `replaces`, of money how much,
    and what the message promises `beside` it.
    """

    due_at: datetime
    text: str = ""
    kind: str = "answer"
    replaces: tuple[UUID, ...] = ()
    beside: tuple["PromiseWish", ...] = ()
    amount: Money | None = None
    template: UUID | None = None
    """The prepared answer that promises it, where the writer's words do not."""


@transaction.atomic
def send_reply(
    case: Case,
    by: Staff | None,
    body: str,
    *,
    thread: Thread | None = None,
    to: Sequence[Person] | None = None,
    cc: Sequence[Person] | None = None,
    close: bool = False,
    promise: PromiseWish | None = None,
    undo_for: timedelta = UNDO_FOR,
    at: datetime | None = None,
    attachment_ids: Iterable[UUID | str] = (),
    passed_on: Iterable[UUID | str] = (),
    is_by_hand: bool = True,
    after: UUID | None = None,
) -> Message:
    """Put an answer to the customer into the outbox; it leaves when `undo_for` is over, or at the time `at`.

    `thread`: a supplier's or carrier's conversation instead, where nothing is promised or closed. `to` and `cc` None:
    everybody of the last message. `passed_on`: files of the case's messages that go along.
    The writer's draft is used up, and a case nobody has is theirs from now on; not so unless `is_by_hand`. `close`: the
    case is closed once the message has been sent, if nobody is left waiting then. Refused (`no_address`, `own_address`, `customers_address`,
    `suppliers_address`) when it may not go where it should. `after`: the last message the writer has seen; `Conflict`
    (`answered_meanwhile`) when somebody has said something since, and of two who answer at once one goes first.
    """
    text = _something(body)
    if at is not None:
        _check_time(at, promise)
    if after is not None:
        _refuse_second_answer(case, thread, after)
    thread = thread or thread_of(case)
    if not thread.is_with_customer:
        close, promise = False, None
    message = _written(case, thread, by, text, _recipients(case, thread, to, cc))
    assert message.account is not None, "just written from one"
    dispatch = enqueue(message, message.account, undo_for, _wish(promise, close), at)
    _take_files(message, by, list(attachment_ids))
    _pass_on(message, case, list(passed_on))
    takes = is_by_hand and by is not None and case.assignee_id is None
    if is_by_hand:
        _use_up_draft(case, by, _other(thread))
    if takes:
        assign(case, by, by)
    record(_told_of(message, case, thread, promise))
    if takes:
        note_taking(case, dispatch)
    return message


def _refuse_second_answer(case: Case, thread: Thread | None, after: UUID) -> None:
    hold(case)  # before the draft and the outbox, as everybody who changes a case does
    if words_after(case, _other(thread), after):
        raise Conflict(
            "answered_meanwhile",
            gettext("Something was said in this conversation meanwhile. Read it, then send again."),
        )


def _something(body: str) -> str:
    text = whole(body).strip()
    if not text:
        raise BadInput("body", gettext("Write something before you send."))
    return text


def _written(
    case: Case, thread: Thread, by: Staff | None, text: str, recipients: Recipients
) -> Message:
    """A person's word that answers the last of theirs, from the mailbox that conversation is held in."""
    last, is_customer = _last_heard(thread), thread.is_with_customer
    return write(
        account=sending_account(case.shop, thread),
        thread=thread,
        case=case,
        to=recipients.to,
        cc=recipients.cc,
        text=text,
        purpose=Message.Purpose.WORD,
        author=by,
        answers=last,
        subject="" if is_customer else _subject_to_others(thread, case, last),
        language="" if is_customer else case.shop.main_language,
        conversation="" if last and last.conversation else _conversation(thread),
    )


def _conversation(thread: Thread) -> str:
    """The first of Outlook's that was held in this thread; "" where there was none."""
    held = thread.messages.exclude(conversation="").order_by("at", "pk")
    return held.values_list("conversation", flat=True).first() or ""


def _told_of(
    message: Message, case: Case, thread: Thread, promise: PromiseWish | None
) -> MessageWritten:
    return MessageWritten(
        case_id=case.pk,
        message_id=message.pk,
        by_id=message.author_id,
        side=thread.side,
        promise_text=promise.text if promise else "",
        promise_kind=promise.kind if promise else "",
        promise_due_at=promise.due_at if promise else None,
        promise_replaces=promise.replaces if promise else (),
        promise_amount=promise.amount.minor if promise and promise.amount else None,
        promise_currency=promise.amount.currency if promise and promise.amount else "",
        promise_template=promise.template if promise else None,
        promised_beside=tuple(map(_beside, promise.beside)) if promise else (),
    )


def _beside(promise: PromiseWish) -> PromisedBeside:
    minor, currency = (
        (promise.amount.minor, promise.amount.currency) if promise.amount else (None, "")
    )
    return PromisedBeside(
        promise.text,
        promise.kind,
        promise.due_at,
        promise.replaces,
        minor,
        currency,
        promise.template,
    )


def whole(body: str) -> str:
    """The words as they can be kept; `BadInput` for more than anybody writes."""
    if len(body) > LONGEST:
        over = len(body) - LONGEST
        raise BadInput(
            "body",
            ngettext(
                "An answer may have 1,000,000 letters; this is %(count)s too many. Attach it as a file.",
                "An answer may have 1,000,000 letters; these are %(count)s too many. Attach it as a file.",
                over,
            )
            % {"count": over},
        )
    return bounded(body, LONGEST)


def _use_up_draft(case: Case, by: Staff | None, thread: Thread | None) -> None:
    Draft.objects.filter(case=case, staff=by, thread=thread).delete()
    earlier = EarlierDraft.objects.filter(case=case, staff=by, thread=thread)
    earlier.exclude(why=EarlierDraft.Why.OTHER_WINDOW).delete()  # those were never sent


def _check_time(at: datetime, promise: PromiseWish | None) -> None:
    if not timedelta(0) < at - clock.now() <= LATEST:
        raise BadInput("at", gettext("Choose a time that is still to come, within a year."))
    promises = (promise, *promise.beside) if promise else ()
    if any(one.due_at <= at for one in promises):
        raise BadInput(
            "at",
            gettext("What is promised would be due before the message leaves; send it sooner."),
        )


@transaction.atomic
def withdraw(message: Message, by: Staff) -> Draft:
    """Take the message back before it leaves: its words are the writer's draft again, before what they began since.

    A case it took is nobody's again, if nothing else has happened to it. `Conflict` when it is on its way already: what
    may have been sent cannot be unsaid.
    """
    dispatch = _not_gone(message)
    case, author = message.case, message.author or by
    assert case is not None, "only a word on a case can be withdrawn"
    is_free_again = was_only_taken(case, dispatch)
    draft = _drafted_again(case, author, message, dispatch.wish)
    message.attachments.update(message=None, draft=draft)
    _remove(message, case, by)
    if is_free_again:
        leave(case, by)
    return draft


@transaction.atomic
def take_out(message: Message, by: Staff) -> None:
    """As `withdraw`, for words nobody wrote for this case alone: they are no draft afterwards."""
    _not_gone(message)
    assert message.case is not None, "only a word on a case can be withdrawn"
    _remove(message, message.case, by)


def _not_gone(message: Message) -> Dispatch:
    """Its dispatch, locked after its case, if it still waits and nobody has it.

    Whoever notes that it was sent has its dispatch first and waits for the case: here nobody waits for the dispatch, so that
    neither stands in the other's way.
    """
    assert message.case is not None, "only a word on a case can be withdrawn"
    hold(message.case)
    dispatch = Dispatch.objects.select_for_update(skip_locked=True).filter(message=message).first()
    is_word = message.purpose == Message.Purpose.WORD
    if (
        dispatch is None
        or not is_word
        or dispatch.state != Dispatch.State.WAITING
        or dispatch.only  # somebody has it
    ):
        raise Conflict("already_sent", gettext("This message is on its way already."))
    return dispatch


def _remove(message: Message, case: Case, by: Staff) -> None:
    side = message.thread.side if message.thread else Thread.With.CUSTOMER
    record(MessageWithdrawn(case_id=case.pk, message_id=message.pk, by_id=by.pk, side=side))
    message.delete()


def _drafted_again(case: Case, author: Staff, message: Message, wish: dict[str, Any]) -> Draft:
    now = clock.now()
    drafts = Draft.objects.select_for_update(of=("self",))
    thread = _other(message.thread)
    draft, is_new = drafts.get_or_create(
        case=case, staff=author, thread=thread, defaults={"changed_at": now}
    )
    draft.body = "\n\n".join(filter(None, (message.text, draft.body)))
    draft.to, draft.cc = message.to, message.cc
    draft.promise_text = wish.get("promise_text", "")
    draft.promise_due_at = _moment(wish.get("promise_due_at"))
    by_template = wish.get("promised_by")
    draft.promised_by = Template.objects.filter(pk=by_template).first() if by_template else None
    # Another window that shows the draft as it was must not save it over this.
    draft.version, draft.changed_at = draft.version + (not is_new), now
    draft.save()
    return draft


@transaction.atomic
def send_notice(
    shop: Shop,
    to_address: str,
    subject: str,
    body: str,
    language: str,
    case: Case | None = None,
    account: Account | None = None,
) -> Message:
    """A letter of the desk's own, in the shop's layout: an invitation, a new password. Leaves at once.

    `account`: the shop's, for whoever sends many and has asked for it once.
    """
    address = normalise_email(to_address)
    if not address:
        raise BadInput("to", gettext("Enter an e-mail address."))
    thread = thread_of(case) if case else None
    account = account or sending_account(shop, thread)
    message = write(
        account=account,
        thread=thread,
        case=case,
        to=[("", address)],
        text=body,
        purpose=Message.Purpose.NOTICE,
        subject=subject,
        language=language,
    )
    enqueue(message, account, timedelta(0), {})
    if case is not None:
        record(MessageWritten(case_id=case.pk, message_id=message.pk, purpose="notice"))
    return message


def write(
    *,
    account: Account,
    thread: Thread | None,
    case: Case | None,
    to: Iterable[Person],
    text: str,
    purpose: str,
    cc: Iterable[Person] = (),
    author: Staff | None = None,
    answers: Message | None = None,
    subject: str = "",
    language: str = "",
    conversation: str = "",
) -> Message:
    """A message of ours with the Message-ID it will have however often it is tried; `enqueue` inserts it.

    `conversation`: Outlook's, where the message it answers is of none; without one the thread is its own.
    """
    token = thread.token if thread else new_token(16)
    return Message(
        thread=thread,
        case=case,
        account=account,
        channel=account.kind,
        direction=Message.Direction.OUT,
        purpose=purpose,
        author=author,
        from_name=bounded(account.name, 200),
        from_address=account.address,
        to=[list(pair) for pair in to],
        cc=[list(pair) for pair in cc],
        subject=bounded(subject or _subject(case), 998),
        text=text,
        reply_text=text,
        language=language or (case.language if case else ""),
        message_id=message_id_of(token, new_token(12), account.address),
        in_reply_to=answers.message_id if answers else "",
        references=_references(answers),
        conversation=(answers.conversation if answers else "") or conversation or _own(thread),
        at=clock.now(),
    )


def _own(thread: Thread | None) -> str:
    return thread.pk.hex if thread else ""


def _last_heard(thread: Thread) -> Message | None:
    heard = thread.messages.filter(direction="in", auto="none")
    return heard.order_by("-at", "-pk").first()


def _recipients(
    case: Case, thread: Thread, to: Sequence[Person] | None, cc: Sequence[Person] | None
) -> Recipients:
    if to is not None:
        return Recipients(tuple(to), tuple(cc or ()))
    by_rule = recipients_by_rule(case, thread)
    return by_rule if cc is None else Recipients(by_rule.to, tuple(cc))


def _other(thread: Thread | None) -> Thread | None:
    """The thread of a draft: none for the customer's, which may not have begun."""
    return None if thread is None or thread.is_with_customer else thread


def _subject(case: Case | None) -> str:
    assert case is not None, "without a case the subject is given"
    return f"Re: {plain_subject(case.subject)} [#{case.number}]"


def _subject_to_others(thread: Thread, case: Case, last: Message | None) -> str:
    """Their own: what the customer wrote as a subject is none of theirs."""
    reply = "Re: " if last is not None else ""
    return f"{reply}{plain_subject(thread.subject)} [#{case.number}]"


def _references(answers: Message | None) -> list[str]:
    """RFC 5322: what the answered message referred to, then itself; the first and the latest are enough."""
    if answers is None or not answers.message_id:
        return []
    chain = [*answers.references, answers.message_id]
    return chain if len(chain) <= 20 else [chain[0], *chain[-19:]]


def _wish(promise: PromiseWish | None, close: bool) -> dict[str, Any]:
    wish: dict[str, Any] = {"close": True} if close else {}
    if promise is not None:
        wish |= {
            "promise_text": promise.text,
            "promise_kind": promise.kind,
            "promise_due_at": promise.due_at.isoformat(),
        }
        by_template = (one.template for one in (promise, *promise.beside) if one.template)
        if template_id := next(by_template, None):
            wish["promised_by"] = str(template_id)
    return wish


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def enqueue(
    message: Message,
    account: Account,
    undo_for: timedelta,
    wish: dict[str, Any],
    at: datetime | None = None,
) -> Dispatch:
    """Insert it and put it into the outbox; it leaves when `undo_for` is over, or at `at`.

    The one way out for whatever belongs to a case: here nothing passes from one side of it to the other.
    """
    refuse_wrong_side(message)
    leaves_at = at or clock.now() + undo_for
    dispatch = Dispatch(message=message, account=account, not_before=leaves_at, wish=wish)
    insert(message, dispatch)
    return dispatch


def _pass_on(message: Message, case: Case, ids: list[UUID | str]) -> None:
    """Copies of files that came with the case: only those somebody chose."""
    if not ids:
        return
    chosen = list(Attachment.objects.filter(pk__in=ids, message__case=case))
    if len(chosen) != len(set(map(str, ids))):
        raise BadInput("passed_on", gettext("A file is no longer there; attach it again."))
    for file in chosen:
        file.pk, file.message, file.draft, file._state.adding = new_id(), message, None, True
    Attachment.objects.bulk_create(chosen)


def _take_files(message: Message, by: Staff | None, ids: list[UUID | str]) -> None:
    if not ids:
        return
    # Only what nobody has sent yet, and what lies in the writer's own draft of this very case.
    free = Q(draft=None) | Q(draft__staff=by, draft__case=message.case_id)
    taken = Attachment.objects.filter(free, pk__in=ids, message=None)
    if taken.update(message=message, draft=None) != len(set(map(str, ids))):
        raise BadInput("attachments", gettext("A file is no longer there; attach it again."))
