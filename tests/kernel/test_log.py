"""Recording what happened."""

from dataclasses import dataclass

import pytest

from makegood.kernel.events import Event
from makegood.kernel.log import record
from makegood.kernel.models import Happening


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    """Something to record."""

    litres: int

    @property
    def topic(self) -> str:
        return "kettle:1"


@pytest.mark.django_db
def test_recording_an_event_writes_one_happening() -> None:
    record(KettleBoiled(litres=2))

    happening = Happening.objects.get()
    assert (happening.name, happening.topic, happening.facts) == (
        "KettleBoiled",
        "kettle:1",
        {"litres": 2},
    )
