"""Loading the sample in the worker."""

from uuid import UUID

from procrastinate.contrib.django import app

from makegood.kernel.errors import Conflict
from makegood.sample.actions.loading import carry_out
from makegood.sample.models import Loading


@app.task(name="makegood.sample.tasks.load", queue="imports")
def load(loading_id: str) -> None:
    """Load it; when another process is at it, it goes on."""
    try:
        carry_out(UUID(loading_id))
    except Conflict:
        return


@app.periodic(cron="* * * * *")
@app.task(
    name="makegood.sample.tasks.resume_loading", queue="imports", queueing_lock="resume_loading"
)
def resume_loading(timestamp: int) -> None:
    """Go on after a crash; a load that was killed has left nothing behind."""
    for loading in Loading.objects.filter(ended_at=None).order_by("started_at")[:1]:
        load(str(loading.pk))
