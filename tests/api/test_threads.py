"""Conversations with suppliers and carriers, read and written by a program."""

from uuid import uuid4

import pytest

from makegood.cases.models import Case
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Dispatch, Message, Thread
from makegood.people.actions.recognising import add_identity
from makegood.testing.makers import make_case, make_customer, make_message, make_order, make_shop

MAKER = {"side": "supplier", "name": "Lamp Makers", "address": "claims@maker.example"}


@pytest.fixture
def case(people) -> Case:
    post_office(make_shop())
    case = make_case(order=make_order("W-1001"))
    make_message(case, "It is broken", from_address="carla@customer.example")
    return case


def _refused(response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_a_conversation_is_begun_written_to_and_read_apart_from_the_customers(program, case):
    opened = program.post(f"/cases/{case.number}/threads", MAKER)
    path = f"/cases/{case.number}/threads/{opened.json()['id']}"

    sent = program.post(f"{path}/messages", {"text": "Please send a new one."})
    make_message(case, "We do", thread=Thread.objects.get(side="supplier"))

    assert (opened.status_code, sent.status_code) == (201, 201)
    assert sent.json()["to"] == ["claims@maker.example"]
    assert "W-1001" in sent.json()["subject"]
    whole = program.get(path).json()
    assert (whole["name"], whole["side"]) == ("Lamp Makers", "supplier")
    told = [(m["direction"], m["text"], m["side"]) for m in whole["messages"]]
    assert told == [("out", "Please send a new one.", "supplier"), ("in", "We do", "supplier")]
    listed = program.get(f"/cases/{case.number}/threads").json()["items"]
    assert [one["id"] for one in listed] == [whole["id"]]
    of_case = program.get(f"/cases/{case.number}").json()["messages"]
    assert [m["thread"] for m in of_case] == [None, whole["id"], whole["id"]]


def test_beginning_again_with_the_same_address_is_the_same_conversation(program, case):
    ids = {program.post(f"/cases/{case.number}/threads", MAKER).json()["id"] for _ in range(2)}

    assert len(ids) == 1


def test_what_waits_to_be_sent_to_a_supplier_is_taken_back_like_a_reply(program, case):
    thread = program.post(f"/cases/{case.number}/threads", MAKER).json()
    path = f"/cases/{case.number}/threads/{thread['id']}/messages"
    sent = program.post(path, {"text": "x", "send_at": "2099-01-05T09:00:00+02:00"})

    assert sent.status_code == 422
    waiting = program.post(path, {"text": "x"}).json()
    back = program.delete(f"/cases/{case.number}/replies/{waiting['id']}")

    assert back.status_code == 200
    assert not Message.objects.filter(direction="out").exists()


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (["carla@customer.example"], (409, "customers_address")),
        (["help@shop.example"], (409, "own_address")),
        ([], (409, "no_address")),
        (["nobody"], (422, "bad_input")),
    ],
)
def test_a_word_to_a_supplier_goes_nowhere_it_should_not(program, people, case, to, expected):
    thread = open_thread(case, people.agent, "supplier", "Lamp Makers", "claims@maker.example")

    response = program.post(
        f"/cases/{case.number}/threads/{thread.pk}/messages", {"text": "x", "to": to}
    )

    assert _refused(response) == expected
    assert not Dispatch.objects.exists()


def test_no_conversation_is_begun_with_the_customer(program, case):
    given = MAKER | {"address": "carla@customer.example"}

    response = program.post(f"/cases/{case.number}/threads", given)

    assert _refused(response) == (409, "customers_address")
    assert not Thread.objects.filter(side="supplier").exists()


@pytest.mark.parametrize(
    "address",
    [
        "carla@customer.example",
        "Carla+lamp@Customer.example",
        "carla@work.example",
        "buyer@x.example",
    ],
)
def test_no_customer_is_ever_written_to_there(program, people, case, address):
    """An address of the customer's, a second one, another buyer's: begun with, written to, copied, or by the rules."""
    add_identity(case.customer, "email", "carla@work.example")
    make_order("W-2002", customer=make_customer("buyer@x.example"))
    thread = open_thread(case, people.agent, "supplier", "Lamp Makers", "claims@maker.example")
    path = f"/cases/{case.number}/threads"
    words = f"{path}/{thread.pk}/messages"

    answers = [
        program.post(path, MAKER | {"address": address}),
        program.post(words, {"text": "x", "to": [address]}),
        program.post(words, {"text": "x", "to": ["claims@maker.example", address]}),
        program.post(words, {"text": "x", "cc": [address]}),
    ]
    Thread.objects.filter(pk=thread.pk).update(address=address)
    by_rule = program.post(words, {"text": "x"})

    assert [_refused(one) for one in answers] == [(409, "customers_address")] * 4
    assert _refused(by_rule) in {(409, "customers_address"), (409, "no_address")}
    assert not Dispatch.objects.exists()


def test_only_conversations_of_that_very_case_are_found(program, people, case):
    other = make_case()
    theirs = open_thread(other, people.agent, "carrier", "DPD", "claims@dpd.example")
    customers = case.threads.get(side="customer")

    for thread_id in (theirs.pk, customers.pk, uuid4()):
        path = f"/cases/{case.number}/threads/{thread_id}"
        assert _refused(program.get(path)) == (404, "not_found")
        assert _refused(program.post(f"{path}/messages", {"text": "x"})) == (404, "not_found")
    assert program.get(f"/cases/{other.number}/threads/{theirs.pk}").status_code == 200
    assert not Dispatch.objects.exists()


def test_a_key_that_only_reads_writes_to_nobody(program_of, people, case):
    thread = open_thread(case, people.agent, "supplier", "Lamp Makers", "claims@maker.example")
    reader = program_of(people.agent, "cases:read")
    path = f"/cases/{case.number}/threads/{thread.pk}"

    assert reader.get(path).status_code == 200
    assert reader.post(f"{path}/messages", {"text": "x"}).status_code == 403
    assert not Dispatch.objects.exists()
