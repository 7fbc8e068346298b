"""A desk with cases of all sorts, and queries of all sorts to ask of it."""

from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from makegood.cases.actions.closing import close_case
from makegood.cases.actions.snoozing import snooze
from makegood.cases.actions.tagging import tag
from makegood.cases.models import Case
from makegood.cases.rules.asking import FIELDS, KINDS
from makegood.kernel import clock
from makegood.shops.models import Line, Order, Product, Supplier
from makegood.testing.cast import Cast
from makegood.testing.makers import (
    MONDAY,
    make_case,
    make_message,
    make_order,
    make_promise,
    make_shop,
)

WORDS = ("cup", "parcel", "glass", "refund")
TAGS = ("vip", "glass", "late one")


def furnish(people: Cast, seed: int, count: int = 24) -> list[Case]:
    """Some cases, no two alike; the same for the same seed."""
    chance = Random(seed)
    made = []
    for number in range(count):
        with clock.frozen(MONDAY - timedelta(hours=chance.randrange(1, 400))):
            case = make_case(
                subject=chance.choice(WORDS),
                kind=chance.choice([kind for (kind,) in KINDS.values()]),
                language=chance.choice(["en", "it", "sr-latn"]),
                channel=chance.choice(["email", "handed", "portal"]),
                customer=chance.choice([None, people.customer, people.stranger]),
                order=chance.choice([None, order_with_line(f"W-{number}", chance)]),
                assignee=chance.choice([None, people.agent, people.other_agent]),
                team=chance.choice([None, None, people.team, people.other_team]),
                turn=chance.choice(Case.Turn.values),
            )
            make_message(case, f"Where is my {chance.choice(WORDS)}?")
        if chance.random() < 0.7:
            make_promise(case, due_at=MONDAY + timedelta(minutes=chance.randrange(-3000, 6000)))
        for name in chance.sample(TAGS, chance.randrange(3)):
            tag(case, people.owner, name)
        end = chance.random()
        if end < 0.2:
            close_case(case, people.owner, "Done.")
        elif end < 0.4:
            snooze(case, people.owner, clock.now() + timedelta(days=2))
        made.append(case)
    return made


def order_with_line(number: str, chance: Random) -> Order:
    """An order of one thing, of one of two suppliers."""
    order = make_order(number)
    supplier, _ = Supplier.objects.get_or_create(
        shop=make_shop(), name=chance.choice(["Acme", "Globex"])
    )
    product, _ = Product.objects.get_or_create(
        shop=make_shop(), sku=f"S-{supplier.name}", defaults={"name": "Cup", "supplier": supplier}
    )
    name = chance.choice(["Blue cup", "Red glass"])
    Line.objects.create(order=order, position=1, product=product, sku=product.sku, name=name)
    return order


_NAMES = {
    "assignee": ["me", "none", '"Ana Agent"', "otto"],
    "team": ["mine", "none", "Returns"],
    "tag": ["none", "vip", "GLASS", '"late one"', "gone"],
    "customer": ["none", "carla", "sam@stranger.example"],
    "order": ["none", "W-1", "w2"],
    "parcel": ["123456"],
    "product": ["cup", "S-Acme"],
    "supplier": ["acme", "glob"],
    "case": ["1001", "#1002", "x"],
}
_TIMES = ["<2d", ">2d", ">4h", "<1w", "none", "any", "today", "2026-03", "<2026-03-01", "1h..3d"]


def _values(name: str) -> list[str]:
    codes = list(FIELDS[name].codes or ())
    return (
        _NAMES.get(name)
        or codes
        or {"lang": ["it", "sr-latn"], "channel": ["email", "portal"]}.get(name)
        or _TIMES
    )


_values_of = {
    name: st.lists(st.sampled_from(_values(name)), min_size=1, max_size=3) for name in FIELDS
}
_fields = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda name: _values_of[name].map(lambda values: f"{name}:{','.join(values)}")
)
terms = st.one_of(_fields, _fields, _fields, st.sampled_from([*WORDS, '"my cup"', "carla", "W-1"]))
"""One term of a query, not turned round."""
queries = st.lists(st.tuples(st.sampled_from(["", "-"]), terms).map("".join), max_size=4).map(
    " ".join
)
"""Queries that can be understood."""
