"""Rows as the API's words."""

from django.conf import settings

from makegood.api.schemas import (
    ApprovalOut,
    AttachmentOut,
    BulkOut,
    BulkResultOut,
    CaseHitOut,
    CaseRow,
    CommandOut,
    CustomerHitOut,
    CustomerOut,
    CustomerRef,
    FactOut,
    FindingOut,
    IdentityOut,
    LineOut,
    MessageOut,
    MoneyOut,
    NoteOut,
    OrderHitOut,
    OrderRow,
    ParcelOut,
    PromiseOut,
    RunEntryOut,
    RunOut,
    StaffOut,
    ThreadRow,
    WebhookOut,
)
from makegood.bulk.models import Bulk, Outcome
from makegood.cases.models import Case, Fact, Note
from makegood.flows.models import Run
from makegood.hooks.models import Endpoint
from makegood.kernel import clock
from makegood.kernel.money import Money
from makegood.messages.models import Message, Thread
from makegood.messages.queries import CaseHit, CustomerHit, OrderHit
from makegood.moods.models import Finding
from makegood.people.models import Customer, Staff
from makegood.promises.models import Promise
from makegood.remedies.models import Approval
from makegood.shops.models import Command, Line, Order, Parcel
from makegood.shops.queries import troubles_of


def staff(person: Staff | None) -> StaffOut | None:
    return StaffOut(id=person.pk, name=person.name, email=person.email) if person else None


def customer_ref(customer: Customer | None) -> CustomerRef | None:
    return CustomerRef(id=customer.pk, name=customer.name) if customer else None


def money(amount: Money) -> MoneyOut:
    return MoneyOut(minor=amount.minor, currency=amount.currency)


def customer(row: Customer) -> CustomerOut:
    """With its identities at hand."""
    return CustomerOut(
        id=row.pk,
        name=row.name,
        language=row.language,
        country=row.country,
        group=row.group,
        identities=[IdentityOut(kind=i.kind, value=i.value) for i in row.identities.all()],  # type: ignore[arg-type]  # checked by pydantic
        created_at=row.created_at,
    )


def order_row(order: Order) -> OrderRow:
    return OrderRow(
        id=order.pk,
        number=order.number,
        state=order.state,
        total=money(order.total),
        customer=customer_ref(order.customer),
        placed_at=order.placed_at,
        delivered_at=order.delivered_at,
    )


def line(row: Line, order: Order) -> LineOut:
    return LineOut(
        position=row.position,
        sku=row.sku,
        name=row.name,
        quantity=row.quantity,
        price=None if row.price_minor is None else money(Money(row.price_minor, order.currency)),
    )


def command(row: Command) -> CommandOut:
    """With its order at hand."""
    return CommandOut(
        id=row.pk,
        order=row.order.number,
        kind=row.kind,  # type: ignore[arg-type]  # checked by pydantic
        arguments=row.arguments,
        outcome=row.outcome,  # type: ignore[arg-type]  # checked by pydantic
        for_a_person=row.is_for_a_person,
        external_id=row.external_id,
        code=row.code,
        why=row.why,
        evidence=row.evidence,
        drafted_at=row.drafted_at,
        answered_at=row.answered_at,
    )


def parcel(row: Parcel, zone: str) -> ParcelOut:
    return ParcelOut(
        number=row.number,
        carrier=row.carrier,
        state=row.state,
        state_at=row.state_at,
        shipped_at=row.shipped_at,
        first_expected_at=row.promised_at,
        expected_at=row.expected_at,
        collect_until=row.collect_until,
        delivered_at=row.delivered_at,
        troubles=[one.code for one in troubles_of(row, zone)],
    )


def promise(row: Promise, number: int) -> PromiseOut:
    return PromiseOut(
        id=row.pk,
        case=number,
        kind=row.kind,  # type: ignore[arg-type]  # checked by pydantic
        text=row.text,
        amount=money(row.amount) if row.amount else None,
        source=row.source,
        basis=row.basis,
        state="open" if (state := row.state_at(clock.now())) == "made" else state,  # type: ignore[arg-type]  # checked by pydantic
        made_at=row.made_at,
        due_at=row.due_at,
        ended_at=row.ended_at,
        evidence=row.evidence,  # type: ignore[arg-type]  # checked by pydantic
        note=row.end_note,
        owner=staff(row.owner),
    )


def approval(row: Approval) -> ApprovalOut:
    return ApprovalOut(
        id=row.pk,
        case=row.case.number,
        amount=money(row.amount),
        form=row.form,
        right=row.right,
        line=row.line,
        until=row.until,
        reason=row.reason,
        asked_by=staff(row.asked_by),
        asked_at=row.asked_at,
        decision=row.decision or "open",  # type: ignore[arg-type]  # checked by pydantic
        decided_by=staff(row.decided_by),
        decided_at=row.decided_at,
        note=row.note,
        promise=row.promise_id,
    )


def case_row(case: Case) -> CaseRow:
    """With its cover at hand."""
    return CaseRow(
        number=case.number,
        subject=case.subject,
        kind=case.kind,  # type: ignore[arg-type]  # checked by pydantic
        state="closed" if case.is_closed else "snoozed" if case.is_snoozed else "open",
        turn=case.turn,  # type: ignore[arg-type]  # checked by pydantic
        language=case.language,
        channel=case.channel,
        customer=customer_ref(case.customer),
        order=case.order.number if case.order else None,
        assignee=staff(case.assignee),
        team=case.team.name if case.team else None,
        tags=[tag.name for tag in case.tags.all()],
        opened_at=case.opened_at,
        heard_at=case.heard_at,
        told_at=case.told_at,
        signs=case.signs or [],  # type: ignore[arg-type]  # checked by pydantic
        alarm_at=case.alarm_at,
        due_at=case.queue_at if case.owes_something else None,
        closed_at=case.closed_at,
        changed_at=case.changed_at,
        url=f"{settings.MAKEGOOD_URL}/cases/{case.number}/",
    )


def fact(row: Fact) -> FactOut:
    return FactOut(key=row.key, value=row.value, source=row.source)


def finding(row: Finding) -> FindingOut:
    return FindingOut(
        id=row.pk,
        kind=row.kind,  # type: ignore[arg-type]  # checked by pydantic
        weight=row.weight,
        words=row.words,
        message=row.message_id,
        is_refused=row.refused_at is not None,
        at=row.at,
    )


def note(row: Note) -> NoteOut:
    return NoteOut(id=row.pk, body=row.body, by=staff(row.by), at=row.at)


def message(row: Message) -> MessageOut:
    """With its files, author and state of sending at hand."""
    dispatch = getattr(row, "dispatch", None)
    is_ours = row.direction == Message.Direction.OUT
    state = (dispatch.state if dispatch else "sent") if is_ours else "received"
    return MessageOut(
        id=row.pk,
        side=row.thread.side if row.thread else "customer",  # type: ignore[arg-type]  # checked by pydantic
        thread=row.thread.pk if row.thread and not row.thread.is_with_customer else None,
        direction=row.direction,  # type: ignore[arg-type]  # checked by pydantic
        purpose=row.purpose,  # type: ignore[arg-type]  # checked by pydantic
        state=state,  # type: ignore[arg-type]  # checked by pydantic
        channel=row.channel,
        from_name=row.from_name,
        from_address=row.from_address,
        to=[address for _name, address in row.to],
        cc=[address for _name, address in row.cc],
        subject=row.subject,
        text=row.reply_text or row.text,
        quoted_text=row.quoted_text,
        signature=row.signature,
        at=row.at,
        author=staff(row.author),
        attachments=[
            AttachmentOut(id=a.pk, name=a.name, type=a.type, size=a.size)
            for a in row.attachments.all()
        ],
    )


def thread_row(row: Thread) -> ThreadRow:
    return ThreadRow(
        id=row.pk,
        side=row.side,  # type: ignore[arg-type]  # checked by pydantic
        name=row.name,
        address=row.address,
        subject=row.subject,
        opened_at=row.created_at,
    )


def bulk(row: Bulk) -> BulkOut:
    return BulkOut(
        id=row.pk,
        by=staff(row.by),
        q=row.chosen,
        steps=row.steps,
        undoes=row.undoes_id,
        total=row.total,
        done=row.done,
        skipped=row.skipped,
        refused=row.refused,
        changed=row.changed,
        failed=row.failed,
        stopped=row.stopped,
        asked_at=row.asked_at,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
    )


def bulk_result(row: Outcome) -> BulkResultOut:
    return BulkResultOut(
        case=row.number,
        result=row.result or "waiting",  # type: ignore[arg-type]  # checked by pydantic
        code=row.code,
        message=row.why,
        ended_at=row.ended_at,
    )


def webhook(row: Endpoint) -> WebhookOut:
    return WebhookOut(
        id=row.pk,
        name=row.name,
        url=row.url,
        events=row.kinds,  # type: ignore[arg-type]  # checked by pydantic
        created_at=row.created_at,
        failing_since=row.failing_since,
        off_at=row.off_at,
        off_why=row.off_why,  # type: ignore[arg-type]  # checked by pydantic
    )


def case_hit(hit: CaseHit) -> CaseHitOut:
    return CaseHitOut(
        number=hit.number,
        subject=hit.subject,
        excerpt=hit.excerpt,
        customer=hit.customer_name,
        order=hit.order_number,
        is_closed=hit.is_closed,
        at=hit.at,
        why=hit.why,
    )


def customer_hit(hit: CustomerHit) -> CustomerHitOut:
    return CustomerHitOut(id=hit.id, name=hit.name, identities=list(hit.identities))


def order_hit(hit: OrderHit) -> OrderHitOut:
    return OrderHitOut(
        id=hit.id,
        number=hit.number,
        customer=hit.customer_name,
        placed_at=hit.placed_at,
        tracking=hit.tracking,
    )


def run(row: Run) -> RunOut:
    return RunOut(
        id=row.pk,
        flow=row.flow.name,
        ready_made=row.flow.ready,
        parcel=row.parcel.number if row.parcel else None,
        begun_at=row.begun_at,
        due_at=row.due_at,
        ended_at=row.ended_at,
        reason=row.reason,
        entries=[
            RunEntryOut(
                step=entry.place + 1,
                does=entry.sort,
                station=entry.station,
                outcome=entry.do,
                reason=entry.reason,
                at=entry.at,
            )
            for entry in row.entries.all()
        ],
    )
