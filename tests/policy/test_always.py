"""What holds for any order in any country, whatever happened to it."""

import random
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from makegood.policy.queries import explained

COUNTRIES = ("IT", "LT", "HU", "ES", "DE", "FR", "PL", "RS", "UA", "RU", "GB", "AT", "IE")
CATEGORIES = ("standard", "technical", "furniture", "digital", "personalised", "mattress")
EVENTS = (
    "goods.possession", "digital.supplied", "withdrawal.declaration_sent", "withdrawal.trader_informed",
    "withdrawal.info_received", "return.goods_sent", "return.proof_supplied", "goods.received_back", "defect.appeared",
    "defect.notified", "defect.claim_communicated", "defect.refused", "repair.requested", "repair.handed_in",
    "repair.goods_returned", "repair.failed", "replacement.demanded", "replacement.delivered", "loaner.demanded",
    "refund.demanded", "refund.paid", "complaint.received", "complaint.answered", "privacy.request_received",
)  # fmt: skip
UNRELATED = (
    "marketing.send",
    "record.created",
    "recall.announced",
    "data.collected",
    "privacy.breach_known",
)
START = date(2026, 1, 5)

happened = st.tuples(
    st.sampled_from(EVENTS), st.sampled_from([None, "A", "B"]), st.integers(0, 1200) | st.none()
)
orders = st.fixed_dictionaries(
    {
        "country": st.sampled_from(COUNTRIES),
        "categories": st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES)),
        "condition": st.sampled_from(["new", "used"]),
        "informed": st.booleans(),
        "buyer": st.sampled_from(["consumer", "consumer", "consumer", "business", "sole_trader"]),
        "transposed": st.booleans(),
        "happened": st.lists(happened, max_size=14),
        "now": st.integers(1, 1400),
    }
)


def facts(order: dict[str, Any], **changes: Any) -> dict[str, Any]:
    order = order | changes
    return {
        "id": "x",
        "country": order["country"],
        "buyer": {"kind": order["buyer"]},
        "now": f"{START + timedelta(days=order['now'])}T10:00:00+00:00",
        "contract": {
            "concluded_at": f"{START}T09:00:00+00:00",
            "channel": "online",
            "informed": {"withdrawal": order["informed"], "return_cost": True},
        },
        "lines": [
            {"id": line, "category": category, "condition": order["condition"], "price": "100.00", "currency": "EUR",
             "facts": {"durable": True}}
            for line, category in zip("AB", order["categories"], strict=True)
        ],
        "events": [
            {"event": event, "line": line, "certainty": "unknown" if days is None else "known",
             "at": None if days is None else str(START + timedelta(days=days))}
            for event, line, days in order["happened"]
        ],
        "settings": {"transposed": {"EU-2024/1799": order["transposed"]}},
    }  # fmt: skip


def ends(result: dict[str, Any], owner: str = "consumer_right") -> dict[tuple[str, str], str]:
    """(rule, line) → legal end; one far away where there is none."""
    return {
        (due["rule"], line): due["legal_end"] or "9999"
        for due in result["due"]
        if due["owner"] == owner
        for line in ([due["line"]] if due["line"] else ["A", "B"])
    }


def states(result: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (due["rule"], line): due["state"]
        for due in result["due"]
        for line in ([due["line"]] if due["line"] else ["A", "B"])
    }


@settings(max_examples=100)
@given(orders, st.sampled_from(UNRELATED), st.integers(0, 1200))
def test_an_unrelated_event_shortens_no_right(order: dict[str, Any], event: str, days: int) -> None:
    before = explained(facts(order))

    after = explained(facts(order, happened=[*order["happened"], (event, None, days)]))

    assert after["rights"] == before["rights"]
    now = ends(after)
    assert all(now[key] >= end for key, end in ends(before).items())


@settings(max_examples=100)
@given(orders, st.integers(1, 400), st.integers(0, 60))
def test_a_later_delivery_ends_no_earlier(order: dict[str, Any], day: int, later: int) -> None:
    rest = [one for one in order["happened"] if one[0] == "withdrawal.info_received"]
    rules = (
        "withdrawal.period",
        "guarantee.liability",
        "guarantee.burden",
        "guarantee.early_rejection",
    )

    def with_delivery(on: int) -> dict[tuple[str, str], str]:
        came = [("goods.possession", None, on), *rest]
        return ends(explained(facts(order, happened=came, now=1400)))

    first, second = with_delivery(day), with_delivery(day + later)

    for key, end in first.items():
        if key[0] in rules:
            assert second[key] >= end, key


@settings(max_examples=100)
@given(orders, st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_told_changes_nothing(
    order: dict[str, Any], dice: random.Random
) -> None:
    told = list(order["happened"])
    dice.shuffle(told)

    assert explained(facts(order, happened=told)) == explained(facts(order))


@settings(max_examples=100)
@given(orders, st.integers(1, 2000))
def test_what_is_over_does_not_come_back_with_time(order: dict[str, Any], later: int) -> None:
    happened = [one for one in order["happened"] if one[2] is not None and one[2] < order["now"]]
    before = explained(facts(order, happened=happened))

    after = explained(facts(order, happened=happened, now=order["now"] + later))

    over = {key for key, state in states(before).items() if state in ("ended", "met", "missed")}
    back = {key for key, state in states(after).items() if state.startswith(("running", "waiting"))}
    assert over & back == set()
    assert over_for(before) <= over_for(after)


def over_for(result: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (one["right"], line)
        for one in result["refused"]
        if one["reason"].endswith("_ended")
        for line in ([one["line"]] if one["line"] else ["A", "B"])
    }
