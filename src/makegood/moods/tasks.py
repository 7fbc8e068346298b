"""What the moods' clock does."""

from procrastinate.contrib.django import app

from makegood.moods.actions.sweeping import (
    end_what_is_over,
    find_many_cases,
    find_many_messages,
    find_silence,
)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="sweeps", queueing_lock="sweep_moods")
def sweep_moods(timestamp: int) -> None:
    """Who keeps writing and who was left without a word; and what of that is over."""
    for step in (end_what_is_over, find_many_messages, find_many_cases, find_silence):
        step()
