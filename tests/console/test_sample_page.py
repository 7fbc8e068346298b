"""Looking around: the sample shop is asked for, watched, and taken away."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from makegood.kernel import clock
from makegood.people.models import Staff
from makegood.sample.models import Loading
from makegood.shops.actions.opening import open_shop
from makegood.shops.models import Shop
from makegood.testing.cast import cast
from makegood.testing.makers import make_case, make_customer, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> Staff:
    make_shop()
    owner = cast().owner
    client.force_login(owner)
    return owner


def test_asking_for_the_sample_leads_to_its_progress(client: Client, owner: Staff) -> None:
    answer = client.post(reverse("console:sample"))

    loading = Loading.objects.get()
    assert loading.by_id == owner.pk
    page = client.get(answer["Location"]).content.decode()
    assert "Furnishing the sample shop" in page
    assert f"sample:{loading.pk}" in page
    assert 'http-equiv="refresh"' in page, "without JavaScript the page looks again by itself"

    client.post(reverse("console:sample"))
    assert Loading.objects.count() == 1, "asking twice loads once"


def test_while_it_is_made_the_inbox_says_so_and_not_that_nobody_waits(
    client: Client, owner: Staff
) -> None:
    inbox = reverse("console:inbox")
    assert "Nobody is waiting" in client.get(inbox).content.decode()

    client.post(reverse("console:sample"))

    shown = client.get(inbox).content.decode()
    assert "The sample shop is being made" in shown
    assert f'href="{reverse("console:sample")}?watch"' in shown
    assert "Nobody is waiting" not in shown
    Loading.objects.update(ended_at=clock.now())
    assert "Nobody is waiting" in client.get(inbox).content.decode()


@pytest.mark.parametrize(
    ("done", "gone", "said"),
    [
        (0, 2, "How long it takes depends on this machine"),
        (250, 40, "About 2 minutes left."),
        (400, 40, "About 1 minute left."),
        (900, 90, "Less than a minute left."),
    ],
)
def test_the_time_left_is_measured_not_promised(
    client: Client, owner: Staff, done: int, gone: int, said: str
) -> None:
    began = clock.now() - timedelta(seconds=gone)
    Loading.objects.create(started_at=began, done=done, total=1000)

    page = client.get(reverse("console:sample"), {"watch": ""}).content.decode()

    assert said in page
    assert "You are taken to the inbox when it is there." in page


def test_whoever_watched_is_taken_to_the_inbox_when_it_is_there(
    client: Client, owner: Staff
) -> None:
    watch = client.post(reverse("console:sample"))["Location"]
    open_shop("Sample", "LT", ["lt"], is_sample=True)
    Loading.objects.update(ended_at=clock.now())

    assert client.get(watch)["Location"] == reverse("console:inbox")
    part = client.get(watch, headers={"hx-request": "true"})
    assert part["HX-Redirect"] == reverse("console:inbox")
    assert "Take it away" in client.get(reverse("console:sample")).content.decode()


def test_what_is_of_the_sample_says_so_beside_ones_own(client: Client, owner: Staff) -> None:
    sample = open_shop("Sample", "LT", ["lt"], is_sample=True)
    theirs = make_order(
        "S-1", shop=sample, customer=make_customer("s@sample.example", is_sample=True)
    )
    ours = make_order("W-1", customer=make_customer("o@ours.example"))
    cases = [make_case(shop=it.shop, order=it, customer=it.customer) for it in (theirs, ours)]

    def says_so(name: str, key: object) -> bool:
        page = client.get(reverse(name, args=[key])).content.decode()
        return "Sample shop" in page.partition("<main")[2]

    for name, keys in {
        "console:case": [case.number for case in cases],
        "console:order": [theirs.pk, ours.pk],
        "console:customer": [theirs.customer_id, ours.customer_id],
    }.items():
        assert [says_so(name, key) for key in keys] == [True, False], name


def test_the_sample_is_taken_away_and_the_shop_stays(client: Client, owner: Staff) -> None:
    open_shop("Sample", "LT", ["lt"], is_sample=True)

    client.post(reverse("console:sample_removal"))

    assert [shop.is_sample for shop in Shop.objects.all()] == [False]
    assert "Look around" in client.get(reverse("console:sample")).content.decode()
