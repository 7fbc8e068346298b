"""Taking in a file in the browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from makegood.kernel import clock
from makegood.shops.models import ImportRun, Order, Shop
from makegood.shops.tasks import run_import
from makegood.testing.cast import cast
from makegood.testing.makers import make_shop

pytestmark = pytest.mark.django_db(transaction=True)

FILE = "Order No;Mail;Datum;Summe\nA-1;ana@x.example;12.10.2026;49,90\n;nobody@x.example;13.10.2026;1,00\n"


@pytest.fixture
def owner(client: Client) -> Client:
    make_shop()
    client.force_login(cast().owner)
    return client


def _upload(client: Client, content: bytes, name: str = "orders.csv") -> str:
    answer = client.post(
        reverse("console:import"),
        {"kind": "orders", "file": SimpleUploadedFile(name, content)},
    )
    return str(answer.get("Location", ""))


def test_a_file_is_looked_at_tried_and_taken_in(owner: Client) -> None:
    mapping = _upload(owner, FILE.encode("cp1252"))
    page = owner.get(mapping).content.decode()
    assert '<option value="Order No" selected>' in page
    assert "ana@x.example" in page

    given = {
        "map-number": "Order No",
        "map-email": "Mail",
        "map-placed_at": "Datum",
        "map-total": "Summe",
    }
    tried = owner.post(mapping, given | {"do": "try"})["Location"]
    assert "Taking in the file" in owner.get(tried).content.decode()
    run_import(str(ImportRun.objects.get().pk))
    result = owner.get(tried).content.decode()
    assert "Tried" in result
    assert not Order.objects.exists()

    earnest = owner.post(tried)["Location"]
    run = ImportRun.objects.latest("started_at")
    run_import(str(run.pk))
    run.refresh_from_db()
    assert "Taken in" in owner.get(earnest).content.decode()
    assert Order.objects.get().number == "A-1"
    assert (run.created, run.refused) == (1, 1)
    refused = owner.get(reverse("console:import_refused", args=[run.pk]))
    assert b"nobody@x.example" in refused.content


@pytest.mark.parametrize(("rows", "told"), [(1, "1 row read."), (2, "2 rows read.")])
def test_one_row_is_told_as_one(owner: Client, rows: int, told: str) -> None:
    lines = [f"A-{number};ana@x.example;12.10.2026;49,90\n" for number in range(rows)]
    mapping = _upload(owner, ("Order No;Mail;Datum;Summe\n" + "".join(lines)).encode())

    tried = owner.post(mapping, {"map-number": "Order No", "do": "try"})["Location"]
    run_import(str(ImportRun.objects.get().pk))

    assert told in owner.get(tried).content.decode()


def test_phones_that_cannot_be_read_are_told_with_their_rows(owner: Client) -> None:
    shop = Shop.objects.get()
    facts = {"kind": "customers", "filename": "a.csv", "ended_at": clock.now(), "rows": 90}
    examples = [[7, "8 (912) 345-67-89"], [9, "<b>12345</b>"]]
    run = ImportRun.objects.create(
        shop=shop, started_at=clock.now(), unread_phones=12, unread_examples=examples, **facts
    )

    page = owner.get(reverse("console:import_run", args=[run.pk])).content.decode()

    assert "12 phone numbers could not be read" in page
    assert "Row 7: 8 (912) 345-67-89" in page
    assert "Row 9: &lt;b&gt;12345" in page


def test_a_mapping_without_a_number_is_refused_and_nothing_starts(owner: Client) -> None:
    mapping = _upload(owner, FILE.encode())

    answer = owner.post(mapping, {"map-email": "Mail", "do": "run"})

    assert answer.status_code == 422
    assert "Order number" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_that_is_no_table_is_refused_at_its_field(owner: Client) -> None:
    answer = owner.post(
        reverse("console:import"),
        {"kind": "orders", "file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 broken")},
    )

    assert answer.status_code == 422
    assert 'id="id_file-error"' in answer.content.decode()


def test_a_token_made_by_hand_opens_no_file(owner: Client) -> None:
    _upload(owner, FILE.encode())

    forged = reverse("console:import_file", args=["orders|" + "0" * 64 + "|x.csv:forged"])

    assert owner.get(forged).status_code == 404
