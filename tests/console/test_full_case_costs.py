"""What the page of a case costs that has whatever a case can have: no more than any other page, however much was said."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.facts import set_fact
from makegood.cases.actions.linking import new_link
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.noting import note
from makegood.cases.actions.tagging import tag
from makegood.cases.models import Case
from makegood.cases.queries import linked_cases
from makegood.kernel import clock
from makegood.kernel.text import order_key
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.drafting import attach, save_draft
from makegood.messages.actions.splitting import split_case
from makegood.messages.actions.templating import save_template
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Dispatch, Message, Thread
from makegood.messages.rules.recipients import Recipients
from makegood.people.actions.reaching import mark_unreachable
from makegood.people.actions.recognising import add_identity
from makegood.people.models import Role, Staff
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.watching import break_due
from makegood.promises.queries import promises_of
from makegood.shops.models import Line, Parcel
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import (
    make_case,
    make_customer,
    make_message,
    make_order,
    make_promise,
)

pytestmark = pytest.mark.django_db
MOST = 25
CARLA = "carla@customer.example"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.mark.parametrize("is_written", [True, False])
@pytest.mark.parametrize("role", [Role.OWNER, Role.AGENT])
def test_a_full_case_costs_at_most_25_queries_however_much_was_said(
    client: Client, people: Cast, role: str, is_written: bool
) -> None:
    reader = people.owner if role == Role.OWNER else people.agent
    client.force_login(reader)
    case = furnish(people)
    threads = list(case.threads.exclude(side="customer"))
    if is_written:
        begin_drafts(case, reader, *threads)
    few = dict(costs(client, case, threads))

    speak(case, people.agent, rounds=6)
    for thread in threads:
        speak(case, people.agent, thread, rounds=6)
    many = dict(costs(client, case, threads))

    assert {page: cost for page, cost in few.items() if cost > MOST} == {}
    assert many == few


def test_the_full_case_is_full(people: Cast) -> None:
    case = furnish(people)

    assert len(linked_cases(case, people.agent)) == 2
    assert {one.end for one in promises_of(case)} >= {"kept", ""}
    assert [one.is_open for one in promises_of(case) if one.broken_at] == [True]
    assert {t.side for t in case.threads.all()} == {"customer", "supplier", "carrier"}


def costs(client: Client, case: Case, threads: list[Thread]) -> Iterator[tuple[str, int]]:
    place = f"/cases/{case.number}/"
    for query in ("", *(f"?with={thread.pk}" for thread in threads)):
        client.get(place + query)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(place + query)
        assert response.status_code == 200
        yield place + query, len(asked)


def furnish(people: Cast) -> Case:
    """A case that has whatever a case can have, but for what its reader is writing."""
    agent, customer = people.agent, make_customer(CARLA)
    add_identity(customer, "phone", "+353 1 234 5678")
    for number in ("E-1", "E-2", "E-3"):
        order = make_order(number, customer=customer)
        Line.objects.create(order=order, position=1, name="Lamp")
        Parcel.objects.create(order=order, number=number, number_key=order_key(number))
    case = make_case(order=order, subject="All at once", assignee=agent, team=people.team)
    speak(case, agent)
    rearrange(case, agent)
    speak(case, agent)
    for side, name in (("supplier", "Lamp Makers"), ("carrier", "Parcels Ltd")):
        speak(case, agent, open_thread(case, agent, side, name, f"claims@{side}.example"))
    owe(case, agent)
    for key in ("what_happened", "product", "colour"):
        set_fact(case, key, "Known.", "staff", agent)
    for writer in (people.owner, agent):
        note(case, writer, "Ask @Olga Owner.")
        tag(case, writer, f"of {writer.name}")
    for language in ("en", "it"):
        save_template(
            case.shop, None, name="News", language=language, body="Dear {{ customer.name }}"
        )
    mark_unreachable(CARLA, "user_unknown", "550 no such user")
    new_link(case, agent)
    return case


def speak(case: Case, agent: Staff, thread: Thread | None = None, rounds: int = 2) -> None:
    """Words in and out with everybody in copy and files; of ours every other one came back. The last word is theirs."""
    them = [thread.name, thread.address] if thread else ["Carla", CARLA]
    common: dict[str, Any] = {"account": post_office(case.shop)}
    common |= {"cc": [["Cora", "cora@copied.example"]]} | ({"thread": thread} if thread else {})
    ours = common | {"direction": "out", "author": agent, "to": [them]}
    theirs = common | {
        "from_name": them[0],
        "from_address": them[1],
        "to": [["", case.shop.email], ["Boss", "boss@copied.example"]],
        "quoted_text": "> Earlier",
        "signature": "Sent from a phone",
    }
    for number in range(rounds):
        with_file(make_message(case, **theirs))
        send(
            with_file(make_message(case, "On Friday.", **ours)), "bounced" if number % 2 else "sent"
        )
    make_message(case, **theirs)


def with_file(message: Message) -> Message:
    file = attach(None, "lamp.jpg", "image/jpeg", b"lamp")
    message.attachments.add(file)
    return message


def send(message: Message, state: str) -> None:
    """It went at the third attempt."""
    facts = {"account": message.account, "not_before": clock.now(), "attempts": 3}
    dispatch = Dispatch.objects.create(message=message, state=state, **facts)
    for outcome in ("failed", "unknown", "accepted"):
        dispatch.deliveries.create(started_at=clock.now(), outcome=outcome, response="250 2.0.0")
    if state == "bounced":
        dispatch.deliveries.update(bounced_at=clock.now(), bounce={"reason": "user_unknown"})


def rearrange(case: Case, agent: Staff) -> None:
    """One case split off; another one, itself split, joined to it."""
    another = make_message(case, "Another matter.", from_address=CARLA)
    split_case(case, [another.pk], agent)
    twin = make_case(subject="The same again")
    for _ in range(2):
        make_message(twin, from_address=CARLA)
    last = make_message(twin, "A third matter.", from_address=CARLA)
    split_case(twin, [last.pk], agent)
    merge_case(twin, case, agent)


def owe(case: Case, agent: Staff) -> None:
    """Promises: one kept, one open, one broken."""
    keep(make_promise(case, owner=agent), note="Told by phone.", by=agent)
    make_promise(case, owner=agent)
    make_promise(case, owner=agent, due_at=clock.now() - timedelta(hours=1))
    break_due()


def begin_drafts(case: Case, writer: Staff, *threads: Thread) -> None:
    """Something begun in every conversation, with a file, to people of the writer's choice."""
    for thread in (None, *threads):
        address = thread.address if thread else CARLA
        chosen = Recipients((("", address),), (("", "cora@copied.example"),))
        draft = save_draft(case, writer, 0, "By Friday.", thread=thread, recipients=chosen)
        attach(draft, "paper.pdf", "application/pdf", b"paper")
