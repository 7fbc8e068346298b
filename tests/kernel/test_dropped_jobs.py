from collections.abc import Iterator

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from makegood.kernel import tasks


@pytest.fixture(autouse=True)
def an_empty_queue(transactional_db: None) -> Iterator[None]:
    """Procrastinate's tables are its own: the flush after a test leaves them as they are."""
    _truncate()
    yield
    _truncate()


def _truncate() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def a_job_under_way(worker_age: str) -> int:
    """A job taken by a worker that last gave a sign of life `worker_age` ago."""
    job_id = tasks.forget_old_answers.defer(timestamp=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
            [worker_age],
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [worker, job_id],
        )
    return job_id


async def sweep() -> None:
    await tasks.take_up_dropped_jobs(timestamp=1)


def states() -> dict[int, str]:
    return dict(ProcrastinateJob.objects.values_list("id", "status"))


def test_the_job_of_a_dead_worker_is_done_again() -> None:
    dropped = a_job_under_way("5 minutes")

    async_to_sync(sweep)()

    assert states() == {dropped: "todo"}


def test_the_job_of_a_living_worker_is_left_alone() -> None:
    busy = a_job_under_way("5 seconds")

    async_to_sync(sweep)()

    assert states() == {busy: "doing"}


def test_one_that_waits_already_does_for_both() -> None:
    a_job_under_way("5 minutes")
    waiting = tasks.forget_old_answers.defer(timestamp=2)

    async_to_sync(sweep)()

    assert states() == {waiting: "todo"}
