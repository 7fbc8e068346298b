"""Sweeps that belong to no room in particular."""

from procrastinate.contrib.django import app

from makegood.kernel import idempotency


@app.periodic(cron="23 * * * *")
@app.task(queue="sweeps", queueing_lock="forget_old_answers")
def forget_old_answers(timestamp: int) -> None:
    idempotency.forget_old_answers()
