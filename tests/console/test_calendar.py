"""The calendar as a program reads it, and the page its address is made on."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from icalendar import Calendar

from makegood.console.views.settings.calendar import turns
from makegood.kernel import clock
from makegood.kernel.models import SettingChange
from makegood.notify.actions.showing import share_calendar, token_of
from makegood.notify.models import CalendarEntry, CalendarLink
from makegood.people.actions.staffing import deactivate, reactivate
from makegood.promises.actions.keeping import keep
from makegood.promises.models import Promise
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_promise

NOON = MONDAY.replace(hour=12, minute=30)


@pytest.fixture
def people(db) -> Cast:
    turns.clear()
    return cast()


@pytest.fixture
def client(people) -> Client:
    client = Client()
    client.force_login(people.agent)
    return client


def address_of(staff) -> str:
    link = CalendarLink.objects.select_related("staff", "team").filter(staff=staff).first()
    link = link or share_calendar(staff, names_customers=False)
    return f"/calendar/{token_of(link)}/promises.ics"


def read(path: str) -> list:
    answer = Client().get(path)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def owe(people, due_at, **facts) -> Promise:
    case = make_case(team=people.team, subject="Where is my lamp?")
    promise = make_promise(case, owner=people.agent, kind=facts.pop("kind", "other"), **facts)
    Promise.objects.filter(pk=promise.pk).update(due_at=due_at)
    return promise


def test_a_promise_by_the_hour_ends_when_it_is_due(people):
    with clock.frozen(MONDAY):
        promise = owe(people, NOON, text="A new lamp")
        (event,) = read(address_of(people.agent))

    number = promise.case.number
    assert event["UID"] == f"{promise.pk}@promises.makegood"
    assert event.end == NOON
    assert event["DTEND"].to_ical() == b"20260302T123000Z"
    assert event.start == NOON - timedelta(minutes=15)
    assert event["SUMMARY"] == f"A new lamp: case {number}"
    assert event["URL"].endswith(f"/cases/{number}/")
    assert "Where is my lamp?" in event["DESCRIPTION"]
    assert event["TRANSP"] == "TRANSPARENT"
    assert not list(event.walk("VALARM"))


def test_what_is_owed_until_the_shop_closes_is_a_day(people):
    with clock.frozen(MONDAY):
        owe(people, MONDAY.replace(day=6, hour=17))
        (event,) = read(address_of(people.agent))

    assert (event.start, event.end) == (date(2026, 3, 6), date(2026, 3, 7))
    assert event["DTSTART"].params["VALUE"] == "DATE"


def test_a_call_back_reminds_ten_minutes_before(people):
    with clock.frozen(MONDAY):
        owe(people, MONDAY.replace(hour=17), kind="call_back")
        (event,) = read(address_of(people.agent))

    (alarm,) = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert event.start + alarm["TRIGGER"].dt == MONDAY.replace(hour=16, minute=50)
    assert event.end == MONDAY.replace(hour=17)


def test_names_of_customers_are_shown_to_who_allows_it_only(people):
    with clock.frozen(MONDAY):
        owe(people, NOON)
        path = address_of(people.agent)
        assert b"Carla" not in Client().get(path).content

        CalendarLink.objects.update(names_customers=True)
        (event,) = read(path)

    assert "Carla Customer" in event["SUMMARY"]


def test_it_shows_what_is_open_and_ones_own_within_ninety_days_and_what_is_overdue(people):
    with clock.frozen(MONDAY):
        late = owe(people, MONDAY - timedelta(days=3))
        soon = owe(people, MONDAY + timedelta(days=89))
        owe(people, MONDAY + timedelta(days=91))
        keep(owe(people, NOON), note="the bank says so", by=people.agent)
        resting = owe(people, NOON)
        Promise.objects.filter(pk=resting.pk).update(paused_at=MONDAY, pause_reason="other")
        theirs = owe(people, NOON)
        Promise.objects.filter(pk=theirs.pk).update(owner=people.other_agent)
        hidden = owe(people, NOON)
        hidden.case.team = people.other_team
        hidden.case.save(update_fields=["team"])

        events = read(address_of(people.agent))

    assert {str(one["UID"]).partition("@")[0] for one in events} == {str(late.pk), str(soon.pk)}


def test_a_change_has_a_higher_number_and_the_same_id(people):
    with clock.frozen(MONDAY):
        promise = owe(people, NOON)
        path = address_of(people.agent)
        (first,) = read(path)
        (again,) = read(path)
        Promise.objects.update(due_at=NOON + timedelta(hours=1))
        (second,) = read(path)
        Promise.objects.update(due_at=NOON)
        (third,) = read(path)
    with clock.frozen(MONDAY + timedelta(hours=2)):
        (later,) = read(path)

    assert first == again
    assert {one["UID"] for one in (first, second, third)} == {f"{promise.pk}@promises.makegood"}
    assert first["SEQUENCE"] < second["SEQUENCE"] < third["SEQUENCE"] == later["SEQUENCE"]
    assert first["DTSTAMP"].dt < second["DTSTAMP"].dt


def test_what_has_not_changed_is_not_sent_again(people):
    with clock.frozen(MONDAY):
        owe(people, NOON)
        path, reader = address_of(people.agent), Client()
        first = reader.get(path)
        same = reader.get(path, headers={"If-None-Match": first["ETag"]})
        Promise.objects.update(due_at=NOON + timedelta(hours=1))
        other = reader.get(path, headers={"If-None-Match": first["ETag"]})

    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, max-age=300"
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert other.status_code == 200
    assert other["ETag"] != first["ETag"]


def test_reading_takes_two_statements_however_much_is_owed(people, django_assert_num_queries):
    path = address_of(people.agent)
    for days in range(1, 6):
        owe(people, clock.now() + timedelta(days=days))
    assert len(read(path)) == 5

    # Beside those two, the savepoint of a test and its end.
    with django_assert_num_queries(4):
        assert len(read(path)) == 5


def test_of_very_much_the_nearest_is_shown(people, monkeypatch):
    from makegood.notify.actions import showing  # noqa: PLC0415  to make its bound small

    monkeypatch.setattr(showing, "MOST_SHOWN", 2)
    with clock.frozen(MONDAY):
        late, soon = owe(people, MONDAY - timedelta(days=1)), owe(people, NOON)
        owe(people, MONDAY + timedelta(days=30))
        owe(people, MONDAY - timedelta(days=300))

        events = read(address_of(people.agent))

    assert [str(one["UID"])[:36] for one in events] == [str(late.pk), str(soon.pk)]


def test_words_that_calendars_would_misread_arrive_as_they_are(people):
    text = "Lampe; neu, „größer“\\ " + "ő" * 100
    with clock.frozen(MONDAY):
        owe(people, NOON, text=text)
        path = address_of(people.agent)
        (event,) = read(path)
        lines = Client().get(path).content.split(b"\r\n")

    assert event["SUMMARY"].startswith(text)
    assert max(map(len, lines)) <= 75


def test_it_speaks_its_owners_language(people):
    people.agent.language = "it"
    people.agent.save()
    with clock.frozen(MONDAY):
        owe(people, NOON)
        answer = Client().get(address_of(people.agent)).content.decode()

    assert "X-WR-CALNAME:Promesse" in answer


def test_another_address_ends_the_first_and_so_does_leaving(people):
    first = address_of(people.agent)
    share_calendar(people.agent, names_customers=False)
    second = address_of(people.agent)
    reader = Client()
    assert [reader.get(path).status_code for path in (first, second)] == [404, 200]

    deactivate(people.owner, people.agent)
    assert reader.get(second).status_code == 404
    people.agent.refresh_from_db()
    reactivate(people.owner, people.agent)
    assert reader.get(second).status_code == 404
    assert not CalendarEntry.objects.exists()


@pytest.mark.parametrize("token", ["x", "a" * 40, "A" * 400])
def test_an_address_nobody_has_leads_nowhere(people, token):
    assert Client().get(f"/calendar/{token}/promises.ics").status_code == 404


def test_a_program_that_asks_without_end_is_told_to_wait(people):
    path, reader = address_of(people.agent), Client()

    met = [reader.get(path) for _ in range(21)]

    assert [one.status_code for one in met[:20]] == [200] * 20
    assert met[20].status_code == 429
    assert 0 < int(met[20]["Retry-After"]) <= 10


def test_nothing_can_be_sent_there(people):
    assert Client().post(address_of(people.agent)).status_code == 405


def test_one_makes_an_address_sees_it_again_renews_and_ends_it(client, people):
    page = "/settings/calendar/"
    client.post(page, {"do": "make", "names_customers": "on"})
    (address,) = re.findall(r'data-copies="([^"]+)"', client.get(page).content.decode())
    assert Client().get(urlsplit(address).path).status_code == 200
    assert CalendarLink.objects.get().names_customers
    assert "Last read" in client.get(page).content.decode()

    client.post(page, {"do": "save"})
    assert not CalendarLink.objects.get().names_customers
    client.post(page, {"do": "renew"})
    assert address not in client.get(page).content.decode()

    client.post(page, {"do": "end"})
    assert not CalendarLink.objects.exists()
    assert "Make an address" in client.get(page).content.decode()
    changes = SettingChange.objects.filter(thing="calendar").order_by("id")
    assert [one.act for one in changes] == ["made", "changed", "made", "removed"]
    token = address.rsplit("/", 2)[1]
    assert token not in str([(one.before, one.after) for one in changes])


def test_who_only_looks_on_may_have_one_too(people):
    client = Client()
    client.force_login(people.light)

    client.post("/settings/calendar/", {"do": "make"})

    assert CalendarLink.objects.get().staff == people.light


def test_who_sees_everybodys_cases_has_a_teams_calendar_too(people):
    turns.clear()
    manager, page = Client(), "/settings/calendar/"
    manager.force_login(people.manager)
    with clock.frozen(MONDAY):
        owe(people, NOON, text="A new lamp")
        others = owe(people, NOON)
        Promise.objects.filter(pk=others.pk).update(owner=people.other_agent)
        manager.post(page, {"do": "make", "team": str(people.team.pk)})
        (address,) = re.findall(r'data-copies="([^"]+)"', manager.get(page).content.decode())

        (event,) = read(urlsplit(address).path)

    assert event["SUMMARY"].startswith("Ana Agent – A new lamp: case ")
    assert [link.team for link in CalendarLink.objects.all()] == [people.team]
    people.manager.role = "agent"
    people.manager.save()
    assert Client().get(urlsplit(address).path).status_code == 404

    people.manager.role = "manager"
    people.manager.save()
    manager.post(page, {"do": "end", "team": str(people.team.pk)})
    assert not CalendarLink.objects.exists()


def test_who_sees_their_teams_cases_only_has_no_teams_calendar(client, people):
    page = "/settings/calendar/"

    answer = client.post(page, {"do": "make", "team": str(people.team.pk)})

    assert answer.status_code == 404
    assert not CalendarLink.objects.exists()
    assert "Returns" not in client.get(page).content.decode()
