"""Goodwill on the case's page: what the table gives, giving it, and the second person's plain page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.kernel import clock
from makegood.messages.models import Draft, Message
from makegood.promises.actions.keeping import keep
from makegood.promises.models import Promise
from makegood.promises.queries import promises_in_answer
from makegood.remedies.models import Approval
from makegood.rulebook.actions.drafting import save_row
from makegood.rulebook.actions.publishing import publish_draft
from makegood.rulebook.queries import draft_of, stamp_of
from makegood.testing.cast import Cast
from makegood.testing.makers import make_approval, make_case, make_message, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(people: Cast) -> Case:
    shop = make_shop()
    for table, given in (
        ("compensation", {"percent": 10, "form": "coupon"}),
        ("limits", {"role": "agent", "most": 2000}),
    ):
        save_row(shop, people.owner, table, given, stamp_of(shop, draft_of(shop)))
    publish_draft(shop, people.owner, "Fair", stamp_of(shop, draft_of(shop)))
    return make_case(order=make_order(), kind="late", team=people.team)


def desk_of(staff) -> Client:
    client = Client()
    client.force_login(staff)
    return client


def give(client: Client, case: Case, **given: object) -> tuple[int, str]:
    form = {"amount": "4.99", "form": "coupon", "within_days": "3", "reason": ""} | given
    answer = client.post(f"/cases/{case.number}/goodwill/", form, follow=True)
    return answer.status_code, answer.content.decode()


def test_the_panel_says_what_happened_what_the_table_gives_and_up_to_where_one_may_go(
    case: Case, people: Cast
) -> None:
    page = desk_of(people.agent).get(f"/cases/{case.number}/goodwill/").content.decode()

    assert "Any incident: 10% of the order as a coupon" in page
    assert "<strong>€4.99</strong>" in page
    assert 'value="4.99"' in page
    assert "You give up to €20.00 on one case without asking." in page
    assert "Makegood moves no money" in page


def test_a_form_sent_twice_gives_once(case: Case, people: Cast) -> None:
    desk = desk_of(people.agent)
    assert 'name="seen" value=""' in desk.get(f"/cases/{case.number}/goodwill/").content.decode()

    give(desk, case, seen="")
    status, page = give(desk, case, seen="")

    assert (status, Promise.objects.count()) == (409, 1)
    assert "Something was given or asked on this case meanwhile" in page
    last = Approval.objects.get().pk.hex
    assert f'name="seen" value="{last}"' in page
    give(desk, case, seen=last)
    assert Promise.objects.count() == 2


def test_giving_it_makes_a_promise_with_its_sum_on_the_case(case: Case, people: Cast) -> None:
    status, page = give(desk_of(people.agent), case)

    assert (status, Promise.objects.get().amount_minor) == (200, 499)
    assert "Money back €4.99" in page
    theirs = Client().get(status_url(case)).content.decode()
    assert "A voucher: €4.99" in theirs
    assert "Given: €4.99" in page


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"amount": "7"}, "goodwill-reason", "Say why"),
        ({"amount": "ten"}, "goodwill-amount", "Write the sum as a number"),
        ({"amount": "1.999"}, "goodwill-amount", "too precise"),
        ({"amount": "0"}, "goodwill-amount", "more than nothing"),
        ({"within_days": "0"}, "goodwill-days", "1 to 30"),
        ({"within_days": "99999999999"}, "goodwill-days", "1 to 30"),
        ({"form": "gold"}, "goodwill-form", "Choose as what"),
    ],
)
def test_what_cant_be_given_is_said_at_its_field(
    case: Case, people: Cast, given: dict[str, str], field: str, said: str
) -> None:
    status, page = give(desk_of(people.agent), case, **given)

    assert (status, Promise.objects.exists()) == (422, False)
    assert said in page.split(f'id="{field}-error"')[1][:200]


def test_above_the_limit_a_manager_says_yes_on_a_page_of_its_own(case: Case, people: Cast) -> None:
    agent, manager, owner = (desk_of(one) for one in (people.agent, people.manager, people.owner))
    _, page = give(agent, case, amount="50", reason="Lost twice")
    assert "A second person is asked." in page
    approval = Approval.objects.get()
    where = f"/approvals/{approval.pk}/"

    assert "Ana Agent asks you for a yes: €50.00" in owner.get("/notices/").content.decode()
    assert where in owner.get("/approvals/").content.decode()
    own = agent.get(where).content.decode()
    assert ("Take it back" in own, "Grant it" in own) == (True, False)
    assert agent.post(f"{where}decision/", {"do": "grant"}).status_code == 403
    refused = owner.post(f"{where}decision/", {"do": "refuse", "note": ""})
    assert (refused.status_code, "Say why not" in refused.content.decode()) == (422, True)
    assert not Promise.objects.exists()

    assert manager.get(where).content.decode().count("Grant it") == 0, "no row: managers ask, too"
    done = owner.post(f"{where}decision/", {"do": "grant", "note": "Fair"}, follow=True)

    assert "Granted" in done.content.decode()
    assert Promise.objects.get().amount_minor == 5000
    assert where not in owner.get("/approvals/").content.decode()
    assert "Olga Owner granted what you asked: €50.00" in agent.get("/notices/").content.decode()


def test_what_is_given_is_written_into_the_answer_and_promised_once(
    case: Case, people: Cast
) -> None:
    agent = desk_of(people.agent)
    give(agent, case)
    approval, promise = Approval.objects.get(), Promise.objects.get(source="person")

    agent.post(f"/cases/{case.number}/goodwill/words/", {"approval": approval.pk})

    draft = Draft.objects.get(case=case).body
    found = promises_in_answer(Case.objects.select_related("shop").get(pk=case.pk), draft)
    assert "We will send you a voucher of €4.99 by" in draft
    assert [(one.kind, one.amount, one.due_at) for one in found] == [
        ("money", promise.amount, promise.due_at)
    ]
    keep(promise, note="Sent", by=people.agent)
    again = agent.post(f"/cases/{case.number}/goodwill/words/", {"approval": approval.pk})
    assert again.status_code == 302
    assert Draft.objects.get(case=case).body == draft


def test_what_was_asked_is_not_asked_twice_at_once(case: Case, people: Cast) -> None:
    agent = desk_of(people.agent)
    give(agent, case, amount="50", reason="Lost twice")

    status, page = give(agent, case, amount="60", reason="Lost thrice")

    assert (status, Approval.objects.count()) == (422, 1)
    assert "Promise nothing before they have said yes." in page


def test_an_answer_that_promises_too_much_stays_a_draft_with_the_rule_said(
    case: Case, people: Cast
) -> None:
    make_message(case, from_address="carla@customer.example")
    words = "Dear Carla, we refund you 50 € by Friday. Order W-1001"
    sending = {"body": words, "action": "send", "to": "carla@customer.example"}

    answer = desk_of(people.agent).post(f"/cases/{case.number}/messages/", sending, follow=True)
    page = answer.content.decode()
    again = page.split('name="acknowledged" value="')
    if len(again) > 1:
        sending["acknowledged"] = again[1].split('"')[0]
        answer = desk_of(people.agent).post(f"/cases/{case.number}/messages/", sending, follow=True)

    assert "is more than your role gives on one case without asking" in answer.content.decode()
    assert not Message.objects.filter(direction="out").exists()
    assert words in answer.content.decode()


def test_the_list_is_paged_by_key_and_costs_the_same_for_one_and_three(
    case: Case, people: Cast
) -> None:
    owner = desk_of(people.owner)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            owner.get("/approvals/")
        return len(asked)

    make_approval(case, asked_by=people.agent)
    owner.get("/approvals/")
    before = cost()
    for _ in range(2):
        make_approval(make_case(), asked_by=people.agent)

    assert cost() == before
    other = desk_of(people.other_agent).get("/approvals/").content.decode()
    assert f"#{case.number}" not in other, "of another team's case nobody hears"
    assert desk_of(people.owner).get("/approvals/?after=x").status_code == 422


def test_the_cases_own_page_works_nothing_out(case: Case, people: Cast) -> None:
    client = desk_of(people.agent)
    client.get(f"/cases/{case.number}/")
    with CaptureQueriesContext(connection) as asked, clock.frozen(clock.now() + timedelta(hours=1)):
        page = client.get(f"/cases/{case.number}/").content.decode()

    assert 'id="goodwill"' in page
    assert not [one for one in asked if "remedies_approval" in one["sql"]]
