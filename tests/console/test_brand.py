"""The shop as its customers see it: saved field by field, tried before it is saved, shown in frames."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from makegood.kernel.models import SettingChange
from makegood.shops.models import Shop
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db
PAGE = reverse("console:brand")
BRAND = {
    "name": "Lume",
    "colour": "#AA3300",
    "email": "ciao@lume.example",
    "phone": "+353 1 234 567",
    "website": "shop.example",
    "address": "1 Quay St\nGalway",
}
TRIED = BRAND | {"do": "preview"}
HTMX = {"hx-request": "true"}


@pytest.fixture
def people(client: Client) -> Cast:
    make_shop()
    people = cast()
    client.force_login(people.owner)
    return people


def frames(page: str) -> list[str]:
    return re.findall(r'<iframe[^>]* src="([^"]+)"', page)


def test_each_field_that_is_saved_is_in_the_audit(client: Client, people: Cast) -> None:
    answer = client.post(PAGE, BRAND)

    assert answer.status_code == 302
    shop = Shop.objects.get()
    assert (shop.name, shop.colour, shop.website) == (
        "Lume",
        "#aa3300",
        "https://shop.example",
    )
    saved = SettingChange.objects.filter(thing="shop", act="changed", by_id=people.owner.pk)
    assert set(saved.values_list("field", flat=True)) == set(BRAND)
    client.post(PAGE, BRAND)
    assert saved.count() == len(BRAND)


def test_a_website_that_is_none_is_refused_at_its_field(client: Client, people: Cast) -> None:
    answer = client.post(PAGE, BRAND | {"website": "not a site"})

    assert answer.status_code == 422
    assert 'id="id_website-error"' in answer.content.decode()
    assert Shop.objects.get().website == ""


def test_what_is_tried_is_shown_and_saved_nowhere(client: Client, people: Cast) -> None:
    before = Shop.objects.values().get()

    whole = client.post(PAGE, TRIED).content.decode()
    part = client.post(PAGE, TRIED, headers=HTMX).content.decode()
    mail, by_day, by_night = (client.get(src) for src in frames(part))

    assert "<form" not in part
    assert len(frames(whole)) == 3
    for shown in (mail, by_day, by_night):
        assert "Lume" in shown.content.decode()
        assert "https://shop.example" in shown.content.decode()
        assert shown["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "#aa3300" in mail.content.decode()
    assert "/brand/aa3300-" in by_day.content.decode()
    assert 'data-theme="dark"' in by_night.content.decode()
    assert Shop.objects.values().get() == before


@pytest.mark.parametrize("letter", ["Ж", "🏠"])
def test_the_longest_address_in_any_alphabet_is_shown(
    client: Client, people: Cast, letter: str
) -> None:
    Shop.objects.update(address=letter * 1000, name=letter * 120)

    page = client.get(PAGE)

    assert page.status_code == 200
    for src in frames(page.content.decode()):
        assert letter * 1000 in client.get(src).content.decode()


def test_what_can_not_be_saved_is_not_shown_either(client: Client, people: Cast) -> None:
    part = client.post(PAGE, TRIED | {"website": "not a site"}, headers=HTMX).content.decode()

    assert frames(part) == []
    assert "be read yet" in part


@pytest.mark.parametrize(
    ("colour", "told"),
    [("#1f6f5c", "As chosen. Words"), ("#8a8a8a", "As chosen for areas"), ("#ffe600", "Adjusted")],
)
def test_what_becomes_of_a_colour_is_said(
    client: Client, people: Cast, colour: str, told: str
) -> None:
    part = client.post(PAGE, TRIED | {"colour": colour}, headers=HTMX).content.decode()

    in_mails = part[part.index("In mails") : part.index("On pages by day")]
    assert told in in_mails


def test_a_colour_that_is_none_is_refused_with_a_reason(client: Client, people: Cast) -> None:
    answer = client.post(PAGE, BRAND | {"colour": "red"})

    assert answer.status_code == 422
    assert "A colour is written like" in answer.content.decode()


def picture(kind: str = "WEBP", colour: str = "teal") -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (300, 100), colour).save(made, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", made.getvalue())


def test_a_logo_is_put_up_wherever_customers_see_the_shop_and_taken_down_again(
    client: Client, people: Cast
) -> None:
    answer = client.post(reverse("console:logo"), {"logo": picture()})

    assert answer.status_code == 302
    shop = Shop.objects.get()
    address = reverse("portal:logo", args=[shop.logo_sha256])
    page = client.get(PAGE).content.decode()
    mail, by_day, by_night = (client.get(src).content.decode() for src in frames(page))
    assert 'src="data:image/png;base64,' in mail
    for shown in (page, by_day, by_night):
        assert f'src="{address}"' in shown
    assert f'src="{address}"' in Client().get("/s/nonsense/").content.decode()
    given = Client().get(address)
    assert (given["Content-Type"], given["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "immutable" in given["Cache-Control"]
    assert b"".join(given).startswith(b"\x89PNG")

    client.post(reverse("console:logo_removal"))

    assert Shop.objects.get().logo_sha256 == ""
    assert address not in client.get(PAGE).content.decode()
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("logo.svg", b"<svg/>", "image/svg+xml"), "is none that can be read"),
        (picture("PNG", "white"), "be seen on white"),
        (None, "“Logo” is needed."),
    ],
)
def test_what_is_no_logo_is_refused_with_a_reason(
    client: Client, people: Cast, file: SimpleUploadedFile | None, told: str
) -> None:
    answer = client.post(reverse("console:logo"), {"logo": file} if file else {})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Shop.objects.get().logo_sha256 == ""
