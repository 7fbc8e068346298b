"""What a program's reply promises: as much as an answer written at the desk, and in the place of what was promised."""

from datetime import timedelta

import pytest

from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.models import Dispatch
from makegood.promises.models import Promise
from makegood.testing.makers import make_case, make_late_return, make_message, make_promise

DAY = timedelta(days=1)


@pytest.fixture
def case(people) -> Case:
    case = make_case()
    make_message(case, from_address="carla@customer.example")
    return case


def _due(days):
    return (clock.now() + days * DAY).isoformat()


def _reply(program, case, *promises):
    path = f"/cases/{case.number}/replies"
    return program.post(path, {"text": "We see to it.", "promises": list(promises)})


def test_a_reply_waits_in_the_outbox_and_all_it_promises_is_kept_track_of(program, case):
    lamp = {"kind": "parcel", "due_at": _due(3), "text": "A new lamp"}

    response = _reply(program, case, lamp, {"kind": "money", "due_at": _due(5)})

    assert (response.status_code, response.json()["state"]) == (201, "waiting")
    assert Dispatch.objects.get().message.text == "We see to it."
    told = program.get("/promises").json()["items"]
    assert [(one["kind"], one["text"]) for one in told] == [("parcel", "A new lamp"), ("money", "")]


def test_each_takes_the_place_of_the_promise_it_names(program, case):
    refund = make_promise(case, kind="money", due_at=clock.now() + DAY)
    parcel = make_promise(case, kind="parcel", due_at=clock.now() + DAY)
    other = make_promise(case, kind="parcel", due_at=clock.now() + DAY)

    due = _due(4)
    _reply(
        program,
        case,
        {"kind": "money", "due_at": due, "replaces": str(refund.pk)},
        {"kind": "parcel", "due_at": _due(5), "replaces": str(parcel.pk)},
    )

    ends = dict(Promise.objects.values_list("pk", "end"))
    assert (ends[refund.pk], ends[parcel.pk], ends[other.pk]) == ("replaced", "replaced", "")
    refund.refresh_from_db()
    assert (refund.replaced_by.kind, refund.replaced_by.due_at.isoformat()) == ("money", due)


def test_a_promise_for_yesterday_is_refused_and_nothing_is_sent(program, case):
    response = _reply(program, case, {"due_at": _due(2)}, {"due_at": _due(-1)})

    assert response.status_code == 422
    assert response.json()["details"]["fields"][0]["field"] == "promises.1.due_at"
    assert (Dispatch.objects.count(), Promise.objects.count()) == (0, 0)


@pytest.mark.parametrize("which", ["of another case", "of another kind", "ended", "of no person"])
def test_what_can_not_be_replaced_is_refused_and_nothing_is_sent(program, case, which):
    facts = {
        "of another case": {"case": make_case(), "kind": "parcel"},
        "of another kind": {"case": case, "kind": "money"},
        "ended": {"case": case, "kind": "parcel"},
        "of no person": {"case": case, "kind": "parcel", "source": "silence"},
    }[which]
    owed = make_promise(facts.pop("case"), due_at=clock.now() + DAY, **facts)
    if which == "ended":
        Promise.objects.update(end="kept", evidence="parcel", ended_at=clock.now())

    response = _reply(
        program, case, {"kind": "parcel", "due_at": _due(4), "replaces": str(owed.pk)}
    )

    assert response.status_code == 422
    assert response.json()["details"]["fields"][0]["field"] == "promises.0.replaces"
    assert (Dispatch.objects.count(), Promise.objects.count()) == (0, 1)


def test_two_can_not_take_the_place_of_one(program, case):
    owed = make_promise(case, kind="parcel", due_at=clock.now() + DAY)
    again = {"kind": "parcel", "replaces": str(owed.pk)}

    response = _reply(program, case, again | {"due_at": _due(4)}, again | {"due_at": _due(5)})

    assert (response.status_code, Promise.objects.count()) == (422, 1)


def test_what_the_law_refuses_is_given_by_a_program_and_told_like_money(program, people):
    case = make_late_return(team=people.team)
    until = (clock.now() + timedelta(days=9)).date().isoformat()
    path, given = f"/cases/{case.number}/rights", {"right": "withdrawal", "until": until}

    assert program.post(path, given).status_code == 422
    answer = program.post(path, given | {"reason": "In hospital"})
    again = program.post(path, given | {"reason": "In hospital"})

    told = answer.json()
    assert answer.status_code == 201
    assert (told["right"], told["line"], told["until"], told["decision"]) == ("withdrawal", "", until, "granted")  # fmt: skip
    assert (again.status_code, again.json()["code"]) == (409, "not_refused")
    assert program.get(f"/cases/{case.number}/goodwill").json()["approvals"] == [told]
