"""Goodwill: at once within the limit, above it by a second person, and nothing promised before."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.closing import close_case
from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.merging import merge_case
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, Conflict, NotAllowed, Refused
from makegood.kernel.log import happenings_of
from makegood.kernel.money import Money
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.sending import PromiseWish, send_reply, withdraw
from makegood.messages.actions.splitting import split_case
from makegood.messages.models import Message
from makegood.notify.models import Notice
from makegood.people.models import Staff
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.making import make_promise
from makegood.promises.actions.renegotiating import release, replace
from makegood.promises.models import Promise
from makegood.remedies.actions.deciding import grant, refuse
from makegood.remedies.actions.deciding import withdraw as take_back
from makegood.remedies.actions.giving import give_money
from makegood.remedies.models import Approval
from makegood.remedies.queries import approvers_of, incident_of, is_above, last_on, law_owes
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.rulebook.rules.granting import Incident
from makegood.shops.models import Parcel
from makegood.testing.cast import Cast, cast, make_staff
from makegood.testing.makers import (
    MONDAY,
    make_case,
    make_customer,
    make_message,
    make_order,
    make_shop,
)
from makegood.testing.makers import (
    make_promise as put_promise,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def case(people: Cast) -> Case:
    """Late: an agent gives 5 euros for it and no more than 20 on one case, a manager 100."""
    shop = make_shop()
    with clock.frozen(MONDAY - timedelta(days=30)):
        rule(people.owner, "compensation", late_days=3, amount=500, form="coupon")
        rule(people.owner, "limits", role="agent", most=2000)
        rule(people.owner, "limits", role="manager", most=10000)
        publish_draft(shop, people.owner, "Fair", stamp_of(shop, draft_of(shop)))
        shop.refresh_from_db()
    with clock.frozen(MONDAY):
        order = make_order(placed_at=MONDAY - timedelta(days=12))
        made = make_case(order=order, kind="late", team=people.team)
        make_message(made, from_address="carla@customer.example", account=post_office(shop))
        make_parcel(made)
    return made


def rule(by: Staff, table: str, **given: Any) -> None:
    shop = make_shop()
    save_row(shop, by, table, given, stamp_of(shop, draft_of(shop)))


def make_parcel(case: Case, late_for: int = 4) -> Parcel:
    assert case.order
    return Parcel.objects.create(
        order=case.order,
        number="P1",
        number_key="P1",
        expected_at=MONDAY - timedelta(days=late_for),
    )


def give(case: Case, by: Staff, minor: int, reason: str = "", **other: Any) -> Approval:
    given = {"form": "refund", "within_days": 3} | other
    with clock.frozen(MONDAY):
        return give_money(case, by, Money(minor, "EUR"), reason=reason, **given)


def notices() -> list[tuple[str, str]]:
    return sorted(Notice.objects.values_list("staff__name", "kind"))


def test_what_the_table_gives_is_promised_at_once_and_kept_by_a_note(
    case: Case, people: Cast
) -> None:
    approval = give(case, people.agent, 500, form="coupon")

    assert (approval.decision, approval.decided_by, approval.table_minor) == (
        "granted", people.agent, 500,
    )  # fmt: skip
    assert approval.incident == {"late_days": 4, "value": 4990, "times": 1, "fault": ""}
    promise = Promise.objects.get()
    assert (promise.kind, promise.amount, promise.owner) == ("money", Money(500, "EUR"), people.agent)  # fmt: skip
    assert promise.due_at == MONDAY.replace(day=5, hour=17), "Thursday is the third working day"
    assert notices() == []
    with pytest.raises(BadInput):
        keep(promise, by=people.agent)
    with clock.frozen(MONDAY + timedelta(days=1)):
        keep(promise, note="Bank: transfer 4711", by=people.agent)
    assert Promise.objects.get().end == "kept"


def test_another_sum_needs_a_reason_which_the_customer_never_reads(
    case: Case, people: Cast
) -> None:
    with pytest.raises(BadInput) as refused:
        give(case, people.agent, 1500)
    assert (refused.value.field, Promise.objects.count()) == ("reason", 0)

    give(case, people.agent, 1500, "Third time she writes")

    assert Promise.objects.get().text == ""
    told = [one.facts for one in happenings_of(f"case:{case.pk}") if one.name == "ApprovalGranted"]
    assert [(one["amount_minor"], one["reason"]) for one in told] == [
        (1500, "Third time she writes")
    ]


def test_above_the_limit_nothing_is_promised_before_a_second_person_grants_it(
    case: Case, people: Cast
) -> None:
    approval = give(case, people.agent, 5000, "Lost twice")

    assert (approval.decision, approval.needs_second) == ("", True)
    assert not Promise.objects.exists()
    assert notices() == [("Marko Manager", "approval_asked"), ("Olga Owner", "approval_asked")]
    for nobody in (people.agent, people.other_agent, people.light):
        with pytest.raises(NotAllowed):
            grant(approval, nobody)
    with clock.frozen(MONDAY + timedelta(days=1)):
        grant(approval, people.manager, "Fair enough")

    promise = Promise.objects.get()
    assert (promise.amount, promise.owner) == (Money(5000, "EUR"), people.agent)
    assert promise.due_at == MONDAY.replace(day=6, hour=17), "the days count from the yes"
    assert Approval.objects.get().promise == promise
    unread = Notice.objects.filter(read_at=None).values_list("staff__name", "kind")
    assert list(unread) == [("Ana Agent", "approval_decided")]
    with pytest.raises(Conflict):
        grant(approval, people.owner)
    assert Promise.objects.count() == 1


def test_a_manager_asks_an_owner_above_their_own_limit(case: Case, people: Cast) -> None:
    approval = give(case, people.manager, 10001, "A whole kitchen")

    assert notices() == [("Olga Owner", "approval_asked")]
    with pytest.raises(NotAllowed):
        grant(approval, people.manager)
    grant(approval, people.owner)
    assert Approval.objects.get().is_granted


def test_a_no_says_why_and_leaves_the_customer_nothing(case: Case, people: Cast) -> None:
    approval = give(case, people.agent, 5000, "Lost twice")

    with pytest.raises(BadInput):
        refuse(approval, people.manager, " ")
    refuse(approval, people.manager, "It came yesterday")

    assert not Promise.objects.exists()
    notice = Notice.objects.get(read_at=None)
    assert (notice.staff, notice.facts["why"]) == (people.agent, "It came yesterday")
    assert give(case, people.agent, 5000, "It did not").is_open, "one may ask again"


def test_one_question_at_a_time_which_ends_when_taken_back_or_with_the_case(
    case: Case, people: Cast
) -> None:
    approval = give(case, people.agent, 5000, "Lost twice")
    with pytest.raises(Refused):
        give(case, people.other_agent, 6000, "Lost thrice")
    with pytest.raises(NotAllowed):
        take_back(approval, people.manager)
    take_back(approval, people.agent)
    again = give(case, people.agent, 6000, "Lost thrice")

    close_case(case, people.agent, "solved")

    again.refresh_from_db()
    assert again.decision == "withdrawn"
    assert not Notice.objects.filter(read_at=None, kind="approval_asked").exists()


def test_many_small_sums_are_one_large_one_whoever_gives_them(case: Case, people: Cast) -> None:
    give(case, people.agent, 1500, "Sorry")

    assert give(case, people.other_agent, 501, "Sorry again").is_open
    assert is_above(case, people.agent, 501)
    assert not is_above(case, people.agent, 500)
    release(Promise.objects.get(), people.agent, "She wants none")
    assert not is_above(case, people.agent, 2000)


def test_what_was_granted_leaves_the_own_limit_as_it_was(case: Case, people: Cast) -> None:
    grant(give(case, people.agent, 5000, "Lost twice"), people.manager)

    assert not is_above(case, people.agent, 2000)
    assert is_above(case, people.agent, 2001)


def test_what_a_manager_gave_leaves_the_agents_limit_as_it_was(case: Case, people: Cast) -> None:
    give(case, people.manager, 9000, "Lost twice")
    assert (is_above(case, people.agent, 2000), is_above(case, people.agent, 2001)) == (False, True)

    with clock.frozen(MONDAY):
        friday, person = MONDAY + timedelta(days=4), Promise.Source.PERSON
        make_promise(case, "money", friday, person, amount=Money(1500, "EUR"), by=people.agent)

    # Among those of one rank all counts, and what a manager may still give is less by what they gave.
    assert is_above(case, people.other_agent, 501)
    assert is_above(case, people.manager, 1001)
    assert not is_above(case, people.owner, 10**6)


@pytest.mark.parametrize("is_moved", [False, True])
def test_what_was_granted_and_let_go_of_makes_no_room(
    case: Case, people: Cast, is_moved: bool
) -> None:
    grant(give(case, people.agent, 5000, "Lost twice"), people.manager)
    with clock.frozen(MONDAY):
        owed, friday = Promise.objects.get(), MONDAY + timedelta(days=4)
        if is_moved:
            owed = replace(owed, MONDAY + timedelta(days=9), people.agent, "The bank is closed")
        release(owed, people.agent, "She wants none")
        given = {"amount": Money(1900, "EUR"), "by": people.agent}
        make_promise(case, "money", friday, Promise.Source.PERSON, **given)

    assert (is_above(case, people.agent, 100), is_above(case, people.agent, 101)) == (False, True)


def test_what_was_given_before_a_split_counts_on_both_cases(case: Case, people: Cast) -> None:
    with clock.frozen(MONDAY):
        other = make_message(case, "Another matter", from_address="carla@customer.example")
    give(case, people.agent, 1500, "Sorry")
    with clock.frozen(MONDAY + timedelta(hours=1)):
        new = split_case(case, [other.pk], people.agent)
        third = make_message(new, "A third", from_address="carla@customer.example")
        newest = split_case(new, [third.pk], people.agent)
    with clock.frozen(MONDAY + timedelta(hours=2)):
        give_money(new, people.agent, Money(400, "EUR"), "refund", 3, "Sorry")

    above = [is_above(one, people.agent, 501) for one in (case, new, newest)]
    just = [is_above(one, people.agent, 500) for one in (case, new, newest)]
    assert (above, just) == ([True, True, True], [False, True, False])


def test_an_answer_that_promises_more_than_the_limit_is_not_sent(case: Case, people: Cast) -> None:
    with clock.frozen(MONDAY):
        friday = MONDAY + timedelta(days=4)
        wish = PromiseWish(friday, "50 € by Friday", "money", amount=Money(5000, "EUR"))

        with pytest.raises(Refused) as refused, transaction.atomic():
            send_reply(case, people.agent, "We refund 50 € by Friday.", promise=wish)
        assert (refused.value.code, Message.objects.filter(direction="out").count()) == ("above_limit", 0)  # fmt: skip
        assert not Promise.objects.exists()

        grant(give(case, people.agent, 5000, "Lost twice"), people.manager)
        promised = Promise.objects.get()
        told = PromiseWish(friday, "", "money", (promised.pk,), amount=Money(5000, "EUR"))
        sent = send_reply(case, people.agent, "We refund 50 € by Friday.", promise=told)

        assert list(Promise.objects.filter(end="").values_list("amount_minor", "made_in")) == [(5000, sent.pk)]  # fmt: skip
        withdraw(sent, people.agent)
        assert list(Promise.objects.values_list("pk", "end")) == [(promised.pk, "")]


def test_by_hand_and_at_another_time_the_same_limit_holds(case: Case, people: Cast) -> None:
    with clock.frozen(MONDAY):
        friday, by = MONDAY + timedelta(days=4), people.agent
        person = Promise.Source.PERSON
        with pytest.raises(Refused), transaction.atomic():
            make_promise(case, "money", friday, person, amount=Money(2001, "EUR"), by=by)
        promise = make_promise(case, "money", friday, person, amount=Money(2000, "EUR"), by=by)
        later = replace(promise, friday + timedelta(days=3), by, "The bank is closed")
        with pytest.raises(Refused), transaction.atomic():
            make_promise(case, "money", friday, person, amount=Money(100, "USD"), by=people.light)

    assert later.amount == Money(2000, "EUR")
    assert make_promise(case, "money", clock.now() + timedelta(days=9), person, by=by).amount is None  # fmt: skip


def test_what_the_law_pays_back_anyway_is_nobodys_to_grant(people: Cast) -> None:
    shop = make_shop()
    rule(people.owner, "limits", role="agent", most=0)
    publish_draft(shop, people.owner, "None", stamp_of(shop, draft_of(shop)))
    shop.refresh_from_db()
    order = make_order(delivered_at=clock.now() - timedelta(days=2))
    case = make_case(order=order, kind="return")

    back = {"due_at": clock.now() + timedelta(days=3), "source": Promise.Source.PERSON}
    with pytest.raises(Refused), transaction.atomic():
        make_promise(case, "money", amount=Money(4991, "EUR"), by=people.agent, **back)
    make_promise(case, "money", amount=Money(4990, "EUR"), by=people.agent, **back)

    assert is_above(case, people.agent, 1), "goodwill comes on top of what she gets anyway"


def test_a_sum_in_the_words_of_a_promise_is_its_sum(case: Case, people: Cast) -> None:
    with clock.frozen(MONDAY):
        friday, by = MONDAY + timedelta(days=4), people.agent
        with pytest.raises(Refused), transaction.atomic():
            make_promise(case, "money", friday, "person", text="We refund €20.01", by=by)
        wish = PromiseWish(friday, "Refund of 50 €", "money")
        with pytest.raises(Refused), transaction.atomic():
            send_reply(case, by, "You get your money back.", promise=wish)
        assert not Promise.objects.exists()

        within = make_promise(case, "money", friday, "person", text="We refund €20", by=by)

    assert within.amount == Money(2000, "EUR")


def test_another_day_without_a_sum_leaves_the_sum_as_it_was(case: Case, people: Cast) -> None:
    with clock.frozen(MONDAY):
        friday, by = MONDAY + timedelta(days=4), people.agent
        first = make_promise(case, "money", friday, "person", amount=Money(2000, "EUR"), by=by)
        wish = PromiseWish(friday, "by Friday", "money", (first.pk,))
        send_reply(case, by, "You get your money by Friday.", promise=wish)

        assert Promise.objects.get(end="").amount == Money(2000, "EUR")
        assert give(case, by, 100, "Sorry").is_open


def test_twice_the_price_by_law_is_the_price_once_more(people: Cast) -> None:
    with clock.frozen(MONDAY):
        order = make_order(
            address={"country": "ES"},
            placed_at=MONDAY - timedelta(days=10),
            delivered_at=MONDAY - timedelta(days=7),
        )
        order.lines.create(position=1, name="Blue lamp", price_minor=4990)
        case = make_case(order=order, kind="return")
        make_message(case, "I want to send it back", at=MONDAY)
        set_fact(case, "received_back_on", f"{MONDAY:%Y-%m-%d}", "staff")
    with clock.frozen(MONDAY + timedelta(days=20)):
        owed = law_owes(Case.objects.get(pk=case.pk))
        asked = {"by": people.agent, "form": "refund", "within_days": 3, "reason": "Late"}
        back = {"source": "person", "amount": Money(4990, "EUR"), "by": people.agent}
        make_promise(case, "money", clock.now() + timedelta(days=3), **back)

        assert (owed.back, owed.extra) == (4990, 4990)
        with pytest.raises(BadInput), transaction.atomic():
            give_money(case, amount=Money(4989, "EUR"), **asked)
        assert give_money(case, amount=Money(4990, "EUR"), **asked).is_granted
        assert give_money(case, amount=Money(300, "EUR"), **asked).is_granted, "the rest is ours"


def test_what_the_law_pays_back_makes_no_room_for_many_small_sums(people: Cast) -> None:
    shop = make_shop()
    rule(people.owner, "limits", role="agent", most=2000)
    publish_draft(shop, people.owner, "Some", stamp_of(shop, draft_of(shop)))
    order = make_order(delivered_at=clock.now() - timedelta(days=2))
    case = Case.objects.get(pk=make_case(order=order, kind="return").pk)

    def ask(minor: int) -> Approval:
        return give_money(case, people.agent, Money(minor, "EUR"), "coupon", 3, "Sorry")

    assert ask(2000).is_granted
    approval = ask(2000)
    assert approval.is_open

    grant(approval, people.owner)
    assert is_above(case, people.agent, 1), "what was granted is given, and none of it is left"


def test_what_was_kept_is_not_replaced_and_another_currency_is_no_way_round(
    case: Case, people: Cast
) -> None:
    with clock.frozen(MONDAY):
        promised = {"due_at": MONDAY + timedelta(days=4), "source": "person", "by": people.agent}
        paid = make_promise(case, "money", amount=Money(2000, "EUR"), **promised)
        keep(paid, note="Bank: transfer 4711", by=people.agent)
        with pytest.raises(Refused), transaction.atomic():
            make_promise(case, "money", amount=Money(500, "EUR"), replaces=[paid.pk], **promised)
        with pytest.raises(Refused), transaction.atomic():
            make_promise(case, "money", amount=Money(500, "CHF"), **promised)

    assert Promise.objects.get() == paid


def test_what_was_asked_counts_and_ends_with_the_case_it_was_joined_into(
    case: Case, people: Cast
) -> None:
    with clock.frozen(MONDAY):
        into = make_case(order=case.order, kind="late", team=people.team)
        give(into, people.manager, 6000, "Lost once")
        approval = give(case, people.agent, 5000, "Lost twice")
        merge_case(case, into, people.manager)
        approval = Approval.objects.get(pk=approval.pk)

        with pytest.raises(NotAllowed):
            grant(approval, people.manager)
        with pytest.raises(Refused):
            give(into, people.agent, 9000, "Lost thrice")
        close_case(into, people.agent, "solved")

    approval.refresh_from_db()
    assert approval.decision == "withdrawn"


def test_who_is_on_the_list_gets_goodwill_only_with_an_owners_yes(case: Case, people: Cast) -> None:
    rule(people.owner, "exceptions", verdict="never", customers=["carla@customer.example"])
    publish_draft(make_shop(), people.owner, "Abuse", stamp_of(make_shop(), draft_of(make_shop())))
    case = Case.objects.get(pk=case.pk)

    approval = give(case, people.agent, 100, "Lost twice")

    assert (approval.is_open, approval.table_minor) == (True, None)
    assert notices() == [("Olga Owner", "approval_asked")]
    with pytest.raises(NotAllowed):
        grant(approval, people.manager)
    assert give(make_case(customer=people.stranger), people.agent, 100, "Sorry").is_granted


def test_less_than_the_law_adds_for_lateness_is_refused_until_that_is_promised(
    people: Cast,
) -> None:
    heard = MONDAY
    customer = make_customer("late@customer.example", country="ES")
    order = make_order(customer=customer, placed_at=heard, delivered_at=heard)
    order.lines.create(position=1, name="Blue lamp", price_minor=4990)
    case = make_case(customer=customer, order=order, kind="return", opened_at=heard)
    set_fact(case, "received_back_on", "2026-03-03", "staff")

    with clock.frozen(heard + timedelta(days=20)):
        with pytest.raises(BadInput) as refused:
            give_money(case, people.agent, Money(4989, "EUR"), "refund", 3, "Sorry")
        assert (refused.value.field, Approval.objects.exists()) == ("amount", False)
        give_money(case, people.agent, Money(4990, "EUR"), "refund", 3, "Late refund")
        assert give_money(case, people.agent, Money(500, "EUR"), "coupon", 3, "Sorry").is_granted


def test_those_who_may_grant_are_found_by_role_whatever_their_number(
    case: Case, people: Cast
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            approvers_of(approval)
        return len(asked)

    approval = give(case, people.agent, 5000, "Lost twice")
    before = cost()
    for name in ("Mia Manager", "Max Manager"):
        make_staff(name, "manager")

    assert [one.name for one in approvers_of(approval) if one.role == "manager"] == [
        "Marko Manager", "Mia Manager", "Max Manager",
    ]  # fmt: skip
    assert cost() == before


def test_where_no_limits_are_set_everybody_gives_what_they_find_right(people: Cast) -> None:
    with clock.frozen(MONDAY):
        case = make_case()

        assert give(case, people.agent, 100000, "A whole kitchen").is_granted


def test_the_size_of_an_incident_is_read_from_the_case(case: Case, people: Cast) -> None:
    with clock.frozen(MONDAY - timedelta(days=400)):
        make_case(kind="damaged")
    with clock.frozen(MONDAY - timedelta(days=300)):
        make_case(kind="damaged")
        make_case(kind="question")
    set_fact(case, "responsibility", "carrier", "staff", people.agent)
    with clock.frozen(MONDAY):
        assert incident_of(case) == Incident(4, 4990, 2, "carrier")
        Parcel.objects.update(delivered_at=MONDAY - timedelta(days=3))
        case.order.refresh_from_db()
        assert incident_of(case).late_days == 1, "late until it came"
        Parcel.objects.update(expected_at=None)
        assert incident_of(case).late_days == 0
        put_promise(case, kind="parcel", due_at=MONDAY - timedelta(days=5))
        assert incident_of(case).late_days == 2, "by our own word, where the carrier gave none"


def test_asking_costs_the_same_whatever_happened_before(case: Case, people: Cast) -> None:
    def statements() -> int:
        assert case.order
        with (
            CaptureQueriesContext(
                connection,
            ) as asked,
            clock.frozen(MONDAY),
        ):
            incident_of(Case.objects.select_related("shop", "order").get(pk=case.pk))
            is_above(case, people.agent, 100)
        return len(asked)

    give(case, people.agent, 100, "Sorry")
    before = statements()
    for _ in range(3):
        make_case(kind="damaged")
        give(case, people.agent, 100, "Sorry")

    assert statements() == before


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"decided_by": "agent", "decision": "granted", "decided_at": MONDAY}, "nobody_decides_what_they_asked"),
        ({"decision": "granted"}, "decision_has_its_time"),
        ({"decision": "refused", "decided_at": MONDAY}, "refusal_says_why"),
        ({"reason": ""}, "asking_says_why"),
        ({"amount_minor": 0}, "money_or_a_right_is_given"),
    ],
)  # fmt: skip
def test_the_database_holds_to_it(
    case: Case, people: Cast, changed: dict[str, Any], name: str
) -> None:
    approval = give(case, people.agent, 5000, "Lost twice")
    given = {k: people.agent if v == "agent" else v for k, v in changed.items()}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Approval.objects.filter(pk=approval.pk).update(**given)


def test_what_was_given_is_found_by_its_cases_however_much_was_given_elsewhere(
    case: Case, people: Cast
) -> None:
    others = [make_case(subject=str(n)) for n in range(20)]
    Approval.objects.bulk_create(
        Approval(
            case=others[n % 20],
            kind="money",
            amount_minor=100,
            currency="EUR",
            form="refund",
            within_days=1,
            asked_at=clock.now(),
            needs_second=False,
            decision="granted",
            decided_at=clock.now(),
        )
        for n in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE remedies_approval, cases_case")

    with CaptureQueriesContext(connection) as asked:
        last_on(case)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # so few cases are all looked at
        cursor.execute("EXPLAIN " + asked[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Seq Scan" not in plan
    assert "(case_id = " in plan, "approvals by their case"
    assert "(merged_into_id = " in plan, "cases by what they were joined into"
