"""What the clock does about what waits for a yes."""

from procrastinate.contrib.django import app

from makegood.remedies.actions.reminding import remind_due


@app.periodic(cron="* * * * *")
@app.task(queue="sweeps", queueing_lock="remind_of_approvals")
def remind_of_approvals(timestamp: int) -> None:
    """Who may say yes hears again of what waits too long."""
    while remind_due():
        pass
