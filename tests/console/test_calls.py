"""Logging a call in the browser, with every form as it is without JavaScript."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from makegood.cases.actions.closing import close_case
from makegood.cases.models import Case
from makegood.cases.queries import status_url
from makegood.kernel import clock
from makegood.kernel.money import Money
from makegood.messages.actions.calling import begin_call
from makegood.messages.models import Call
from makegood.people.actions.recognising import add_identity
from makegood.playbooks.actions.writing import make_playbook
from makegood.promises.models import Promise
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case, make_promise, make_shop

pytestmark = pytest.mark.django_db


def begin(desk: Client, **form: str) -> Call:
    desk.post("/calls/", {"direction": "in"} | form)
    return Call.objects.get(ended_at=None)


def test_a_caller_is_found_as_the_number_is_typed(desk: Client, people: Cast) -> None:
    make_shop(country="LT")
    add_identity(people.customer, "phone", "+370 612 34567")
    case = make_case(subject="A lamp")
    call = begin(desk)

    part = desk.get(f"/calls/{call.pk}/?q=8+612+3", headers={"HX-Request": "true"})

    page = part.content.decode()
    assert "<html" not in page
    assert "Carla Customer" in page
    assert f"Go on with #{case.number}" in page


def test_a_call_joins_an_open_case_and_its_page_shows_the_clock(desk: Client, people: Cast) -> None:
    case = make_case(shop=make_shop())
    call = begin(desk)

    page = desk.post(f"/calls/{call.pk}/", {"case": case.number, "q": "01 234 5678"}, follow=True)

    assert page.redirect_chain[-1][0] == f"/cases/{case.number}/#call"
    assert "data-timer" in page.content.decode()
    assert Call.objects.get().number == "01 234 5678"


def test_a_new_callers_case_opens_with_the_playbook_of_its_kind(desk: Client, people: Cast) -> None:
    make_playbook(make_shop(), "damaged", "en")
    call = begin(desk)

    form = {"new": "1", "q": "01 234 5678", "name": "Nora New", "kind": "damaged", "language": "en"}
    page = desk.post(f"/calls/{call.pk}/", form, follow=True).content.decode()

    assert Case.objects.get().subject == "Phone call: Nora New"
    assert "What is damaged: the box, the item, or both?" in page


def test_what_was_typed_stays_when_somebody_new_has_neither_name_nor_number(
    desk: Client, people: Cast
) -> None:
    make_shop()
    call = begin(desk)

    refused = desk.post(f"/calls/{call.pk}/", {"new": "1", "kind": "damaged", "q": ""})

    assert refused.status_code == 422
    assert "Enter a name or a number." in refused.content.decode()
    assert '<option value="damaged" selected>' in refused.content.decode()
    assert Case.objects.count() == 0


def test_a_call_ends_with_notes_and_a_call_back(desk: Client, people: Cast) -> None:
    with clock.frozen(MONDAY):
        case = make_case(shop=make_shop())
        call = begin(desk, case=str(case.number))
        form = {"summary": "She is <angry>.", "call_back": "hour"}
        page = desk.post(f"/calls/{call.pk}/ending/", form, follow=True).content.decode()

        promise = Promise.objects.get(kind="call_back")
        assert (promise.due_at, promise.owner) == (MONDAY + timedelta(hours=1), people.agent)
        assert promise.made_in == Call.objects.get().message
        assert "She is &lt;angry&gt;." in page
        inbox = desk.get("/").content.decode()
        assert "A call back" in inbox


def test_a_promise_in_the_notes_is_proposed_and_kept(desk: Client, people: Cast) -> None:
    with clock.frozen(MONDAY):
        case = make_case(shop=make_shop())
        call = begin(desk, case=str(case.number))
        notes = {"summary": "Very angry. Richiamare domani mattina."}
        shown = desk.post(f"/calls/{call.pk}/notes/", notes, headers={"HX-Request": "true"})
        page = desk.get(f"/cases/{case.number}/").content.decode()
        ended = desk.post(
            f"/calls/{call.pk}/ending/",
            notes | {"promised_shown": "1", "promised": "on"},
            follow=True,
        )

    for part in (shown.content.decode(), page):
        assert "Keep as a promise: A call back, tomorrow, 12:00 (domani mattina)" in part
    promise = Promise.objects.get(source="person")
    assert (promise.kind, promise.owner, promise.text) == (
        "call_back",
        people.agent,
        "domani mattina",
    )
    assert promise.made_in == Call.objects.get().message
    assert "Noted as a promise: by tomorrow, 12:00." in ended.content.decode()


def test_a_promise_in_the_notes_is_left_where_its_tick_is_taken_away(
    desk: Client, people: Cast
) -> None:
    case = make_case(shop=make_shop())
    call = begin(desk, case=str(case.number))
    form = {"summary": "Refund by Friday.", "promised_shown": "1"}

    shown = desk.post(f"/calls/{call.pk}/notes/", form, headers={"HX-Request": "true"})
    desk.post(f"/calls/{call.pk}/ending/", form)

    assert "checked" not in shown.content.decode()
    assert not Promise.objects.filter(source="person").exists()


def test_a_call_back_that_was_chosen_goes_before_one_in_the_notes(
    desk: Client, people: Cast
) -> None:
    with clock.frozen(MONDAY):
        case = make_case(shop=make_shop())
        call = begin(desk, case=str(case.number))
        form = {"summary": "Call back tomorrow. ", "call_back": "hour"}
        desk.post(f"/calls/{call.pk}/ending/", form)

    assert Promise.objects.get(source="person").due_at == MONDAY + timedelta(hours=1)


def test_a_refund_in_the_notes_is_promised_beside_the_call_back(desk: Client, people: Cast) -> None:
    with clock.frozen(MONDAY - timedelta(days=5)):
        case = make_case(shop=make_shop())
        owed = Money(2000, "EUR")
        late = make_promise(case, kind="money", due_at=MONDAY - timedelta(days=3), amount=owed)
    with clock.frozen(MONDAY):
        call = begin(desk, case=str(case.number))
        form = {"summary": "Promised the refund by Friday.", "call_back": "hour"}
        desk.post(f"/calls/{call.pk}/ending/", form)

    made = Promise.objects.filter(source="person", end="")
    assert sorted(made.values_list("kind", flat=True)) == ["call_back", "money"]
    assert made.get(kind="money").amount == owed
    late.refresh_from_db()
    assert late.end == "replaced"


def test_a_call_nobody_took_names_another_time_for_the_one_promised(
    desk: Client, people: Cast
) -> None:
    with clock.frozen(MONDAY - timedelta(days=5)):
        case = make_case(shop=make_shop())
        late = make_promise(case, kind="call_back", due_at=MONDAY - timedelta(days=3))
    with clock.frozen(MONDAY):
        call = begin(desk, case=str(case.number), direction="out")
        form = {"summary": "Voicemail. Call again tomorrow.", "unreached": "on"}
        desk.post(f"/calls/{call.pk}/ending/", form)

    late.refresh_from_db()
    assert late.replaced_by == Promise.objects.get(kind="call_back", end="")


def test_a_closed_case_is_promised_nothing_by_notes(desk: Client, people: Cast) -> None:
    case = make_case(shop=make_shop())
    close_case(case, people.agent, "Done.")
    call = begin(desk, case=str(case.number))

    page = desk.post(f"/calls/{call.pk}/ending/", {"summary": "Refund by Friday."}, follow=True)

    assert "The call is logged." in page.content.decode()
    assert not Promise.objects.filter(source="person").exists()


def test_a_time_that_is_over_is_refused_and_the_notes_stay(desk: Client, people: Cast) -> None:
    case = make_case(shop=make_shop())
    call = begin(desk, case=str(case.number))

    form = {"summary": "Call at eight.", "call_back_at": "2020-01-01T08:00"}
    desk.post(f"/calls/{call.pk}/ending/", form)

    kept = Call.objects.get()
    assert (kept.ended_at, kept.summary) == (None, "Call at eight.")
    assert Promise.objects.filter(kind="call_back").count() == 0


def test_the_customers_page_says_that_we_spoke_and_nothing_of_the_notes(
    desk: Client, people: Cast
) -> None:
    case = make_case(shop=make_shop())
    call = begin(desk, case=str(case.number), number="01 234 5678")
    desk.post(
        f"/calls/{call.pk}/ending/", {"summary": "A difficult person. Check the lamp by Friday."}
    )

    page = Client().get("/s/" + status_url(case).split("/s/")[1]).content.decode()

    assert "We spoke on the phone." in page
    assert "difficult" not in page
    assert "What we promised" in page
    assert "by Friday" not in page
    assert "234 5678" not in page
    assert "2345678" not in page


def test_notes_are_kept_while_one_types(desk: Client, people: Cast) -> None:
    case = make_case(shop=make_shop())
    call = begin(desk, case=str(case.number))

    saved = desk.post(
        f"/calls/{call.pk}/notes/", {"summary": "Half"}, headers={"HX-Request": "true"}
    )

    assert saved.status_code == 200
    assert "Keep as a promise" not in saved.content.decode()
    assert "Half" in desk.get(f"/cases/{case.number}/").content.decode()


def test_a_case_one_may_not_see_is_not_called_about(desk: Client, people: Cast) -> None:
    make_shop()
    hidden = make_case(team=people.other_team)
    call = begin(desk)

    assert desk.post(f"/calls/{call.pk}/", {"case": hidden.number}).status_code == 404
    assert Call.objects.get().case is None


def test_suggestions_hide_cases_one_may_not_see(desk: Client, people: Cast) -> None:
    make_shop()
    make_case(team=people.other_team, subject="Secret")
    seen = make_case(subject="Open")
    call = begin(desk)

    page = desk.get(f"/calls/{call.pk}/?q=carla").content.decode()

    assert f"#{seen.number}" in page
    assert "Secret" not in page


def test_another_case_offers_to_take_the_call_over(desk: Client, people: Cast) -> None:
    first, other = make_case(shop=make_shop()), make_case()
    begin(desk, case=str(first.number))

    page = desk.get(f"/cases/{other.number}/").content.decode()

    assert "It is about this case" in page
    assert f'href="/cases/{first.number}/"' in page


def test_a_call_that_was_none_is_forgotten(desk: Client, people: Cast) -> None:
    make_shop()
    call = begin(desk)

    desk.post(f"/calls/{call.pk}/removal/")

    assert Call.objects.count() == 0
    assert desk.get("/calls/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_ended_twice_at_once_a_call_promises_once(people: Cast) -> None:
    call = begin_call(make_shop(), people.agent, "in", case=make_case())
    desks = [Client() for _ in range(4)]
    for desk in desks:
        desk.force_login(people.agent)

    def end(desk: Client) -> int:
        try:
            return desk.post(f"/calls/{call.pk}/ending/", {"call_back": "tomorrow"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(end, desks))

    assert answers == [302, 404, 404, 404]
    assert Promise.objects.filter(kind="call_back").count() == 1
