"""A letter of ours on the wire: nothing in it can be more than words, and every reader can show it."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.test import Client

from makegood.adapters.channels.email.send import as_bytes
from makegood.cases.models import Case
from makegood.kernel.mail.parse import parse
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.acknowledging import acknowledge
from makegood.messages.actions.composing import compose
from makegood.messages.actions.drafting import attach, draft_for
from makegood.messages.actions.sending import send_notice, send_reply
from makegood.messages.actions.templating import facts_of, save_template
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Account, Message
from makegood.messages.rules import fill_template
from makegood.people.models import Staff
from makegood.testing.cast import make_staff
from makegood.testing.makers import MONDAY, make_case, make_customer, make_message, make_shop

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\nnot much of a picture"
EVIL = 'Carla"><script>x</script>\r\nBcc: everybody@x.example'


@pytest.fixture
def office() -> Account:
    return post_office(make_shop())


@pytest.fixture
def case(office: Account) -> Case:
    case = make_case()
    make_message(case, account=office, from_name="Carla", from_address="carla@customer.example")
    return case


@pytest.fixture
def ana() -> Staff:
    return make_staff()


def on_the_wire(message: Message) -> EmailMessage:
    account = message.account
    assert account is not None
    mail = message_from_bytes(as_bytes(compose(message, account)), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def body_of(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None, f"no {kind}"
    return str(part.get_content())


def test_what_fills_a_template_stays_words(office: Account, ana: Staff) -> None:
    customer = make_customer(name=EVIL)
    case = make_case(customer=customer, subject=EVIL)
    make_message(case, account=office, from_name=EVIL, from_address="carla@customer.example")
    body = "Hello {{ customer.name }}, about {{ case.subject }}"
    template = save_template(case.shop, ana, name="x", language="en", body=body)

    mail = on_the_wire(
        send_reply(case, ana, fill_template(template.body, facts_of(case, ana)).text)
    )

    assert mail["Bcc"] is None
    assert mail.keys().count("To") == mail.keys().count("Subject") == 1
    assert "<script>" not in body_of(mail, "html")
    assert "&lt;script&gt;" in body_of(mail, "html")
    assert "<script>" in body_of(mail, "plain")  # where it is nothing but words


def test_a_field_filled_with_a_field_is_not_filled_again(case: Case, ana: Staff) -> None:
    customer = make_customer()
    template = save_template(case.shop, ana, name="x", language="en", body="{{ customer.name }}")

    customer.name = "{{ shop.phone }}"
    case.customer = customer
    assert fill_template(template.body, facts_of(case, ana)).text == "{{ shop.phone }}"


def test_a_picture_in_an_answer_is_seen_in_it_and_another_file_is_attached(
    case: Case, ana: Staff
) -> None:
    draft = draft_for(case, ana)
    picture = attach(draft, "crack.png", "image/png", PNG)
    paper = attach(draft, "bill.pdf", "application/pdf", b"%PDF-1.7")
    ids = [picture.pk, paper.pk]

    mail = on_the_wire(send_reply(case, ana, "See here.", attachment_ids=ids))

    assert mail.get_content_type() == "multipart/mixed"
    related = next(part for part in mail.walk() if part.get_content_type() == "multipart/related")
    html, shown = related.iter_parts()
    assert (
        shown["Content-ID"]
        == f"<{picture.pk.hex}@{make_shop().accounts.get().address.split('@')[1]}>"
    )
    assert f'src="cid:{shown["Content-ID"][1:-1]}"' in html.get_content()
    assert shown.get_content() == PNG
    assert "[crack.png]" in body_of(mail, "plain")
    (attached,) = [part for part in mail.iter_attachments() if part.get_filename() == "bill.pdf"]
    assert attached["Content-ID"] is None
    assert attached.get_content_disposition() == "attachment"


def test_the_post_office_shows_the_picture_too(case: Case, ana: Staff, client: Client) -> None:
    picture = attach(draft_for(case, ana), "crack.png", "image/png", PNG)
    message = send_reply(case, ana, "See here.", attachment_ids=[picture.pk])
    client.force_login(ana)

    shown = client.get(f"/postoffice/{message.pk}/html/").content.decode()

    assert 'src="data:image/png;base64,' in shown
    assert "cid:" not in shown


def test_each_letter_says_whether_anybody_wrote_it(case: Case, ana: Staff) -> None:
    heard = case.messages.get()
    answer = acknowledge(case, heard, MONDAY)
    assert answer is not None
    word = send_reply(case, ana, "Hello")
    notice = send_notice(case.shop, "new@shop.example", "Your seat", "Come in", "en")

    told = {m.purpose: on_the_wire(m)["Auto-Submitted"] for m in (answer, word, notice)}

    assert told == {"acknowledgement": "auto-replied", "word": None, "notice": "auto-generated"}
    for message in (answer, word, notice):
        mail = on_the_wire(message)
        assert mail["List-Unsubscribe"] is None  # none of ours is a campaign
        assert body_of(mail, "plain").strip()
        assert body_of(mail, "html").strip()
    # And a desk like ours, on the other side, knows what not to answer.
    autos = [
        parse(as_bytes(compose(m, m.account))).auto for m in (answer, word, notice) if m.account
    ]
    assert autos == ["auto_reply", "none", "auto_reply"]


def conversation_on_the_wire(message: Message) -> tuple[str, str]:
    mail = on_the_wire(message)
    read = parse(mail.as_bytes())
    return read.conversation, read.topic


def test_all_letters_of_a_thread_are_one_conversation_in_outlook(case: Case, ana: Staff) -> None:
    thread = case.threads.get()

    first, second = send_reply(case, ana, "One"), send_reply(case, ana, "Two")

    told = {conversation_on_the_wire(one) for one in (first, second)}
    assert told == {(thread.pk.hex, case.subject)}


def test_an_answer_stays_in_the_conversation_the_customers_outlook_began(
    case: Case, ana: Staff
) -> None:
    begun = "0123456789abcdef" * 2
    case.messages.update(conversation=begun)
    make_message(case, "From the phone, which knows no conversations", at=MONDAY)

    ours = send_reply(case, ana, "Hello")

    assert conversation_on_the_wire(ours)[0] == begun


def test_a_suppliers_conversation_bears_nothing_of_the_customers(case: Case, ana: Staff) -> None:
    case.messages.update(conversation="0123456789abcdef" * 2)
    thread = open_thread(case, ana, "supplier", "Lamp Makers", "claims@maker.example")

    ours = send_reply(case, ana, "Hello", thread=thread)

    assert conversation_on_the_wire(ours) == (thread.pk.hex, thread.subject)


def test_a_letter_of_no_thread_is_of_no_conversation(office: Account) -> None:
    notice = send_notice(office.shop, "bo@shop.example", "Welcome", "Hello", "en")

    assert conversation_on_the_wire(notice) == ("", "")


def test_no_letter_can_be_unsubscribed_from(case: Case, ana: Staff) -> None:
    """A customer who pressed that button would end the answers to their own question."""
    heard = case.messages.get()
    acknowledgement = acknowledge(case, heard, MONDAY)
    notice = send_notice(case.shop, "bo@shop.example", "Welcome", "Hello", "en")
    assert acknowledgement is not None

    letters = [on_the_wire(one) for one in (send_reply(case, ana, "Hi"), acknowledgement, notice)]

    assert [name for mail in letters for name in mail if name.lower().startswith("list-")] == []
