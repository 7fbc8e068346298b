from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from makegood.kernel import clock
from makegood.kernel.errors import Refused
from makegood.kernel.idempotency import KEPT_FOR, Answer, forget_old_answers, once
from makegood.kernel.models import Happening, KeptAnswer


def _act(status: int = 201) -> Answer:
    happening = Happening.objects.create(name="Acted", topic="x:1", at=clock.now())
    return Answer(status, f'{{"id": {happening.pk}}}')


@pytest.mark.django_db
def test_the_same_key_gets_the_first_answer_and_acts_once():
    first = once("key", "a", "words", _act)
    second = once("key", "a", "words", _act)

    assert (second.status, second.body, second.is_repeated) == (201, first.body, True)
    assert Happening.objects.count() == 1


@pytest.mark.django_db
def test_another_asker_or_another_key_acts_again():
    once("key", "a", "words", _act)
    once("key", "b", "words", _act)
    once("other", "a", "words", _act)

    assert Happening.objects.count() == 3


@pytest.mark.django_db
def test_the_same_key_for_other_words_is_refused():
    once("key", "a", "words", _act)

    with pytest.raises(Refused) as refusal:
        once("key", "a", "other words", _act)

    assert refusal.value.code == "idempotency_key_reused"
    assert Happening.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_refusal_leaves_nothing_behind_and_the_key_free():
    once("key", "a", "words", lambda: _act(409))
    assert (Happening.objects.count(), KeptAnswer.objects.count()) == (0, 0)

    assert once("key", "a", "words", _act).status == 201
    assert Happening.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_crash_leaves_nothing_behind_and_the_key_free():
    with pytest.raises(ZeroDivisionError):
        once("key", "a", "words", lambda: Answer(1 // 0, ""))

    assert KeptAnswer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_askers_at_once_have_one_effect_and_one_answer():
    barrier, answers = Barrier(8), []

    def ask() -> None:
        barrier.wait()
        answers.append(once("key", "a", "words", _act))
        connection.close()

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Happening.objects.count() == 1
    assert len({answer.body for answer in answers}) == 1
    assert sorted(answer.is_repeated for answer in answers) == [False] + [True] * 7


@pytest.mark.django_db
def test_answers_are_forgotten_only_when_they_are_old():
    with clock.frozen(clock.now() - KEPT_FOR - timedelta(minutes=1)):
        once("key", "old", "words", _act)
    once("key", "new", "words", _act)

    assert forget_old_answers() == 1
    assert [kept.key for kept in KeptAnswer.objects.all()] == ["new"]
