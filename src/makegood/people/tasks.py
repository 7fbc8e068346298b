"""What the clock does for people."""

from procrastinate.contrib.django import app

from makegood.people.actions.marking import lift_due


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="lift_marks")
def lift_marks(timestamp: int) -> int:
    """Lift every mark whose time is up, some hundred at a time."""
    lifted = 0
    while batch := lift_due():
        lifted += batch
    return lifted
