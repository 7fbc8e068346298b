"""A right the law refuses is given all the same: with a reason, above the limit by a second person, and told where it counts."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client

from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.kernel import clock
from makegood.kernel.errors import BadInput, NotAllowed, Refused
from makegood.kernel.money import Money
from makegood.notify.models import Notice
from makegood.people.models import Staff
from makegood.promises.actions.making import make_promise
from makegood.promises.models import Promise
from makegood.remedies.actions.deciding import grant
from makegood.remedies.actions.overriding import give_right
from makegood.remedies.models import Approval
from makegood.remedies.queries import given_beyond, is_above
from makegood.rights.wording import RETURN, fields_of
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.shops.models import Line, Order
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_order, make_shop

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 3, 20)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def case(people: Cast) -> Case:
    """Delivered a month ago: the time to send it back is over."""
    with clock.frozen(MONDAY):
        order = make_order(
            placed_at=MONDAY - timedelta(days=35), delivered_at=MONDAY - timedelta(days=30)
        )
        Line.objects.create(order=order, position=1, sku="L", name="Lamp", price_minor=4990)
        return make_case(order=order, kind="return", team=people.team)


def limited(people: Cast, most: int) -> None:
    shop = make_shop()
    for role in ("agent", "manager"):
        given = {"role": role, "most": most if role == "agent" else 100000}
        save_row(shop, people.owner, "limits", given, stamp_of(shop, draft_of(shop)))
    publish_draft(shop, people.owner, "Ours", stamp_of(shop, draft_of(shop)))


def give(case: Case, by: Staff, reason: str = "She was in hospital", until: date = UNTIL) -> Approval:  # fmt: skip
    with clock.frozen(MONDAY):
        return give_right(Case.objects.get(pk=case.pk), by, "withdrawal", "", until, reason)


def page(client_of: Staff, address: str) -> str:
    client = Client()
    client.force_login(client_of)
    with clock.frozen(MONDAY):
        return client.get(address).content.decode()


def test_a_return_past_its_window_is_taken_and_told_on_the_case_and_to_the_customer(
    case: Case, people: Cast
) -> None:
    law = f"/cases/{case.number}/law/"
    assert "Give it all the same" in page(people.agent, law)
    assert "law/no/" in page(people.agent, law)

    approval = give(case, people.agent)

    assert (approval.decision, approval.amount, approval.promise) == (
        "granted", Money(4990, "EUR"), None,
    )  # fmt: skip
    told = page(people.agent, law)
    assert "We give more: until Friday 20 March 2026." in told.replace(",", "")
    assert "She was in hospital (Ana Agent)" in told
    assert "law/no/" not in told
    with clock.frozen(MONDAY):
        theirs = Client().get(status_url(case)).content.decode()
        assert "We give you this all the same, until 20 March 2026: Send it back" in theirs
    assert "hospital" not in theirs
    assert "Given: Send it back" in page(people.agent, f"/cases/{case.number}/")


def test_an_answer_tells_the_day_that_is_given(case: Case, people: Cast) -> None:
    with clock.frozen(MONDAY):
        assert fields_of(case)[RETURN] == ""
    give(case, people.agent)

    with clock.frozen(MONDAY):
        assert fields_of(Case.objects.get(pk=case.pk))[RETURN] == "20 March 2026"
    with clock.frozen(MONDAY + timedelta(days=19)):
        assert fields_of(Case.objects.get(pk=case.pk))[RETURN] == ""


def test_its_time_ends_and_then_the_law_holds_again(case: Case, people: Cast) -> None:
    give(case, people.agent)

    with clock.frozen(MONDAY + timedelta(days=18)):
        assert len(given_beyond(case, clock.today())) == 1
    with clock.frozen(MONDAY + timedelta(days=19)):
        assert given_beyond(case, clock.today()) == []
        again = give_right(
            case, people.agent, "withdrawal", "", date(2026, 4, 1), "Still in hospital"
        )
    assert again.is_granted


@pytest.mark.parametrize(
    ("right", "line", "until", "reason", "error"),
    [
        ("withdrawal", "", UNTIL, " ", "reason"),
        ("withdrawal", "", date(2026, 3, 1), "x", "until"),
        ("withdrawal", "", date(2099, 3, 1), "x", "until"),
        ("withdrawal", "9", UNTIL, "x", "not_refused"),
        ("guarantee", "1", UNTIL, "x", "not_refused"),
        ("nonsense", "", UNTIL, "x", "not_refused"),
    ],
)
def test_only_what_is_refused_is_given_and_never_without_a_reason(
    case: Case, people: Cast, right: str, line: str, until: date, reason: str, error: str
) -> None:
    with pytest.raises((BadInput, Refused)) as refused, clock.frozen(MONDAY):
        give_right(case, people.agent, right, line, until, reason)

    assert error in (getattr(refused.value, "field", ""), refused.value.code)
    assert not Approval.objects.exists()


def test_what_is_given_is_not_given_again(case: Case, people: Cast) -> None:
    give(case, people.agent)

    with pytest.raises(Refused), transaction.atomic():
        give(case, people.agent)


def test_above_the_limit_of_what_the_goods_cost_a_second_person_decides(
    case: Case, people: Cast
) -> None:
    limited(people, 4989)

    approval = give(case, people.agent)

    assert approval.is_open
    assert given_beyond(case, clock.today()) == []
    law = page(people.agent, f"/cases/{case.number}/law/")
    assert "A second person is asked whether we give it all the same." in law
    assert "law/no/" not in law
    told = page(people.manager, "/notices/")
    assert "Ana Agent asks you for a yes: Send it back without giving a reason" in told
    its_page = page(people.manager, f"/approvals/{approval.pk}/")
    assert ("Grant it" in its_page, "The goods cost €49.90." in its_page) == (True, True)
    with clock.frozen(MONDAY):
        grant(approval, people.manager)

        assert [one.pk for one in given_beyond(case, clock.today())] == [approval.pk]
    assert not Promise.objects.filter(kind="money").exists()
    assert Notice.objects.filter(staff=people.agent, kind="approval_decided").exists()


def test_goods_whose_price_nobody_told_are_asked_about_where_there_is_a_limit(
    case: Case, people: Cast
) -> None:
    Order.objects.update(currency="USD")
    limited(people, 100000)

    approval = give(case, people.agent)

    assert approval.is_open
    assert Notice.objects.get().staff == people.owner
    for somebody in (people.other_agent, people.manager):
        with pytest.raises(NotAllowed):
            grant(approval, somebody)
    grant(approval, people.owner)
    assert Approval.objects.get().is_granted


def test_who_gets_nothing_beyond_the_law_gets_no_right_of_unknown_worth_either(
    case: Case, people: Cast
) -> None:
    Order.objects.update(currency="USD")
    shop = make_shop()
    never = {"verdict": "never", "customers": ["carla@customer.example"]}
    save_row(shop, people.owner, "exceptions", never, stamp_of(shop, draft_of(shop)))
    publish_draft(shop, people.owner, "Abuse", stamp_of(shop, draft_of(shop)))

    approval = give(case, people.agent)

    assert approval.is_open
    panel = page(people.agent, f"/cases/{case.number}/goodwill/")
    assert "You give up to €0.00 on one case without asking." in panel


def test_the_money_for_goods_taken_back_so_is_no_more_than_their_worth(
    case: Case, people: Cast
) -> None:
    limited(people, 5000)
    give(case, people.agent)

    with clock.frozen(MONDAY):
        due = {"due_at": MONDAY + timedelta(days=3), "source": Promise.Source.PERSON}
        found = Case.objects.get(pk=case.pk)
        make_promise(found, "money", amount=Money(4990, "EUR"), by=people.agent, **due)

        assert not is_above(found, people.agent, 10)
        assert is_above(found, people.agent, 11)
