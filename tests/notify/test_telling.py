"""Who is told of what, and how often."""

from datetime import timedelta

import pytest

from makegood.cases.actions.assigning import assign, hand_over
from makegood.cases.actions.closing import close_case
from makegood.cases.actions.following import follow
from makegood.cases.actions.noting import note
from makegood.console.noticewords import words_of
from makegood.kernel import clock
from makegood.kernel.asking import answers
from makegood.kernel.errors import NotFound
from makegood.kernel.log import record
from makegood.kernel.models import Happening
from makegood.messages.actions.accounts import post_office
from makegood.messages.actions.deciding import ignore_arrival, open_as_case
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.receiving import settle_arrivals
from makegood.messages.actions.sending import send_reply
from makegood.messages.actions.storing import deliver
from makegood.messages.events import (
    AccountFailed,
    AccountRecovered,
    MailQuarantined,
    MessageReceived,
    MessageSent,
    SendingFailed,
)
from makegood.notify.access import notice_for
from makegood.notify.actions.telling import read, read_all, tell
from makegood.notify.queries import notices, unread, unread_count
from makegood.people.models import Staff
from makegood.promises.actions.keeping import keep
from makegood.promises.actions.watching import break_due, warn_due
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import MONDAY, make_case, make_message, make_promise, make_shop

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def kinds(staff: Staff) -> list[str]:
    return sorted(unread(staff).values_list("kind", flat=True))


def given(staff: Staff) -> int:
    return Happening.objects.filter(name="NoticeGiven", topic=f"staff:{staff.pk}").count()


def test_whoever_gets_a_case_is_told_unless_they_took_it(people: Cast) -> None:
    case, other = make_case(), make_case()

    assign(case, people.owner, people.agent)
    assign(other, people.other_agent, people.other_agent)

    notice = unread(people.agent).get()
    assert (notice.kind, notice.case, notice.facts) == ("assigned", case, {"by": "Olga Owner"})
    assert (given(people.agent), kinds(people.other_agent)) == (1, [])


def test_whoever_a_note_names_is_told_once_until_they_read_it(people: Cast) -> None:
    case = make_case()

    note(case, people.owner, "@Ana, please look. @Olga knows.")
    note(case, people.owner, "@ana, still?")
    assert (kinds(people.agent), given(people.agent)) == (["mentioned"], 1)
    assert kinds(people.owner) == []

    read_all(people.agent)
    note(case, people.owner, "@ana?")
    assert (*answers(unread_count(people.agent)), notices(people.agent).count()) == (1, 2)


def test_a_promise_at_risk_is_its_owners_and_a_broken_one_everybodys_who_leads(
    people: Cast,
) -> None:
    with clock.frozen(MONDAY):
        promise = make_promise(owner=people.agent, due_at=MONDAY + 8 * HOUR)
    with clock.frozen(MONDAY + 7 * HOUR):
        warn_due()
    assert (kinds(people.agent), kinds(people.owner)) == (["promise_at_risk"], [])

    with clock.frozen(MONDAY + 9 * HOUR):
        break_due()
    told = [kinds(person) for person in (people.agent, people.owner, people.manager)]
    assert told == [["promise_broken"]] * 3
    assert kinds(people.other_agent) == []

    with clock.frozen(MONDAY + 10 * HOUR):
        keep(promise, note="Refunded.")
    assert [kinds(person) for person in (people.agent, people.owner)] == [[], []]


def test_a_promise_nobody_owns_is_everybodys_who_leads(people: Cast) -> None:
    with clock.frozen(MONDAY):
        make_promise(due_at=MONDAY + 8 * HOUR)
        make_promise(owner=people.agent, due_at=MONDAY + 8 * HOUR)
        people.agent.is_active = False
        people.agent.save(update_fields=["is_active"])
    with clock.frozen(MONDAY + 7 * HOUR):
        warn_due()

    assert kinds(people.owner) == kinds(people.manager) == ["promise_at_risk"] * 2


def test_a_failing_account_is_told_once_and_forgotten_when_it_works(people: Cast) -> None:
    account = post_office(make_shop())

    record(AccountFailed(account_id=account.pk, way="receiving", code="wrong_password"))
    record(AccountFailed(account_id=account.pk, way="receiving", code="timed_out"))
    notice = unread(people.owner).get()
    assert (notice.kind, notice.facts["code"]) == ("channel_failed", "timed_out")
    assert (given(people.owner), kinds(people.agent)) == (1, [])

    record(AccountRecovered(account_id=account.pk, way="receiving"))
    assert kinds(people.owner) == []


def test_a_message_that_could_not_be_sent_is_its_writers(people: Cast) -> None:
    case = make_case()
    mine = make_message(case, direction="out", author=people.agent)
    nobodys = make_message(case, direction="out")

    for message in (mine, nobodys):
        record(SendingFailed(case_id=case.pk, message_id=message.pk, code="refused"))

    assert [kinds(p) for p in (people.agent, people.owner)] == [["delivery_failed"]] * 2


def test_quarantined_mail_is_told_once_until_somebody_looked(people: Cast) -> None:
    account = post_office(make_shop())

    for _ in range(3):
        record(MailQuarantined(account_id=account.pk, arrival_id=account.pk, reason="unreadable"))

    assert (kinds(people.manager), given(people.manager)) == (["mail_quarantined"], 1)


def test_an_emptied_quarantine_takes_its_notice_back(people: Cast) -> None:
    account = post_office(make_shop())
    nameless = [deliver(account, f"Subject: {n}\n\nWords {n}".encode()) for n in range(2)]
    settle_arrivals()
    assert kinds(people.manager) == ["mail_quarantined"]

    ignore_arrival(nameless[0], people.manager)
    assert kinds(people.manager) == ["mail_quarantined"]
    open_as_case(nameless[1], people.manager)

    assert kinds(people.manager) == []
    decided = Happening.objects.filter(name="QuarantineDecided").order_by("id")
    told = [(one.facts["decision"], one.facts["left"], one.by_id) for one in decided]
    assert told == [("ignored", 1, people.manager.pk), ("opened", 0, people.manager.pk)]


def test_reading_is_ones_own_and_done_once(people: Cast) -> None:
    tell(people.agent, "assigned", make_case())
    notice = unread(people.agent).get()

    with pytest.raises(NotFound):
        notice_for(people.other_agent, notice.pk)
    read(notice_for(people.agent, notice.pk))
    read(notice)

    assert (*answers(unread_count(people.agent)), read_all(people.agent)) == (0, 0)
    assert Happening.objects.filter(name="NoticesRead").count() == 1


def test_those_who_lead_in_the_team_hear_of_a_threat_until_somebody_answers(people: Cast) -> None:
    post_office(make_shop())
    people.manager.teams.add(people.team)
    case = make_case(team=people.team, assignee=people.agent)

    receive_from_portal(case, "I will sue you.")

    assert "case_alarmed" in kinds(people.manager)
    assert "case_alarmed" in kinds(people.agent)
    assert kinds(people.owner) == []
    message = make_message(case, direction="out")
    record(MessageSent(case_id=case.pk, message_id=message.pk))
    assert "case_alarmed" not in kinds(people.manager) + kinds(people.agent)


def test_without_a_team_everybody_who_leads_hears_of_a_threat(people: Cast) -> None:
    post_office(make_shop())

    receive_from_portal(make_case(), "I will sue you.")

    assert [kinds(one) for one in (people.owner, people.manager, people.agent)] == [
        ["case_alarmed"],
        ["case_alarmed"],
        [],
    ]


def test_followers_hear_what_happens_once_until_they_read_it(people: Cast) -> None:
    post_office(make_shop())
    case = make_case()
    make_message(case, from_address="carla@customer.example")
    follow(case, people.other_agent)
    follow(case, people.agent)

    note(case, people.owner, "Asked the carrier.")
    send_reply(case, people.agent, "We are looking.")

    assert kinds(people.other_agent) == ["followed"]
    assert unread(people.other_agent).get().facts == {"by": people.agent.name, "what": "answered"}
    assert unread(people.agent).get().facts == {"by": "Olga Owner", "what": "noted"}
    read_all(people.other_agent)
    close_case(case, people.owner, "Enough")
    assert unread(people.other_agent).get().facts["what"] == "closed"


def test_followers_hear_of_the_customers_words_and_of_no_machines(people: Cast) -> None:
    case = make_case()
    follow(case, people.agent)
    word = make_message(case)

    record(MessageReceived(case_id=case.pk, message_id=word.pk, auto="replied"))
    assert kinds(people.agent) == []

    record(MessageReceived(case_id=case.pk, message_id=word.pk))
    assert unread(people.agent).get().facts["what"] == "wrote"


def test_who_is_named_and_follows_is_told_once(people: Cast) -> None:
    case = make_case()
    follow(case, people.agent)

    note(case, people.owner, "@Ana, please look.")

    assert kinds(people.agent) == ["mentioned"]


def test_who_gets_a_case_with_a_note_is_told_why(people: Cast) -> None:
    case = make_case()

    hand_over(case, people.owner, "She asked for you.", people.agent)

    notice = unread(people.agent).get()
    assert (notice.kind, notice.facts["why"]) == ("handed_over", "She asked for you.")
    assert words_of(notice) == "Olga Owner hands you a case: She asked for you."


def test_a_team_that_gets_a_case_with_a_note_is_told_but_for_its_giver(people: Cast) -> None:
    case = make_case()

    hand_over(case, people.agent, "Yours.", team=people.team)

    assert kinds(people.agent) == []
    told = {one for one in people.team.staff.filter(is_active=True) if one != people.agent}
    assert told
    assert all(kinds(one) == ["handed_over"] for one in told)


def test_a_word_to_a_supplier_answers_no_threat(people: Cast) -> None:
    post_office(make_shop())
    case = make_case(assignee=people.agent)
    receive_from_portal(case, "I will sue you.")
    message = make_message(case, direction="out")

    record(MessageSent(case_id=case.pk, message_id=message.pk, side="supplier"))
    assert "case_alarmed" in kinds(people.agent)

    record(MessageSent(case_id=case.pk, message_id=message.pk))
    assert "case_alarmed" not in kinds(people.agent)


def test_who_gets_a_case_with_a_note_is_told_once_though_it_names_them_and_they_follow(
    people: Cast,
) -> None:
    case = make_case()
    follow(case, people.agent)
    follow(case, people.other_agent)

    hand_over(case, people.owner, "@Ana, she asked for you.", people.agent)

    assert kinds(people.agent) == ["handed_over"]
    assert kinds(people.other_agent) == ["followed"]


def test_a_team_that_gets_a_case_with_a_note_is_told_once_though_it_names_one(people: Cast) -> None:
    case = make_case()

    hand_over(case, people.owner, "@Ana and the others, please.", team=people.team)

    assert kinds(people.agent) == ["handed_over"]
