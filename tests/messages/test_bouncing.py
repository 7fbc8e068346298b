"""A message that comes back has kept nothing: it is marked, the promise is open again, and somebody is told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from makegood.cases.models import Case
from makegood.kernel import clock, registry
from makegood.kernel.errors import ProviderFailed
from makegood.kernel.mail.bounce import REASONS
from makegood.kernel.mail.parse import parse
from makegood.kernel.mail.values import Bounce, FailedRecipient
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.dispatching import dispatch_due
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.resolving import retry_failed
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.storing import deliver
from makegood.messages.models import Account, Arrival, Dispatch, Message
from makegood.messages.ports import Inbound, Outbound, Receipt, Settings
from makegood.messages.rules.bouncing import failures, sent_again_after
from makegood.notify.models import Notice
from makegood.people.models import Identity, Staff
from makegood.promises.models import Promise
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_shop
from makegood.ui.words import WORDS

pytestmark = pytest.mark.django_db
UNKNOWN = FailedRecipient(
    "carla@customer.example", "5.1.1", "550", "user_unknown", True, "no such user"
)
FULL = FailedRecipient(
    "carla@customer.example", "4.2.2", "452", "mailbox_full", False, "over quota"
)
SPAM = FailedRecipient("carla@customer.example", "5.7.1", "550", "spam", True, "looks like spam")


class Post:
    """A channel that keeps what it sends, and reads into a report what the test says."""

    kind = "post"
    label = "Post"
    fetches = False

    def __init__(self) -> None:
        self.sent: list[Outbound] = []
        self.bounce: Bounce | None = None
        self.refused: dict[str, str] = {}
        self.reads: Callable[[bytes], Inbound] | None = None

    def understand(self, raw: bytes) -> Inbound:
        return self.reads(raw) if self.reads else replace(parse(raw), bounce=self.bounce)

    def send(self, settings: Settings, outbound: Outbound) -> Receipt:
        if self.refused.keys() >= {a.address for a in outbound.to}:
            raise ProviderFailed("550 no", permanent=True, step="smtp.send", code="rejected")
        self.sent.append(outbound)
        return Receipt("250 ok", self.refused)

    def was_sent(self, settings: Settings, message_id: str) -> bool | None:
        return None


@pytest.fixture
def post() -> Iterator[Post]:
    post = Post()
    registry.adapters("makegood.channels")["post"] = post
    yield post
    del registry.adapters("makegood.channels")["post"]


@pytest.fixture
def mailbox(post: Post) -> Account:
    return connect_mailbox(make_shop(), None, {"address": "help@shop.example"}, "x", kind="post")


@pytest.fixture
def ana() -> Staff:
    return make_staff()


@pytest.fixture
def case(mailbox: Account) -> Case:
    with clock.frozen(MONDAY):
        take(mailbox, "carla@customer.example", "Where is it?")
    return Case.objects.get()


def take(mailbox: Account, sender: str, text: str, **headers: str) -> Arrival:
    number = Arrival.objects.count()
    lines = {"From": sender, "To": "help@shop.example", "Subject": "Where is it?"}
    lines |= {"Message-ID": f"<{number}@mx.example>"} | headers
    head = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in lines.items())
    arrival = deliver(mailbox, f"{head}\n{text}\n".encode())
    settle_arrivals()
    arrival.refresh_from_db()
    return arrival


def report(
    post: Post, mailbox: Account, *failed: FailedRecipient, of: str = "", delay: bool = False
) -> Arrival:
    """A mail server's report about the message `of`."""
    post.bounce = Bounce(tuple(failed), of)
    subject = "Mail delivery is delayed" if delay else "Undelivered Mail Returned to Sender"
    try:
        return take(
            mailbox, "MAILER-DAEMON@mx.example", "I'm sorry.", Subject=subject, Return_Path="<>"
        )
    finally:
        post.bounce = None


def answered(
    case: Case, ana: Staff, at: datetime, words: str = "On Friday", close: bool = False
) -> Message:
    with clock.frozen(at):
        message = send_reply(case, ana, words, close=close)
    with clock.frozen(at + timedelta(seconds=11)):
        dispatch_due()
    return message


TUESDAY = MONDAY + timedelta(days=1)


def test_a_bounce_opens_the_promise_again_exactly_as_it_was(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    before = Promise.objects.values().get()
    message = answered(case, ana, MONDAY + timedelta(hours=1))
    assert Promise.objects.get(pk=before["id"]).end == "kept"

    with clock.frozen(MONDAY + timedelta(hours=2)):
        arrival = report(post, mailbox, UNKNOWN, of=message.message_id)

    assert (arrival.outcome, arrival.reason) == ("joined", "reported")
    # Down to the last field but whose it is since they answered, and nothing else is owed.
    assert list(Promise.objects.values()) == [before | {"owner_id": ana.pk}]
    case.refresh_from_db()
    assert (case.turn, case.told_at, case.queue_at) == ("us", None, before["due_at"])
    dispatch = Dispatch.objects.get(message=message)
    assert (dispatch.state, dispatch.error["reason"]) == ("bounced", "user_unknown")
    delivery = dispatch.deliveries.get()
    assert (delivery.outcome, delivery.bounced_at) == ("accepted", MONDAY + timedelta(hours=2))
    assert delivery.bounce["words"] == "no such user"


def test_its_address_is_marked_and_its_writer_told(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    message = answered(case, ana, MONDAY)

    with clock.frozen(TUESDAY):
        report(post, mailbox, UNKNOWN, of=message.message_id)

    identity = Identity.objects.get(value="carla@customer.example")
    assert (identity.unreachable_at, identity.unreachable_why) == (TUESDAY, "user_unknown")
    notice = Notice.objects.get(kind="message_bounced")
    assert (notice.staff, notice.case, notice.facts["reason"]) == (ana, case, "user_unknown")


def test_a_mail_from_the_address_shows_that_it_works(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    message = answered(case, ana, MONDAY)
    report(post, mailbox, UNKNOWN, of=message.message_id)

    take(mailbox, "carla@customer.example", "I am here again")

    identity = Identity.objects.get(value="carla@customer.example")
    assert (identity.unreachable_at, identity.unreachable_why) == (None, "")
    assert Happening.objects.filter(name="AddressReached").count() == 1


def test_a_form_that_only_names_a_dead_address_is_not_acknowledged(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    message = answered(case, ana, MONDAY)
    report(post, mailbox, UNKNOWN, of=message.message_id)
    acknowledged = Message.objects.filter(purpose="acknowledgement").count()

    form = {"Reply_To": "carla@customer.example", "Subject": "Form"}
    take(mailbox, "no-reply@shop.example", "Where is it?", **form)

    assert Message.objects.filter(purpose="acknowledgement").count() == acknowledged
    form = {"Reply_To": "other@customer.example", "Subject": "Form"}
    take(mailbox, "no-reply@shop.example", "Where is mine?", **form)
    assert Message.objects.filter(purpose="acknowledgement").count() == acknowledged + 1


def test_a_case_closed_with_the_answer_goes_on(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    owed = Promise.objects.get()
    message = answered(case, ana, MONDAY, close=True)
    case.refresh_from_db()
    assert case.is_closed

    report(post, mailbox, UNKNOWN, of=message.message_id)

    case.refresh_from_db()
    assert (case.is_closed, case.turn, case.queue_at) == (False, "us", owed.due_at)
    assert [p.pk for p in Promise.objects.filter(end="")] == [owed.pk]


def test_those_who_lead_hear_again_of_a_threat_whose_answer_came_back(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    senior = make_staff("Sara", role="manager")
    take(mailbox, "carla@customer.example", "I will sue you.")
    told = Notice.objects.filter(kind="case_alarmed", staff=senior, read_at=None)
    assert told.exists()
    message = answered(Case.objects.latest("opened_at"), ana, clock.now())
    assert not told.exists()

    report(post, mailbox, UNKNOWN, of=message.message_id)

    assert told.exists()


def test_a_word_that_kept_no_promise_is_owed_an_answer_when_it_comes_back(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    answered(case, ana, MONDAY)
    Promise.objects.filter(end="").delete()
    second = answered(case, ana, TUESDAY, "And one thing more")

    with clock.frozen(TUESDAY + timedelta(hours=1)):
        report(post, mailbox, UNKNOWN, of=second.message_id)

    owed = Promise.objects.filter(end="", kind="answer").get()
    assert owed.due_at > TUESDAY
    case.refresh_from_db()
    assert case.told_at == Message.objects.get(text="On Friday").at


def test_a_customer_who_wrote_since_is_owed_one_answer_by_the_first_date(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    first = Promise.objects.get()
    message = answered(case, ana, MONDAY)
    with clock.frozen(TUESDAY):
        answer = {"In_Reply_To": f"<{message.message_id}>"}
        take(mailbox, "carla@customer.example", "Hello?", **answer)
        report(post, mailbox, UNKNOWN, of=message.message_id)

    assert [p.pk for p in Promise.objects.filter(end="", kind="answer")] == [first.pk]


def test_a_full_mailbox_is_tried_again_some_times_under_the_same_id(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    message = answered(case, ana, MONDAY)
    sent = len(post.sent)

    at = MONDAY
    for hours in (4, 12, 24):
        with clock.frozen(at + timedelta(minutes=30)):
            report(post, mailbox, FULL, of=message.message_id)
            assert Dispatch.objects.get(message=message).state == "waiting"
        at += timedelta(minutes=30, hours=hours, seconds=1)
        with clock.frozen(at - timedelta(minutes=1)):
            dispatch_due()
        assert Dispatch.objects.get(message=message).state == "waiting"
        with clock.frozen(at):
            dispatch_due()
        assert Dispatch.objects.get(message=message).state == "sent"
        assert not Promise.objects.filter(end="", kind="answer").exists()
    with clock.frozen(at + timedelta(minutes=30)):
        report(post, mailbox, FULL, of=message.message_id)

    assert Dispatch.objects.get(message=message).state == "bounced"
    again = post.sent[sent:]
    assert [one.message_id for one in again] == [message.message_id] * 3
    assert [one.only for one in again] == [("carla@customer.example",)] * 3
    assert message.dispatch.deliveries.filter(bounced_at__isnull=False).count() == 4


def test_what_came_back_goes_again_when_a_person_says_so(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    message = answered(case, ana, MONDAY)
    report(post, mailbox, SPAM, of=message.message_id)
    before = len(post.sent)

    retry_failed(Dispatch.objects.get(message=message), ana)
    dispatch_due()

    assert [one.message_id for one in post.sent[before:]] == [message.message_id]
    assert not Promise.objects.filter(end="", kind="answer").exists()


def test_the_same_report_twice_changes_nothing_more(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    message = answered(case, ana, MONDAY)

    report(post, mailbox, UNKNOWN, of=message.message_id)
    report(post, mailbox, UNKNOWN, of=message.message_id)

    assert Happening.objects.filter(name="MessageBounced").count() == 1
    assert Happening.objects.filter(name="PromiseReopened").count() == 1


def test_a_report_that_names_only_the_address_is_of_the_last_message_to_it(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    first, second = answered(case, ana, MONDAY), answered(case, ana, TUESDAY, "More")

    with clock.frozen(TUESDAY + timedelta(hours=1)):
        report(post, mailbox, UNKNOWN)

    states = {m.pk: m.dispatch.state for m in Message.objects.filter(author=ana)}
    assert states == {first.pk: "sent", second.pk: "bounced"}


def test_a_report_that_names_nothing_but_our_id_is_understood(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    message = answered(case, ana, MONDAY)

    headers = {"References": f"<{message.message_id}>", "Return_Path": "<>"}
    take(
        mailbox,
        "MAILER-DAEMON",
        "Could not be delivered",
        Subject="Mail delivery failed",
        **headers,
    )

    assert Dispatch.objects.get(message=message).state == "bounced"


def test_a_late_mail_is_only_noted(case: Case, ana: Staff, post: Post, mailbox: Account) -> None:
    message = answered(case, ana, MONDAY)

    arrival = report(post, mailbox, FULL, of=message.message_id, delay=True)

    assert arrival.reason == "reported"
    dispatch = Dispatch.objects.get(message=message)
    assert (dispatch.state, dispatch.error["delayed"]["words"]) == ("sent", "over quota")
    assert not Notice.objects.filter(kind="message_bounced").exists()
    assert not Promise.objects.filter(end="", kind="answer").exists()


def test_an_acknowledgement_that_comes_back_marks_the_address_and_no_more(
    case: Case, post: Post, mailbox: Account
) -> None:
    dispatch_due()
    before = list(Promise.objects.values())
    acknowledgement = Message.objects.get(purpose="acknowledgement")

    report(post, mailbox, UNKNOWN, of=acknowledgement.message_id)

    assert Identity.objects.get(value="carla@customer.example").unreachable_why == "user_unknown"
    assert Dispatch.objects.get(message=acknowledgement).state == "bounced"
    assert list(Promise.objects.values()) == before
    assert not Notice.objects.filter(kind="message_bounced").exists()


def test_a_bounce_of_an_unclear_message_settles_that_it_was_sent(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    message = answered(case, ana, MONDAY)
    Dispatch.objects.filter(message=message).update(state="unknown")

    report(post, mailbox, UNKNOWN, of=message.message_id)

    assert Dispatch.objects.get(message=message).state == "bounced"


def test_a_report_that_comes_before_the_receipt_waits_for_it(
    case: Case, ana: Staff, post: Post, mailbox: Account
) -> None:
    message = answered(case, ana, MONDAY)
    Dispatch.objects.filter(message=message).update(state="sending")

    arrival = report(post, mailbox, UNKNOWN, of=message.message_id)
    assert arrival.outcome == ""
    Dispatch.objects.filter(message=message).update(state="sent")
    post.bounce = Bounce((UNKNOWN,), message.message_id)
    settle_arrivals()

    assert Dispatch.objects.get(message=message).state == "bounced"


POSTFIX = """\
Return-Path: <>
Date: Mon, 02 Mar 2026 10:00:05 +0000 (UTC)
From: MAILER-DAEMON@mx.shop.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: help@shop.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4XRb.1772445605/mx.shop.example"
Message-Id: <20260302100005.4XRb@mx.shop.example>

--4XRb.1772445605/mx.shop.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.shop.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<carla@customer.example>: host mx.customer.example[192.0.2.7] said: {words} (in reply to RCPT TO command)

--4XRb.1772445605/mx.shop.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.shop.example
X-Postfix-Queue-ID: 4XRb
X-Postfix-Sender: rfc822; help@shop.example
Arrival-Date: Mon, 02 Mar 2026 10:00:00 +0000 (UTC)

Final-Recipient: rfc822; carla@customer.example
Original-Recipient: rfc822;carla@customer.example
Action: {action}
Status: {status}
Remote-MTA: dns; mx.customer.example
Diagnostic-Code: smtp; {words}

--4XRb.1772445605/mx.shop.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <help@shop.example>
From: "Northwind" <help@shop.example>
To: "Carla" <carla@customer.example>
Subject: Re: Where is it?
Message-ID: <{message_id}>

--4XRb.1772445605/mx.shop.example--
"""


@pytest.mark.parametrize(
    ("status", "words", "action", "state", "why"),
    [
        (
            "5.1.1",
            "550 5.1.1 <carla@customer.example>: user unknown",
            "failed",
            "bounced",
            "user_unknown",
        ),
        ("4.2.2", "452 4.2.2 mailbox full", "failed", "waiting", "mailbox_full"),
        ("5.7.1", "554 5.7.1 message looks like spam", "failed", "bounced", ""),
        ("4.4.1", "connect to mx.customer.example: timed out", "delayed", "sent", ""),
    ],
)
def test_a_report_as_postfix_writes_it(
    post: Post, ana: Staff, status: str, words: str, action: str, state: str, why: str
) -> None:
    """Through the real reader, from the raw mail to the row."""
    office = connect_mailbox(make_shop(), None, {"address": "help@shop.example"}, "x", kind="post")
    post.reads = parse
    with clock.frozen(MONDAY):
        take(office, CARLA, "Where is it?")
    case = Case.objects.get()
    message = answered(case, ana, MONDAY)

    facts = {"status": status, "words": words, "action": action, "message_id": message.message_id}
    arrival = deliver(office, POSTFIX.format(**facts).encode())
    settle_arrivals()

    arrival.refresh_from_db()
    assert (arrival.outcome, arrival.reason) == ("joined", "reported")
    assert Dispatch.objects.get(message=message).state == state
    assert Identity.objects.get(value=CARLA).unreachable_why == why
    is_owed = Promise.objects.filter(end="", kind="answer").exists()
    assert is_owed is (action == "failed")


def test_every_reason_has_its_words() -> None:
    assert WORDS["bounce"].keys() == REASONS.keys()


CARLA, CHEF = "carla@customer.example", "chef@customer.example"


@pytest.mark.parametrize(
    ("written_to", "failed", "expected"),
    [
        ([CARLA], [UNKNOWN], [CARLA]),
        ([CARLA], [], [CARLA]),
        ([CARLA], [replace(UNKNOWN, address="carla@elsewhere.example")], [CARLA]),
        ([CARLA, CHEF], [replace(UNKNOWN, address="Chef@Customer.example")], [CHEF]),
        ([CARLA, CHEF], [replace(UNKNOWN, address="who@elsewhere.example")], []),
        ([CARLA, CHEF], [], [CARLA]),
        ([], [UNKNOWN], []),
    ],
)
def test_who_failed(
    written_to: list[str], failed: list[FailedRecipient], expected: list[str]
) -> None:
    found = failures(written_to, Bounce(tuple(failed)))

    assert [one.address for one in found] == expected


@pytest.mark.parametrize(
    ("failed", "before", "hours"),
    [
        (FULL, 0, 4),
        (FULL, 2, 24),
        (FULL, 3, None),
        (UNKNOWN, 0, None),
        (replace(FULL, reason="network"), 0, 4),
        (replace(FULL, reason="too_big"), 0, None),
        (replace(FULL, reason="expired"), 0, None),
    ],
)
def test_what_is_worth_another_try(failed: FailedRecipient, before: int, hours: int | None) -> None:
    found = failures([CARLA], Bounce((failed,)))

    wait = sent_again_after(found, before)

    assert wait == (timedelta(hours=hours) if hours else None)
