"""What a shop that runs must answer through its connector: for tests against real ones, ours or a stranger's.

`testing.contracts.SHOP_CONTRACT` asks what a connector does when all goes wrong; this, whether it understands a shop
in which all is well. Each clause is given a connector, the settings that open the shop, a line, and the id of an order
in it. Of writing, a note is tried, which hurts nobody.
"""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from makegood.kernel import clock
from makegood.kernel.calling import Caller
from makegood.shops.ports import NOT_DONE, AddNote, OrderSeen, Settings, ShopConnector, Writable
from makegood.shops.rules.reading import fault_of

Clause = Callable[[ShopConnector, Settings, Caller, str], None]


def passes_its_own_test(
    connector: ShopConnector, settings: Settings, web: Caller, order_id: str
) -> None:
    steps = connector.test(settings, web)

    assert [step.name for step in steps] == ["connect", "sign_in", "orders", "products"], steps
    assert all(step.is_ok for step in steps)


def refuses_another_key(
    connector: ShopConnector, settings: Settings, web: Caller, order_id: str
) -> None:
    secrets = {field.name: "wrong" for field in connector.fields if field.is_secret}
    last = connector.test({**settings, **secrets}, web)[-1]

    assert last.code in {"key_refused", "not_allowed"}, last


def reads_all_as_it_reads_one(
    connector: ShopConnector, settings: Settings, web: Caller, order_id: str
) -> None:
    everything, _cursor = swept(connector, settings, web, {})
    found = {one.external_id: one for one in everything}

    assert found[order_id] == connector.fetch_order(settings, web, order_id)
    assert not any(fault_of(one) for one in everything)


def goes_on_from_its_cursor(
    connector: ShopConnector, settings: Settings, web: Caller, order_id: str
) -> None:
    """As it is kept: in JSON. What comes again is the overlap."""
    everything, cursor = swept(connector, settings, web, {})
    again, _cursor = swept(connector, settings, web, json.loads(json.dumps(cursor)))

    assert {one.external_id for one in again} <= {one.external_id for one in everything}


def knows_no_order_of_another_id(
    connector: ShopConnector, settings: Settings, web: Caller, order_id: str
) -> None:
    for other in ("0", "999999999", "no-such", "../orders", "1 2", "%2e%2e", "Ж"):
        assert connector.fetch_order(settings, web, other) is None, other


def names_the_state_it_is_in(
    connector: ShopConnector, settings: Settings, web: Caller, order_id: str
) -> None:
    """Where it tells of its states at all."""
    order = connector.fetch_order(settings, web, order_id)
    known = {state.code for state in connector.states(settings, web)} | {*connector.usual_states}

    assert order is not None
    assert not known or order.state in known


def finds_out_what_it_did(
    connector: ShopConnector, settings: Settings, web: Caller, order_id: str
) -> None:
    if not isinstance(connector, Writable) or AddNote not in connector.commands:
        return
    key = str(uuid4())
    note = AddNote(key=key, order_id=order_id, drafted_at=clock.now(), text=f"Hello, {key}")

    assert connector.read_back(settings, web, note) == NOT_DONE
    assert connector.carry_out(settings, web, note).outcome == "done"
    assert connector.read_back(settings, web, note).outcome == "done"


def swept(
    connector: ShopConnector, settings: Settings, web: Caller, cursor: dict[str, Any]
) -> tuple[list[OrderSeen], dict[str, Any]]:
    """Everything there is after the cursor, and the cursor after it."""
    found: list[OrderSeen] = []
    for _turn in range(1_000):
        page = connector.orders_since(settings, web, cursor)
        assert not page.unread, page.unread
        found += page.seen
        cursor = page.cursor
        if page.is_last:
            return found, cursor
    raise AssertionError("it does not end")


LIVING_SHOP_CONTRACT: tuple[Clause, ...] = (
    passes_its_own_test,
    refuses_another_key,
    reads_all_as_it_reads_one,
    goes_on_from_its_cursor,
    knows_no_order_of_another_id,
    names_the_state_it_is_in,
    finds_out_what_it_did,
)
