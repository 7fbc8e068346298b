"""Sweeps that belong to no room in particular."""

import logging

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from makegood.kernel import idempotency
from makegood.kernel.sessions import SessionStore

logger = logging.getLogger(__name__)


@app.periodic(cron="23 * * * *")
@app.task(queue="sweeps", queueing_lock="forget_old_answers")
def forget_old_answers(timestamp: int) -> None:
    idempotency.forget_old_answers()


@app.periodic(cron="47 3 * * *")
@app.task(queue="sweeps", queueing_lock="forget_old_sessions")
def forget_old_sessions(timestamp: int) -> None:
    """Also those of people who went to sign in elsewhere and never came back."""
    SessionStore.clear_expired()


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="take_up_dropped_jobs")
async def take_up_dropped_jobs(timestamp: int) -> None:
    """Jobs whose worker was killed are done again: without this they would stay "under way" for ever."""
    for job in await app.job_manager.get_stalled_jobs():
        logger.warning(
            "job of a dead worker taken up", extra={"job": job.id, "task": job.task_name}
        )
        try:
            await app.job_manager.retry_job(job)
        except (AlreadyEnqueued, UniqueViolation):  # another of its kind waits already and will do
            assert job.id is not None
            await app.job_manager.finish_job_by_id_async(job.id, Status.ABORTED, delete_job=True)
