from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection

from makegood.api.v1 import described
from makegood.bulk.actions.carrying_out import carry_out
from makegood.cases.models import Case, Fact, Note
from makegood.kernel import clock
from makegood.kernel.models import Happening, KeptAnswer
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.threads import open_thread
from makegood.messages.models import Dispatch, Message
from makegood.people.models import Customer
from makegood.testing.makers import (
    make_approval,
    make_case,
    make_late_return,
    make_message,
    make_order,
    make_promise,
    make_shop,
)

COMPLAINT = {
    "customer": {"email": "Jonas@Example.com", "name": "Jonas", "phone": "+37061234567"},
    "subject": "Broken lamp",
    "text": "The lamp of order W-1001 came broken.",
    "language": "lt",
    "kind": "damaged",
}
MAKER = {"side": "supplier", "name": "Lamp Makers", "address": "claims@maker.example"}


def _refused(response) -> tuple[int, str]:
    body = response.json()
    assert set(body) == {"code", "message", "details"}
    return response.status_code, body["code"]


@pytest.fixture
def case(people) -> Case:
    case = make_case()
    make_message(case, from_address="carla@customer.example")
    return case


def test_opening_a_case_makes_customer_message_and_promise(program):
    make_shop()
    order = make_order("W-1001")

    response = program.post("/cases", COMPLAINT)

    told = response.json()
    assert response.status_code == 201
    case = Case.objects.get(number=told["number"])
    assert (case.order, case.language, case.kind, case.channel) == (order, "lt", "damaged", "api")
    assert {i.value for i in case.customer.identities.all()} == {
        "jonas@example.com",
        "+37061234567",
    }
    assert [m["text"] for m in told["messages"] if m["direction"] == "in"] == [COMPLAINT["text"]]
    assert [p["kind"] for p in told["promises"]] == ["answer"]
    assert told["status_url"].startswith("http")


def test_opening_twice_for_one_customer_knows_them_again(program):
    make_shop()
    first = program.post("/cases", COMPLAINT).json()
    second = program.post("/cases", COMPLAINT).json()

    assert first["number"] != second["number"]
    assert first["customer"] == second["customer"]


def test_an_order_number_we_do_not_know_is_kept_as_a_fact(program):
    make_shop()
    told = program.post("/cases", COMPLAINT | {"order": "X-77"}).json()

    assert (told["order"], told["facts"]) == (
        None,
        [{"key": "order", "value": "X-77", "source": "customer"}],
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customer": {}}, "customer"),
        ({"customer": {"email": "nonsense"}}, "customer.email"),
        ({"text": ""}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"language": "xx"}, "language"),
        ({"txet": "a"}, "txet"),
        ({"kind": 7}, "kind"),
    ],
)
def test_what_can_not_be_understood_names_its_field_and_leaves_nothing(program, change, field):
    make_shop()
    before = Customer.objects.count()

    response = program.post("/cases", COMPLAINT | change)

    assert _refused(response) == (422, "bad_input")
    assert [f["field"] for f in response.json()["details"]["fields"]] == [field]
    assert (Case.objects.count(), Message.objects.count()) == (0, 0)
    assert Customer.objects.count() == before


def test_without_a_shop_nothing_can_be_opened(program):
    assert _refused(program.post("/cases", COMPLAINT)) == (409, "no_shop")


def test_cases_are_listed_newest_first_and_narrowed(program, people):
    order = make_order()
    old = make_case(order=order, language="lt", assignee=people.agent)
    new = make_case(kind="lost")
    gone = make_case(closed_at=clock.now())

    def numbers(**query):
        return [c["number"] for c in program.get("/cases", **query).json()["items"]]

    assert numbers() == [gone.number, new.number, old.number]
    assert numbers(state="open") == [new.number, old.number]
    assert numbers(state="closed") == [gone.number]
    assert numbers(kind="lost") == [new.number]
    assert numbers(language="lt") == numbers(order="w1001") == [old.number]
    assert numbers(assignee="ANA.agent@shop.example") == [old.number]
    assert numbers(changed_since=(clock.now() + timedelta(hours=1)).isoformat()) == []


def test_a_list_of_cases_goes_on_where_it_stopped(program):
    numbers = [make_case().number for _ in range(5)]

    first = program.get("/cases", limit=3).json()
    second = program.get("/cases", limit=3, after=first["next"]).json()

    assert [c["number"] for c in first["items"] + second["items"]] == numbers[::-1]
    assert second["next"] is None


def test_a_case_of_another_team_is_not_there(people, program_of):
    case = make_case(team=people.team)
    inside, outside = program_of(people.agent), program_of(people.other_agent)
    path = f"/cases/{case.number}"
    asked = [
        outside.get(path),
        outside.put(f"{path}/assignment", {"email": None}),
        outside.post(f"{path}/notes", {"body": "x"}),
        outside.post(f"{path}/replies", {"text": "x"}),
        outside.put(f"{path}/closure", {"reason": "x"}),
        outside.delete(f"{path}/closure"),
    ]

    assert {_refused(answer) for answer in asked} == {(404, "not_found")}
    assert (Note.objects.count(), Message.objects.count()) == (0, 0)
    assert inside.get(f"/cases/{case.number}").status_code == 200


def test_assigning_gives_and_takes_the_case(program, case, people):
    given = program.put(f"/cases/{case.number}/assignment", {"email": people.agent.email})
    assert given.json()["assignee"]["name"] == "Ana Agent"

    taken = program.put(f"/cases/{case.number}/assignment", {"email": None})
    assert taken.json()["assignee"] is None

    unknown = program.put(f"/cases/{case.number}/assignment", {"email": "no@body.example"})
    assert _refused(unknown) == (422, "bad_input")


def test_a_note_stays_among_colleagues(program, case, people):
    response = program.post(f"/cases/{case.number}/notes", {"body": "Ask the carrier."})

    assert response.status_code == 201
    assert response.json()["by"]["name"] == "Ana Agent"
    assert program.get(f"/cases/{case.number}").json()["notes"] == [response.json()]


def test_a_reply_can_wait_for_its_time_and_be_taken_back(program, case):
    at = clock.now() + timedelta(hours=5)
    reply = {"text": "Good morning.", "send_at": at.isoformat()}
    sent = program.post(f"/cases/{case.number}/replies", reply).json()
    assert (sent["state"], Dispatch.objects.get().not_before) == ("waiting", at)

    response = program.delete(f"/cases/{case.number}/replies/{sent['id']}")

    assert response.status_code == 200
    assert [m["direction"] for m in response.json()["messages"]] == ["in"]
    again = program.delete(f"/cases/{case.number}/replies/{sent['id']}")
    assert _refused(again) == (404, "not_found")


def test_what_is_on_its_way_is_not_taken_back(program, case):
    sent = program.post(f"/cases/{case.number}/replies", {"text": "Hello."}).json()
    Dispatch.objects.update(state="sent")

    response = program.delete(f"/cases/{case.number}/replies/{sent['id']}")

    assert _refused(response) == (409, "already_sent")
    assert Message.objects.filter(direction="out").count() == 1


def test_a_message_that_came_back_is_read_as_such(program, case):
    program.post(f"/cases/{case.number}/replies", {"text": "Hello."})
    Dispatch.objects.update(state="bounced")

    states = {m["state"] for m in program.get(f"/cases/{case.number}").json()["messages"]}

    assert states == {"received", "bounced"}


def test_a_reply_goes_to_everybody_of_the_last_message_or_to_whom_it_says(program, case):
    make_message(
        case,
        from_address="carla@customer.example",
        to=[["", "help@shop.example"], ["Cora", "cora@customer.example"]],
    )
    path = f"/cases/{case.number}/replies"

    by_rule = program.post(path, {"text": "To both"}).json()
    chosen = program.post(path, {"text": "x", "to": ["cora@customer.example"], "cc": []}).json()

    assert (by_rule["to"], by_rule["cc"]) == (["carla@customer.example"], ["cora@customer.example"])
    assert (chosen["to"], chosen["cc"]) == (["cora@customer.example"], [])


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (["claims@maker.example"], (409, "suppliers_address")),
        (["carla@customer.example", "help@shop.example"], (409, "own_address")),
        ([], (409, "no_address")),
        (["nobody"], (422, "bad_input")),
    ],
)
def test_a_reply_goes_nowhere_it_should_not(program, people, case, to, expected):
    open_thread(case, people.agent, "supplier", "Lamp Makers", "claims@maker.example")
    before = Dispatch.objects.count()

    response = program.post(f"/cases/{case.number}/replies", {"text": "x", "to": to})

    assert _refused(response) == expected
    assert Dispatch.objects.count() == before


def test_what_a_supplier_says_is_told_apart(program, people, case):
    thread = open_thread(case, people.agent, "supplier", "Lamp Makers", "claims@maker.example")
    make_message(case, "We send a new one", thread=thread)

    sides = [m["side"] for m in program.get(f"/cases/{case.number}").json()["messages"]]

    assert sides.count("supplier") == 1


def test_closing_needs_a_reason_while_somebody_waits(program, case):
    path = f"/cases/{case.number}/closure"

    response = program.put(path, {})
    assert _refused(response) == (409, "somebody_waits")
    assert response.json()["details"]["reasons"]

    closed = program.put(path, {"reason": "Settled by phone"}).json()
    assert (closed["state"], closed["closing_reason"]) == ("closed", "Settled by phone")
    assert program.put(path, {}).json()["state"] == "closed"

    assert program.delete(path).json()["state"] == "open"
    assert program.delete(path).json()["state"] == "open"


def test_the_same_key_opens_one_case_and_gets_the_first_answer(program):
    make_shop()
    first = program.post("/cases", COMPLAINT, key="k1")
    reordered = dict(reversed(COMPLAINT.items()))
    second = program.post("/cases", reordered, key="k1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert second["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert Case.objects.count() == 1


SWAP = {"kind": "swap", "text": "Blue for red."}
WRITES: dict[tuple[str, str], object] = {
    ("post", "/cases"): COMPLAINT,
    ("put", "/cases/{number}/assignment"): {"email": None},
    ("post", "/cases/{number}/notes"): {"body": "x"},
    ("post", "/cases/{number}/replies"): {"text": "x"},
    ("delete", "/cases/{number}/replies/{message_id}"): None,
    ("put", "/cases/{number}/closure"): {"reason": "x"},
    ("delete", "/cases/{number}/closure"): None,
    ("post", "/cases/{number}/threads"): MAKER,
    ("post", "/cases/{number}/threads/{thread_id}/messages"): {"text": "x"},
    ("post", "/bulks"): {"q": "lang:en", "steps": [{"do": "tag", "name": "storm"}]},
    ("post", "/bulks/{bulk_id}/stop"): None,
    ("post", "/bulks/{bulk_id}/undo"): None,
    ("post", "/promises/{promise_id}/keeping"): {"note": "x"},
    ("post", "/promises/{promise_id}/release"): {"note": "x"},
    ("post", "/promises/{promise_id}/renegotiation"): {
        "note": "x",
        "due_at": "2099-01-05T17:00:00Z",
    },
    ("post", "/cases/{number}/goodwill"): {"amount": 500, "reason": "Late"},
    ("post", "/cases/{number}/rights"): {
        "right": "withdrawal",
        "until": (clock.today() + timedelta(days=30)).isoformat(),
        "reason": "x",
    },
    ("post", "/approvals/{approval_id}/decision"): {"granted": True},
    ("post", "/orders/{order_number}/commands"): {"kind": "note", "text": "x"},
    ("post", "/commands/{command_id}/answer"): {"done": True, "evidence": "x"},
    ("post", "/webhooks"): {
        "name": "Shop",
        "url": "https://shop.example/",
        "events": ["case.opened"],
    },
    ("delete", "/webhooks/{endpoint_id}"): None,
    # It writes nothing, and may be asked again like the others.
    ("post", "/policy/explain"): {"country": "IT", "now": "2026-11-23T10:00:00+01:00"},
}
"""Every write the API has, with a body that is taken."""


def test_no_write_is_left_out():
    writes = {
        (method, path.removeprefix("/api/v1"))
        for path, methods in described()["paths"].items()
        for method in methods
        if method not in {"get", "parameters"}
    }

    assert writes == set(WRITES)


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_every_write_honours_the_key(people, program_of, case, method, path):
    program = program_of(people.owner)
    post_office(make_shop())
    bulk = program.post("/bulks", WRITES["post", "/bulks"]).json()["id"]
    if path.endswith("/rights"):
        case = make_late_return()
    if path.endswith("/undo"):
        carry_out(UUID(bulk))
    named = {
        "number": case.number,
        "bulk_id": bulk,
        "message_id": program.post(f"/cases/{case.number}/replies", {"text": "y"}).json()["id"],
        "promise_id": make_promise(case, kind="money").pk,
        "approval_id": make_approval(case).pk,
        "thread_id": program.post(f"/cases/{case.number}/threads", MAKER).json()["id"],
        "order_number": make_order("W-9").number,
        "command_id": program.post("/orders/W-9/commands", SWAP).json()["id"],
        "endpoint_id": program.post("/webhooks", WRITES["post", "/webhooks"]).json()["id"],
    }
    body = WRITES[method, path]

    def write():
        more = [] if method == "delete" else [body]
        return getattr(program, method)(path.format(**named), *more, key="k")

    first, before = write(), Happening.objects.count()
    second = write()

    assert first.status_code < 300, first.content
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert second["Idempotent-Replayed"] == "true"
    assert Happening.objects.count() == before
    assert KeptAnswer.objects.count() == 1


def test_the_same_key_for_another_request_is_refused(program, case):
    path = f"/cases/{case.number}/notes"
    program.post(path, {"body": "one"}, key="k")

    assert _refused(program.post(path, {"body": "two"}, key="k")) == (
        422,
        "idempotency_key_reused",
    )
    assert _refused(program.post(f"/cases/{case.number}/replies", {"text": "x"}, key="k")) == (
        422,
        "idempotency_key_reused",
    )
    assert Note.objects.count() == 1


def test_a_refused_write_keeps_no_key(program, case):
    path = f"/cases/{case.number}/closure"
    assert _refused(program.put(path, {}, key="k")) == (409, "somebody_waits")
    assert KeptAnswer.objects.count() == 0

    Case.objects.filter(pk=case.pk).update(turn="customer")
    assert program.put(path, {}, key="k").status_code == 200


def test_another_programs_key_is_another_key(people, program_of, case):
    path = f"/cases/{case.number}/notes"
    for staff in (people.agent, people.owner):
        assert program_of(staff).post(path, {"body": "x"}, key="k").status_code == 201

    assert Note.objects.count() == 2


def test_a_key_for_the_answer_opens_no_door_once_it_is_revoked(people, program_of, case):
    program = program_of(people.agent)
    path = f"/cases/{case.number}/notes"
    assert program.post(path, {"body": "x"}, key="k").status_code == 201
    people.agent.api_keys.update(revoked_at=clock.now())

    assert _refused(program.post(path, {"body": "x"}, key="k")) == (401, "unauthorised")


@pytest.mark.parametrize("key", ["a" * 256, "é", "a\tb"])
def test_a_key_that_is_none_is_refused(program, case, key):
    response = program.post(f"/cases/{case.number}/notes", {"body": "x"}, key=key)

    assert _refused(response) == (422, "bad_input")
    assert Note.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_same_write_from_eight_sides_at_once_happens_once(people, program_of):
    case = make_case()
    program, barrier, answers = program_of(people.agent), Barrier(8), []

    def ask() -> None:
        barrier.wait()
        answers.append(program.post(f"/cases/{case.number}/notes", {"body": "x"}, key="k"))
        connection.close()

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Note.objects.count() == 1
    assert {a.status_code for a in answers} == {201}
    assert len({a.content for a in answers}) == 1


def test_the_facts_a_case_has_are_told(program, case):
    Fact.objects.create(case=case, key="product", value="Lamp", source="staff", at=clock.now())

    assert program.get(f"/cases/{case.number}").json()["facts"] == [
        {"key": "product", "value": "Lamp", "source": "staff"}
    ]


def test_an_answer_can_be_held_against_what_was_read(people, program, case):
    seen = str(make_message(case, from_address="c@customer.example").pk)
    path = f"/cases/{case.number}/replies"
    assert program.post(path, {"text": "On Friday.", "after": seen}, key="1").status_code == 201

    again = program.post(path, {"text": "On Monday.", "after": seen}, key="2")

    assert _refused(again) == (409, "answered_meanwhile")
    assert Message.objects.filter(direction="out").count() == 1
