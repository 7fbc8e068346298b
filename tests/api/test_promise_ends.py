"""A program says what became of a promise, and how it knows."""

from datetime import timedelta

import pytest

from makegood.kernel import clock
from makegood.promises.models import Promise
from makegood.testing.makers import make_case, make_promise

DAY = timedelta(days=1)


@pytest.fixture
def refund(people) -> Promise:
    return make_promise(make_case(), kind="money")


def test_what_was_kept_is_told_with_its_evidence(program, refund):
    told = program.post(f"/promises/{refund.pk}/keeping", {"note": "Bank reference 8812."})

    assert told.status_code == 200
    wanted = {"state": "kept", "evidence": "note", "note": "Bank reference 8812."}
    assert told.json() | wanted == told.json()


@pytest.mark.parametrize("note", ["", "   "])
def test_a_tick_without_a_note_is_refused_and_nothing_changes(program, refund, note):
    told = program.post(f"/promises/{refund.pk}/keeping", {"note": note})

    refund.refresh_from_db()
    assert (told.status_code, refund.is_open) == (422, True)


def test_another_time_stands_in_its_place_and_one_that_ended_has_none(program, refund):
    due_at = (clock.now() + 9 * DAY).isoformat()
    ask = {"due_at": due_at, "note": "The bank is closed."}

    told = program.post(f"/promises/{refund.pk}/renegotiation", ask)
    again = program.post(f"/promises/{refund.pk}/renegotiation", ask)

    assert (told.status_code, again.status_code) == (200, 409)
    refund.refresh_from_db()
    assert (refund.end, str(refund.replaced_by_id)) == ("replaced", told.json()["id"])
    gone = program.post(f"/promises/{told.json()['id']}/release", {"note": "They let it go."})
    assert gone.json()["state"] == "released"


def test_reading_is_no_writing(program_of, people, refund):
    program = program_of(people.agent, "promises:read")

    told = program.post(f"/promises/{refund.pk}/keeping", {"note": "Done."})

    refund.refresh_from_db()
    assert (told.status_code, refund.is_open) == (403, True)
