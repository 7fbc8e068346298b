"""The words of the API: what goes in and what comes out, each field with its shape and unit."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not contain NUL characters")
    return text


Text = Annotated[str, AfterValidator(_storable)]
Language = Literal["en", "it", "lt", "sr", "sr-latn", "hu", "es", "ru"]
Kind = Literal[
    "",
    "where_is_it",
    "late",
    "lost",
    "damaged",
    "wrong_item",
    "missing_part",
    "not_as_described",
    "defective",
    "return",
    "exchange",
    "warranty",
    "repair",
    "cancel",
    "add_item",
    "order_failed",
    "double_charge",
    "unknown_charge",
    "billing",
    "price_match",
    "promo_code",
    "conduct",
    "data_request",
    "public",
    "other",
]
PromiseSource = Literal[
    "person", "acknowledgement", "silence", "law", "template", "playbook", "flow", "carrier"
]
PromiseKind = Literal[
    "answer",
    "news",
    "decision",
    "money",
    "shipment",
    "parcel",
    "repair",
    "call_back",
    "collection",
    "other",
]


class In(Schema):
    """Words from outside: a field we do not know is refused, so that a misspelt one can't pass silently."""

    model_config = ConfigDict(extra="forbid")


class PageIn(In):
    """Which part of a list."""

    after: Annotated[Text, Field(max_length=300)] | None = Field(
        None, description="`next` of the page before; leave it out for the first page."
    )
    limit: int = Field(50, ge=1, le=200, description="How many at most.")


class WordsPageIn(PageIn):
    """Which part of a list of those that mention something."""

    text: Annotated[Text, Field(max_length=200)] = Field(
        "", description="Only those that mention this; empty: all."
    )


class CasesIn(PageIn):
    """Which cases; every filter narrows."""

    q: Annotated[Text, Field(max_length=1000)] | None = Field(
        None,
        description="The query language of the desk's inbox; as there, open cases unless it names a `state:`.",
        examples=["kind:late due:<2d -tag:vip"],
    )
    state: Literal["open", "snoozed", "closed"] | None = None
    kind: Kind | None = None
    language: Language | None = None
    tag: Annotated[Text, Field(max_length=40)] | None = None
    assignee: Annotated[Text, Field(max_length=254)] | None = Field(
        None, description="An e-mail address of a member of staff."
    )
    customer: UUID | None = None
    order: Annotated[Text, Field(max_length=80)] | None = Field(
        None, description="An order number, however it is spaced or capitalised."
    )
    changed_since: AwareDatetime | None = Field(
        None, description="Only cases changed at or after this instant: ISO 8601 with a zone."
    )


class CountIn(In):
    """Which cases are counted."""

    q: Annotated[Text, Field(max_length=1000)] = Field(
        "",
        description="The query language of the desk's inbox; empty: all open cases.",
        examples=["kind:late due:<2d -tag:vip"],
    )


class CountOut(Schema):
    """How many there are."""

    count: int


class SearchIn(In):
    """What is looked for."""

    q: Annotated[Text, Field(min_length=1, max_length=200)] = Field(
        description="Words or a number.", examples=["W-1001"]
    )
    limit: int = Field(50, ge=1, le=100, description="How many cases at most.")


class PromisesIn(PageIn):
    """Which open promises."""

    owner: Annotated[Text, Field(max_length=254)] | None = Field(
        None, description="Only what this member of staff owes, by e-mail address."
    )
    team: UUID | None = Field(None, description="Only on cases of this team.")
    kind: PromiseKind | None = None
    source: PromiseSource | None = None
    state: Literal["open", "paused", "at_risk", "broken"] | None = Field(
        None, description="As it stands now; see the promise's own `state`."
    )
    due_after: AwareDatetime | None = Field(
        None, description="Only what is due at or after this instant: ISO 8601 with a zone."
    )
    due_before: AwareDatetime | None = Field(
        None, description="Only what is due before this instant: ISO 8601 with a zone."
    )


class ErrorOut(Schema):
    """Every error, whatever its status."""

    code: str = Field(
        description="Stable, lower_snake_case; switch on this.", examples=["not_found"]
    )
    message: str = Field(description="One English sentence for a person.")
    details: dict[str, Any] = Field(
        description="More for the program: `fields` (field, message) with bad_input, `reasons` with a refusal."
    )


class MoneyOut(Schema):
    """An amount of money."""

    minor: int = Field(description="In the currency's smallest unit (cents).", examples=[4990])
    currency: str = Field(description="ISO 4217.", examples=["EUR"])


class StaffOut(Schema):
    """A member of staff."""

    id: UUID
    name: str
    email: str


class CustomerRef(Schema):
    """A customer, by name."""

    id: UUID
    name: str = Field(description="May be empty: not everybody tells their name.")


Sign = Literal["lawyer", "press", "chargeback", "authority", "angry", "repeat", "silence"]


class CaseRow(Schema):
    """A case as lists show it."""

    number: int = Field(description="The case number people see.", examples=[10001])
    subject: str
    kind: Kind = Field(description="What it is about; empty: not said yet.")
    state: Literal["open", "snoozed", "closed"]
    turn: Literal["us", "customer", "others"] = Field(description="Whose move it is.")
    language: str = Field(description="The customer's, as a code.", examples=["lt"])
    channel: str = Field(description="Where it came in: email, portal, api, …", examples=["email"])
    customer: CustomerRef | None
    order: str | None = Field(description="The order's number, as the shop writes it.")
    assignee: StaffOut | None
    team: str | None = Field(description="The team's name.")
    tags: list[str]
    opened_at: datetime = Field(description="ISO 8601, UTC, like every instant here.")
    heard_at: datetime | None = Field(description="When the customer last wrote.")
    told_at: datetime | None = Field(description="When the customer last had word from a person.")
    signs: list[Sign] = Field(
        description="What the customer's words and their waiting tell: threats, anger, repeat contact, silence."
    )
    alarm_at: datetime | None = Field(
        description="Since when that weighs enough for the case to go before the others, until somebody answers."
    )
    due_at: datetime | None = Field(
        description="When the most urgent open promise falls due; null: nothing is owed."
    )
    closed_at: datetime | None
    changed_at: datetime = Field(description="When anything on its cover last changed.")
    url: str = Field(description="The case in the desk, for staff.")


class FactOut(Schema):
    """Something known of the case."""

    key: str = Field(examples=["what_happened"])
    value: str
    source: str = Field(description="Who said so: customer, staff or desk.")


class PromiseOut(Schema):
    """Something owed to the customer."""

    id: UUID
    case: int = Field(description="The case's number.")
    kind: PromiseKind
    text: str = Field(description="What was promised, in words; may be empty.")
    amount: MoneyOut | None = Field(description="Of money: how much; null where nobody said.")
    source: str = Field(
        description="Where it came from: person, acknowledgement, silence, law, template, playbook, flow, or carrier (the day a carrier names)."
    )
    basis: str = Field(
        description="What of its source: the rule of the law, and the line of the order if not all; the version of the house rules (`rules:3`); the template's or the stage's name; the carrier's parcel."
    )
    state: Literal[
        "open", "paused", "at_risk", "broken", "kept", "kept_late", "replaced", "released"
    ] = Field(
        description="`at_risk`: open, and its owner was warned. `broken`: still open, and its time has passed."
    )
    made_at: datetime
    due_at: datetime
    ended_at: datetime | None
    evidence: Literal["", "message", "call", "parcel", "shop", "note"] = Field(
        description="What shows that it was kept; empty while it was not."
    )
    note: str = Field(description="How it ended, in words: the evidence, or why it is not owed.")
    owner: StaffOut | None


class IncidentOut(Schema):
    """What went wrong on a case, as far as the desk knows."""

    late_days: int = Field(
        description="Days from the day first promised to the arrival, or to now."
    )
    value: MoneyOut | None = Field(
        description="Of the order; null where it is in another currency."
    )
    times: int = Field(description="Which complaint of the customer within a year it is.")
    responsibility: str = Field(
        description="Whose it is, as the fact says; empty: nobody noted it."
    )


class ApprovalOut(Schema):
    """Something given, or to be given, to a customer beyond the law."""

    id: UUID
    case: int = Field(description="The case's number.")
    amount: MoneyOut
    form: str = Field(description="refund, credit, coupon or gift; empty for what is no money.")
    right: str = Field(description="The right that is given beyond the law; empty for money.")
    reason: str
    asked_by: StaffOut | None
    asked_at: datetime
    decision: Literal["open", "granted", "refused", "withdrawn"] = Field(
        description="`open`: a second person has to say yes."
    )
    decided_by: StaffOut | None
    decided_at: datetime | None
    note: str = Field(description="What the second person said.")
    promise: UUID | None = Field(description="The promise that it will be paid.")


class ApprovalPageOut(Schema):
    """What waits for a yes, page by page."""

    items: list[ApprovalOut]
    next: str | None = Field(description="Send it as `after` for the next page; null: the end.")


class GoodwillOut(Schema):
    """What may be given on a case."""

    incident: IncidentOut
    table: MoneyOut | None = Field(
        description="What the house's table gives to your role; null: no row fits."
    )
    form: str | None = Field(description="As what the table gives it.")
    limit: MoneyOut | None = Field(
        description="What you give on one case without asking; null: no limit."
    )
    approvals: list[ApprovalOut]


class GoodwillIn(In):
    """Money for what went wrong."""

    amount: int = Field(ge=1, le=10**11, description="In the smallest unit of the shop's currency.")
    form: Literal["refund", "credit", "coupon", "gift"] = "refund"
    within_days: int = Field(3, ge=1, le=30, description="Working days until it is paid.")
    reason: Annotated[Text, Field(max_length=300)] = Field(
        "",
        description="Needed unless it is exactly what the table gives. The customer never reads it.",
    )


class DecisionIn(In):
    """Yes or no to what a colleague asked."""

    granted: bool
    note: Annotated[Text, Field(max_length=300)] = Field("", description="Needed for a no.")


class AttachmentOut(Schema):
    """A file that came or went with a message."""

    id: UUID
    name: str
    type: str = Field(description="What the sender called it; not checked.")
    size: int = Field(description="Bytes.")


class MessageOut(Schema):
    """Something said to or by the customer, or a supplier or carrier (`side`)."""

    id: UUID
    side: Literal["customer", "supplier", "carrier"] = Field(
        description="Whose conversation it belongs to. The customer never sees what is said to the others."
    )
    thread: UUID | None = Field(
        description="The supplier's or carrier's conversation it belongs to; null: the customer's."
    )
    direction: Literal["in", "out"]
    purpose: Literal["word", "acknowledgement", "notice"]
    state: Literal["received", "waiting", "sending", "sent", "unknown", "failed", "bounced"] = (
        Field(description="Of what goes out; `received` for what came in.")
    )
    channel: str
    from_name: str
    from_address: str
    to: list[str] = Field(description="E-mail addresses.")
    cc: list[str]
    subject: str
    text: str = Field(description="What was written now, without what was quoted.")
    quoted_text: str = Field(description="What was quoted below or between it; may be empty.")
    signature: str = Field(
        description="The name card, and what programs and lawyers put below it; may be empty."
    )
    at: datetime
    author: StaffOut | None = Field(description="Who of us wrote it.")
    attachments: list[AttachmentOut]


class ThreadRow(Schema):
    """A conversation with a supplier or carrier about a case; the customer neither sees it nor can be written to in it."""

    id: UUID
    side: Literal["supplier", "carrier"]
    name: str
    address: str = Field(description="Where they are written to first.")
    subject: str
    opened_at: datetime


class ThreadOut(ThreadRow):
    """A conversation, whole."""

    messages: list[MessageOut] = Field(description="Oldest first.")


class ThreadList(Schema):
    """All conversations of a case with others, oldest first."""

    items: list[ThreadRow]


class NoteOut(Schema):
    """A word among colleagues."""

    id: UUID
    body: str
    by: StaffOut | None
    at: datetime


class FindingOut(Schema):
    """A threat, anger, repeat contact or silence noticed on the case."""

    id: UUID
    kind: Sign
    weight: int
    words: str = Field(description="The customer's own words; empty: no words tell it.")
    message: UUID | None = Field(description="The message they stand in.")
    is_refused: bool = Field(description="Whether somebody said that it is not so.")
    at: datetime


class CaseOut(CaseRow):
    """A case, whole."""

    status_url: str = Field(description="The customer's own page; anybody with it can read along.")
    closing_reason: str = Field(description="Why it was closed although somebody waited.")
    facts: list[FactOut]
    findings: list[FindingOut] = Field(description="What its `signs` rest on, oldest first.")
    promises: list[PromiseOut]
    messages: list[MessageOut] = Field(description="Oldest first.")
    notes: list[NoteOut] = Field(description="Oldest first.")


class CasePage(Schema):
    """Some cases, newest first."""

    items: list[CaseRow]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )


class CustomerIn(In):
    """The customer by an address or a phone; known or new."""

    email: Annotated[Text, Field(max_length=320)] = Field("", examples=["jonas@example.com"])
    phone: Annotated[Text, Field(max_length=40)] = Field("", examples=["+37061234567"])
    name: Annotated[Text, Field(max_length=200)] = ""


class CaseIn(In):
    """What a customer brought to us."""

    customer: CustomerIn
    subject: Annotated[Text, Field(max_length=300)] = ""
    text: Annotated[Text, Field(min_length=1, max_length=100_000)] = Field(
        description="The customer's own words; they become the first message."
    )
    language: Language | None = Field(
        None, description="The customer's; null: as known of them, else the shop's first."
    )
    order: Annotated[Text, Field(max_length=80)] | None = Field(
        None, description="An order number; unknown to us it is kept as a fact."
    )
    kind: Kind = ""


class PromiseIn(In):
    """One thing the reply promises, and whether it takes the place of an earlier promise."""

    text: Annotated[Text, Field(max_length=200)] = Field(
        "", description="In words the customer knows.", examples=["Refund of 49.90 €"]
    )
    kind: PromiseKind = "other"
    due_at: AwareDatetime = Field(description="By when: ISO 8601 with a zone, in the future.")
    amount: int | None = Field(
        None,
        ge=1,
        le=10**11,
        description="Of money: how much, in the smallest unit of the shop's currency. More than your role gives without asking is a 409"
        " `above_limit`.",
    )
    replaces: UUID | None = Field(
        None,
        description="The `id` of a promise of this case in whose place it stands: of the same kind, made in our words,"
        " and still owed. Null: it comes beside what is owed.",
    )


class ReplyIn(In):
    """An answer to the customer, over the channel they wrote on."""

    text: Annotated[Text, Field(min_length=1, max_length=100_000)] = Field(
        description="Plain text; the shop's layout is put around it."
    )
    to: list[Annotated[Text, Field(max_length=320)]] | None = Field(
        None,
        max_length=50,
        description="E-mail addresses; left out, everybody of the last message less the shop's own. Refused (409) for"
        " a supplier or carrier of the case, and for an address of the shop's.",
        examples=[["carla@example.com"]],
    )
    cc: list[Annotated[Text, Field(max_length=320)]] | None = Field(
        None,
        max_length=50,
        description="Who is in copy; left out, who was in copy of the last message.",
    )
    promises: Annotated[list[PromiseIn], Field(max_length=10)] = Field(
        [], description="What it promises; each is kept track of by itself."
    )
    close: bool = Field(False, description="Close the case with it.")
    send_at: AwareDatetime | None = Field(
        None, description="When it leaves: ISO 8601 with a zone, in the future; null: now."
    )
    after: UUID | None = Field(
        None,
        description="The last message you have seen: had somebody said something since, this is a 409"
        " `answered_meanwhile` and nothing is sent. Left out, nobody asks.",
    )


class ThreadIn(In):
    """A conversation to begin."""

    side: Literal["supplier", "carrier"]
    name: Annotated[Text, Field(min_length=1, max_length=160)] = Field(
        description="Who it is with.", examples=["Lamp Makers"]
    )
    address: Annotated[Text, Field(min_length=1, max_length=320)] = Field(
        description="Where they are written to.", examples=["claims@maker.example"]
    )
    subject: Annotated[Text, Field(max_length=300)] = Field(
        "", description="What they read above it; left out, the order's number."
    )


class ThreadMessageIn(In):
    """A word to a supplier or carrier."""

    text: Annotated[Text, Field(min_length=1, max_length=100_000)] = Field(
        description="Plain text; the shop's layout is put around it."
    )
    to: list[Annotated[Text, Field(max_length=320)]] | None = Field(
        None,
        max_length=50,
        description="E-mail addresses; left out, everybody of the last message less the shop's own. Refused (409) for"
        " the customer, and for an address of the shop's.",
        examples=[["claims@maker.example"]],
    )
    cc: list[Annotated[Text, Field(max_length=320)]] | None = Field(
        None,
        max_length=50,
        description="Who is in copy; left out, who was in copy of the last message.",
    )
    send_at: AwareDatetime | None = Field(
        None, description="When it leaves: ISO 8601 with a zone, in the future; null: now."
    )
    after: UUID | None = Field(
        None,
        description="The last message you have seen: had somebody said something since, this is a 409"
        " `answered_meanwhile` and nothing is sent. Left out, nobody asks.",
    )


class NoteIn(In):
    """A word among colleagues; `@Name` tells them."""

    body: Annotated[Text, Field(min_length=1, max_length=20_000)]


class AssignmentIn(In):
    """Who has the case from now on; null for nobody."""

    email: Annotated[Text, Field(max_length=254)] | None = Field(
        description="The e-mail address of a member of staff.", examples=["ana@example.com"]
    )


class ClosureIn(In):
    """The end of a case."""

    reason: Annotated[Text, Field(max_length=2000)] = Field(
        "", description="Needed when somebody is left waiting."
    )


class IdentityOut(Schema):
    """An address or phone a customer is known by."""

    kind: Literal["email", "phone"]
    value: str = Field(description="Normalised: lower case, E.164.")


class CustomerOut(Schema):
    """A person the shop sells to."""

    id: UUID
    name: str
    language: str = Field(description="A code, or empty when not known.")
    country: str = Field(description="ISO 3166-1 alpha-2, or empty.")
    group: str = Field(description="As the shop groups its customers; may be empty.")
    identities: list[IdentityOut]
    created_at: datetime


class CustomerWhole(CustomerOut):
    """A customer with what they bought and what they wrote about."""

    note: str
    orders: list[str] = Field(description="Order numbers, newest first.")
    cases: list[int] = Field(description="Case numbers, newest first.")


class CustomerPage(Schema):
    """Some customers, newest first."""

    items: list[CustomerOut]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )


class OrderRow(Schema):
    """An order as the shop told it."""

    id: UUID
    number: str
    state: str = Field(description="The shop's own word.")
    total: MoneyOut
    customer: CustomerRef | None
    placed_at: datetime
    delivered_at: datetime | None


class LineOut(Schema):
    """One position of an order."""

    position: int
    sku: str
    name: str
    quantity: int = Field(description="Pieces.")
    price: MoneyOut | None = Field(description="For one piece, as paid; null when nobody said.")


class ParcelOut(Schema):
    """A box on its way."""

    number: str = Field(description="The tracking number.")
    carrier: str
    state: str
    shipped_at: datetime | None
    expected_at: datetime | None
    delivered_at: datetime | None


class OrderOut(OrderRow):
    """An order, whole."""

    lines: list[LineOut]
    parcels: list[ParcelOut]
    cases: list[int] = Field(description="Numbers of cases about it.")


class OrderPageOut(Schema):
    """Some orders, newest first."""

    items: list[OrderRow]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )


CommandKind = Literal[
    "refund", "cancel", "address", "state", "note", "coupon", "credit", "replacement", "swap", "instrument"
]  # fmt: skip


class CommandLineIn(In):
    """Pieces of one line of the order."""

    position: int = Field(description="As the order's `lines` have it.")
    pieces: int = Field(ge=1, le=100_000)


class CommandAddressIn(In):
    """Where the order goes from now on."""

    name: Annotated[Text, Field(max_length=160)] = ""
    company: Annotated[Text, Field(max_length=160)] = ""
    street: Annotated[Text, Field(max_length=200)]
    street2: Annotated[Text, Field(max_length=200)] = ""
    postcode: Annotated[Text, Field(max_length=20)] = ""
    city: Annotated[Text, Field(max_length=120)]
    region: Annotated[Text, Field(max_length=120)] = ""
    country: Annotated[Text, Field(max_length=2, description="ISO 3166-1 alpha-2.")]
    phone: Annotated[Text, Field(max_length=40)] = ""


class CommandIn(In):
    """What is to be done with an order. Each kind reads its own fields, and the others are left out."""

    kind: CommandKind
    reason: Annotated[Text, Field(max_length=300)] = Field("", description="`cancel`, `refund`, `credit`.")  # fmt: skip
    text: Annotated[Text, Field(max_length=1000)] = Field(
        "", description="Of a `note`; of `replacement`, `swap` and `instrument` what is to be done."
    )
    for_customer: bool = Field(False, description="The customer may read the note.")
    state: Annotated[Text, Field(max_length=80)] = Field("", description="The shop's own word.")
    address: CommandAddressIn | None = None
    amount: int = Field(
        0,
        ge=0,
        le=10**11,
        description="In the smallest unit of the order's currency. Of a `refund` 0: what was paid for the lines and the shipping named.",
    )
    shipping: int = Field(0, ge=0, le=10**11, description="What of a refund is for the delivery.")
    lines: list[CommandLineIn] = Field([], max_length=500, description="What a refund is for.")
    payment: Annotated[Text, Field(max_length=120)] = Field(
        "",
        description="The shop's id of the payment a refund goes back by; empty: the shop chooses.",
    )
    restock: bool = Field(False, description="The pieces can be sold again.")
    pay_out: bool = Field(
        False, description="The shop's payment system sends the money, where it is asked for that."
    )
    email: Annotated[Text, Field(max_length=320)] = Field("", description="Whose `coupon` it is.")
    percent: int = Field(0, ge=0, le=100, description="Of a coupon, instead of `amount`.")
    expires_on: date | None = Field(None, description="Until when a coupon can be used.")


class CommandAnswerIn(In):
    """What a person did in the shop, or found there."""

    done: bool
    evidence: Annotated[Text, Field(min_length=1, max_length=500)] = Field(
        description="What shows it: a number in the shop, a link, or why it is not done."
    )


class CommandOut(Schema):
    """Something a shop is to do with an order, and what became of it."""

    id: UUID = Field(description="The key the shop is given, too.")
    order: str = Field(description="The order's number.")
    kind: CommandKind
    arguments: dict[str, Any] = Field(description="As it is told to the shop.")
    outcome: Literal["drafted", "by_hand", "under_way", "done", "refused", "unknown"] = Field(
        description="`by_hand`: the shop can't be told it, a person does it. `unknown`: it may have been done; it is read back before it is ever told again."
    )
    for_a_person: bool = Field(description="Nothing more happens by itself: send an answer.")
    external_id: str = Field(description="The shop's id for what was made.")
    code: str = Field(description="Why it was refused, in one word.")
    why: str = Field(description="The shop's own words.")
    evidence: str = Field(description="What a person said shows it.")
    drafted_at: datetime
    answered_at: datetime | None


class CommandPageOut(Schema):
    """Some commands."""

    items: list[CommandOut]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )


class PromiseFiguresIn(Schema):
    """Of which time, and by what."""

    days: int = Field(30, ge=1, le=366, description="So many days before now.")
    by: Literal["kind", "team", "owner", "cause"] = "kind"


class PromiseFigureOut(Schema):
    """What fell due, of one group."""

    group: str = Field(description="A kind, a team's or colleague's name, whose responsibility.")
    due: int
    kept: int
    kept_late: int
    broken: int
    share: float | None = Field(description="Kept in time, of what fell due; 0 to 1.")
    late_by_seconds: int | None = Field(description="On average, what was kept late.")
    contacts: int = Field(
        description="Messages and calls of customers after a promise broke, until it was kept or let go of."
    )
    minutes: int = Field(
        description="What these took: calls as they were, messages as the shop says."
    )
    work: list[MoneyOut] = Field(
        description="What these minutes cost, by currency; empty where the shop does not say what an hour costs."
    )
    penalties: list[MoneyOut] = Field(description="What the law adds for being late, by currency.")


class PromiseFiguresOut(Schema):
    """How promises were kept."""

    all: PromiseFigureOut
    groups: list[PromiseFigureOut]


class PromiseNoteIn(In):
    """What became of a promise, in words."""

    note: Annotated[Text, Field(min_length=1, max_length=300)] = Field(
        examples=["Refunded on 4 May, bank reference 8812."]
    )


class RenegotiationIn(PromiseNoteIn):
    """Another time for the same thing, and why."""

    due_at: AwareDatetime = Field(description="By when: ISO 8601 with a zone, in the future.")


class PromisePageOut(Schema):
    """Some promises, the most urgent first."""

    items: list[PromiseOut]
    next: str | None = Field(
        description="Send as `after` for the next page; null: this was the last."
    )


class CaseHitOut(Schema):
    """A case that was found."""

    number: int
    subject: str
    excerpt: str = Field(description="The words around what was found; may be empty.")
    customer: str = Field(description="The customer's name; may be empty.")
    order: str = Field(description="The order's number; may be empty.")
    is_closed: bool
    at: datetime = Field(description="When its found message was written, or it last changed.")
    why: str = Field(
        description="By what: case_number, order, tracking, email, phone, customer, words or query."
    )


class CustomerHitOut(Schema):
    """A customer that was found."""

    id: UUID
    name: str
    identities: list[str] = Field(description="E-mail addresses and phones, normalised.")


class OrderHitOut(Schema):
    """An order that was found."""

    id: UUID
    number: str
    customer: str = Field(description="The customer's name; may be empty.")
    placed_at: datetime
    tracking: str = Field(description="The parcel's number, when it was found by it.")


class FoundOut(Schema):
    """What a search found, the surest first in each list."""

    cases: list[CaseHitOut]
    customers: list[CustomerHitOut]
    orders: list[OrderHitOut]


class BulkIn(In):
    """The same for many cases. Either `cases` or `q` says which."""

    cases: (
        Annotated[list[Annotated[int, Field(ge=1, le=2**63 - 1)]], Field(max_length=10_000)] | None
    ) = Field(None, description="Numbers of cases; those the key's owner may not see are left out.")
    q: Annotated[Text, Field(max_length=1000)] | None = Field(
        None,
        description="The query language of the desk's inbox; as there, open cases unless it names a `state:`.",
        examples=["kind:late supplier:acme"],
    )
    steps: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=12)] = Field(
        description=(
            'Taken in this order, each `{do, …}`: `assign` `{assignee: id | "me" | null}`, `team` `{team: id | null}`, '
            "`tag` and `untag` `{name}`, `kind` `{kind}`, `language` `{language}`, `note` `{body}`, `incident` `{incident: id}`, "
            '`snooze` `{until: a moment | "hours" | "tomorrow" | "monday" | "week"}`, `wake`, `close` `{reason}`, `reopen`, '
            "`answer` `{bodies: {language: words}, templates: {language: id}, close: bool}`."
        ),
        examples=[[{"do": "tag", "name": "storm"}, {"do": "kind", "kind": "late"}]],
    )


class BulkOut(Schema):
    """A bulk: its steps, and how many of its cases ended how."""

    id: UUID
    by: StaffOut | None
    q: str = Field(description="The query the cases were chosen by; empty when they were named.")
    steps: list[dict[str, Any]] = Field(description="Empty for one that takes another back.")
    undoes: UUID | None = Field(description="The bulk this one takes back.")
    total: int
    done: int
    skipped: int = Field(description="There was nothing to do.")
    refused: int
    changed: int = Field(description="Somebody changed meanwhile what a step builds upon.")
    failed: int
    stopped: int = Field(description="Stopped before their turn came.")
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None


class RunEntryOut(Schema):
    """What a run did at one step of its flow, or left undone."""

    step: int = Field(description="Its place in the flow, from 1.")
    does: str = Field(description="only, tell, case, promise, task, stop or wait.")
    station: str = Field(
        description="Of what the customer was to be told: confirmed, sent, day_7, day_14, ready, out, delivered, late, stuck, failed, returning, lost or payment; empty otherwise."
    )
    outcome: str = Field(description="act: done; skip: left out; end: the run ended here.")
    reason: str = Field(
        description="Why, as a code: told, in_digest, told_before, later_told, later_reached, is_case, no_address, dead_address, no_words, check_failed, is_over, switched_off, opened, promised, noted …"
    )
    at: datetime


class RunOut(Schema):
    """A flow going for an order or one of its parcels."""

    id: UUID
    flow: str = Field(description="Its name; empty where a ready-made one was not renamed.")
    ready_made: str = Field(description="Which of the ready-made ones it came as; may be empty.")
    parcel: str | None = Field(description="The parcel's number; null: the order as a whole.")
    begun_at: datetime = Field(description="When that happened which it begins with.")
    due_at: datetime | None = Field(description="When it goes on; null: it has ended.")
    ended_at: datetime | None
    reason: str = Field(description="What it waits for, or why it ended, as a code.")
    entries: list[RunEntryOut]


class RunPageOut(Schema):
    """Some runs, and where the next ones are."""

    items: list[RunOut]
    next: str | None


class BulkPage(Schema):
    """Some bulks, and where the next ones are."""

    items: list[BulkOut]
    next: str | None


class BulkResultsIn(PageIn):
    """Which results."""

    result: (
        Literal["waiting", "done", "skipped", "refused", "changed", "failed", "stopped"] | None
    ) = None


class BulkResultOut(Schema):
    """What became of one case."""

    case: int = Field(description="Its number.")
    result: Literal["waiting", "done", "skipped", "refused", "changed", "failed", "stopped"]
    code: str = Field(description="Why it was not done.")
    message: str = Field(description="The same for people, in the language of who started it.")
    ended_at: datetime | None


class BulkResultsPage(Schema):
    """Some results, and where the next ones are."""

    items: list[BulkResultOut]
    next: str | None


class ReasonOut(Schema):
    """Why: the rule, where it stands, and how sure that is."""

    rule: str | None
    source: str | None
    confidence: Literal["high", "medium", "low"] | None


class RefusalOut(ReasonOut):
    """A right that there is not; `line` null: for no line of the order."""

    right: str
    line: str | None
    reason: str


class DueOut(ReasonOut):
    """A date of a rule. Days are the consumer's; `ends_at` is the instant at which `legal_end` is over, in UTC."""

    line: str | None
    owner: Literal["consumer_right", "trader_duty", "consumer_duty", "info"]
    nominal_end: str | None
    legal_end: str | None
    target: str | None
    ends_at: str | None
    state: str
    suspended_days: int
    arithmetic: str
    version: str


class RuledAmountOut(ReasonOut):
    """A total for a rule and kind, with two decimals."""

    kind: str
    amount: str
    currency: str


class EffectOut(ReasonOut):
    """What follows from a rule besides rights and dates: "trader_pays"."""

    effect: str


class RulingOut(Schema):
    """What the law of `pack` gives; `id` as it was sent."""

    id: Any
    pack: str
    pack_version: str
    legal_status: Literal["verified", "draft", "reference"]
    rights: list[str]
    refused: list[RefusalOut]
    due: list[DueOut]
    amounts: list[RuledAmountOut]
    effects: list[EffectOut]
    disclaimer: str


class CaseRulingOut(Schema):
    """What the law gives on a case. Lines are named by their positions in the order."""

    country: str
    ruling: RulingOut | None
    """Null where there is no pack for the country, or where something can't be judged."""
    trouble: str
    """The fact that can't be judged by the law; empty where there is none. `country`: there is no pack for it."""
    missing: list[str]
    """Keys of the facts that would tell more."""
    facts: dict[str, Any]
    """What the law was told, as `POST /policy/explain` takes it."""


class NotUnderstoodOut(Schema):
    """In place of a ruling: which field can't be understood, and what is needed there."""

    id: Any
    error: str


WebhookEvent = Literal[
    "promise.made",
    "promise.at_risk",
    "promise.kept",
    "promise.broken",
    "promise.renegotiated",
    "promise.released",
    "case.opened",
    "case.closed",
    "case.reopened",
    "message.received",
    "message.sent",
]


class WebhookIn(In):
    """An address that is to be told what happens."""

    name: Annotated[Text, Field(min_length=1, max_length=80)] = Field(
        description="What it is for, as the desk shows it.", examples=["Shop system"]
    )
    url: Annotated[Text, Field(min_length=1, max_length=500)] = Field(
        description="Begins with https://, and leads into no private network.",
        examples=["https://shop.example/hooks"],
    )
    events: list[WebhookEvent] = Field(
        min_length=1, max_length=50, description="What it is told of."
    )


class WebhookOut(Schema):
    """An address that is told what happens, and how it fares."""

    id: UUID
    name: str
    url: str
    events: list[WebhookEvent]
    created_at: datetime
    failing_since: datetime | None = Field(
        description="Since when it has taken nothing; null: the last call was taken."
    )
    off_at: datetime | None = Field(description="Since when it is told nothing; null: it is told.")
    off_why: Literal["", "by_hand", "failed", "gone", "left", "key"] = Field(
        description="`failed`: it took nothing for five days. `gone`: it answered 410. `left`: whoever added it may not change settings any more. `key`: the key it was added with was revoked, or has ended."
    )


class WebhookMadeOut(WebhookOut):
    """The same, with what its calls are signed with."""

    secret: str = Field(
        description="Told this once; keep it.", examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
    )


class WebhooksOut(Schema):
    """All webhooks."""

    items: list[WebhookOut]
