"""What each wishes to be told, and the mail with it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from makegood.cases.actions.assigning import assign
from makegood.kernel import clock
from makegood.kernel.errors import BadInput
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Dispatch, Message
from makegood.notify.actions.digesting import MOST, send_digests
from makegood.notify.actions.telling import read_all, tell
from makegood.notify.actions.wishing import save_wishes
from makegood.notify.models import Notice
from makegood.notify.queries import unread
from makegood.people.models import Staff
from makegood.promises.actions.pausing import pause
from makegood.testing.cast import Cast, cast
from makegood.testing.makers import make_case, make_promise, make_shop

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("UTC"))
HOUR = timedelta(hours=1)
ALL = Notice.Kind.values


@pytest.fixture
def people() -> Cast:
    post_office(make_shop())
    return cast()


def mails() -> list[Message]:
    return list(Message.objects.filter(purpose="notice").order_by("at"))


def after(wait: timedelta) -> int:
    with clock.frozen(NOON + wait):
        return send_digests()


def test_a_kind_that_is_refused_is_not_told(people: Cast) -> None:
    save_wishes(people.agent, refused=["assigned"])

    assign(make_case(), people.owner, people.agent)
    tell(people.agent, "mentioned", make_case(), by="Olga")

    assert [notice.kind for notice in unread(people.agent)] == ["mentioned"]


def test_what_is_not_seen_comes_by_mail_once_in_the_readers_language(people: Cast) -> None:
    Staff.objects.filter(pk=people.agent.pk).update(language="it")
    case = make_case(subject="Blue lamp")
    with clock.frozen(NOON):
        tell(people.agent, "assigned", make_case(), by="Olga")
        save_wishes(people.agent, mailed=ALL, every="hour")
    with clock.frozen(NOON + HOUR / 2):
        tell(people.agent, "mentioned", case, by="Olga")

    assert [after(HOUR * 2), after(HOUR * 4)] == [1, 0]
    [mail] = mails()
    assert mail.to == [["", people.agent.email]]
    assert mail.language == "it"
    assert f"#{case.number} Blue lamp" in mail.text
    assert f"/cases/{case.number}/" in mail.text
    assert mail.text.count("#") == 1, "what was told before mail was wished for is not in it"
    assert Dispatch.objects.filter(message=mail).exists()


def test_what_was_read_or_refused_by_mail_meanwhile_is_not_mailed(people: Cast) -> None:
    with clock.frozen(NOON):
        save_wishes(people.agent, mailed=["mentioned"], every="hour")
    with clock.frozen(NOON + HOUR / 2):
        tell(people.agent, "mentioned", make_case(), by="Olga")
        read_all(people.agent)
        tell(people.agent, "assigned", make_case(), by="Olga")

    assert after(HOUR * 2) == 0
    assert mails() == []


def test_quiet_hours_hold_the_mail_back(people: Cast) -> None:
    with clock.frozen(NOON):
        save_wishes(people.agent, mailed=ALL, every="hour", quiet=(time(13), time(20)))
        tell(people.agent, "mentioned", make_case(), by="Olga")
    with clock.frozen(NOON + HOUR / 2):
        tell(people.agent, "assigned", make_case(), by="Olga")

    assert [after(HOUR * 3), after(HOUR * 8)] == [0, 1]


def test_of_very_many_the_mail_says_how_many_more(people: Cast) -> None:
    with clock.frozen(NOON):
        save_wishes(people.agent, mailed=ALL, every="day", day_at=time(8))
    with clock.frozen(NOON + HOUR):
        for _ in range(MOST + 2):
            tell(people.agent, "assigned", make_case(), by="Olga")

    assert [after(HOUR * 2), after(HOUR * 20), after(HOUR * 21)] == [0, 1, 0]
    assert "and 2 more" in mails()[0].text
    assert mails()[0].subject == f"{MOST + 2} notices for you"


def test_a_notice_committed_after_the_mail_it_is_older_than_comes_with_the_next(
    people: Cast,
) -> None:
    with clock.frozen(NOON):
        save_wishes(people.agent, mailed=ALL, every="hour")
    with clock.frozen(NOON + HOUR):
        tell(people.agent, "mentioned", make_case(subject="First"), by="Olga")
    assert after(HOUR * 2) == 1
    with clock.frozen(NOON + HOUR):  # begun then, and committed only now
        tell(people.agent, "mentioned", make_case(subject="Late"), by="Olga")

    assert [after(HOUR * 3), after(HOUR * 5)] == [1, 0]
    assert "Late" in mails()[1].text
    assert "First" not in mails()[1].text


def test_what_is_told_again_is_mailed_again(people: Cast) -> None:
    case = make_case()
    with clock.frozen(NOON):
        save_wishes(people.agent, mailed=["mentioned"], every="hour")
        tell(people.agent, "assigned", case, by="Olga")
    for hours in (1, 3):
        with clock.frozen(NOON + HOUR * hours):
            tell(people.agent, "mentioned", case, by="Olga")
        assert after(HOUR * (hours + 1)) == 1
    with clock.frozen(NOON + HOUR * 5):
        save_wishes(people.agent, mailed=ALL, every="hour")

    assert after(HOUR * 6) == 0, "told before mail was wished for of it"


def test_a_mail_that_can_not_be_written_keeps_nobody_elses_back(people: Cast) -> None:
    with clock.frozen(NOON - HOUR):
        save_wishes(people.agent, mailed=ALL, every="hour")
    with clock.frozen(NOON):
        save_wishes(people.owner, mailed=ALL, every="hour")
    with clock.frozen(NOON + HOUR / 2):
        tell(people.agent, "handed_over", make_case())  # by whom and why is not known any more
        tell(people.owner, "mentioned", make_case(), by="Ann")

    assert after(HOUR * 2) == 1
    assert [mail.to for mail in mails()] == [[["", people.owner.email]]]


def test_whoever_left_gets_none(people: Cast) -> None:
    with clock.frozen(NOON):
        save_wishes(people.agent, mailed=ALL, every="hour")
    with clock.frozen(NOON + HOUR):
        tell(people.agent, "mentioned", make_case(), by="Olga")
    Staff.objects.filter(pk=people.agent.pk).update(is_active=False)

    assert after(HOUR * 3) == 0


def test_another_rhythm_is_refused(people: Cast) -> None:
    with pytest.raises(BadInput):
        save_wishes(people.agent, every="week")


def test_the_mornings_mail_tells_what_is_owed_that_day(people: Cast) -> None:
    with clock.frozen(NOON):
        save_wishes(people.agent, mailed=ALL, every="day", day_at=time(8))
        save_wishes(people.owner, mailed=[], every="day", day_at=time(8))
        case, morning = make_case(subject="Blue lamp"), NOON + HOUR * 20
        late = make_promise(case, kind="answer", due_at=NOON + HOUR, owner=people.agent)
        make_promise(case, kind="money", due_at=NOON + HOUR * 25, owner=people.agent)
        make_promise(make_case(subject="Later"), due_at=NOON + HOUR * 72, owner=people.agent)
        make_promise(make_case(subject="Hers"), due_at=NOON + HOUR * 25, owner=people.manager)
        pause(make_promise(case, kind="repair", due_at=morning, owner=people.agent), "goods")

    assert [after(HOUR * 20), after(HOUR * 21)] == [2, 0]

    by_reader = {mail.to[0][1]: mail for mail in mails()}
    mine, owners = by_reader[people.agent.email], by_reader[people.owner.email]
    assert mine.text.index("An answer,") < mine.text.index("Money back,")
    assert mine.text.count(f"#{case.number} Blue lamp") == 2
    assert "Later" not in mine.text
    assert "Of the whole desk" not in mine.text
    assert mine.subject == owners.subject == "What is owed today"
    assert "Of the whole desk 2 promises fall due today." in owners.text
    assert "Of the whole desk 1 promise is overdue." in owners.text
    assert late.owner == people.agent


def test_what_is_owed_comes_each_day_and_not_each_hour(people: Cast) -> None:
    with clock.frozen(NOON):
        save_wishes(people.agent, mailed=ALL, every="hour")
        make_promise(due_at=NOON + HOUR * 2, owner=people.agent)

    assert after(HOUR) == 0
    assert mails() == []
