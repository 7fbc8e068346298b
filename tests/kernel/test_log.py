"""Recording what happened."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from makegood.kernel.events import Event
from makegood.kernel.log import record, together
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


@pytest.mark.django_db
def test_what_is_recorded_together_is_written_in_its_order_with_one_statement(
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(1), together():
        for litres in (1, 2, 3):
            record(KettleBoiled(litres=litres))

    written = Happening.objects.order_by("id").values_list("facts", flat=True)
    assert [facts["litres"] for facts in written] == [1, 2, 3]


@pytest.mark.django_db
def test_a_block_inside_another_leaves_its_happenings_to_that_one_unless_it_fails(
    django_assert_num_queries: Any,
) -> None:
    def boil(litres: int, *, fails: bool = False) -> None:
        with together():
            record(KettleBoiled(litres=litres))
            if fails:
                raise OSError

    with django_assert_num_queries(1), together():
        boil(1)
        with suppress(OSError):
            boil(2, fails=True)
        boil(3)

    written = Happening.objects.order_by("id").values_list("facts", flat=True)
    assert [facts["litres"] for facts in written] == [1, 3]


@pytest.mark.django_db
def test_what_fails_together_is_not_written() -> None:
    def boil_and_fail() -> None:
        with together():
            record(KettleBoiled(litres=1))
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011  our own, a line above
        boil_and_fail()
    assert not Happening.objects.exists()

    record(KettleBoiled(litres=2))
    assert Happening.objects.count() == 1
