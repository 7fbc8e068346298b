"""Things tests are made of: each maker needs nothing, and takes what the test is about by name."""

from datetime import UTC, datetime, timedelta
from typing import Any

from makegood.cases.actions.opening import open_case
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.ids import new_token
from makegood.kernel.text import order_key
from makegood.messages.models import Message, Thread
from makegood.people.models import Customer, Identity
from makegood.promises.actions.making import put_down
from makegood.promises.models import Promise
from makegood.remedies.models import Approval
from makegood.shops.models import Line, Order, Shop

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""An ordinary Monday morning, far from any change of the clock."""

OFFICE_HOURS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def make_shop(**overrides: Any) -> Shop:
    """The test's one shop: open Monday to Friday, 9 to 17 UTC, in Ireland; made once, changed by `overrides`."""
    facts = {
        "country": "IE",
        "timezone": "UTC",
        "currency": "EUR",
        "languages": ["en"],
        "email": "help@shop.example",
        "hours": OFFICE_HOURS,
        "created_at": clock.now(),
    }
    name = overrides.pop("name", "Northwind")
    shop, is_new = Shop.objects.get_or_create(name=name, defaults=facts | overrides)
    if overrides and not is_new:
        Shop.objects.filter(pk=shop.pk).update(**overrides)
        shop.refresh_from_db()
    return shop


def make_customer(email: str = "carla@customer.example", **overrides: Any) -> Customer:
    """The customer with this address; the same one when asked twice."""
    known = Customer.objects.filter(identities__kind="email", identities__value=email).first()
    if known:
        return known
    facts = {"name": "Carla Customer", "language": "en", "country": "IE"}
    customer = Customer.objects.create(**facts | {"created_at": clock.now()} | overrides)
    Identity.objects.create(customer=customer, kind=Identity.Kind.EMAIL, value=email, raw=email)
    return customer


def make_order(number: str = "W-1001", **overrides: Any) -> Order:
    """An order of the customer, placed a week ago."""
    facts: dict[str, Any] = {
        "shop": overrides.get("shop") or make_shop(),
        "number_key": order_key(number),
        "customer": overrides.get("customer") or make_customer(),
        "currency": "EUR",
        "total_minor": 4990,
        "placed_at": clock.now() - timedelta(days=7),
        "updated_at": clock.now(),
    }
    return Order.objects.create(number=number, **facts | overrides)


def make_case(**overrides: Any) -> Case:
    """An open case of the customer, whose turn is ours and that owes nothing yet.

    What `open_case` takes is given to it; every other override is then written onto the row (`queue_at`, `turn`, …).
    """
    facts = {
        "shop": overrides.pop("shop", None) or make_shop(),
        "customer": overrides.pop("customer") if "customer" in overrides else make_customer(),
        "subject": overrides.pop("subject", "Where is my parcel?"),
        "language": overrides.pop("language", "en"),
        "channel": overrides.pop("channel", "email"),
    }
    given = {k: overrides.pop(k) for k in ("preview", "order", "kind") if k in overrides}
    case = open_case(**facts, **given)
    if overrides:
        for name, value in overrides.items():
            setattr(case, name, value)
        case.save(update_fields=list(overrides))
    return case


def make_message(case: Case | None = None, text: str = "Where is it?", **overrides: Any) -> Message:
    """A word of the customer on the case, in its thread; `direction="out"` makes it ours. Tells nobody."""
    case = case or make_case()
    thread, _ = Thread.objects.get_or_create(
        case=case, side="customer", defaults={"token": new_token(), "created_at": clock.now()}
    )
    facts: dict[str, Any] = {
        "thread": thread,
        "channel": case.channel,
        "direction": Message.Direction.IN,
        "text": text,
        "reply_text": text,
        "language": case.language,
        "at": clock.now(),
    }
    return Message.objects.create(case=case, **facts | overrides)


def make_promise(case: Case | None = None, **overrides: Any) -> Promise:
    """An open promise of an answer in two days, through the real action's own steps (queue and event included)."""
    case = case or make_case()
    facts: dict[str, Any] = {
        "kind": Promise.Kind.ANSWER,
        "due_at": clock.now() + timedelta(days=2),
        "source": Promise.Source.PERSON,
    }
    return put_down(case, **facts | overrides)


def make_late_return(**overrides: Any) -> Case:
    """A customer wants to send back what came three months ago: the law's time for it is over."""
    days_ago = clock.now() - timedelta(days=90)
    order = make_order(f"L-{Case.objects.count()}", placed_at=days_ago, delivered_at=days_ago)
    Line.objects.create(order=order, position=1, sku="L", name="Lamp", price_minor=4990)
    return make_case(**{"order": order, "kind": "return"} | overrides)


def make_approval(case: Case | None = None, **overrides: Any) -> Approval:
    """Money that a colleague wants to give and waits for a second person; tells nobody."""
    case = case or make_case()
    facts: dict[str, Any] = {
        "kind": Approval.Kind.MONEY,
        "amount_minor": 5000,
        "currency": case.shop.currency,
        "form": "refund",
        "within_days": 3,
        "reason": "The third time within a year",
        "asked_at": clock.now(),
        "needs_second": True,
    }
    return Approval.objects.create(case=case, **facts | overrides)
