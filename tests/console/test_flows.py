"""Told first: flows are read, written, tried on past orders, switched on, and their log is read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from makegood.flows.actions.beginning import begin_for_orders
from makegood.flows.actions.going import go_on
from makegood.flows.actions.writing import seed_flows
from makegood.flows.models import Flow, QuietHours, Version
from makegood.kernel import clock
from makegood.kernel.models import SettingChange
from makegood.shops.models import Parcel, Shop
from makegood.testing.cast import cast
from makegood.testing.makers import MONDAY, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def time():
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def shop() -> Shop:
    shop = make_shop()
    seed_flows(shop)
    return shop


@pytest.fixture
def owner(client: Client, shop: Shop):
    owner = cast().owner
    client.force_login(owner)
    return owner


def page(client: Client, flow: Flow) -> str:
    return reverse("console:flow", args=[flow.pk])


def posted(flow: Flow, **changes: str) -> dict[str, str]:
    """The editor's form as the page of "Still on its way after a week" sends it."""
    form = {
        "number": "1",
        "name": "Still on its way after a week",
        "trigger": "sent",
        "do-0": "wait",
        "key-0": "s1",
        "count-0": "7",
        "unit-0": "days",
        "since-0": "trigger",
        "do-1": "only",
        "key-1": "s2",
        "check-1": "on_its_way",
        "do-2": "tell",
        "key-2": "s3",
        "station-2": "day_7",
        "ready-2": "day_7",
    }
    return form | changes


def test_the_list_shows_the_way_and_switches_a_flow_on(client, owner, shop) -> None:
    flow = Flow.objects.get(shop=shop, ready="sent")

    before = client.get(reverse("console:flows")).content.decode()
    client.post(reverse("console:flow_switch", args=[flow.pk]), {"do": "on"})
    after = client.get(reverse("console:flows")).content.decode()

    assert before.count("way-told") == 0
    assert after.count("way-told") == 1
    flow.refresh_from_db()
    assert flow.on_since == MONDAY
    assert SettingChange.objects.filter(thing="flow", field="is_on").count() == 1


def test_a_flow_is_read_as_a_list(client, owner, shop) -> None:
    flow = Flow.objects.get(shop=shop, ready="stuck")

    text = client.get(page(client, flow)).content.decode()

    assert "A parcel leaves" in text
    assert "Wait until the carrier was silent for 5 days" in text
    assert "Only if: it is still on its way" in text
    assert "Tell the customer: Does not move" in text


def test_a_draft_begins_nothing_until_it_is_published(client, owner, shop) -> None:
    flow = Flow.objects.get(shop=shop, ready="day_7")

    client.post(page(client, flow), posted(flow, do="draft", **{"count-0": "9"}))
    draft = Version.objects.get(flow=flow, is_draft=True)
    assert draft.read.steps[0].hours == 9 * 24
    assert Version.objects.get(flow=flow, is_newest=True).read.steps[0].hours == 7 * 24

    client.post(page(client, flow), posted(flow, do="publish", **{"count-0": "9"}))
    assert Version.objects.get(flow=flow, is_newest=True).read.steps[0].hours == 9 * 24
    assert not Version.objects.filter(flow=flow, is_draft=True).exists()


def test_what_is_left_as_it_came_stays_ready_made_and_own_words_are_kept(
    client, owner, shop
) -> None:
    flow = Flow.objects.get(shop=shop, ready="day_7")
    text = client.get(page(client, flow)).content.decode()
    assert "Your order {{ order }} is still on its way" in text
    own = {"subject-2-en": "Patience, {{ customer }}", "text-2-en": "Soon."}

    client.post(page(client, flow), posted(flow, do="publish", **own))

    step = Version.objects.get(flow=flow, is_newest=True).read.steps[2]
    assert step.words == {"en": {"subject": "Patience, {{ customer }}", "text": "Soon."}}
    assert step.ready == "day_7"


def test_a_field_there_is_none_of_is_named_and_nothing_is_lost(client, owner, shop) -> None:
    flow = Flow.objects.get(shop=shop, ready="day_7")
    own = {"subject-2-en": "Hi", "text-2-en": "Dear {{ nickname }}"}

    answer = client.post(page(client, flow), posted(flow, do="publish", **own))

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "There is no field nickname." in text
    assert "Dear {{ nickname }}" in text
    assert Version.objects.filter(flow=flow).count() == 1


def test_who_publishes_over_a_colleague_is_told(client, owner, shop) -> None:
    flow = Flow.objects.get(shop=shop, ready="day_7")
    client.post(page(client, flow), posted(flow, do="publish", **{"count-0": "8"}))

    answer = client.post(page(client, flow), posted(flow, do="publish", **{"count-0": "6"}))

    assert answer.status_code == 422
    assert "A colleague published this flow meanwhile" in answer.content.decode()
    assert Version.objects.get(flow=flow, is_newest=True).read.steps[0].hours == 8 * 24


def test_steps_are_added_moved_and_left_out_before_anything_is_saved(client, owner, shop) -> None:
    flow = Flow.objects.get(shop=shop, ready="day_7")

    added = client.post(page(client, flow), posted(flow, do="add:task")).content.decode()
    moved = client.post(page(client, flow), posted(flow, do="up:1")).content.decode()
    fewer = client.post(page(client, flow), posted(flow, do="remove:2")).content.decode()

    assert 'name="do-3" value="task"' in added
    assert 'name="do-0" value="only"' in moved
    assert 'name="do-2"' not in fewer
    assert Version.objects.filter(flow=flow).count() == 1


def test_the_preview_reads_as_the_customer_would(client, owner, shop) -> None:
    flow = Flow.objects.get(shop=shop, ready="sent")
    order = make_order()
    Parcel.objects.create(
        order=order, number="RR7", number_key="RR7", carrier="DPD", state="in_transit"
    )
    form = {
        "number": "1",
        "trigger": "sent",
        "do-0": "tell",
        "station-0": "sent",
        "ready-0": "sent",
    }

    example = client.post(page(client, flow), form | {"do": "preview"}).content.decode()
    real = client.post(
        page(client, flow), form | {"do": "preview", "order": "W-1001"}
    ).content.decode()

    assert "Follow it here: https://carrier.example/RR123456785LT" in example
    assert "DPD brings it; the parcel number is RR7." in real
    assert "Hello Carla Customer," in real
    assert '<p class="said">Hello Carla Customer' in real.replace("\n", "")
    none = client.post(page(client, flow), form | {"do": "preview", "order": "NOPE"})
    assert "There is no order NOPE." in none.content.decode()
    assert '<p class="said">' not in none.content.decode()


def test_a_rehearsal_says_who_would_have_got_what_when(client, owner, shop) -> None:
    order = make_order("W-1", placed_at=MONDAY - timedelta(days=20))
    Parcel.objects.create(
        order=order,
        number="RR1",
        number_key="RR1",
        state="delivered",
        shipped_at=MONDAY - timedelta(days=19),
        delivered_at=MONDAY - timedelta(days=3),
    )

    text = client.get(reverse("console:flow_rehearsal")).content.decode()

    told = [
        one
        for one in ("Confirmed", "Sent", "Day 7", "Day 14", "Delivered")
        if f"Tell the customer: {one}" in text
    ]
    assert told == ["Confirmed", "Sent", "Day 7", "Delivered"]
    assert "Only if: it is at a sorting centre or collection point" in text
    assert "Not done: The condition did not hold." in text


def test_the_log_says_what_was_told_and_what_was_not(client, owner, shop) -> None:
    flow = Flow.objects.get(shop=shop, ready="sent")
    client.post(reverse("console:flow_switch", args=[flow.pk]), {"do": "on"})
    order = make_order(customer=None, placed_at=MONDAY)
    type(order).objects.filter(pk=order.pk).update(customer=None)
    Parcel.objects.create(
        order=order, number="R", number_key="R", state="in_transit", shipped_at=MONDAY
    )
    begin_for_orders(shop.pk, [order.pk])
    go_on()

    text = client.get(reverse("console:flow_runs"), {"order": "W-1001"}).content.decode()

    assert "Tell the customer: Sent" in text
    assert "There is no e-mail address to write to." in text
    assert client.get(reverse("console:flow_runs"), {"order": "W-9"}).status_code == 404


def test_quiet_hours_are_chosen(client, owner, shop) -> None:
    form = {"since": "22:30", "until": "07:00", "keeps_sundays": "on"}

    client.post(reverse("console:flow_quiet"), form)

    hours = QuietHours.objects.get()
    assert (hours.since, hours.until) == (1350, 420)
    assert (hours.keeps_holidays, hours.keeps_sundays) == (False, True)
    audit = client.get(reverse("console:audit")).content.decode()
    assert "22:30–07:00" in audit


def test_a_flow_of_ones_own_is_begun_published_and_removed(client, owner, shop) -> None:
    made = client.post(
        reverse("console:flows"), {"name": "Slow parcels", "trigger": "parcel.delayed"}
    )
    flow = Flow.objects.get(name="Slow parcels")
    assert made.url == page(client, flow)
    refused = client.post(reverse("console:flow_switch", args=[flow.pk]), {"do": "on"}, follow=True)
    assert "Publish the flow first." in refused.content.decode()

    own = {"do-0": "tell", "station-0": "late", "subject-0-en": "Slow", "text-0-en": "Sorry."}
    form = {"number": "0", "name": "Slow parcels", "trigger": "parcel.delayed", "do": "publish"}
    client.post(page(client, flow), form | own)
    assert Version.objects.get(flow=flow, is_newest=True).number == 1

    client.post(reverse("console:flow_removal", args=[flow.pk]))
    assert not Flow.objects.filter(pk=flow.pk).exists()
    ready = Flow.objects.get(shop=shop, ready="sent")
    client.post(reverse("console:flow_removal", args=[ready.pk]))
    assert Flow.objects.filter(pk=ready.pk).exists()


def test_a_customer_who_does_not_want_to_be_told_says_so_on_their_page(client, owner, shop) -> None:
    person = make_order().customer
    telling = reverse("console:customer_telling", args=[person.pk])

    off = client.post(telling, {"do": "decline"}, follow=True).content.decode()
    on = client.post(telling, {"do": "want"}, follow=True).content.decode()

    assert "They do not want to be told of their orders by itself." in off
    assert "They hear how their orders stand" in on
