"""A draft of the house's rules is tried on last year's cases: what is recorded of them, each beside the rules of its day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.cases.models import Case, Fact, Tag
from makegood.insight.queries.replaying import replay
from makegood.insight.rules.replaying import Replay
from makegood.kernel import clock
from makegood.promises.models import Promise
from makegood.promises.queries import calendar_of
from makegood.promises.rules import after_working_days
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.rulebook.rules.tables import (
    Book,
    CompensationRow,
    ExceptionRow,
    LimitRow,
    RepairRow,
    ReturnRow,
    TimeRow,
    WarrantyRow,
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
    answered(3, kind="other")
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


def test_faults_are_covered_by_the_law_or_by_a_warranty_whichever_is_longer() -> None:
    def faulty(days: int, name: str, **order: Any) -> None:
        case = sent_back(days, "defective", delivered_at=MONDAY - timedelta(days=days - 5), **order)
        Line.objects.create(order=case.order, position=1, name=name, sku="S")

    faulty(30, "Lamp")
    faulty(800, "Lamp")
    faulty(801, "Mug")
    faulty(1_099, "Lamp", address={"country": "Spain"})
    faulty(1_200, "Lamp")
    make_case(kind="warranty", opened_at=MONDAY)
    ours = WarrantyRow(key="a", products=("lamp",), months=36)

    longer = tried(Book(warranties=(ours,)))
    from_purchase = tried(Book(warranties=(replace(ours, start="purchase", months=26),)))

    assert told(longer) == [("After 800", "covered", 0)]
    assert told(from_purchase) == []
    assert (longer.faults, longer.returns, longer.unclear) == (5, 0, 1)


def test_a_repair_would_have_been_kept_or_broken_by_other_days() -> None:
    shop, owner = make_shop(), cast().owner
    with clock.frozen(MONDAY - timedelta(days=1)):
        save_row(shop, owner, "repairs", {"days": 3}, "0")
        publish_draft(shop, owner, "Ours", stamp_of(shop, draft_of(shop)))

    def repaired(subject: str, took: int, basis: str = "rules:1") -> None:
        due = after_working_days(3, MONDAY, calendar_of(shop))
        ended = MONDAY + timedelta(days=took)
        Promise.objects.create(
            case=make_case(kind="repair", subject=subject),
            kind="repair",
            source="person",
            basis=basis,
            made_at=MONDAY,
            due_at=due,
            warn_at=MONDAY,
            ended_at=ended,
            end="kept" if ended <= due else "kept_late",
            evidence="note",
            end_note="Back with them",
            broken_at=due if ended > due else None,
        )

    repaired("Quick", 1)
    repaired("In time", 3)
    repaired("Late", 4)
    repaired("Agreed by hand", 4, basis="")

    shorter = tried(Book(repairs=(RepairRow(key="a", days=2),)))
    longer = tried(Book(repairs=(RepairRow(key="a", days=4),)))
    by_hand = tried(Book())

    assert told(shorter) == [("In time", "broken", 0)]
    assert told(longer) == [("Late", "kept", 0)]
    assert (longer.repairs, longer.broken, by_hand.changed) == (3, -1, [])


def test_a_second_person_would_or_would_not_have_been_asked_by_other_limits() -> None:
    shop, people = make_shop(), cast()
    with clock.frozen(MONDAY - timedelta(days=1)):
        save_row(shop, people.owner, "limits", {"role": "agent", "most": 5000}, "0")
        publish_draft(shop, people.owner, "Ours", stamp_of(shop, draft_of(shop)))

    def given(case: Case, minor: int, *, second: bool = False, decision: str = "granted") -> None:
        make_approval(
            case,
            asked_by=people.agent,
            asked_at=MONDAY,
            amount_minor=minor,
            needs_second=second,
            decision=decision,
            decided_by=people.manager if second else people.agent,
            decided_at=MONDAY,
            note="No" if decision == "refused" else "",
            incident={"late_days": 0, "value": 0, "times": 1, "fault": ""},
        )

    given(make_case(subject="Little"), 1000)
    twice = make_case(subject="Twice")
    given(twice, 2000)
    given(twice, 2000)
    given(make_case(subject="Much"), 8000, second=True)
    given(make_case(subject="Refused"), 6000, second=True, decision="refused")
    make_approval(make_case(subject="Waits"), asked_by=people.agent, asked_at=MONDAY)

    def limited(most: int | None) -> list[tuple[str, str, int]]:
        rows = (LimitRow(key="a", role="agent", most=most),) if most is not None else ()
        return told(tried(Book(limits=rows)))

    assert limited(5000) == []
    assert limited(3000) == [("Twice", "asked", 0)]
    assert limited(7000) == [("Refused", "not_asked", 0)]
    assert limited(None) == [("Much", "not_asked", 0), ("Refused", "not_asked", 0)]
    assert tried(Book()).limits == 5


def test_a_year_without_anything_to_try_says_so() -> None:
    make_case(kind="other", subject="Only asks")

    assert tried(LONG).looked_at == 0
    answered(2, kind="other")
    assert tried(LONG).looked_at == 1
