"""Who hears that something is to be done in a shop by hand, and what became of what they asked of it."""

import pytest
from django.test import Client

from makegood.kernel.log import record
from makegood.notify.models import Notice
from makegood.shops.actions.giving_commands import answer_by_hand, give_command
from makegood.shops.events import CommandAnswered
from makegood.shops.models import Command
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def told(kind: str) -> set[str]:
    return {one.staff.name for one in Notice.objects.filter(kind=kind, read_at=None)}


def read(staff) -> str:
    client = Client()
    client.force_login(staff)
    return client.get("/notices/").content.decode()


def test_a_task_is_told_to_who_leads_until_somebody_saw_to_it(people: Cast) -> None:
    row = give_command(make_order(), people.agent, "swap", {"text": "Blue for red."})
    assert told("shop_task") == {people.owner.name, people.manager.name}
    page = read(people.owner)
    assert "To be done by hand in the shop: Swap for another variant, order W-1001" in page
    notice = Notice.objects.get(staff=people.owner, kind="shop_task")
    client = Client()
    client.force_login(people.owner)
    assert client.post(f"/notices/{notice.pk}/").headers["Location"] == f"/commands/{row.pk}/"

    answer_by_hand(row, people.manager, True, "Done under 77")

    assert told("shop_task") == set()
    assert told("shop_answered") == {people.agent.name}
    page = read(people.agent)
    assert "Marko Manager has done it in the shop: Swap for another variant" in page


def test_who_sees_to_it_themselves_is_told_nothing(people: Cast) -> None:
    row = give_command(make_order(), people.owner, "swap", {"text": "Blue for red."})
    answer_by_hand(row, people.owner, False, "She keeps it")

    assert told("shop_answered") == set()


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("done", None),
        ("refused", "The shop said no: Refund, €5.00, order W-1001 (Too late.)"),
        ("unknown", "Look in the shop whether it was done: Refund, €5.00, order W-1001"),
    ],
)
def test_what_a_shop_did_not_do_is_told_to_who_asked(
    people: Cast, outcome: str, words: str | None
) -> None:
    sum_ = {"amount_minor": 500, "currency": "EUR"}
    row = give_command(make_order(), people.manager, "refund", sum_)
    Command.objects.update(why="Too late.")

    record(CommandAnswered(command_id=row.pk, order_id=row.order_id, outcome=outcome, by_id=row.by_id))  # fmt: skip

    assert told("shop_answered") == ({people.manager.name} if words else set())
    assert words is None or words in read(people.manager)
