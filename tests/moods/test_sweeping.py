"""Who keeps writing and who was left without a word is found by a sweep, and over when somebody answers."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from makegood.cases.actions.holding import hold
from makegood.cases.models import Case
from makegood.kernel import clock
from makegood.messages.actions.entering import receive_from_portal
from makegood.moods.actions.correcting import refuse
from makegood.moods.actions.sweeping import (
    _UNANSWERED,
    _note,
    end_what_is_over,
    find_many_cases,
    find_many_messages,
    find_silence,
)
from makegood.moods.models import Finding, Switch
from makegood.moods.rules import times_written
from makegood.moods.tasks import sweep_moods
from makegood.rulebook.models import Version
from makegood.shops.models import Shop
from makegood.testing.cast import Cast
from makegood.testing.makers import MONDAY, make_case, make_customer, make_shop

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def writes(case: Case, *hours: int) -> None:
    for hour in hours:
        with clock.frozen(MONDAY + hour * HOUR):
            receive_from_portal(case, "Any news?")


def test_the_third_message_without_an_answer_raises_the_case(people: Cast) -> None:
    with clock.frozen(MONDAY):
        case, other = make_case(), make_case()
    writes(case, 1, 5, 20)
    writes(other, 1, 2)

    with clock.frozen(MONDAY + 21 * HOUR):
        assert (find_many_messages(), find_many_messages()) == (1, 0)

    found = Finding.objects.get(kind="repeat", phrase="desk:messages")
    case.refresh_from_db()
    assert (found.case, found.times) == (case, 3)
    assert (case.signs, case.alarm_at) == (["repeat"], MONDAY + 21 * HOUR)


def test_what_is_sent_after_in_one_sitting_is_no_message_more(people: Cast) -> None:
    minutes = [MONDAY + timedelta(minutes=n) for n in (0, 3, 20, 59, 61, 300)]

    assert times_written(minutes) == 3
    assert times_written([]) == 0


def test_an_answer_ends_it_and_it_may_begin_again(people: Cast) -> None:
    with clock.frozen(MONDAY):
        case = make_case()
    writes(case, 1, 5, 20)
    with clock.frozen(MONDAY + 21 * HOUR):
        find_many_messages()
    Case.objects.filter(pk=case.pk).update(told_at=MONDAY + 22 * HOUR, turn="customer")

    with clock.frozen(MONDAY + 23 * HOUR):
        assert (end_what_is_over(), end_what_is_over()) == (1, 0)
        assert find_many_messages() == 0

    case.refresh_from_db()
    assert (case.signs, case.alarm_at) == (None, None)
    writes(case, 24, 26, 28)
    with clock.frozen(MONDAY + 29 * HOUR):
        assert find_many_messages() == 1


def test_the_third_case_within_a_month_is_noticed_and_weighs_little(people: Cast) -> None:
    for day in (0, 5, 9):
        with clock.frozen(MONDAY + day * DAY):
            case = make_case()
    with clock.frozen(MONDAY + 9 * DAY):
        make_case(customer=make_customer("new@customer.example"))

        assert (find_many_cases(), find_many_cases()) == (1, 0)

    case.refresh_from_db()
    assert (case.signs, case.alarm_at) == (["repeat"], None)
    assert Finding.objects.get().times == 3


def test_who_wrote_and_had_no_word_for_the_shops_time_is_noticed(people: Cast) -> None:
    make_shop(silence_days=3)
    with clock.frozen(MONDAY):
        silent, told = make_case(), make_case()
    Case.objects.filter(pk=told.pk).update(told_at=MONDAY + HOUR)

    with clock.frozen(MONDAY + 2 * DAY):
        assert find_silence() == 0
    with clock.frozen(MONDAY + 3 * DAY):
        assert (find_silence(), find_silence()) == (1, 0)

    silent.refresh_from_db()
    assert silent.signs == ["silence"]
    assert silent.changed_at == MONDAY + 3 * DAY, "who follows changes by the API sees it"
    assert Finding.objects.get().times == 3


def test_the_house_rules_say_for_how_long_somebody_may_be_without_a_word(people: Cast) -> None:
    shop = make_shop(silence_days=7)
    rows = [
        {"key": "a", "kinds": ["defective"], "stage": "first", "news_days": 2},
        {"key": "b", "kinds": ["late"], "news_days": 4},
        {"key": "c", "groups": ["Gold"], "news_days": 1},
    ]
    Version.objects.create(
        shop=shop, number=1, tables={"times": rows}, changed_at=MONDAY, published_at=MONDAY
    )
    Shop.objects.filter(pk=shop.pk).update(rules_number=1)
    with clock.frozen(MONDAY):
        cases = {kind: make_case(shop=shop, kind=kind) for kind in ("defective", "late", "other")}
        gold = make_customer("gold@customer.example", group="Gold")
        cases["question"] = make_case(shop=shop, kind="question", customer=gold)

    noticed = []
    for day in (1, 2, 4, 7):
        with clock.frozen(MONDAY + day * DAY):
            find_silence()
        silent = Finding.objects.filter(phrase="desk:silence").values_list("case", flat=True)
        noticed.append({kind for kind, case in cases.items() if case.pk in set(silent)})

    first = {"question"}
    assert noticed == [first, first | {"defective"}, first | {"defective", "late"}, set(cases)]


def test_what_was_refused_or_put_off_is_not_noticed_again(people: Cast) -> None:
    with clock.frozen(MONDAY):
        first, second = make_case(), make_case()
    with clock.frozen(MONDAY + 8 * DAY):
        find_silence()
        refuse(Finding.objects.get(case=first), first, people.agent)
        assert find_silence() == 0
        Finding.objects.filter(case=second).delete()
        Switch.objects.create(shop=second.shop, phrase="desk:silence", is_on=False, at=clock.now())
        assert find_silence() == 0


def test_a_case_answered_while_the_sweep_looked_is_left_alone(people: Cast) -> None:
    case = make_case(turn="customer", told_at=MONDAY)

    assert _note("desk:messages", {case.pk: 3}, _UNANSWERED) == 0
    assert not Finding.objects.exists()


def test_a_sweep_with_nothing_to_find_changes_nothing(people: Cast) -> None:
    make_case()

    sweep_moods(0)

    assert not Finding.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_sweep_waits_for_no_case_that_somebody_has_in_hand() -> None:
    make_shop()
    at = clock.now()
    busy, free = (make_case(told_at=at, turn="customer") for _ in range(2))
    for case in (busy, free):
        Finding.objects.create(case=case, kind="silence", weight=2, phrase="desk:silence", at=at)
    in_hand, swept = threading.Event(), threading.Event()

    def work() -> None:
        with transaction.atomic():
            hold(busy)
            in_hand.set()
            swept.wait(10)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    assert in_hand.wait(10)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '3s'")
    try:
        assert end_what_is_over() == 1
    finally:
        swept.set()
        worker.join()
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")

    assert Finding.objects.get(over_at=None).case == busy
    assert end_what_is_over() == 1
