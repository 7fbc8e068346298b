"""What a customer's words tell is found as their mail comes in, weighed, and shown where it matters."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.cases.actions.closing import close_case, reopen_case
from makegood.cases.actions.merging import merge_case
from makegood.cases.actions.rearranging import take_back
from makegood.cases.models import Case, Rearrangement
from makegood.cases.queries import inbox
from makegood.kernel import clock
from makegood.kernel.log import record
from makegood.messages.actions.entering import receive_from_portal
from makegood.messages.actions.splitting import split_case
from makegood.messages.events import MessageReceived
from makegood.messages.models import Message
from makegood.moods.actions.correcting import miss, refuse, restore
from makegood.moods.models import Finding
from makegood.moods.queries import findings_of
from makegood.notify.models import Notice
from makegood.people.actions.teams import save_team
from makegood.people.actions.working import change_work
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case, make_message, make_shop

pytestmark = pytest.mark.django_db

THREAT = "I will open a dispute with my bank. This is a scam."
CALM = "Could you please tell me where my parcel is?"


def wrote(words: str, case: Case | None = None) -> Case:
    case = case or make_case()
    receive_from_portal(case, words)
    case.refresh_from_db()
    return case


def found(case: Case) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in Finding.objects.filter(case=case).order_by("start")]


def test_a_threat_is_found_with_its_words_and_goes_before_the_others(people: Cast) -> None:
    with clock.frozen(MONDAY):
        calm = wrote(CALM)
        angry = wrote(THREAT)

        rows = inbox(people.agent, "").rows

        assert found(calm) == []
        assert found(angry) == [("chargeback", "open a dispute with my bank"), ("angry", "scam")]
        assert (angry.signs, angry.alarm_at) == (["chargeback", "angry"], MONDAY)
        assert next((row.number, row.lane) for row in rows) == (angry.number, "alarm")
        assert [row.number for row in inbox(people.agent, "risk:chargeback").rows] == [angry.number]
        assert [row.number for row in inbox(people.agent, "mood:angry").rows] == [angry.number]
        assert [row.number for row in inbox(people.agent, "risk:none").rows] == [calm.number]
        assert [row.number for row in inbox(people.agent, "-risk:any").rows] == [calm.number]


def test_quoted_words_and_negated_ones_are_not_the_customers_threat(people: Cast) -> None:
    case = wrote("I don't want to involve a lawyer, I just want my money.")

    assert found(case) == []
    assert (case.signs, case.alarm_at) == (None, None)


def test_those_who_lead_are_told_once_and_forget_it_when_it_is_not_so(people: Cast) -> None:
    case = wrote(THREAT)
    wrote(THREAT, case)

    told = Notice.objects.filter(kind="case_alarmed", case=case)
    assert set(told.values_list("staff__email", flat=True)) >= {people.owner.email}
    assert people.agent.pk not in set(told.values_list("staff", flat=True))
    assert told.count() == len(set(told.values_list("staff", flat=True)))

    for one in Finding.objects.filter(case=case):
        refuse(one, case, people.agent)

    case.refresh_from_db()
    assert (case.signs, case.alarm_at) == (None, None)
    assert not told.filter(read_at=None).exists()


def test_what_is_not_so_can_be_so_after_all(people: Cast) -> None:
    case = wrote(THREAT)
    first = Finding.objects.filter(case=case, kind="chargeback").get()

    refuse(first, case, people.agent)
    refuse(first, case, people.agent)
    case.refresh_from_db()
    assert case.signs == ["angry"]
    restore(first, case, people.agent)
    case.refresh_from_db()

    assert case.signs == ["chargeback", "angry"]


def test_what_a_colleague_noticed_counts_with_the_words(people: Cast) -> None:
    case = wrote("My brother works at  the newspaper, you know.")

    miss(case, "press", "works at the newspaper", people.agent)
    miss(case, "press", "works at the newspaper", people.agent)

    one = Finding.objects.get(case=case)
    assert (one.kind, one.by, one.start, one.end) == ("press", people.agent, 11, 34)
    case.refresh_from_db()
    assert case.signs == ["press"]
    assert case.alarm_at is not None


def test_a_phrase_refused_three_times_counts_no_longer(people: Cast) -> None:
    for _time in range(3):
        case = wrote("This is a scam.")
        for one in Finding.objects.filter(case=case):
            refuse(one, case, people.agent)

    assert found(wrote("This is a scam.")) == []
    assert found(wrote("What a disgrace.")) == [("angry", "disgrace")]


def test_an_answer_ends_the_alarm_and_another_threat_begins_it_again(people: Cast) -> None:
    with clock.frozen(MONDAY):
        case = wrote(THREAT)
        Case.objects.filter(pk=case.pk).update(told_at=MONDAY + timedelta(hours=1))
    with clock.frozen(MONDAY + timedelta(hours=2)):
        assert [row.lane for row in inbox(people.agent, "").rows] != ["alarm"]

        wrote("Too late, I will sue you.", case)

        assert [row.lane for row in inbox(people.agent, "").rows] == ["alarm"]


def test_words_that_tell_nothing_cost_no_statement(people: Cast) -> None:
    make_shop()
    case = make_case()
    with clock.frozen(MONDAY):
        receive_from_portal(case, CALM)  # what the shop has added is asked for once a minute
        with CaptureQueriesContext(connection) as asked:
            receive_from_portal(case, CALM)

    assert not [one for one in asked.captured_queries if "moods_" in one["sql"]]


def test_a_teams_senior_gets_the_case_nobody_has(people: Cast) -> None:
    save_team(people.owner, people.team, "Returns", [people.agent.pk], senior=people.other_agent.pk)
    free = make_case(team=people.team)
    taken = make_case(team=people.team, assignee=people.agent)

    for case in (free, taken):
        wrote(THREAT, case)

    assert (free.assignee, taken.assignee) == (people.other_agent, people.agent)
    told = Notice.objects.filter(kind="case_alarmed").values_list("case", "staff__name")
    assert set(told) == {
        (free.pk, people.other_agent.name),
        (taken.pk, people.other_agent.name),
        (taken.pk, people.agent.name),
    }


def test_what_was_found_goes_with_its_message_when_cases_are_joined_and_back(people: Cast) -> None:
    threat, calm = wrote(THREAT), wrote(CALM)

    merge_case(threat, calm, people.agent)
    calm.refresh_from_db()
    assert calm.signs == ["chargeback", "angry"]
    assert calm.alarm_at is not None

    take_back(Rearrangement.objects.get(), people.agent)
    for case in (threat, calm):
        case.refresh_from_db()
    assert (threat.signs, calm.signs) == (["chargeback", "angry"], None)
    assert calm.alarm_at is None


def test_what_was_found_is_split_off_with_its_message(people: Cast) -> None:
    case = wrote(CALM)
    wrote(THREAT, case)
    last = Message.objects.filter(case=case).order_by("id").last()
    assert last

    new = split_case(case, [str(last.pk)], people.agent)

    case.refresh_from_db()
    new.refresh_from_db()
    assert (case.signs, case.alarm_at) == (None, None)
    assert new.signs == ["chargeback", "angry"]


def test_suppliers_and_machines_threaten_nobody(people: Cast) -> None:
    case = make_case()
    for overrides in ({"auto": "reply"}, {}):
        message = make_message(case, text=THREAT, **overrides)
        side = "supplier" if not overrides else "customer"
        auto = overrides.get("auto", "none")
        record(MessageReceived(case_id=case.pk, message_id=message.pk, auto=auto, side=side))

    assert found(case) == []


def test_quotes_and_signatures_are_not_read(people: Cast) -> None:
    case = make_case()
    message = make_message(
        case,
        text=f"Thank you.\n\n> {THREAT}\n--\nYour lawyer, my solicitor",
        reply_text="Thank you.",
        quoted_text=THREAT,
        signature="my solicitor",
    )
    record(MessageReceived(case_id=case.pk, message_id=message.pk, auto="none"))

    assert found(case) == []


def test_an_alarm_that_was_not_so_is_forgotten_though_an_answered_one_stands(people: Cast) -> None:
    with clock.frozen(MONDAY):
        case = wrote(THREAT)
        Case.objects.filter(pk=case.pk).update(told_at=MONDAY + timedelta(hours=1))
    Notice.objects.all().delete()
    with clock.frozen(MONDAY + timedelta(hours=2)):
        wrote("Too late, I will sue you.", case)
        told = Notice.objects.filter(kind="case_alarmed", read_at=None)
        assert told.exists()

        for one in Finding.objects.filter(case=case, at=clock.now()):
            refuse(one, case, people.agent)

        assert [row.lane for row in inbox(people.agent, "").rows] != ["alarm"]
    assert not told.exists()


def test_a_senior_who_is_away_is_given_nothing_and_those_who_lead_hear_of_it_too(
    people: Cast,
) -> None:
    senior = people.other_agent
    save_team(people.owner, people.team, "Returns", [people.agent.pk], senior=senior.pk)
    work = {"hours": {}, "writes": [], "skills": []}
    change_work(senior, senior, away_until=clock.now() + timedelta(days=3), **work)

    case = wrote(THREAT, make_case(team=people.team))

    assert case.assignee is None
    told = Notice.objects.filter(kind="case_alarmed").values_list("staff__name", flat=True)
    assert set(told) == {senior.name, people.owner.name, people.manager.name}
    change_work(senior, senior, away_until=None, **work)
    assert wrote(THREAT, make_case(team=people.team)).assignee == senior


def test_what_is_found_on_a_closed_case_alarms_nobody_until_it_is_open_again(people: Cast) -> None:
    case = wrote(THREAT)
    for one in Finding.objects.filter(case=case):
        refuse(one, case, people.agent)
    close_case(case, people.owner, "Done")
    told = Notice.objects.filter(kind="case_alarmed", read_at=None)

    for one in Finding.objects.filter(case=case):
        restore(one, case, people.agent)

    case.refresh_from_db()
    assert case.signs == ["chargeback", "angry"]
    assert not told.exists()
    reopen_case(case, people.owner)
    assert told.exists()


def test_who_threatens_again_after_a_closure_without_an_answer_is_told_of_again(
    people: Cast,
) -> None:
    case = wrote(THREAT)
    close_case(case, people.owner, "Enough")
    told = Notice.objects.filter(kind="case_alarmed", read_at=None)
    assert not told.exists()

    wrote("I will sue you.", case)

    assert told.exists()


def test_what_was_found_on_a_case_is_read_without_what_was_found_on_all_others(
    people: Cast,
) -> None:
    case = wrote(THREAT)
    other = make_case()
    messages = [make_message(other) for _ in range(200)]
    Finding.objects.bulk_create(
        Finding(case=other, message=message, kind="angry", weight=1, at=clock.now())
        for message in messages * 20
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE moods_finding, messages_message")
    before = rows_read_whole()

    assert len(findings_of(case)) == 2

    assert rows_read_whole() == before


def rows_read_whole() -> int:
    """Findings read by going through all of them, so far in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_tup_read::int FROM pg_stat_xact_user_tables WHERE relname = 'moods_finding'"
        )
        return int(cursor.fetchone()[0])
