from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client

from makegood.kernel import clock
from makegood.messages.actions.accounts import post_office
from makegood.messages.models import Account, Delivery, Dispatch
from makegood.testing.makers import make_case, make_message, make_promise, make_shop


def _worker(beat_ago: int = 0) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second')",
            [beat_ago],
        )


def _account(**facts) -> Account:
    made = {"shop": make_shop(), "kind": "email", "address": "help@shop.example"}
    return Account.objects.create(**made | {"created_at": clock.now(), "secret": "sealed!"} | facts)


@pytest.fixture
def _well(db) -> None:
    post_office(make_shop())
    _worker()


@pytest.mark.usefixtures("_well")
def test_all_is_well():
    answer = Client().get("/healthz")

    told = answer.json()
    assert (answer.status_code, told["status"]) == (200, "ok")
    assert told["worker"] == {"ok": True, "alive": 1}
    assert told["oldest_unsent_seconds"] is None
    assert [way["ok"] for way in told["mail_in"]["accounts"] + told["mail_out"]["accounts"]] == [
        True,
        True,
    ]


@pytest.mark.django_db
def test_without_a_living_worker_somebody_must_look():
    _worker(beat_ago=300)

    answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()["worker"]) == (503, {"ok": False, "alive": 0})


@pytest.mark.usefixtures("_well")
@pytest.mark.parametrize("way", ["receiving", "sending"])
@pytest.mark.parametrize(
    ("minutes", "status", "word"), [(5, 200, "degraded"), (15, 503, "failing")]
)
def test_a_mailbox_may_be_away_for_a_while(way, minutes, status, word):
    since = clock.now() - timedelta(minutes=minutes)
    _account(**{f"{way}_failed_at": since, f"{way}_error": {"code": "refused", "detail": "x"}})

    answer = Client().get("/healthz")

    told = answer.json()
    assert (answer.status_code, told["status"]) == (status, word)
    side = told["mail_in" if way == "receiving" else "mail_out"]
    assert [(w["code"], w["ok"]) for w in side["accounts"] if w["kind"] == "email"] == [
        ("refused", False)
    ]


@pytest.mark.usefixtures("_well")
def test_a_message_put_off_again_and_again_waits_since_its_first_try():
    now = clock.now()
    account = _account(sending_failed_at=now - timedelta(minutes=5))
    dispatch = Dispatch.objects.create(
        message=make_message(make_case(), direction="out"),
        account=account,
        not_before=now + timedelta(minutes=2),
    )
    for ago, outcome in ((5000, "accepted"), (60, "failed"), (30, "failed")):
        started = now - timedelta(minutes=ago)
        Delivery.objects.create(dispatch=dispatch, started_at=started, outcome=outcome)

    answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["oldest_unsent_seconds"] // 60 == 60
    assert "makegood_outbox_oldest_seconds 36" in Client().get("/metrics").content.decode()


@pytest.mark.usefixtures("_well")
def test_a_message_that_is_due_and_nobody_sends_is_for_a_person_to_look_at():
    due = clock.now() - timedelta(minutes=11)
    message = make_message(make_case(), direction="out")
    Dispatch.objects.create(message=message, account=_account(), not_before=due)

    answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()["mail_out"]["ok"]) == (503, False)


@pytest.mark.usefixtures("_well")
def test_health_tells_no_address_and_no_secret():
    _account(receiving_failed_at=clock.now(), receiving_error={"code": "x", "detail": "hunter2"})

    told = Client().get("/healthz").content.decode()

    assert "help@shop.example" not in told
    assert "sealed!" not in told
    assert "hunter2" not in told


@pytest.mark.django_db
def test_health_tells_of_a_database_that_is_away(settings, django_db_blocker):
    class _Broken:
        """The database's own word for "away", raised where the page first asks."""

        def __call__(self, execute, sql, params, many, context):
            raise OperationalError("away")

    with connection.execute_wrapper(_Broken()):
        answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()["database"]) == (503, {"ok": False})


@pytest.mark.usefixtures("_well")
def test_metrics_count_what_the_database_holds():
    case = make_case()
    make_promise(case)
    make_promise(case, due_at=clock.now() - timedelta(hours=1))
    make_case(snoozed_until=clock.now() + timedelta(days=1))

    told = Client().get("/metrics").content.decode()

    assert "makegood_cases_open 1.0\n" in told
    assert "makegood_cases_snoozed 1.0\n" in told
    assert "makegood_promises_open 2.0\n" in told
    assert "makegood_promises_broken 1.0\n" in told
    assert "makegood_workers_alive 1.0\n" in told
    assert 'makegood_arrivals{outcome="waiting"} 0.0\n' in told
    assert 'makegood_outbox_messages{state="waiting"} 0.0\n' in told


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asker",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_FORWARDED_HOST": "desk.shop.example"},
    ],
)
def test_metrics_are_not_for_strangers(asker, people, program_of):
    assert Client(**asker).get("/metrics").status_code == 401

    for scopes, status in [(("metrics",), 200), (("cases:read",), 401)]:
        key = program_of(people.owner, *scopes).key
        asked = Client(**asker).get("/metrics", headers={"Authorization": f"Bearer {key}"})
        assert asked.status_code == status
