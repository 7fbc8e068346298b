"""Cases: list, read, open, assign, note, answer, close and reopen."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from makegood.api import shown
from makegood.api.addressing import people
from makegood.api.asking import query_of
from makegood.api.cursors import closed, opened_number
from makegood.api.errors import documented
from makegood.api.keys import ApiKeyAuth, staff_of
from makegood.api.schemas import (
    AssignmentIn,
    CaseIn,
    CaseOut,
    CasePage,
    CaseRulingOut,
    CasesIn,
    ClosureIn,
    CountIn,
    CountOut,
    MessageOut,
    NoteIn,
    NoteOut,
    PromiseIn,
    ReplyIn,
)
from makegood.cases.access import case_for
from makegood.cases.actions.assigning import assign
from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.noting import note
from makegood.cases.actions.opening import open_case
from makegood.cases.models import Case
from makegood.cases.queries import (
    CaseFilter,
    case_count,
    cases_by_number,
    notes_of,
    status_url,
)
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, NotFound, Refused
from makegood.kernel.money import Money
from makegood.messages.access import message_for
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.sending import PromiseWish, send_reply, withdraw
from makegood.messages.queries import conversation
from makegood.moods.queries import findings_of
from makegood.people.access import require
from makegood.people.actions.recognising import add_identity, recognise
from makegood.people.models import Customer
from makegood.people.queries import staff_by_email
from makegood.people.rules import normalise_email, normalise_phone
from makegood.policy.rules.saying import as_json
from makegood.promises.queries import promises_of, replaceable_promises
from makegood.rights.queries import rights_of
from makegood.shops.models import Shop
from makegood.shops.queries import orders_in_text, the_shop
from makegood.shops.rules.languages import answered_in

READ, NOTE = ApiKeyAuth("cases:read"), ApiKeyAuth("cases:write")
ANSWER, CLOSE = ApiKeyAuth("cases:write", "answer"), ApiKeyAuth("cases:write", "close")
Number = Annotated[int, Path(ge=1, le=2**63 - 1, description="The case number people see.")]

router = Router(tags=["cases"])


@router.get("", auth=READ, response=documented(CasePage), summary="List cases")
def list_cases(request: HttpRequest, asked: Query[CasesIn]) -> CasePage:
    """Newest first; every filter narrows. To follow changes, ask again with `changed_since`. Scope `cases:read`."""
    wanted = CaseFilter(
        query=None if asked.q is None else query_of(asked.q),
        state=asked.state or "",
        kind=asked.kind or "",
        language=asked.language or "",
        tag=asked.tag or "",
        assignee_email=asked.assignee or "",
        customer_id=asked.customer,
        order_number=asked.order or "",
        changed_since=asked.changed_since,
    )
    page = cases_by_number(staff_of(request), wanted, opened_number(asked.after), asked.limit)
    return CasePage(items=[shown.case_row(case) for case in page.rows], next=closed(page.next))


@router.get("/count", auth=READ, response=documented(CountOut), summary="Count cases")
def count_cases(request: HttpRequest, asked: Query[CountIn]) -> CountOut:
    """How many cases a query means: the number the inbox shows beside a view that asks the same. Scope `cases:read`."""
    return CountOut(count=case_count(staff_of(request), query_of(asked.q)))


@router.get("/{number}", auth=READ, response=documented(CaseOut, 404), summary="Read a case")
def read_case(request: HttpRequest, number: Number) -> CaseOut:
    """The case, whole. One that was joined into another answers as that one. Scope `cases:read`."""
    return _whole(case_for(staff_of(request), number))


@router.get(
    "/{number}/ruling",
    auth=READ,
    response=documented(CaseRulingOut, 404),
    summary="Read what the law gives on a case",
)
def read_ruling(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Judged when asked, by what is known of the case; nothing of it is kept. Reference material, not legal advice. Scope `cases:read`."""
    rights = rights_of(case_for(staff_of(request), number))
    return {
        "country": rights.country,
        "ruling": as_json(rights.ruling) if rights.ruling else None,
        "trouble": rights.trouble,
        "why": rights.why,
        "missing": list(rights.missing),
        "facts": rights.facts,
    }


@router.post(
    "", auth=ANSWER, response=documented(CaseOut, 400, 409, made=True), summary="Open a case"
)
def open_a_case(request: HttpRequest, given: CaseIn) -> Status[CaseOut]:
    """What a customer brought you on a channel of your own. The customer is recognised or made, their words become the
    first message, and they get the acknowledgement with the promise of an answer, as with a mail. Scope `cases:write`."""
    shop = _shop()
    customer = _customer(given, shop)
    orders = orders_in_text(shop, given.order or given.text)
    case = open_case(
        shop=shop,
        customer=customer,
        subject=given.subject or given.text.strip().splitlines()[0][:100],
        language=given.language or answered_in(shop.answering, "", customer.language),
        channel="api",
        preview=given.text,
        order=orders[0] if orders else None,
        kind=given.kind,
        by=staff_of(request),
    )
    if given.order and not orders:
        set_fact(case, "order", given.order, "customer")
    receive_from_portal(case, given.text, channel="api")
    return Status(201, _whole(case_for(staff_of(request), case.number)))


@router.put(
    "/{number}/assignment",
    auth=ANSWER,
    response=documented(CaseOut, 400, 404, 409),
    summary="Assign a case",
)
def assign_case(request: HttpRequest, number: Number, given: AssignmentIn) -> CaseOut:
    """Give the case to somebody, or to nobody. Doing it again changes nothing. Scope `cases:write`."""
    case = case_for(staff_of(request), number)
    person = staff_by_email(given.email) if given.email else None
    if given.email and person is None:
        raise BadInput("email", "no member of staff has this e-mail address")
    assign(case, staff_of(request), person)
    return _whole(case_for(staff_of(request), case.number))


@router.post(
    "/{number}/notes",
    auth=NOTE,
    response=documented(NoteOut, 400, 404, 409, made=True),
    summary="Leave a note",
)
def note_case(request: HttpRequest, number: Number, given: NoteIn) -> Status[NoteOut]:
    """A word among colleagues; no customer ever sees it. Scope `cases:write`."""
    written = note(case_for(staff_of(request), number), staff_of(request), given.body)
    return Status(201, shown.note(written))


@router.post(
    "/{number}/replies",
    auth=ANSWER,
    response=documented(MessageOut, 400, 404, 409, made=True),
    summary="Answer the customer",
)
def reply_to_case(request: HttpRequest, number: Number, given: ReplyIn) -> Status[MessageOut]:
    """Puts the answer into the outbox; it leaves within seconds, on the customer's own channel. What it promises
    is kept track of from then on, and may take the place of earlier promises. It goes to everybody of the last message, unless `to` and `cc` say otherwise; never
    to a supplier or carrier of the case (409 `suppliers_address`). Scope `cases:write`."""
    case = case_for(staff_of(request), number)
    if given.close:
        require(staff_of(request), "close")
    sent = send_reply(
        case,
        staff_of(request),
        given.text,
        to=people(given.to, "to"),
        cc=people(given.cc, "cc"),
        close=given.close,
        promise=_wish(case, given.promises),
        undo_for=timedelta(0),
        at=given.send_at,
        after=given.after,
    )
    return Status(201, shown.message(sent))


@router.delete(
    "/{number}/replies/{message_id}",
    auth=ANSWER,
    response=documented(CaseOut, 404, 409),
    summary="Take an answer back",
)
def take_reply_back(request: HttpRequest, number: Number, message_id: UUID) -> CaseOut:
    """Cancels an answer that still waits, for the time it was given or for its turn; what it promised was never
    promised. One on its way already is a 409 `already_sent`. Scope `cases:write`."""
    staff = staff_of(request)
    case, message = case_for(staff, number), message_for(staff, message_id)
    if message.case_id != case.pk or not hasattr(message, "dispatch"):
        raise NotFound("no such reply")
    withdraw(message, staff)
    return _whole(case_for(staff, case.number))


@router.put(
    "/{number}/closure",
    auth=CLOSE,
    response=documented(CaseOut, 400, 404, 409),
    summary="Close a case",
)
def close_a_case(request: HttpRequest, number: Number, given: ClosureIn) -> CaseOut:
    """Ends the case. While somebody is left waiting it is refused (409 `somebody_waits`) unless a reason is given.
    Closing a closed case changes nothing. Scope `cases:write`."""
    case = case_for(staff_of(request), number)
    close_case(case, staff_of(request), given.reason)
    return _whole(case_for(staff_of(request), case.number))


@router.delete(
    "/{number}/closure",
    auth=CLOSE,
    response=documented(CaseOut, 400, 404, 409),
    summary="Reopen a case",
)
def reopen_a_case(request: HttpRequest, number: Number) -> CaseOut:
    """Goes on with a closed case; with an open one it changes nothing. Scope `cases:write`."""
    case = case_for(staff_of(request), number)
    reopen_case(case, staff_of(request))
    return _whole(case_for(staff_of(request), case.number))


def _whole(case: Case) -> CaseOut:
    closure = case.closures.filter(reopened_at=None).first()
    return CaseOut(
        **shown.case_row(case).dict(),
        status_url=status_url(case),
        closing_reason=closure.reason if closure else "",
        facts=[shown.fact(fact) for fact in case.facts.order_by("key")],
        findings=[shown.finding(row) for row in findings_of(case)],
        promises=[shown.promise(row, case.number) for row in promises_of(case)],
        messages=[shown.message(message) for message in conversation(case)],
        notes=[shown.note(row) for row in notes_of(case)],
    )


def _shop() -> Shop:
    shop = the_shop()
    if shop is None:
        raise Refused("no_shop", "Set up the shop in the desk first.")
    return shop


def _customer(given: CaseIn, shop: Shop) -> Customer:
    """By their address, or by their phone; told both, they are known by both from now on."""
    who, language = given.customer, given.language or ""
    email, phone = normalise_email(who.email), normalise_phone(who.phone, shop.country)
    if who.email and not email:
        raise BadInput("customer.email", "an e-mail address")
    if who.phone and not phone:
        raise BadInput("customer.phone", "a phone number")
    if email:
        customer = recognise("email", email, who.name, language)
        if phone:
            add_identity(customer, "phone", phone)
        return customer
    if phone:
        return recognise("phone", phone, who.name, language)
    raise BadInput("customer", "an e-mail address or a phone number")


def _wish(case: Case, given: list[PromiseIn]) -> PromiseWish | None:
    """The first with the others beside it, as the desk sends what an answer promises."""
    named = [one.replaces for one in given if one.replaces]
    wishes = []
    for place, one in enumerate(given):
        if one.due_at <= clock.now():
            raise BadInput(f"promises.{place}.due_at", "a time still to come")
        if one.replaces and not _may_replace(case, one, named):
            raise BadInput(
                f"promises.{place}.replaces",
                "a promise of this case and of the same kind, made by a person, still owed, and named once",
            )
        replaced = (one.replaces,) if one.replaces else ()
        if one.amount and one.kind != "money":
            raise BadInput(f"promises.{place}.amount", "only money has an amount")
        amount = Money(one.amount, case.shop.currency) if one.amount else None
        wishes.append(PromiseWish(one.due_at, one.text, one.kind, replaced, amount=amount))
    return replace(wishes[0], beside=tuple(wishes[1:])) if wishes else None


def _may_replace(case: Case, given: PromiseIn, named: list[UUID]) -> bool:
    earlier = {promise.pk for promise in replaceable_promises(case, given.kind)}
    return given.replaces in earlier and named.count(given.replaces) == 1
