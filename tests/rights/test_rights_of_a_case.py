"""The law on a case as it stands in the database: what counts as a first word and an answer, and what it costs to ask."""

from datetime import UTC, datetime, timedelta

import pytest

from makegood.cases.actions.facts import set_fact
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.sending import send_reply
from makegood.messages.models import Dispatch, Message
from makegood.rights.queries import CaseRights, known_of, rights_of
from makegood.shops.models import Connection, Entry, Line, Parcel, Shop
from makegood.testing.makers import make_case, make_customer, make_message, make_order, make_shop

pytestmark = pytest.mark.django_db
DELIVERED = datetime(2026, 12, 11, 14, 0, tzinfo=UTC)
TODAY = datetime(2026, 12, 14, 10, 0, tzinfo=UTC)


def a_french_order(delivered: datetime = DELIVERED, **overrides: object) -> Case:
    """Two lines in a parcel each, both delivered on 11 December 2026, if nothing else is said."""
    shop = make_shop(country="LT")
    customer = make_customer(country="")
    address = {"country": "France"}
    order = make_order(
        shop=shop, customer=customer, address=address, placed_at=delivered - timedelta(days=4)
    )
    for position, name in enumerate(("Blue lamp", "Mug"), 1):
        line = Line.objects.create(order=order, position=position, name=name, price_minor=2500)
        box = Parcel.objects.create(
            order=order, number=f"P{position}", number_key=f"P{position}", delivered_at=delivered
        )
        box.lines.add(line)
    return make_case(shop=shop, customer=customer, order=order, **overrides)


def due(rights: CaseRights, rule: str) -> tuple[str, str]:
    assert rights.ruling
    found = next(one for _, one in rights.ruling.dues if one.rule.rule_id == rule)
    return str(found.legal), found.state


def test_a_french_withdrawal_that_ends_on_christmas_ends_on_the_next_working_day(
    django_assert_num_queries,
) -> None:
    with clock.frozen(TODAY):
        case = Case.objects.select_related("shop", "customer", "order").get(pk=a_french_order().pk)
        with django_assert_num_queries(4):
            rights = rights_of(case)

    assert rights.country == "FR"
    assert due(rights, "withdrawal.period") == ("2026-12-28", "running")
    assert due(rights, "guarantee.liability") == ("2028-12-11", "running")
    assert rights.names == {"1": "Blue lamp", "2": "Mug"}
    assert rights.missing == ("buyer",)


def test_today_is_the_customers_where_the_law_is_known() -> None:
    late = datetime(2026, 12, 28, 22, 30, tzinfo=UTC)
    with clock.frozen(late):
        french, unknown = a_french_order(), make_case()
        Shop.objects.update(timezone="Europe/Vilnius")
        days = []
        for case in (french, unknown):
            case = Case.objects.select_related("shop", "customer", "order").get(pk=case.pk)
            days.append((rights_of(case).country, rights_of(case).today.day))

    assert days == [("FR", 28), ("LT", 29)]


def test_what_a_connected_shop_says_was_paid_is_what_comes_back() -> None:
    with clock.frozen(TODAY):
        case = a_french_order(kind="return")
        case.order.lines.filter(position=1).update(
            quantity=2, total_minor=4300
        )  # 2 × 25.00, less a discount
        case.order.shipping_minor = 590
        case.order.save()
        set_fact(case, "received_back_on", "2026-12-14", "staff")
        case = Case.objects.select_related("shop", "customer", "order").get(pk=case.pk)
        ruling = rights_of(case).ruling

    assert ruling
    assert (
        sum(one.amount for one in ruling.amounts if one.kind == "refund_now") == 4300 + 2500 + 590
    )


def test_money_given_back_by_a_connected_shop_is_read_by_one_question_more(
    django_assert_num_queries,
) -> None:
    with clock.frozen(TODAY):
        case = a_french_order(kind="return", opened_at=TODAY - timedelta(hours=3))
        order = case.order
        order.connection = Connection.objects.create(
            shop=case.shop, kind="woocommerce", name="Shop", created_at=TODAY, due_at=TODAY
        )
        order.save()
        for kind in (Entry.Kind.PAYMENT, Entry.Kind.REFUND):
            Entry.objects.create(
                order=order, kind=kind, external_id="1", amount_minor=5000, at=TODAY - timedelta(hours=1), instrument_kind="card"
            )  # fmt: skip
        case = Case.objects.select_related("shop", "customer", "order").get(pk=case.pk)
        with django_assert_num_queries(5):
            rights = rights_of(case)

    assert due(rights, "withdrawal.refund")[1] == "met"


def test_without_an_order_the_day_it_came_is_asked_for(django_assert_num_queries) -> None:
    case = make_case(customer=None)
    with django_assert_num_queries(2):
        rights = rights_of(case)

    assert rights.missing == ("country", "delivered_on", "buyer")
    set_fact(case, "delivered_on", "2026-11-23", "customer")
    set_fact(case, "country", "Francia", "customer")
    assert rights_of(case).missing == ("buyer",)
    assert rights_of(case).country == "FR"


def test_where_there_is_no_pack_nothing_is_said() -> None:
    case = make_case(shop=make_shop(country="US"), customer=make_customer(country="US"))

    assert rights_of(case).ruling is None


def say(case: Case, minutes: int, **facts: object) -> Message:
    return make_message(case, at=case.opened_at + timedelta(minutes=minutes), **facts)


def test_an_answer_is_a_persons_written_word_that_left_and_does_more_than_ask() -> None:
    case = make_case(kind="late")
    heard = say(case, 0)
    for no_answer in (
        {"purpose": "acknowledgement"},
        {"channel": "phone"},
        {"text": "Please tell us: https://desk.example/s/facts/abc/"},
        {"auto": "bounce"},
    ):
        say(case, 1, direction="out", **no_answer)
    known = known_of(case)
    assert (known.heard_at, known.answered_at) == (heard.at, None)
    assert known.acknowledged_at

    post_office(case.shop)
    heard.from_address = "carla@customer.example"
    heard.save(update_fields=["from_address"])
    by_itself = send_reply(case, None, "There is nothing new yet.", is_by_hand=False)
    by_itself.dispatch.state = Dispatch.State.SENT
    by_itself.dispatch.save(update_fields=["state"])
    assert known_of(case).answered_at is None, "the desk's own news take no stand"

    answer = say(case, 5, direction="out")

    assert known_of(case).answered_at == answer.at


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("country", "Lietuva", "LT"),
        ("country", "fr", "FR"),
        ("country", "Atlantis", None),
        ("delivered_on", "2026-11-23", "2026-11-23"),
        ("delivered_on", "yesterday", None),
        ("buyer", "business", "business"),
        ("buyer", "my aunt", None),
    ],
)
def test_what_the_law_asks_is_kept_so_that_it_can_be_read(
    key: str, value: str, kept: str | None
) -> None:
    case = make_case()

    if kept is None:
        with pytest.raises(BadInput):
            set_fact(case, key, value, "customer")
        assert not case.facts.exists()
    else:
        assert set_fact(case, key, value, "customer").value == kept
