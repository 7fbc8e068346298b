"""What shows that a promise was kept: words keep words, the carrier's word keeps a parcel, the rest needs a note."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.kernel.models import Happening
from makegood.promises.actions.keeping import keep
from makegood.promises.models import Promise
from makegood.promises.rules.evidence import Box, box_that_keeps, needs_a_note
from makegood.shops.actions.landing import land_orders
from makegood.shops.models import Parcel
from makegood.shops.rules.sheets import OrderSheet, ParcelSheet
from makegood.testing.makers import (
    MONDAY,
    make_case,
    make_message,
    make_order,
    make_promise,
    make_shop,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("kind", "enough"),
    [
        ("answer", {"message", "call"}),
        ("news", {"message", "call"}),
        ("call_back", {"call"}),
        ("parcel", {"parcel"}),
        ("money", set()),
        ("repair", set()),
        ("decision", set()),
        ("collection", set()),
        ("shipment", {"parcel"}),
        ("other", set()),
    ],
)
def test_what_needs_no_note(kind: str, enough: set[str]) -> None:
    every = {"message", "call", "parcel", "note"}

    assert {one for one in every if not needs_a_note(kind, one)} == enough


NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("boxes", "keeps"),
    [
        ([], None),
        ([Box("A", False, NOON + DAY)], "A"),
        ([Box("A", False, NOON - 12 * HOUR)], "A"),  # only the day is known
        ([Box("A", False, NOON - DAY)], None),
        ([Box("A", False, NOON + DAY), Box("B", True, None)], None),
        ([Box("A", False, NOON + 2 * DAY), Box("B", False, NOON + DAY)], "A"),
        ([Box("lost", False, None), Box("B", False, NOON + DAY)], "B"),
    ],
)
def test_which_parcel_keeps_a_promise(boxes: list[Box], keeps: str | None) -> None:
    found = box_that_keeps(NOON, boxes, "UTC")

    assert (found and found.number) == keeps


def _lands(delivered_at: datetime, number: str = "P-1") -> list[Any]:
    sheet = OrderSheet("W-1001", parcels=[ParcelSheet(number, delivered_at=delivered_at)])
    return land_orders(make_shop(), [sheet], [["row"]])


@pytest.mark.django_db
def test_a_parcel_that_arrives_keeps_its_promise_and_no_other() -> None:
    with clock.frozen(MONDAY):
        case = make_case(order=make_order())
        Parcel.objects.create(order=case.order, number="P-1", number_key="P1", state="in_transit")
        parcel = make_promise(case, kind="parcel", due_at=MONDAY + 3 * DAY)
        money = make_promise(case, kind="money", due_at=MONDAY + 3 * DAY)
    with clock.frozen(MONDAY + 2 * DAY):
        _lands(MONDAY + DAY)
        _lands(MONDAY + DAY)  # the same file again is no news

    parcel.refresh_from_db()
    money.refresh_from_db()
    assert (parcel.end, parcel.evidence, parcel.end_note) == ("kept", "parcel", "P-1")
    assert (parcel.ended_at, parcel.kept_by_parcel.number) == (MONDAY + DAY, "P-1")
    assert money.is_open
    assert Happening.objects.get(name="PromiseKept").facts["evidence"] == "parcel"
    case.refresh_from_db()
    assert case.queue_at == money.due_at


@pytest.mark.django_db
def test_a_parcel_that_leaves_keeps_that_it_would_and_not_that_it_arrives() -> None:
    with clock.frozen(MONDAY):
        case = make_case(order=make_order())
        box = {"number": "P-1", "number_key": "P1", "state": "not_handed_over"}
        Parcel.objects.create(order=case.order, **box)
        leaves = make_promise(case, kind="shipment", due_at=MONDAY + DAY)
        arrives = make_promise(case, kind="parcel", due_at=MONDAY + 3 * DAY)
    sheet = OrderSheet("W-1001", parcels=[ParcelSheet("P-1", shipped_at=MONDAY + HOUR)])
    with clock.frozen(MONDAY + 2 * DAY):
        land_orders(make_shop(), [sheet], [["row"]])

    leaves.refresh_from_db()
    arrives.refresh_from_db()
    assert (leaves.end, leaves.evidence, leaves.ended_at) == ("kept", "parcel", MONDAY + HOUR)
    assert arrives.is_open
    assert Happening.objects.filter(name="ParcelsSent").count() == 1


@pytest.mark.django_db
def test_what_arrived_without_a_word_of_its_leaving_had_left() -> None:
    with clock.frozen(MONDAY):
        leaves = make_promise(make_case(order=make_order()), kind="shipment", due_at=MONDAY + DAY)
    with clock.frozen(MONDAY + 2 * DAY):
        _lands(MONDAY + 2 * DAY)

    leaves.refresh_from_db()
    assert (leaves.end, leaves.broken_at) == ("kept_late", leaves.due_at)


@pytest.mark.django_db
def test_a_parcel_that_came_late_kept_its_promise_late() -> None:
    with clock.frozen(MONDAY):
        promise = make_promise(make_case(order=make_order()), kind="parcel", due_at=MONDAY + DAY)
    with clock.frozen(MONDAY + 3 * DAY):
        _lands(MONDAY + 2 * DAY)

    promise.refresh_from_db()
    assert (promise.end, promise.broken_at) == ("kept_late", promise.due_at)


@pytest.mark.django_db
def test_words_are_no_money() -> None:
    case = make_case()
    promise = make_promise(case, kind="money")
    message = make_message(case, "It is on its way.", direction="out")

    with pytest.raises(BadInput):
        keep(promise, message)

    promise.refresh_from_db()
    assert promise.is_open
    keep(promise, note="Bank reference 8812.")
    assert (promise.end, promise.evidence, promise.end_note) == (
        "kept",
        "note",
        "Bank reference 8812.",
    )


@pytest.mark.django_db
def test_the_database_refuses_what_was_kept_without_evidence() -> None:
    promise = make_promise()

    for how in ({"evidence": ""}, {"evidence": "note", "end_note": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Promise.objects.update(end="kept", ended_at=clock.now(), **how)
    promise.refresh_from_db()
    assert promise.is_open


@pytest.mark.django_db
def test_promises_kept_before_evidence_was_written_down_are_told_it(monkeypatch: Any) -> None:
    migration = import_module("makegood.promises.migrations.0014_evidence_of_old")
    monkeypatch.setattr(migration, "_AT_ONCE", 2)
    case = make_case()
    kept = {
        "note": make_promise(case, kind="money"),
        "message": make_promise(case),
        "call": make_promise(case),
        "untouched": make_promise(case, kind="parcel"),
    }
    keep(kept["note"], note="The bank says so.")
    keep(kept["message"], make_message(case, direction="out"))
    keep(kept["call"], make_message(case, "", direction="out", channel="phone"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE promises_promise DROP CONSTRAINT kept_promise_has_evidence")
        cursor.execute("UPDATE promises_promise SET evidence = ''")

    migration.tell_evidence(apps, None)

    told = {name: Promise.objects.get(pk=one.pk).evidence for name, one in kept.items()}
    assert told == {"note": "note", "message": "message", "call": "call", "untouched": ""}
