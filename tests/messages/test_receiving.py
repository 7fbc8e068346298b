"""Words coming in: each ends as exactly one outcome."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO

import pytest
from tests.messages.arriving import Fragile, arrive, fragile_mailbox, mail, outcome

from makegood.cases.actions.closing import close_case
from makegood.cases.models import Case
from makegood.kernel import clock, files
from makegood.kernel.mail.values import File
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import connect_mailbox
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.storing import store_arrival
from makegood.messages.models import Account, Arrival, Message
from makegood.messages.ports import Fetched
from makegood.messages.queries import account_tiles, arrivals_page, outgoing_page
from makegood.people.actions.recognising import add_identity
from makegood.people.models import Customer, Role
from makegood.shops.actions.opening import change_shop
from makegood.testing.cast import make_staff
from makegood.testing.makers import make_customer, make_order, make_shop

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def mailbox(fragile: Fragile) -> Account:
    return fragile_mailbox()


def test_a_first_mail_opens_a_case_of_a_new_customer(mailbox: Account) -> None:
    arrival = arrive(mailbox, mail("Hello, where is my parcel? I have waited for two weeks now."))

    assert outcome(arrival) == ("opened", "new")
    case = Case.objects.get()
    assert (case.subject, case.turn, case.channel, case.language) == (
        "My parcel",
        "us",
        "fragile",
        "en",
    )
    assert case.customer is not None
    assert case.customer.name == "Carla Customer"
    assert case.customer.identities.get().value == "carla@customer.example"
    message = case.messages.get(direction="in")
    assert arrival.message == message
    assert message.text.strip() == "Hello, where is my parcel? I have waited for two weeks now."
    assert files.read(arrival.sha256).endswith(b"now.\n")


def test_the_raw_bytes_are_kept_before_anything_is_understood(
    mailbox: Account, fragile: Fragile
) -> None:
    fragile.breaks_on = b"poison"
    raw = mail("poison")

    store_arrival(mailbox, Fetched("INBOX/1/1", raw, NOW, {"INBOX": {"uid": 1}}))

    arrival = Arrival.objects.get()
    assert (arrival.outcome, files.read(arrival.sha256)) == ("", raw)
    mailbox.refresh_from_db()
    assert mailbox.cursor == {"INBOX": {"uid": 1}}


def test_the_same_server_id_is_stored_once(mailbox: Account) -> None:
    fetched = Fetched("INBOX/1/1", mail(), NOW, {})

    assert store_arrival(mailbox, fetched) is not None
    assert store_arrival(mailbox, fetched) is None


def test_a_big_mail_comes_as_a_file_and_is_read_like_any_other(mailbox: Account) -> None:
    file = BytesIO(mail("It is broken"))
    store_arrival(mailbox, Fetched("INBOX/1/1", b"", NOW, {}, file=file))
    settle_arrivals()

    assert Message.objects.get(direction="in").text.strip() == "It is broken"
    assert file.closed


def test_the_address_a_mail_was_handed_over_for_leads_to_its_case(mailbox: Account) -> None:
    """Nothing in the mail names it: an alias, a blind copy, a forward by the shop's own server."""
    first = arrive(mailbox, mail("Hello"))
    assert first.message is not None
    assert first.message.thread is not None
    address = f"help+{first.message.thread.token}@shop.example"

    raw = mail("More of it", From="wife@customer.example", To="orders@shop.example", Subject="Yes")
    store_arrival(mailbox, Fetched("handed/2", raw, NOW, {}, recipient=address))
    settle_arrivals()

    second = Arrival.objects.get(server_id="handed/2")
    assert outcome(second) == ("joined", "token")
    assert second.message is not None
    assert second.message.case == first.message.case


def test_the_same_mail_twice_is_one_message(mailbox: Account) -> None:
    first = arrive(mailbox, mail("Hello", Message_ID="<a@b.example>"))
    again = arrive(mailbox, mail("Hello", Message_ID="<a@b.example>"))

    assert outcome(again) == ("ignored", "duplicate")
    assert again.message == first.message
    assert Message.objects.filter(direction="in").count() == 1


def test_one_mail_to_two_of_our_addresses_is_one_message(mailbox: Account) -> None:
    other = connect_mailbox(make_shop(), None, {"address": "sales@shop.example"}, "x", "fragile")
    to = {"To": "help@shop.example, sales@shop.example", "Message_ID": ""}
    arrive(mailbox, b"Received: by one\n" + mail("Hello", **to), "1")

    again = arrive(other, b"Received: by two\n" + mail("Hello", **to), "1")

    assert outcome(again) == ("ignored", "duplicate")
    assert Case.objects.count() == 1


def test_two_different_mails_with_one_message_id_are_two_messages(mailbox: Account) -> None:
    arrive(mailbox, mail("Hello", Message_ID="<same@b.example>"))

    other = arrive(mailbox, mail("Something else", Message_ID="<same@b.example>"))

    assert other.outcome == "joined"
    assert Message.objects.filter(direction="in").count() == 2


def test_our_own_words_coming_back_are_ignored(mailbox: Account) -> None:
    case = Case.objects.get(messages=arrive(mailbox, mail()).message)
    ours = send_reply(case, make_staff(), "Hello")

    back = arrive(mailbox, mail(From="help@shop.example", Message_ID=f"<{ours.message_id}>"))
    loop = arrive(mailbox, mail("Out", From="help@shop.example", Auto_Submitted="auto-replied"))

    assert outcome(back) == ("ignored", "own_message")
    assert outcome(loop) == ("ignored", "own_address")


def test_a_colleague_writing_from_our_address_is_looked_at_by_a_person(mailbox: Account) -> None:
    assert outcome(arrive(mailbox, mail(From="help@shop.example"))) == (
        "quarantined",
        "own_address",
    )


def test_a_signature_is_kept_beside_the_words(mailbox: Account) -> None:
    arrive(mailbox, mail("Where is it?\n\n-- \nCarla & Sons\n+39 055 123456"))

    message = Message.objects.get(direction="in")
    assert (message.reply_text, message.signature) == (
        "Where is it?",
        "--\nCarla & Sons\n+39 055 123456",
    )


def test_a_web_form_in_our_name_is_the_customers_word(mailbox: Account) -> None:
    arrival = arrive(
        mailbox, mail(From="Form <help@shop.example>", Reply_To="Carla <carla@customer.example>")
    )

    assert arrival.outcome == "opened"
    assert Customer.objects.get().name == "Carla"


def test_a_reply_to_our_message_joins_by_token_even_from_another_address(mailbox: Account) -> None:
    case = Case.objects.get(messages=arrive(mailbox, mail()).message)
    ours = send_reply(case, make_staff(), "Hello")
    token = ours.thread.token if ours.thread else ""

    answer = arrive(
        mailbox, mail("It came", From="husband@other.example", To=f"help+{token}@shop.example")
    )

    assert outcome(answer) == ("joined", "token")
    assert answer.message
    assert answer.message.case == case


def test_a_reply_joins_by_reference_to_our_message(mailbox: Account) -> None:
    case = Case.objects.get(messages=arrive(mailbox, mail()).message)
    ours = send_reply(case, make_staff(), "Hello")
    Message.objects.filter(pk=ours.pk).update(message_id="rewritten@outlook.example")

    answer = arrive(mailbox, mail("Thanks", In_Reply_To="<rewritten@outlook.example>"))

    assert outcome(answer) == ("joined", "references")


def test_a_case_number_in_the_subject_is_believed_of_its_customer_only(mailbox: Account) -> None:
    case = Case.objects.get(messages=arrive(mailbox, mail()).message)
    subject = f"Something else [#{case.number}]"

    theirs = arrive(mailbox, mail("More", Subject=subject))
    strangers = arrive(mailbox, mail("Mine?", Subject=subject, From="eve@evil.example"))

    assert outcome(theirs) == ("joined", "case_number")
    assert outcome(strangers) == ("opened", "new")


def test_a_second_mail_about_the_same_order_joins_the_open_case(mailbox: Account) -> None:
    order = make_order("W-1001")
    arrive(mailbox, mail("Where is W-1001?", Subject="Order W-1001"))
    case = Case.objects.get()
    assert case.order == order

    again = arrive(mailbox, mail("Still nothing of W-1001", Subject="Order W-1001"))
    other = arrive(mailbox, mail("An invoice for W-1001, please", Subject="Invoice"))

    assert outcome(again) == ("joined", "same_order")
    assert other.outcome == "opened"


def test_an_order_named_later_is_linked(mailbox: Account) -> None:
    case = Case.objects.get(messages=arrive(mailbox, mail()).message)
    order = make_order("W-2002")

    arrive(mailbox, mail("It is W-2002", Subject=f"Re: My parcel [#{case.number}]"))

    case.refresh_from_db()
    assert case.order == order


def test_a_closed_case_goes_on_when_its_customer_answers(mailbox: Account) -> None:
    case = Case.objects.get(messages=arrive(mailbox, mail()).message)
    close_case(case, None, "done")

    arrive(mailbox, mail("Not quite", Subject=f"Re: My parcel [#{case.number}]"))

    case.refresh_from_db()
    assert (case.is_closed, case.turn) == (False, "us")


def test_another_matter_long_after_is_a_case_of_its_own(mailbox: Account) -> None:
    first = arrive(mailbox, mail(Message_ID="<first@customer.example>"))
    case = Case.objects.get(messages=first.message)
    close_case(case, None, "done")

    with clock.frozen(clock.now() + timedelta(days=90)):
        late = arrive(
            mailbox, mail("New", Subject="A broken lamp", In_Reply_To="<first@customer.example>")
        )

    assert outcome(late) == ("opened", "new_after_closed")
    assert Case.objects.count() == 2


def test_the_customer_is_recognised_by_any_of_their_addresses(mailbox: Account) -> None:
    carla = make_customer()
    add_identity(carla, "email", "carla@work.example")

    arrive(mailbox, mail(From="C <carla@work.example>"))

    assert Case.objects.get().customer == carla


def test_who_writes_a_language_the_shop_does_not_answer_in_is_answered_as_it_says(
    mailbox: Account,
) -> None:
    change_shop(make_shop(), None, languages=["lt", "en"], others_in="en")

    arrive(mailbox, mail("Buongiorno, il pacco non è ancora arrivato e sono preoccupata."))

    case = Case.objects.get()
    heard = Message.objects.get(case=case, direction="in")
    assert (case.language, heard.language) == ("en", "it")
    assert case.customer is not None
    assert case.customer.language == "it"


@pytest.mark.parametrize(
    ("text", "knows", "language"),
    [
        ("Buongiorno, il pacco non è ancora arrivato e sono preoccupata.", "hu", "it"),
        ("ok", "hu", "hu"),
        ("ok", "", "en"),
        ("Guten Tag, das Paket ist noch nicht angekommen, ich mache mir Sorgen.", "hu", "hu"),
        ("Guten Tag, das Paket ist noch nicht angekommen, ich mache mir Sorgen.", "", "en"),
        ("Dobar dan, gdje je moj paket? Što sada trebam učiniti?", "", "sr-latn"),
    ],
)
def test_the_language_is_the_messages_else_the_customers_else_the_shops(
    mailbox: Account, text: str, knows: str, language: str
) -> None:
    make_customer(language=knows)

    arrive(mailbox, mail(text, Subject=""))

    assert Case.objects.get().language == language


def test_html_is_kept_harmless_and_photos_as_attachments(mailbox: Account) -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "carla@customer.example", "Photo"
    letter.set_content("See the photo")
    letter.add_alternative(
        '<p onclick="x()">See<script>x()</script><img src="cid:p1@x">'
        '<img src="https://spy.example/1.gif"></p>',
        subtype="html",
    )
    letter.add_attachment(b"\xff\xd8jpeg", "image", "jpeg", filename="crack.jpg", cid="<p1@x>")

    arrival = arrive(mailbox, letter.as_bytes())

    assert arrival.message is not None
    html = arrival.message.html
    assert (
        html == '<p>See<img src="cid:p1@x"><img data-remote-src="https://spy.example/1.gif"></p>\n'
    )
    photo = arrival.message.attachments.get()
    assert (photo.name, photo.type, photo.content_id) == ("crack.jpg", "image/jpeg", "p1@x")
    assert files.read(photo.sha256) == b"\xff\xd8jpeg"


def test_five_thousand_recipients_are_bounded_on_the_row(mailbox: Account) -> None:
    everybody = ", ".join(f"p{n}@x.example" for n in range(5000))

    arrival = arrive(mailbox, mail(To=everybody))

    assert arrival.message is not None
    assert len(arrival.message.to) == 200


def test_an_out_of_office_reply_leaves_nobody_waiting(mailbox: Account) -> None:
    away = mail("I am away until Monday.", Auto_Submitted="auto-replied")

    assert outcome(arrive(mailbox, away)) == ("opened", "new")
    case = Case.objects.get()
    assert case.turn == Case.Turn.CUSTOMER
    close_case(case, None)
    case.refresh_from_db()
    assert case.is_closed


def test_a_bounce_of_nothing_we_know_is_ignored(mailbox: Account) -> None:
    bounce = mail(
        "This is the mail system at host mx.example. I'm sorry, your message could not be delivered.",
        From="MAILER-DAEMON@mx.example",
        Subject="Undelivered Mail Returned to Sender",
        Auto_Submitted="auto-replied",
        Return_Path="<>",
    )

    assert outcome(arrive(mailbox, bounce)) == ("ignored", "bounce_of_nothing")


def test_a_word_on_the_status_page_is_a_word_on_the_case(mailbox: Account) -> None:
    case = Case.objects.get(messages=arrive(mailbox, mail()).message)

    message = receive_from_portal(case, "And a photo", [File("a.jpg", "image/jpeg", b"jpeg")])

    assert (message.channel, message.from_address) == ("portal", "carla@customer.example")
    assert message.attachments.get().size == 4
    assert Happening.objects.filter(name="MessageReceived").count() == 2


def test_a_mail_on_its_way_in_takes_few_statements(
    mailbox: Account, django_assert_max_num_queries: object
) -> None:
    arrive(mailbox, mail("The first one"))
    for number in range(10):
        raw = mail(f"Where is order W-{number}00?", From=f"c{number}@customer.example")
        store_arrival(mailbox, Fetched(f"many/{number}", raw, clock.now(), {}))

    # Fourteen for each mail (customer, case, promise and acknowledgement), the rest once for all.
    with django_assert_max_num_queries(10 * 14 + 12):  # type: ignore[operator]  # a fixture
        assert settle_arrivals() == 10


def test_the_ledger_and_the_outbox_are_read_in_as_many_statements_for_one_as_for_three(
    mailbox: Account, django_assert_num_queries: object
) -> None:
    owner = make_staff("Olga Owner", Role.OWNER)

    def read() -> tuple[int, int, int]:
        with django_assert_num_queries(4):  # type: ignore[operator]  # a fixture
            arrivals = arrivals_page(owner).rows
            outgoing = outgoing_page(owner).rows
            tiles = account_tiles()
            subjects = [a.message.case for a in arrivals if a.message]
            subjects += [m.case for m in outgoing]
            return len(arrivals), len(outgoing), len(tiles)

    arrive(mailbox, mail("One"))
    assert read() == (1, 1, 1)
    for number in range(2):
        arrive(mailbox, mail(f"More {number}", From=f"c{number}@customer.example"))
    assert read() == (3, 3, 1)


def test_the_ledger_is_read_page_by_page(mailbox: Account) -> None:
    for number in range(5):
        arrive(mailbox, mail(f"More {number}", From=f"c{number}@customer.example"))

    agent = make_staff()
    first = arrivals_page(agent, limit=3)
    rest = arrivals_page(agent, after=first.next, limit=3)

    assert (len(first.rows), len(rest.rows), rest.next) == (3, 2, None)
    assert len({row.pk for row in [*first.rows, *rest.rows]}) == 5
