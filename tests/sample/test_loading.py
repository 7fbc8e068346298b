"""The sample shop: what a year of use would have left, nothing half done and nothing impossible."""

from datetime import timedelta

import pytest
from django.db.models import Count, Max, Min, Q
from django.utils import translation
from django.utils.translation import gettext

from makegood.cases.models import Case, Closure, Note, StatusLink, Tag
from makegood.kernel import clock, files
from makegood.kernel.clock import FAR_FUTURE
from makegood.kernel.models import Happening
from makegood.kernel.text import LANGUAGES
from makegood.messages.models import Account, Arrival, Attachment, Dispatch, Message
from makegood.people.models import Customer, Identity, Staff
from makegood.promises.models import Promise
from makegood.sample.actions.loading import begin_loading, carry_out, load_sample
from makegood.sample.actions.removing import remove_sample
from makegood.sample.catalogue import TAGS
from makegood.sample.pictures import PICTURES, picture
from makegood.sample.queries import latest_loading
from makegood.shops.actions.opening import open_shop
from makegood.shops.models import Order, Parcel, Product, Shop, Supplier
from makegood.testing.makers import make_customer

pytestmark = pytest.mark.django_db
EVERY = 7


@pytest.mark.thorough
def test_the_sample_is_what_a_year_of_use_would_have_left() -> None:
    steps: list[tuple[int, int]] = []

    load_sample(lambda done, total: steps.append((done, total)), every=EVERY)

    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]
    _check_people_and_orders()
    _check_cases()
    _check_promises()
    _check_words()


def _check_people_and_orders() -> None:
    assert Customer.objects.filter(is_sample=True).count() == Customer.objects.count() == 600
    assert Identity.objects.count() == 1200
    assert Order.objects.count() == 900
    assert (Product.objects.count(), Supplier.objects.count()) == (59, 8)
    assert not Supplier.objects.exclude(email__endswith=".example").exists()
    assert not Order.objects.filter(Q(customer=None) | Q(lines=None)).exists()
    assert set(Parcel.objects.values_list("carrier", flat=True)) == {"BRT", "GLS", "DPD"}
    assert not Order.objects.filter(placed_at__gt=clock.now()).exists()
    assert not Staff.objects.exclude(password__startswith="!").exists()


def _check_cases() -> None:
    now = clock.now()
    assert Case.objects.count() == 43
    assert set(Case.objects.values_list("language", flat=True)) == set(LANGUAGES)
    closed, still = (
        Case.objects.filter(closed_at__isnull=False),
        Case.objects.filter(closed_at=None),
    )
    assert closed.count() > 10
    assert still.count() > 5
    assert StatusLink.objects.count() == Case.objects.count()
    assert Closure.objects.filter(reopened_at=None).count() == closed.count()
    assert not Case.objects.filter(Q(opened_at__gt=now) | Q(changed_at__gt=now)).exists()
    assert not Case.objects.filter(order=None).exists()
    assert (
        not Case.objects.exclude(order__customer_id__isnull=True)
        .exclude(
            pk__in=[
                c.pk
                for c in Case.objects.select_related("order")
                if c.order and c.customer_id == c.order.customer_id
            ]
        )
        .exists()
    )
    for case in Case.objects.all():
        words = case.messages.filter(auto="none", purpose="word")
        last_in = words.filter(direction="in").aggregate(at=Max("at"))["at"]
        last_out = words.filter(direction="out").aggregate(at=Max("at"))["at"]
        assert case.heard_at == last_in
        assert case.told_at == last_out
        assert case.turn == ("customer" if last_out and last_out > last_in else "us")
        assert case.threads.count() == 1
        assert (case.assignee is None) == (last_out is None)
    assert Note.objects.exists()
    names = set(Happening.objects.values_list("name", flat=True))
    assert {
        "CaseOpened",
        "CaseAssigned",
        "MessageReceived",
        "MessageSent",
        "CaseClosed",
        "PromiseKept",
    } <= names
    topics = Happening.objects.filter(name="CaseOpened").values_list("topic", flat=True)
    assert set(topics) == {f"case:{pk}" for pk in Case.objects.values_list("pk", flat=True)}


def _check_promises() -> None:
    now = clock.now()
    due = Case.objects.annotate(due=Min("promises__due_at", filter=Q(promises__end="")))
    for case in due:
        assert case.queue_at == (case.due or FAR_FUTURE)
        assert case.is_closed == (case.due is None)
    ends = dict(Promise.objects.values_list("end").annotate(n=Count("pk")))
    assert set(ends) == {"", "kept", "kept_late", "released"}
    assert ends["kept"] > 3 * ends["kept_late"]
    assert not Promise.objects.filter(
        end="", due_at__lt=now - timedelta(minutes=1), broken_at=None
    ).exists()
    assert not Promise.objects.filter(end="kept", broken_at__isnull=False).exists()
    assert not Promise.objects.filter(end="kept_late", broken_at=None).exists()
    person = Promise.objects.filter(source="person")
    assert person.exists()
    assert not person.filter(text="").exists()


def _check_words() -> None:
    account = Account.objects.get()
    assert account.kind == "postoffice"
    out = Message.objects.filter(direction="out")
    assert Dispatch.objects.filter(state="sent", account=account).count() == out.count()
    assert not Message.objects.filter(
        Q(text__contains="{") | Q(subject__contains="{") | Q(text="")
    ).exists()
    arrivals = Arrival.objects.exclude(outcome__in=["opened", "joined"])
    assert list(arrivals.values_list("outcome", "reason")) == []
    assert Attachment.objects.filter(type="image/jpeg").exists()
    for attachment in Attachment.objects.all():
        assert files.read(attachment.sha256)[:2] == b"\xff\xd8"


@pytest.mark.thorough
def test_loading_again_changes_nothing_and_removing_leaves_only_what_was_there_before() -> None:
    shop = open_shop("Real", "HU", ["hu"])
    carla = make_customer()
    before = Happening.objects.count()

    load_sample(every=60)
    with translation.override("hu"):
        known = {gettext(name.template) for name in TAGS.values()}
    assert set(Tag.objects.values_list("name", flat=True)) <= known
    cases = Case.objects.count()
    load_sample(every=60)

    assert Case.objects.count() == cases == 5
    assert remove_sample()
    assert not remove_sample()
    assert list(Shop.objects.all()) == [shop]
    assert list(Customer.objects.all()) == [carla]
    for model in (Case, Message, Order, Staff, Dispatch, Arrival, Promise, Tag):
        assert not model.objects.exists(), model
    assert Happening.objects.exclude(topic="inbox").count() == before


@pytest.mark.django_db(transaction=True)
def test_the_bar_is_told_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    loading = begin_loading()
    assert begin_loading() == loading
    load_sample(every=300)

    carry_out(loading.pk)
    carry_out(loading.pk)

    done = latest_loading()
    assert done is not None
    assert (done.percent, done.error, done.ended_at is not None) == (100, "", True)
    remove_sample()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_the_same_each_time(name: str) -> None:
    assert picture(name, 1) == picture(name, 1)
