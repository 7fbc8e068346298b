"""What is known of a case, as facts for the law: nothing is guessed that could shorten a right."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from makegood.kernel.money import Money
from makegood.policy.queries import ruling_on
from makegood.policy.rules.facts import read_facts
from makegood.rights.rules.gathering import facts_from
from makegood.rights.rules.knowing import Known, KnownLine, KnownOrder, KnownParcel, Told


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=UTC)


LAMP = KnownLine("1", "Blue lamp", "L-1", Money(4990, "EUR"))
MUG = KnownLine("2", "Mug", "M-2", Money(1500, "EUR"))
ORDER = KnownOrder(placed_at=at(1), lines=(LAMP, MUG))
KNOWN = Known("10234", "", now=at(20), heard_at=at(15), shop_country="LT", order=ORDER)


def events(**changes: Any) -> dict[tuple[str, str | None], str]:
    given = facts_from(replace(KNOWN, **changes))
    read_facts(given)
    return {(one["event"], one["line"]): one["at"] for one in given["events"]}


def parcels(*boxes: KnownParcel, **changes: Any) -> dict[str | None, str]:
    order = replace(ORDER, parcels=boxes, **changes)
    told = {"delivered_on": Told("2026-12-05")} if changes.pop("told", False) else {}
    came = events(order=order, facts=told)
    return {line: day[8:10] for (event, line), day in came.items() if event == "goods.delivered"}


ONE, TWO = frozenset({"1"}), frozenset({"2"})


@pytest.mark.parametrize(
    ("boxes", "delivered"),
    [
        ([], {}),
        ([KnownParcel(delivered_at=at(3))], {"1": "03", "2": "03"}),
        ([KnownParcel(ONE, at(3)), KnownParcel(TWO)], {"1": "03"}),
        ([KnownParcel(ONE, at(3)), KnownParcel(TWO, at(7))], {"1": "03", "2": "07"}),
        ([KnownParcel(ONE, at(3)), KnownParcel(ONE | TWO, at(7))], {"1": "07", "2": "07"}),
        ([KnownParcel(delivered_at=at(3)), KnownParcel()], {}),
        ([KnownParcel(is_gone=True), KnownParcel(delivered_at=at(9))], {"1": "09", "2": "09"}),
        ([KnownParcel(is_gone=True)], {}),
    ],
)
def test_a_line_is_delivered_when_its_last_parcel_is(
    boxes: list[KnownParcel], delivered: dict[str, str]
) -> None:
    assert parcels(*boxes) == delivered


def test_the_orders_day_serves_where_no_parcel_has_one() -> None:
    assert parcels(delivered_at=at(4)) == {"1": "04", "2": "04"}
    assert parcels(KnownParcel(), delivered_at=at(4)) == {"1": "04", "2": "04"}
    assert parcels(KnownParcel(ONE, at(3)), delivered_at=at(4)) == {"1": "03", "2": "04"}


@pytest.mark.parametrize(
    ("is_ours", "delivered"),
    [(False, {"1": "03", "2": "05"}), (True, {None: "05"})],
    ids=["customer", "colleague"],
)
def test_a_colleagues_day_goes_before_the_carriers_and_that_before_the_customers(
    is_ours: bool, delivered: dict[str | None, str]
) -> None:
    order = replace(ORDER, parcels=(KnownParcel(ONE, at(3)), KnownParcel(TWO)))

    came = events(order=order, facts={"delivered_on": Told("2026-12-05", is_ours)})

    assert {line: day[8:10] for (_, line), day in came.items()} == delivered


@pytest.mark.parametrize(
    ("changes", "country", "region"),
    [
        ({}, "LT", ""),
        ({"customer_country": "FR"}, "FR", ""),
        ({"customer_country": "FR", "order": {"country": "Germania", "region": "Bayern"}}, "DE", "DE-BY"),
        ({"order": {"country": "DE", "region": "DE-BE"}}, "DE", "DE-BE"),
        ({"order": {"country": "DE", "region": "Nowhere"}}, "DE", ""),
        ({"order": {"country": "DE"}, "facts": {"country": Told("IT")}}, "IT", ""),
    ],
)  # fmt: skip
def test_the_country_is_where_the_goods_went_unless_the_customer_says_otherwise(
    changes: dict[str, Any], country: str, region: str
) -> None:
    if address := changes.get("order"):
        changes = changes | {"order": replace(ORDER, address=address)}

    facts = facts_from(replace(KNOWN, **changes))

    assert (facts["country"], facts["region"]) == (country, region)


WITHDRAWAL = {"declaration_sent", "declaration_received", "trader_informed"}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("return", {f"withdrawal.{one}" for one in WITHDRAWAL}),
        ("defective", {"defect.notified", "complaint.received"}),
        ("repair", {"defect.notified", "repair.requested", "complaint.received"}),
        ("late", {"complaint.received"}),
        ("where_is_it", set()),
        ("data_request", {"privacy.request_received"}),
        ("", set()),
    ],
)
def test_the_first_word_tells_what_the_kind_of_the_case_says(kind: str, told: set[str]) -> None:
    found = events(kind=kind)

    assert {event for event, _ in found} == told
    assert set(found.values()) <= {at(15).isoformat()}


def test_what_the_case_is_about_is_the_line_the_product_names() -> None:
    facts = {"product": Told("mug"), "goods": Told("sealed_hygiene"), "seal": Told("broken")}

    given = facts_from(replace(KNOWN, kind="damaged", facts=facts))

    assert {one["line"] for one in given["events"]} == {"2"}
    lamp, mug = given["lines"]
    assert (lamp["category"], lamp["price"]) == ("standard", "49.90")
    assert (mug["category"], mug["facts"]) == (
        "sealed_hygiene",
        {"sealed": True, "seal_broken": True, "durable": False},
    )


def test_an_answer_counts_and_so_does_the_day_a_colleague_notes_for_it() -> None:
    answered = {"kind": "late", "answered_at": at(16)}
    noted = answered | {"facts": {"answered_on": Told("2026-12-18", is_ours=True)}}

    assert events(**answered)["complaint.answered", None] == at(16).isoformat()
    assert events(**noted)["complaint.answered", None] == "2026-12-18"
    assert ("complaint.resolved", None) not in events(**answered)
    assert events(**answered, closed_at=at(19))["complaint.resolved", None] == at(19).isoformat()
    assert ("complaint.resolved", None) not in events(kind="late", closed_at=at(19))


def test_data_are_given_by_the_time_the_case_is_closed() -> None:
    heard = {"kind": "data_request", "acknowledged_at": at(15, 10), "answered_at": at(16)}

    assert ("privacy.answered", None) not in events(**heard)
    assert events(**heard)["privacy.acknowledged", None] == at(15, 10).isoformat()
    assert events(**heard, closed_at=at(19))["privacy.answered", None] == at(19).isoformat()


def test_a_day_that_is_none_is_no_event_and_no_order_is_goods_without_a_name() -> None:
    told = {"delivered_on": Told("last week"), "sent_back_on": Told("2026-12-18")}

    found = events(order=None, facts=told)

    assert found == {("return.goods_sent", None): "2026-12-18"}
    assert events(order=None, facts={"delivered_on": Told("2026-12-05")}) == {
        ("goods.delivered", None): "2026-12-05"
    }


def test_a_discount_is_no_goods_and_hides_what_each_line_cost() -> None:
    discount = KnownLine("3", "Welcome back", price=Money(-500, "EUR"))

    given = facts_from(replace(KNOWN, order=replace(ORDER, lines=(LAMP, discount))))

    assert [(line["id"], line["price"]) for line in given["lines"]] == [("1", None)]


@pytest.mark.parametrize("is_ours", [True, False])
def test_nobody_receives_what_they_have_not_ordered_yet(is_ours: bool) -> None:
    came = events(facts={"delivered_on": Told("2026-10-01", is_ours)})

    assert not [day for (event, _), day in came.items() if event == "goods.delivered"]


def test_slips_of_the_pen_are_not_told_to_the_law() -> None:
    told = {"delivered_on": Told("0226-12-05"), "buyer": Told("my aunt"), "goods": Told("a thing")}

    given = facts_from(replace(KNOWN, facts=told))

    facts = read_facts(given)
    assert facts.is_consumer
    assert (facts.events, {line.category for line in facts.lines}) == ((), {"standard"})


def test_what_is_noted_of_a_repair_and_of_a_return_is_told_to_the_law() -> None:
    noted = {
        "handed_in_on": "repair.handed_in",
        "repaired_on": "repair.goods_returned",
        "still_faulty_on": "repair.failed",
        "loaner_on": "loaner.demanded",
        "loaner_given_on": "loaner.delivered",
        "proof_on": "return.proof_supplied",
    }
    facts = {key: Told(f"2026-12-{day}") for day, key in enumerate(noted, 10)}

    told = events(kind="repair", facts=facts)

    for day, event in enumerate(noted.values(), 10):
        assert told[event, None] == f"2026-12-{day}"


def test_what_was_paid_for_delivery_comes_back_with_all_of_the_order() -> None:
    order = replace(ORDER, currency="EUR", delivered_at=at(3))
    returned = {"received_back_on": Told("2026-12-16")}
    known = replace(KNOWN, kind="return", order=order, facts=returned)
    paid = replace(known, facts=returned | {"delivery_paid": Told("4.90")})

    def sums(of: Known) -> int:
        ruling = ruling_on(facts_from(of))
        return sum(one.amount for one in ruling.amounts if one.kind == "refund_now")

    assert facts_from(known)["charges"] == []
    assert (sums(known), sums(paid)) == (6490, 6980)
    shop_says = replace(order, shipping=Money(790, "EUR"))
    assert sums(replace(known, order=shop_says)) == 7280
    assert sums(replace(paid, order=shop_says)) == 6980  # what a colleague noted
    assert sums(replace(known, order=replace(order, shipping=Money(0, "EUR")))) == 6490


def test_durable_and_used_goods_are_what_was_noted_of_them() -> None:
    facts = {"durable": Told("yes"), "bought_as": Told("used"), "product": Told("Mug")}

    lamp, mug = facts_from(replace(KNOWN, facts=facts))["lines"]

    assert (lamp["condition"], lamp["facts"]["durable"]) == ("", False)
    assert (mug["condition"], mug["facts"]["durable"]) == ("used", True)


def test_a_repair_makes_the_guarantee_longer_where_the_shop_knows_it_is_law() -> None:
    repaired = {"handed_in_on": Told("2026-12-16"), "repaired_on": Told("2026-12-18")}
    order = replace(ORDER, delivered_at=at(3), address={"country": "IT"})
    known = replace(KNOWN, kind="repair", order=order, facts=repaired)

    def ends(of: Known) -> set[str]:
        ruling = ruling_on(facts_from(of))
        return {str(one.legal) for _, one in ruling.dues if one.rule.rule_id == "guarantee.liability"}  # fmt: skip

    assert ends(known) == {"2028-12-04"}
    assert ends(replace(known, adopted_in=frozenset({"LT"}))) == {"2028-12-04"}
    assert ends(replace(known, adopted_in=frozenset({"IT"}))) == {"2029-12-03"}


def test_money_a_connected_shop_gave_back_is_a_refund_when_it_is_all_of_it() -> None:
    order = replace(ORDER, currency="EUR", shipping=Money(500, "EUR"))
    known = replace(KNOWN, kind="return", order=order)

    def paid(*refunds: tuple[int, int], **facts: str) -> str | None:
        given = tuple((at(day), minor) for day, minor in refunds)
        told = {key: Told(value) for key, value in facts.items()}
        of = replace(known, order=replace(order, refunds=given), facts=told)
        found = [one["at"] for one in facts_from(of)["events"] if one["event"] == "refund.paid"]
        assert len(found) < 2
        return found[0][:10] if found else None

    assert paid() is None
    assert paid((16, 6490)) is None  # without what delivery cost
    assert paid((16, 6490), (18, 500)) == "2026-12-18"
    assert paid((14, 6990)) is None  # before the case: another matter's
    assert paid((16, 1500), product="Mug") == "2026-12-16"
    assert paid((16, 6990), refunded_on="2026-12-19") == "2026-12-19"
