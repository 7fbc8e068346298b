"""The shop's logo in letters: inside the mail itself, and no file of the customer's when it comes back."""

from email.message import EmailMessage
from io import BytesIO

import pytest
from PIL import Image

from makegood.adapters.channels.email.send import as_bytes
from makegood.kernel import files
from makegood.kernel.mail.parse import parse
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.composing import compose
from makegood.messages.actions.receiving import settle
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.storing import deliver
from makegood.messages.models import Account
from makegood.messages.rules.logos import size_in_letters
from makegood.people.models import Staff
from makegood.shops.actions.branding import remove_logo, set_logo
from makegood.shops.models import Shop
from makegood.testing.makers import make_case, make_message, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    made = BytesIO()
    Image.new("RGB", (480, 160), "teal").save(made, "PNG")
    return set_logo(make_shop(), None, made.getvalue())


def test_a_letter_carries_the_logo_inside_and_its_words_stay_as_they_were(
    mailbox: Account, ana: Staff, shop: Shop
) -> None:
    case = make_case()
    make_message(case, account=mailbox, from_address="carla@customer.example")
    message = send_reply(case, ana, "A new one is coming.")

    with_logo = compose(message, mailbox)
    remove_logo(shop, None)
    case.shop.refresh_from_db()
    without = compose(message, mailbox)

    [file] = with_logo.files
    assert (file.type, file.content) == ("image/png", files.read(shop.logo_sha256))
    assert (
        f'<img src="cid:{file.content_id}" alt="Northwind" width="168" height="56"'
        in with_logo.html
    )
    assert with_logo.text == without.text
    assert without.files == ()
    assert "<img" not in without.html
    read = parse(as_bytes(with_logo))
    assert [(one.name, one.is_inline) for one in read.files] == [("logo.png", True)]


def test_a_letter_goes_without_a_logo_whose_file_is_gone(
    mailbox: Account, ana: Staff, shop: Shop
) -> None:
    Shop.objects.update(logo_sha256="0" * 64)
    case = make_case()
    make_message(case, account=mailbox, from_address="carla@customer.example")

    letter = compose(send_reply(case, ana, "A new one is coming."), mailbox)

    assert letter.files == ()
    assert ">Northwind</p>" in letter.html


@pytest.mark.parametrize("is_renamed", [False, True])
def test_our_logo_that_comes_back_is_no_file_of_the_customers(
    ana: Staff, shop: Shop, is_renamed: bool
) -> None:
    office, case = post_office(shop), make_case()
    make_message(case, account=office, from_address="carla@customer.example")
    ours = compose(send_reply(case, ana, "A new one is coming."), office)
    name = "image001@outlook" if is_renamed else ours.files[0].content_id
    answer = EmailMessage()
    answer["From"], answer["Subject"] = "carla@customer.example", ours.subject
    answer["Message-ID"], answer["In-Reply-To"] = "<2@c.example>", f"<{ours.message_id}>"
    answer.set_content("Thank you")
    answer.add_alternative(f'<p>Thank you</p><img src="cid:{name}"><img src="cid:p">', "html")
    rich = answer.get_payload()[1]  # type: ignore[index]  # the HTML beside the text
    rich.add_related(ours.files[0].content, "image", "png", cid=f"<{name}>")  # type: ignore[union-attr]
    rich.add_related(b"\xff\xd8jpeg", "image", "jpeg", cid="<p>", filename="crack.jpg")  # type: ignore[union-attr]

    arrival = settle(deliver(office, answer.as_bytes()))

    assert arrival.message is not None
    assert [a.name for a in arrival.message.attachments.all()] == ["crack.jpg"]


def test_it_is_drawn_no_larger_than_it_is() -> None:
    assert size_in_letters(480, 160) == (168, 56)
    assert size_in_letters(480, 48) == (220, 22)
    assert size_in_letters(40, 40) == (40, 40)
