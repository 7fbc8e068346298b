"""What the clock does for notices."""

from procrastinate.contrib.django import app

from makegood.notify.actions.digesting import send_digests


@app.periodic(cron="*/5 * * * *")
@app.task(queue="sweeps", queueing_lock="mail_notices")
def mail_notices(timestamp: int) -> int:
    """Mail what staff were told and have not seen, to those who wish for it."""
    return send_digests()
