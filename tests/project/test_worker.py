"""The worker of a running group."""

import time

from tests.project.groups import Running

ROLLED_BACK = """
from django.db import transaction
from makegood.kernel.tasks import forget_old_answers
from makegood.project.worker import app_for_worker
from procrastinate.contrib.django.models import ProcrastinateJob

class Stop(Exception): pass

app_for_worker()
try:
    with transaction.atomic():
        job = forget_old_answers.defer(timestamp=1)
        assert ProcrastinateJob.objects.filter(pk=job).exists()
        raise Stop
except Stop:
    print(ProcrastinateJob.objects.filter(pk=job).exists())
"""
DEFERRED = """
from makegood.kernel.tasks import forget_old_answers
print(forget_old_answers.defer(timestamp=1))
"""


def test_what_a_task_defers_vanishes_with_its_transaction(group: Running) -> None:
    assert group.inside(ROLLED_BACK) == "False"


def test_a_job_is_done_and_forgotten(group: Running) -> None:
    job = group.inside(DEFERRED)

    end = time.monotonic() + 150
    while _exists(group, job) and time.monotonic() < end:
        time.sleep(0.05)

    assert not _exists(group, job)


def _exists(group: Running, job: str) -> bool:
    with group.connected() as connection:
        found = connection.execute("SELECT 1 FROM procrastinate_jobs WHERE id = %s", [int(job)])
        return found.fetchone() is not None
