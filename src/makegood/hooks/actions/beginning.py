"""Having what is due sent soon, by the worker."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

TASK = "makegood.hooks.tasks.run_hooks"


def begin(seconds: int = 0) -> None:
    """In so many seconds, at once by default, and not before what is done here is committed. Where that waits already, once is
    enough.
    """
    task = app.configure_task(
        TASK,
        queueing_lock="hooks_later" if seconds else "hooks_now",
        schedule_in={"seconds": seconds} if seconds else None,
    )
    try:
        with transaction.atomic():
            task.defer()
    except AlreadyEnqueued:
        return
