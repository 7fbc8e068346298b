"""A draft of the house's rules is tried on last year's cases: what is recorded of them, each beside the rules of its day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.cases.models import Case, Fact, Tag
from makegood.insight.queries import Replay, replay
from makegood.kernel import clock
from makegood.promises.models import Promise
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.rulebook.rules.tables import (
    Book,
    CompensationRow,
    ExceptionRow,
    ReturnRow,
    TimeRow,
)
from makegood.shops.models import Line
from makegood.testing.cast import cast
from makegood.testing.makers import (
    MONDAY,
    make_approval,
    make_case,
    make_customer,
    make_order,
    make_shop,
)

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(days=60)
LONG = Book(returns=(ReturnRow(key="a", days=30, pays="shop"),))


def sent_back(days: int, kind: str = "return", **order: Any) -> Case:
    """Goods that came that many days before the customer wanted to send them back."""
    number = f"W-{Case.objects.count() + 1}"
    bought = make_order(number, **{"placed_at": MONDAY - timedelta(days=days)} | order)
    case = make_case(kind=kind, order=bought, subject=f"After {days}")
    Case.objects.filter(pk=case.pk).update(opened_at=MONDAY)
    return case


def tried(draft: Book) -> Replay:
    with clock.frozen(NOW):
        return replay(make_shop(), draft)


def told(found: Replay) -> list[tuple[str, str, int]]:
    return sorted((one.subject, one.what, one.value) for one in found.changed)


def test_returns_are_let_in_kept_out_and_paid_for() -> None:
    sent_back(14)
    sent_back(15)
    sent_back(30, "exchange", address={"country": "Italy"})
    sent_back(31)
    sent_back(20, "damaged")
    make_case(kind="return", opened_at=MONDAY)

    found = tried(LONG)

    assert told(found) == [
        ("After 14", "we_pay", 0),
        ("After 15", "let_in", 4990),
        ("After 30", "let_in", 4990),
    ]
    assert (found.returns, found.unclear, found.value, found.broken) == (4, 1, 9980, 0)


def test_a_case_is_compared_with_the_rules_of_its_day() -> None:
    shop, owner = make_shop(), cast().owner
    with clock.frozen(MONDAY - timedelta(days=1)):
        save_row(shop, owner, "returns", {"days": 60, "pays": "shop"}, "0")
        publish_draft(shop, owner, "Ours", stamp_of(shop, draft_of(shop)))
    sent_back(10)
    sent_back(20)
    sent_back(40)
    early = sent_back(45)
    Case.objects.filter(pk=early.pk).update(opened_at=MONDAY - timedelta(days=2))

    found = tried(LONG)

    assert told(found) == [("After 40", "kept_out", -4990)]


def test_groups_tags_products_and_values_count_as_they_are_recorded() -> None:
    gold = sent_back(40)
    Fact.objects.create(case=gold, key="customer_group", value="gold", source="staff", at=MONDAY)
    tagged = sent_back(41)
    tagged.tags.add(Tag.objects.create(name="vip"))
    lamp = sent_back(42)
    Line.objects.create(order=lamp.order, position=1, name="Desk lamp", sku="L")
    sent_back(43, total_minor=20_000)
    sent_back(44, total_minor=20_000, currency="HUF")
    sent_back(45)
    draft = Book(
        returns=(
            ReturnRow(key="a", groups=("Gold",)),
            ReturnRow(key="b", tags=("vip",)),
            ReturnRow(key="c", products=("lamp",)),
            ReturnRow(key="d", value_from=15_000),
            ReturnRow(key="e", all_of=("receipt",)),
        )
    )

    assert [(what, subject) for subject, what, _ in told(tried(draft))] == [
        ("let_in", f"After {days}") for days in (40, 41, 42, 43)
    ]


def answered(hours: int, kind: str = "damaged", **promise: Any) -> Case:
    """An answer promised on Monday morning, and given after so many working hours of that day."""
    case = make_case(kind=kind, subject=f"In {hours}")
    ended = MONDAY + timedelta(hours=hours)
    due = MONDAY + timedelta(hours=4)
    usual = {
        "kind": "answer",
        "source": "acknowledgement",
        "made_at": MONDAY,
        "due_at": due,
        "warn_at": MONDAY,
        "end": "kept" if ended <= due else "kept_late",
        "ended_at": ended,
        "broken_at": due if ended > due else None,
    }
    facts = usual | promise
    evidence = "message" if str(facts["end"]).startswith("kept") else ""
    Promise.objects.create(case=case, **facts | {"evidence": evidence})
    return case


def test_promises_of_an_answer_break_or_are_kept_by_other_times() -> None:
    make_shop(answer_within_hours=4)
    answered(2)
    answered(3)
    answered(6)
    answered(7, kind="other")
    answered(1, end="released")
    answered(5, end="", ended_at=None, broken_at=MONDAY)

    shorter = tried(Book(times=(TimeRow(key="a", kinds=("damaged",), answer_hours=2),)))
    longer = tried(Book(times=(TimeRow(key="a", kinds=("damaged",), answer_hours=6),)))

    assert told(shorter) == [("In 3", "broken", 0)]
    assert told(longer) == [("In 6", "kept", 0)]
    assert (shorter.broken, longer.broken, longer.answers) == (1, -1, 5)
    assert tried(Book()).changed == []


def test_what_an_answer_rested_it_would_have_rested_too() -> None:
    make_shop(answer_within_hours=4)
    answered(5, due_at=MONDAY + timedelta(hours=6), end="kept", broken_at=None)
    answered(7, due_at=MONDAY + timedelta(hours=6), broken_at=MONDAY + timedelta(hours=6))

    found = tried(Book(times=(TimeRow(key="a", answer_hours=3),)))
    longer = tried(Book(times=(TimeRow(key="a", answer_hours=5),)))

    assert told(found) == []
    assert told(longer) == [("In 7", "kept", 0)]


def test_where_the_customer_lives_is_told_as_on_the_case_itself() -> None:
    told_so = sent_back(20, address={"country": "Italy"})
    Fact.objects.create(case=told_so, key="country", value="FR", source="customer", at=MONDAY)
    sent_back(21, address={"country": "Italy"})
    draft = Book(returns=(ReturnRow(key="a", days=30, pays="shop", countries=("FR",)),))

    assert told(tried(draft)) == [("After 20", "let_in", 4990)]


def test_who_is_on_a_list_of_exceptions_is_judged_by_it() -> None:
    sent_back(20)
    eve = make_customer("eve@abuse.example")
    Case.objects.filter(pk=sent_back(21).pk).update(customer=eve)
    draft = replace(LONG, exceptions=(ExceptionRow(key="e", verdict="never", customers=("@abuse.example",)),))  # fmt: skip

    assert told(tried(draft)) == [("After 20", "let_in", 4990)]


def test_money_given_for_incidents_is_weighed_by_the_drafts_table() -> None:
    agent = cast().agent
    for subject, table, late in (("Same", 500, 4), ("More", None, 9), ("Less", 700, 1)):
        make_approval(
            make_case(subject=subject),
            asked_by=agent,
            asked_at=MONDAY,
            needs_second=False,
            decision="granted",
            decided_by=agent,
            decided_at=MONDAY,
            table_minor=table,
            incident={"late_days": late, "value": 10000, "times": 1, "fault": "shop"},
        )
    make_approval(make_case(subject="Not granted"), asked_by=agent, asked_at=MONDAY)
    draft = Book(
        compensation=(
            CompensationRow(key="m", late_days=3, roles=("manager",), amount=9900),
            CompensationRow(key="l", late_days=9, percent=10),
            CompensationRow(key="a", late_days=3, amount=500),
        )
    )

    found = tried(draft)

    assert told(found) == [("Less", "less", -700), ("More", "more", 1000)]
    assert (found.goodwill, found.cost, found.value) == (3, 300, 0)


def test_a_long_year_is_read_in_slices() -> None:
    for _ in range(5):
        sent_back(20)
    answered(3)
    seen: list[tuple[int, int]] = []

    with clock.frozen(NOW):
        found = replay(make_shop(), LONG, lambda done, total: seen.append((done, total)), at_once=2)

    assert seen == [(2, 6), (4, 6), (5, 6), (6, 6)]
    assert len(found.changed) == 5


def test_the_queries_do_not_grow_with_the_cases() -> None:
    counts = []
    for _ in range(2):
        sent_back(15)
        answered(3)
        with CaptureQueriesContext(connection) as asked:
            assert tried(LONG).changed
        counts.append(len(asked))

    assert counts[0] == counts[1]
