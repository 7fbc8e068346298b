"""What the clock does for notices."""

from procrastinate.contrib.django import app

from makegood.notify.actions.digesting import send_digests
from makegood.notify.actions.reviewing import remind_of_review


@app.periodic(cron="*/5 * * * *")
@app.task(queue="sweeps", queueing_lock="mail_notices")
def mail_notices(timestamp: int) -> int:
    """Mail what staff were told and have not seen, to those who wish for it."""
    return send_digests()


@app.periodic(cron="20 6 * * *")
@app.task(queue="sweeps", queueing_lock="remind_of_review")
def remind_of_review_due(timestamp: int) -> int:
    """Once a day: whether the law of a country is past its day of review."""
    return remind_of_review()
